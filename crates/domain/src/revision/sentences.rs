//! The sentences of an entry whose text was corrected.

use super::tokens::tokens;
use crate::text::ends_sentence;
use crate::transcript::{Sentence, Word};

/// The sentences of `text`; the last may be unfinished. Their times are those of `words`, which are the words of that
/// text, one for each of its tokens; without them it is as if every character took the same time.
pub(super) fn sentences(text: &str, words: &[Word], start_seconds: f64, end_seconds: f64) -> Vec<Sentence> {
    let parts = tokens(text);
    let total = text.chars().count().max(1) as f64;
    let guessed = |byte: usize| {
        let share = text.get(..byte).map_or(1.0, |before| before.chars().count() as f64 / total);
        start_seconds + (end_seconds - start_seconds).max(0.0) * share
    };
    let mut found = Vec::new();
    let mut first = 0;
    for (position, part) in parts.iter().enumerate() {
        let is_last = position + 1 == parts.len();
        if !is_last && !ends_sentence(part.text) {
            continue;
        }
        let (from, to) = (parts[first].start, part.end());
        let known = words.get(first..=position).filter(|_| words.len() == parts.len());
        let (start, end) = match known {
            Some(known) => (
                known.iter().map(|word| word.start_seconds).fold(f64::INFINITY, f64::min),
                known.iter().map(|word| word.end_seconds).fold(f64::NEG_INFINITY, f64::max),
            ),
            None => (guessed(from), guessed(to)),
        };
        // Each lies within the entry.
        let within = |seconds: f64| seconds.max(start_seconds).min(end_seconds.max(start_seconds));
        found.push(Sentence {
            text: text[from..to].to_owned(),
            start_seconds: within(start),
            end_seconds: within(end),
        });
        first = position + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: &[Sentence]) -> Vec<(&str, f64, f64)> {
        found.iter().map(|one| (one.text.as_str(), one.start_seconds, one.end_seconds)).collect()
    }

    #[test]
    fn times_are_those_of_the_words_or_go_by_length() {
        let word = |text: &str, start_seconds: f64| Word {
            text: text.to_owned(),
            start_seconds,
            end_seconds: start_seconds + 0.5,
            probability: None,
        };
        let words = [word("Yes.", 1.0), word("I", 3.0), word("will", 4.0)];
        let found = sentences("Yes. I will", &words, 1.0, 5.0);
        assert_eq!(shown(&found), [("Yes.", 1.0, 1.5), ("I will", 3.0, 4.5)]);
        let found = sentences("Yes! No!", &[], 8.0, 16.0);
        assert_eq!(shown(&found), [("Yes!", 8.0, 12.0), ("No!", 13.0, 16.0)]);
        assert!(sentences(" ", &[], 0.0, 1.0).is_empty());
        let found = sentences("はい。そう", &[], 0.0, 5.0);
        assert_eq!(shown(&found), [("はい。", 0.0, 3.0), ("そう", 3.0, 5.0)]);
    }
}
