//! The least number of word edits between two texts (Levenshtein distance over words).

use super::normalise;

/// Differences between a recognised text and its reference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordErrors {
    /// Words that were heard as another.
    pub substitutions: usize,
    /// Words that were not heard.
    pub deletions: usize,
    /// Words that were invented.
    pub insertions: usize,
    /// Words of the reference.
    pub reference_words: usize,
}

impl WordErrors {
    /// Errors per word of the reference. A reference without words gives 0 where nothing was heard, otherwise
    /// the number of invented words.
    #[must_use]
    pub fn rate(&self) -> f64 {
        let errors = self.substitutions + self.deletions + self.insertions;
        errors as f64 / self.reference_words.max(1) as f64
    }

    /// Sum over several texts.
    #[must_use]
    pub fn plus(self, other: WordErrors) -> WordErrors {
        WordErrors {
            substitutions: self.substitutions + other.substitutions,
            deletions: self.deletions + other.deletions,
            insertions: self.insertions + other.insertions,
            reference_words: self.reference_words + other.reference_words,
        }
    }
}

/// Compares `heard` with `reference`, both normalised first.
#[must_use]
pub fn word_errors(reference: &str, heard: &str) -> WordErrors {
    count(&normalise(reference), &normalise(heard))
}

/// One row of the table: the cheapest way to each prefix of `heard`. Counts are kept along with the way, so
/// the table needs no second dimension.
fn count(reference: &[String], heard: &[String]) -> WordErrors {
    let mut row: Vec<WordErrors> =
        (0..=heard.len()).map(|insertions| WordErrors { insertions, ..WordErrors::default() }).collect();
    for reference_word in reference {
        let mut diagonal = row[0];
        row[0].deletions += 1;
        for (index, heard_word) in heard.iter().enumerate() {
            let above = row[index + 1];
            let mut kept = diagonal;
            if reference_word != heard_word {
                kept.substitutions += 1;
            }
            let deleted = WordErrors { deletions: above.deletions + 1, ..above };
            let inserted = WordErrors { insertions: row[index].insertions + 1, ..row[index] };
            let cheapest = [kept, deleted, inserted]
                .into_iter()
                .min_by_key(|way| way.substitutions + way.deletions + way.insertions);
            row[index + 1] = cheapest.unwrap_or(kept);
            diagonal = above;
        }
    }
    let last = row.last().copied().unwrap_or_default();
    WordErrors { reference_words: reference.len(), ..last }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_by_kind() {
        let errors = word_errors("the quick brown fox", "the quack brown big fox jumps");
        assert_eq!(errors, WordErrors { substitutions: 1, deletions: 0, insertions: 2, reference_words: 4 });
        assert!((errors.rate() - 0.75).abs() < 1e-9);
        assert_eq!(word_errors("one two three", "").deletions, 1, "a run of digits is one word");
        assert_eq!(word_errors("", "invented words").insertions, 2);
        assert_eq!(word_errors("", "").rate(), 0.0);
    }
}
