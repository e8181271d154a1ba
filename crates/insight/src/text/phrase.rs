//! A piece of text in two forms: the source, and the normal form that rules match on.
//!
//! The normal form is words separated by single spaces: lower case, contractions spelled out ("I'll" is
//! "i will"), numbers in digits ("twenty fifth" is "25th", "$1,800" is "1800 dollars"), fillers and the commas
//! around them gone, a word said twice in a row kept once. Every place in it can be traced back to the source,
//! so whatever a rule finds can be quoted verbatim.

use std::ops::Range;

use super::tokens::{normal_spelling, tokenise};
use crate::numbers::{self, Run};

/// Text and its normal form.
#[derive(Debug, Clone)]
pub struct Phrase<'a> {
    source: &'a str,
    /// The normal form.
    pub normal: String,
    words: Vec<PhraseWord>,
}

/// A word of the normal form (several where a contraction was spelled out).
#[derive(Debug, Clone)]
pub struct PhraseWord {
    /// Where it stands in [`Phrase::normal`].
    pub normal: Range<usize>,
    /// What it was made of in the source.
    pub source: Range<usize>,
    /// Its value, where it is a plain number.
    pub value: Option<f64>,
}

impl<'a> Phrase<'a> {
    /// Reads `source`.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        let tokens = tokenise(source);
        let spellings: Vec<String> =
            tokens.iter().map(|token| normal_spelling(&source[token.clone()])).collect();
        let mut phrase = Self { source, normal: String::with_capacity(source.len() + 16), words: Vec::new() };
        let mut position = 0;
        let mut filler_before = false;
        while position < tokens.len() {
            if let Some(Run { length, text, value }) = numbers::run_at(&spellings, position) {
                let range = tokens[position].start..tokens[position + length - 1].end;
                phrase.push(&text, range, value);
                position += length;
                filler_before = false;
                continue;
            }
            let spelling = &spellings[position];
            let is_comma = spelling == ",";
            if spelling.is_empty() {
                // "I'll, um, send": the commas belong to the filler.
                filler_before |= source[tokens[position].clone()].chars().any(char::is_alphabetic);
                if filler_before {
                    phrase.pop_comma();
                }
            } else if !(is_comma && filler_before) {
                phrase.push(spelling, tokens[position].clone(), None);
                filler_before = false;
            }
            position += 1;
        }
        phrase
    }

    fn push(&mut self, text: &str, source: Range<usize>, value: Option<f64>) {
        // "we we need": somebody looked for words.
        let repeats = self.words.last().is_some_and(|last| {
            value.is_none()
                && self.normal[last.normal.clone()] == *text
                && text.chars().all(char::is_alphabetic)
        });
        if repeats && !matches!(text, "no" | "bye" | "very" | "yes" | "really") {
            return;
        }
        if !self.normal.is_empty() {
            self.normal.push(' ');
        }
        let start = self.normal.len();
        self.normal.push_str(text);
        self.words.push(PhraseWord { normal: start..self.normal.len(), source, value });
    }

    fn pop_comma(&mut self) {
        if self.words.last().is_some_and(|last| &self.normal[last.normal.clone()] == ",") {
            self.words.pop();
            self.normal.truncate(self.words.last().map_or(0, |last| last.normal.end));
        }
    }

    /// The text that was read.
    #[must_use]
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// The words in order.
    #[must_use]
    pub fn words(&self) -> &[PhraseWord] {
        &self.words
    }

    /// The range of the source that a range of the normal form was made of; empty where the range holds no
    /// word.
    #[must_use]
    pub fn source_range(&self, normal: Range<usize>) -> Range<usize> {
        let mut covered =
            self.words.iter().filter(|word| word.normal.start < normal.end && normal.start < word.normal.end);
        let Some(first) = covered.next() else { return 0..0 };
        let last = covered.next_back().unwrap_or(first);
        first.source.start..last.source.end
    }

    /// The source of a range of the normal form.
    #[must_use]
    pub fn original(&self, normal: Range<usize>) -> &'a str {
        &self.source[self.source_range(normal)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_form_is_one_spelling_of_many() {
        for (source, normal) in [
            ("I’ll, um, send it.", "i will send it ."),
            ("Um, I I can't e-mail", "i can not email"),
            ("That's twenty-five, okay?", "that is 25 , okay ?"),
            ("$1,800 a month", "1800 dollars a month"),
            ("at 9 a.m. on the twenty fourth", "at 9 am on the 24th"),
            ("Well, we'll see. No, no!", "well , we will see . no , no !"),
            ("a follow-up — “now”", "a follow up now"),
        ] {
            let phrase = Phrase::new(source);
            assert_eq!(phrase.normal, normal, "{source}");
        }
    }

    #[test]
    fn every_place_can_be_traced_back() {
        let phrase = Phrase::new("So I'll send Ann eighteen hundred dollars, uh, tomorrow.");
        let start = phrase.normal.find("send").unwrap();
        let end = phrase.normal.find(" tomorrow").unwrap();
        assert_eq!(phrase.original(start..end), "send Ann eighteen hundred dollars");
        assert_eq!(phrase.original(0..phrase.normal.len()), phrase.source());
        assert_eq!(phrase.original(0..0), "");
    }
}
