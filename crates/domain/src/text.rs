//! Texts from elsewhere.

/// A name as one line: line breaks and other characters that control something become spaces, so that a name cannot
/// pass for more than one where it is written among other lines. Any other text stays as it is.
#[must_use]
pub fn one_line(text: &str) -> String {
    let breaks = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return text.to_owned();
    }
    text.split(|character: char| breaks(character) || character.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What may follow the mark that ends a sentence.
const CLOSING: [char; 8] = ['"', '\'', ')', ']', '”', '’', '»', '」'];
/// A dot after these does not end a sentence.
const ABBREVIATIONS: [&str; 14] =
    ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "inc", "ltd", "no", "approx", "e.g", "i.e", "jr"];

/// Whether a sentence ends with that word, as far as the word alone tells.
#[must_use]
pub fn ends_sentence(word: &str) -> bool {
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
    use super::{ends_sentence, one_line};

    #[test]
    fn marks_end_sentences_and_abbreviations_do_not() {
        for word in ["done.", "really?\"", "no!", "4,000.", "好。", "I."] {
            assert!(ends_sentence(word), "{word}");
        }
        for word in ["Mr.", "Dr.", "J.", "e.g.", "well,", "2.5", "and"] {
            assert!(!ends_sentence(word), "{word}");
        }
    }

    #[test]
    fn only_what_breaks_a_line_is_folded() {
        for (given, expected) in [
            ("Jonas  Weber ", "Jonas  Weber "),
            ("Jonas\r\nBcc: all@customer.example", "Jonas Bcc: all@customer.example"),
            ("\u{7}Jo\u{2028}Roe\t", "Jo Roe"),
            ("\n", ""),
            ("", ""),
        ] {
            assert_eq!(one_line(given), expected, "{given:?}");
        }
    }
}
