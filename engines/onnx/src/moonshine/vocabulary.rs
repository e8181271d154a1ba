//! Moonshine's vocabulary: from token numbers to text.
//!
//! The file is a list of byte strings, each after its length: one byte below 128, else two bytes that stand
//! for `first * 128 + second - 128`. Tokens are pieces of text with `▁` for a space, or single bytes of a
//! character that has no token of its own. Markers (`<s>`, `<<ST_7>>`) are not text.

use std::fs;
use std::path::Path;

use crate::error::EngineError;

/// Written for a space by the sentence-piece tokenizer that made the vocabulary.
const SPACE_MARK: &str = "\u{2581}";

/// The list.
pub struct Vocabulary {
    tokens: Vec<Vec<u8>>,
}

impl Vocabulary {
    /// Reads `tokenizer.bin`.
    pub fn load(path: &Path) -> Result<Self, EngineError> {
        let bytes = fs::read(path).map_err(|source| EngineError::File { path: path.to_owned(), source })?;
        Self::parse(&bytes).ok_or_else(|| EngineError::Model {
            path: path.to_owned(),
            message: "the list of tokens ends in the middle of one".to_owned(),
        })
    }

    fn parse(mut bytes: &[u8]) -> Option<Self> {
        let mut tokens = Vec::new();
        while let Some((first, after_first)) = bytes.split_first() {
            let (length, rest) = if *first < 128 {
                (usize::from(*first), after_first)
            } else {
                let (second, rest) = after_first.split_first()?;
                (usize::from(*first) * 128 + usize::from(*second) - 128, rest)
            };
            let (token, rest) = rest.split_at_checked(length)?;
            tokens.push(token.to_vec());
            bytes = rest;
        }
        Some(Self { tokens })
    }

    /// The text of a sequence of tokens. Numbers outside the vocabulary and markers are left out.
    pub fn text(&self, tokens: &[i64]) -> String {
        let known = tokens.iter().filter_map(|token| self.tokens.get(usize::try_from(*token).ok()?));
        let bytes: Vec<u8> = known.filter(|token| !is_marker(token)).flatten().copied().collect();
        String::from_utf8_lossy(&bytes).replace(SPACE_MARK, " ").trim().to_owned()
    }
}

fn is_marker(token: &[u8]) -> bool {
    token.len() > 2 && token.starts_with(b"<") && token.ends_with(b">")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_joined_bytes_with_marks_for_spaces() {
        let mut file = vec![3];
        file.extend(b"<s>");
        for token in ["▁caf", "▁now"] {
            file.push(token.len() as u8);
            file.extend(token.as_bytes());
        }
        file.extend([1, 0xC3, 1, 0xA9]);
        let vocabulary = Vocabulary::parse(&file).expect("a whole list");
        assert_eq!(vocabulary.text(&[0, 1, 3, 4, 2, 99, -1]), "café now");
        assert!(Vocabulary::parse(&[5, b'a']).is_none());
        assert!(Vocabulary::parse(&[200]).is_none());
    }

    #[test]
    fn a_long_token_has_two_bytes_of_length() {
        let mut file = vec![129, 2];
        file.extend([b'x'; 129 * 128 + 2 - 128]);
        let vocabulary = Vocabulary::parse(&file).expect("a whole list");
        assert_eq!(vocabulary.text(&[0]).len(), 16_386);
    }
}
