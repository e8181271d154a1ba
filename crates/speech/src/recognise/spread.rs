//! Word times where the recogniser gives none: a span's words share its time by their length.

use colloquy_domain::transcript::Word;

/// Splits `text` at its spaces and gives each word the share of the time that its characters are of all.
#[must_use]
pub fn spread_words(text: &str, start_seconds: f64, end_seconds: f64) -> Vec<Word> {
    // A space is spoken, too: the step from one word to the next.
    let weight = |word: &str| (word.chars().count() + 1) as f64;
    let total: f64 = text.split_whitespace().map(weight).sum();
    let length = (end_seconds - start_seconds).max(0.0);
    let mut spoken = 0.0;
    text.split_whitespace()
        .map(|word| {
            let start = start_seconds + length * spoken / total;
            spoken += weight(word);
            let end = start_seconds + length * spoken / total;
            Word { text: word.to_owned(), start_seconds: start, end_seconds: end, probability: None }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_words_take_longer_and_all_fill_the_span() {
        let words = spread_words("I understand you", 2.0, 6.0);
        assert_eq!(words.len(), 3);
        assert_eq!(words[0].start_seconds, 2.0);
        assert!((words[2].end_seconds - 6.0).abs() < 1e-9);
        assert!(
            words[1].end_seconds - words[1].start_seconds > words[0].end_seconds - words[0].start_seconds
        );
        assert!(spread_words("  ", 0.0, 1.0).is_empty());
    }
}
