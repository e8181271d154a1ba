//! Cuts a sentence into words and marks, as spaCy does for English: marks are peeled off both ends of what
//! stands between two spaces, a table knows the exceptions ("don't" is "do" and "n't", "Mr." keeps its
//! period), and what is left is cut at hyphens and slashes. The tagger was trained on words cut so.

mod marks;

use std::collections::HashMap;
use std::path::Path;

use fancy_regex::{Regex, RegexBuilder};

use crate::error::EngineError;
use crate::synthesis::files;

const EXCEPTIONS: &str = "tokenizer_exceptions.json";
/// Characters of what may stand between two spaces. Nobody writes longer words, and the work on one grows
/// with its square.
const MOST_CHARACTERS: usize = 100;
/// Addresses stay whole.
const ADDRESS: &str = r"^(?:(?:https?|ftp)://|www\.)\S+$|^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$|^(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|co|uk|de|fr|info|biz|us|ca|au|tv|me|ly|ai)(?:/\S*)?$";

/// A word or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// As it is written.
    pub text: String,
    /// Whether a space follows.
    pub is_spaced: bool,
}

/// Cuts sentences.
pub struct Tokenizer {
    exceptions: HashMap<String, Vec<String>>,
    address: Regex,
}

impl Tokenizer {
    /// Loads the exceptions from `folder`.
    pub fn load(folder: &Path) -> Result<Self, EngineError> {
        let exceptions = files::table(folder, EXCEPTIONS)?;
        let address = RegexBuilder::new(ADDRESS).case_insensitive(true).build();
        let address = address.map_err(|error| EngineError::Model {
            path: folder.join(EXCEPTIONS),
            message: format!("pattern of addresses: {error}"),
        })?;
        Ok(Self { exceptions, address })
    }

    /// The pieces of `sentence` in order.
    pub fn pieces(&self, sentence: &str) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for chunk in sentence.split_whitespace() {
            if let Some(last) = pieces.last_mut() {
                last.is_spaced = true;
            }
            for part in bounded(chunk) {
                let texts = self.cut(part);
                pieces.extend(texts.into_iter().map(|text| Piece { text, is_spaced: false }));
            }
        }
        pieces
    }

    fn cut(&self, chunk: &str) -> Vec<String> {
        if let Some(parts) = self.exceptions.get(chunk) {
            return parts.clone();
        }
        let (front, middle, end) = self.peel(chunk);
        let mut texts: Vec<String> = front.iter().map(|mark| (*mark).to_owned()).collect();
        match self.exceptions.get(middle) {
            Some(parts) => texts.extend(parts.iter().cloned()),
            None if middle.is_empty() => {}
            // An address on which the pattern backtracks without end is none.
            None if self.address.is_match(middle).unwrap_or(false) => texts.push(middle.to_owned()),
            None => texts.extend(inner(middle)),
        }
        texts.extend(end.iter().rev().map(|mark| (*mark).to_owned()));
        if texts.len() > 1 { self.rejoin(texts) } else { texts }
    }

    /// Marks of the front in order, what they surround, and marks of the end from the outermost.
    fn peel<'a>(&self, chunk: &'a str) -> (Vec<&'a str>, &'a str, Vec<&'a str>) {
        let (mut front, mut middle, mut end) = (Vec::new(), chunk, Vec::new());
        while !middle.is_empty() && !self.exceptions.contains_key(middle) {
            let (mark, rest) = middle.split_at(marks::prefix(middle));
            if !mark.is_empty() && self.exceptions.contains_key(rest) {
                front.push(mark);
                middle = rest;
                break;
            }
            let suffix = marks::suffix(rest);
            let (body, tail) = middle.split_at(middle.len() - suffix);
            if suffix > 0 && self.exceptions.contains_key(body) {
                end.push(tail);
                middle = body;
                break;
            }
            if mark.is_empty() && tail.is_empty() {
                break;
            }
            if !mark.is_empty() {
                front.push(mark);
            }
            if !tail.is_empty() {
                end.push(tail);
            }
            middle = &rest[..rest.len() - suffix];
        }
        (front, middle, end)
    }

    /// Puts together again what is an exception as a whole ("Sept" and ".").
    fn rejoin(&self, texts: Vec<String>) -> Vec<String> {
        let mut joined = Vec::with_capacity(texts.len());
        let mut at = 0;
        'texts: while at < texts.len() {
            for count in [3, 2] {
                let whole = texts.get(at..at + count).map(|some| some.concat());
                if let Some(parts) = whole.and_then(|whole| self.exceptions.get(&whole)) {
                    joined.extend(parts.iter().cloned());
                    at += count;
                    continue 'texts;
                }
            }
            joined.push(texts[at].clone());
            at += 1;
        }
        joined
    }
}

/// Cuts at marks within the word; one at its very front is left there.
fn inner(word: &str) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    let text = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let mut texts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < characters.len() {
        let length = marks::infix(&characters, at);
        if length > 0 && at > 0 {
            if at > start {
                texts.push(text(start..at));
            }
            texts.push(text(at..at + length));
            start = at + length;
        }
        at += length.max(1);
    }
    if start < characters.len() {
        texts.push(text(start..characters.len()));
    }
    texts
}

/// `chunk` in parts of bounded length.
fn bounded(chunk: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> =
        chunk.char_indices().map(|(at, _)| at).step_by(MOST_CHARACTERS).chain([chunk.len()]).collect();
    cuts.dedup();
    cuts.windows(2).map(|pair| &chunk[pair[0]..pair[1]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokenizer() -> Tokenizer {
        let exceptions = [("don't", vec!["do", "n't"]), ("Mr.", vec!["Mr."]), ("Sept.", vec!["Sept."])];
        let owned = |(word, parts): (&str, Vec<&str>)| {
            (word.to_owned(), parts.into_iter().map(str::to_owned).collect())
        };
        let exceptions = exceptions.into_iter().map(owned).collect();
        let address = RegexBuilder::new(ADDRESS).case_insensitive(true).build().unwrap();
        Tokenizer { exceptions, address }
    }

    fn cut(text: &str) -> Vec<String> {
        tokenizer().pieces(text).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn marks_are_peeled_exceptions_and_addresses_stay_and_hyphens_cut() {
        assert_eq!(cut("(\"don't!\")"), ["(", "\"", "do", "n't", "!", "\"", ")"]);
        assert_eq!(cut("Mr. Kim's $5.50."), ["Mr.", "Kim", "'s", "$", "5.50", "."]);
        assert_eq!(
            cut("well-known and/or 5km 10%..."),
            ["well", "-", "known", "and", "/", "or", "5", "km", "10", "%", "..."]
        );
        assert_eq!(cut("a.b@Example.com, WWW.x.y/z"), ["a.b@Example.com", ",", "WWW.x.y/z"]);
        assert_eq!(
            cut("(Sept.) U.S. NASA. one--two"),
            ["(", "Sept.", ")", "U.S.", "NASA", ".", "one", "--", "two"]
        );
        assert_eq!(cut("  \u{a0} "), [""; 0]);
    }

    #[test]
    fn spaces_are_kept_and_endless_words_are_cut() {
        let pieces = tokenizer().pieces("a b");
        assert_eq!(pieces.iter().map(|piece| piece.is_spaced).collect::<Vec<_>>(), [true, false]);
        assert_eq!(cut(&"é".repeat(250)).len(), 3);
        assert!(cut(&"-".repeat(5_000)).len() <= 5_000);
    }
}
