//! Cuts an entry into sentences, each with its times.

pub(crate) use colloquy_domain::text::ends_sentence;
use colloquy_domain::transcript::Sentence;

use crate::assemble::{SpokenWord, text};

/// The sentences of `words`; the last may be unfinished.
pub(crate) fn sentences(words: &[SpokenWord]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    for index in 0..words.len() {
        let is_last = index + 1 == words.len();
        if is_last || ends_sentence(&words[index].word.text) {
            let of_sentence = &words[start..=index];
            found.push(Sentence {
                text: text(of_sentence),
                start_seconds: of_sentence[0].word.start_seconds,
                end_seconds: of_sentence.iter().map(|word| word.word.end_seconds).fold(0.0, f64::max),
            });
            start = index + 1;
        }
    }
    found
}
