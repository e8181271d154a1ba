//! The words of a text, as word search knows them.
//!
//! A word is a run of letters and digits, in lower case and without diacritics: `Übergröße` and `ubergrosse` are the
//! same word. Scripts that put no spaces between words (Chinese, Japanese, Thai and their like) give a word for each
//! character. Everything else stands between words. Made here and not by a database, so that all databases find the
//! same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words are cut to so many characters, where they are stored and where they are looked for.
const LONGEST_WORD: usize = 64;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word, folded.
    pub text: String,
    /// Its first character, counted in code points from the start of the text.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
    /// Whether nothing stands between it and the word before.
    pub is_joined: bool,
}

/// The words of `text`, in order.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    // Whether the last word found may go on.
    let mut is_open = false;
    for (position, character) in text.chars().enumerate() {
        if is_mark(character) {
            // Belongs to the character before it, and is no part of the word that is compared.
            if let Some(word) = found.last_mut().filter(|word| word.end == position) {
                word.end = position + 1;
            }
            continue;
        }
        if !character.is_alphanumeric() {
            is_open = false;
            continue;
        }
        let stands_alone = is_written_without_spaces(character);
        if !is_open || stands_alone {
            let is_joined = found.last().is_some_and(|word| word.end == position);
            found.push(Word { text: String::new(), start: position, end: position, is_joined });
        }
        is_open = !stands_alone;
        if let Some(word) = found.last_mut() {
            word.end = position + 1;
            fold(character, &mut word.text);
        }
    }
    for word in &mut found {
        if let Some((cut, _)) = word.text.char_indices().nth(LONGEST_WORD) {
            word.text.truncate(cut);
        }
    }
    found.retain(|word| !word.text.is_empty());
    found
}

/// Adds what is compared of a character.
fn fold(character: char, folded: &mut String) {
    if character.is_ascii() {
        folded.push(character.to_ascii_lowercase());
    } else if is_written_without_spaces(character) {
        folded.push(character);
    } else {
        // Some capitals come out of the first normalisation only, some marks out of their lower case.
        let lower = std::iter::once(character).nfkd().flat_map(char::to_lowercase);
        for part in lower.nfkd().filter(|part| part.is_alphanumeric() && !is_mark(*part)) {
            match spelled_out(part) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(part),
            }
        }
    }
}

/// Letters that are not made of a letter and a mark, and that people write without the key for it.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Accents and their like. The vowel signs of Indic scripts are marks, too, but without them it is another word.
fn is_mark(character: char) -> bool {
    match character {
        '\0'..='\u{2ff}' => false,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' => true,
        _ => is_combining_mark(character) && !character.is_alphanumeric(),
    }
}

/// Whether the character belongs to a script that puts no spaces between words.
pub(crate) fn is_written_without_spaces(character: char) -> bool {
    matches!(
        u32::from(character),
        0x0e00..=0x0eff         // Thai, Lao
        | 0x1000..=0x109f       // Burmese
        | 0x1780..=0x17ff       // Khmer
        | 0x3040..=0x30ff       // Japanese syllables
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff // Chinese characters
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn case_marks_and_special_letters_make_no_difference() {
        let rows = [
            ("Übergröße, ÜBERGRÖSSE", vec!["ubergrosse", "ubergrosse"]),
            // A letter and its mark as two characters.
            ("cafe\u{301} café CAFÉ", vec!["cafe", "cafe", "cafe"]),
            ("İstanbul ISTANBUL ıstanbul", vec!["istanbul", "istanbul", "istanbul"]),
            ("Łódź, smørrebrød, œuvre", vec!["lodz", "smorrebrod", "oeuvre"]),
            // Full-width letters and ligatures.
            ("ＡＢＣ ﬁne ℌ", vec!["abc", "fine", "h"]),
            ("don't e-mail rae@acme.example", vec!["don", "t", "e", "mail", "rae", "acme", "example"]),
            ("naïve_2.0–x", vec!["naive", "2", "0", "x"]),
            ("ΣΊΣΥΦΟΣ σίσυφος Москва́", vec!["σισυφοσ", "σισυφοσ", "москва"]),
            ("हिन्दी", vec!["हिनदी"]),
            ("東京 で会", vec!["東", "京", "で", "会"]),
            ("  …—!\u{0}🙂 ", vec![]),
        ];
        for (text, expected) in rows {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_counted_in_code_points() {
        let found = words("🙂 Zoe\u{308}, 東京");
        let places: Vec<_> =
            found.iter().map(|word| (word.text.as_str(), word.start, word.end, word.is_joined)).collect();
        assert_eq!(places, [("zoe", 2, 6, false), ("東", 8, 9, false), ("京", 9, 10, true)]);
    }

    #[test]
    fn a_word_has_an_end() {
        let found = words(&"ä".repeat(1_000));
        assert_eq!((found.len(), found[0].text.len(), found[0].end), (1, LONGEST_WORD, 1_000));
    }
}
