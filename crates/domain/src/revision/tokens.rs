//! The parts of a text that words of a transcript are: between spaces, with the punctuation that belongs to them.
//! Scripts that put no spaces between words give one for each character.

use crate::words::{is_written_without_spaces, words};

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// As it stands there.
    pub text: &'a str,
    /// Its first byte in the text.
    pub start: usize,
    /// What is compared: case, marks and punctuation make no difference.
    pub key: String,
}

impl Token<'_> {
    /// The byte after its last.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The parts of `text`, in order; all but the spaces between them.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut passed = 0;
    loop {
        let blank = rest.len() - rest.trim_start().len();
        rest = &rest[blank..];
        passed += blank;
        if rest.is_empty() {
            return found;
        }
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        cut(&rest[..length], passed, &mut found);
        rest = &rest[length..];
        passed += length;
    }
}

/// Cuts what stands between two spaces before and after each word that is a single character.
fn cut<'a>(chunk: &'a str, start: usize, found: &mut Vec<Token<'a>>) {
    let folded = words(chunk);
    let characters: Vec<(usize, char)> = chunk.char_indices().collect();
    let stands_alone = |word: &crate::words::Word| {
        characters.get(word.start).is_some_and(|(_, character)| is_written_without_spaces(*character))
    };
    let (mut from, mut key) = (0, String::new());
    for (position, word) in folded.iter().enumerate() {
        let is_cut = position > 0 && (stands_alone(word) || stands_alone(&folded[position - 1]));
        if is_cut {
            let at = characters.get(word.start).map_or(chunk.len(), |(at, _)| *at);
            found.push(Token { text: &chunk[from..at], start: start + from, key: std::mem::take(&mut key) });
            from = at;
        }
        key.push_str(&word.text);
    }
    let last = &chunk[from..];
    // Of what holds no word, such as a dash, all is compared.
    let key = if key.is_empty() { last.to_owned() } else { key };
    found.push(Token { text: last, start: start + from, key });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, String)> {
        tokens(text).into_iter().map(|token| (token.text, token.key)).collect()
    }

    #[test]
    fn words_keep_their_punctuation_and_are_compared_without_it() {
        let rows = [
            ("", vec![]),
            (" \n", vec![]),
            ("Hi,  I'm Zoë!", vec![("Hi,", "hi"), ("I'm", "im"), ("Zoë!", "zoe")]),
            ("a — b", vec![("a", "a"), ("—", "—"), ("b", "b")]),
            ("東京、で OK", vec![("東", "東"), ("京、", "京"), ("で", "で"), ("OK", "ok")]),
            ("in東京", vec![("in", "in"), ("東", "東"), ("京", "京")]),
        ];
        for (text, expected) in rows {
            let expected: Vec<(&str, String)> =
                expected.into_iter().map(|(text, key)| (text, key.to_owned())).collect();
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_bytes_of_the_text() {
        let text = "  Zoë, 東京 now";
        for token in tokens(text) {
            assert_eq!(&text[token.start..token.end()], token.text);
        }
    }
}
