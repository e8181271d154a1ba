//! Cuts an entry into sentences, each with its times.

use colloquy_domain::transcript::Sentence;

use crate::assemble::{SpokenWord, text};

/// What may follow the mark that ends a sentence.
const CLOSING: [char; 8] = ['"', '\'', ')', ']', '”', '’', '»', '」'];
/// A dot after these does not end a sentence.
const ABBREVIATIONS: [&str; 14] =
    ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "inc", "ltd", "no", "approx", "e.g", "i.e", "jr"];

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

pub(crate) fn ends_sentence(word: &str) -> bool {
    let bare = word.trim_end_matches(CLOSING);
    if bare.ends_with(['?', '!', '…', '。', '？', '！', '।', '؟']) {
        return true;
    }
    let Some(stem) = bare.strip_suffix('.') else { return false };
    let plain = stem.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // An initial ("J.") ends no sentence; "I." does.
    let is_initial = plain.chars().count() == 1 && plain.chars().all(char::is_alphabetic) && plain != "i";
    !is_initial && !ABBREVIATIONS.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::ends_sentence;

    #[test]
    fn marks_end_sentences_and_abbreviations_do_not() {
        for word in ["done.", "really?\"", "no!", "4,000.", "好。", "I."] {
            assert!(ends_sentence(word), "{word}");
        }
        for word in ["Mr.", "Dr.", "J.", "e.g.", "well,", "2.5", "and"] {
            assert!(!ends_sentence(word), "{word}");
        }
    }
}
