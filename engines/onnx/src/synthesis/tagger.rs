//! Parts of speech (Penn Treebank tags), found by an averaged perceptron: every feature of a word and its
//! neighbours votes for tags with a weight that was learned, and the tag with most votes wins. A word that
//! nearly always has one tag is looked up instead.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;

use crate::error::EngineError;
use crate::synthesis::files;

/// What stands before the first word …
const BEFORE: [&str; 2] = ["-START2-", "-START-"];
/// … and after the last.
const AFTER: [&str; 2] = ["-END-", "-END2-"];
/// For words about which nothing is known.
const FALLBACK: &str = "NN";

#[derive(Deserialize)]
struct Table {
    tags: Vec<String>,
    tagdict: HashMap<String, String>,
    vocab: HashSet<String>,
    weights: HashMap<String, HashMap<String, f64>>,
}

/// The learned weights.
pub struct Tagger {
    tags: Vec<String>,
    certain: HashMap<String, String>,
    frequent: HashSet<String>,
    /// Votes of a feature: positions in `tags`, with weights.
    weights: HashMap<String, Vec<(u8, f64)>>,
}

impl Tagger {
    /// Loads `tagger.json.gz` from `folder`.
    pub fn load(folder: &Path) -> Result<Self, EngineError> {
        let table: Table = files::table(folder, "tagger.json.gz")?;
        // In order, so that of two tags with as many votes the greater name wins.
        let mut tags = table.tags;
        tags.sort_unstable();
        let position = |tag: &str| tags.binary_search_by(|known| known.as_str().cmp(tag)).ok();
        let votes = |votes: HashMap<String, f64>| {
            let votes = votes.into_iter();
            votes
                .filter_map(|(tag, weight)| Some((u8::try_from(position(&tag)?).ok()?, weight)))
                .collect::<Vec<_>>()
        };
        let weights = table.weights.into_iter().map(|(feature, all)| (feature, votes(all))).collect();
        Ok(Self { tags, certain: table.tagdict, frequent: table.vocab, weights })
    }

    /// One tag for each word.
    pub fn tags<'a>(&'a self, words: &[&str]) -> Vec<&'a str> {
        let mut context: Vec<String> = BEFORE.map(str::to_owned).to_vec();
        context.extend(words.iter().map(|word| self.known_form(word)));
        context.extend(AFTER.map(str::to_owned));
        let mut tags: Vec<&str> = Vec::with_capacity(words.len());
        let (mut one_before, mut two_before) = (BEFORE[1], BEFORE[0]);
        for (index, word) in words.iter().enumerate() {
            let tag = match self.certain.get(*word) {
                Some(tag) => tag.as_str(),
                None => self.elect(&features(index, word, &context, one_before, two_before)),
            };
            tags.push(tag);
            (two_before, one_before) = (one_before, tag);
        }
        tags
    }

    fn elect(&self, features: &[String]) -> &str {
        let mut votes = vec![0.0; self.tags.len()];
        let mut has_voted = false;
        for (tag, weight) in features.iter().filter_map(|feature| self.weights.get(feature)).flatten() {
            votes[usize::from(*tag)] += weight;
            has_voted = true;
        }
        let winner = votes.iter().zip(&self.tags).max_by(|(a, _), (b, _)| a.total_cmp(b));
        winner.filter(|_| has_voted).map_or(FALLBACK, |(_, tag)| tag.as_str())
    }

    /// The word as its neighbours see it: without case, a rare one as its shape.
    fn known_form(&self, word: &str) -> String {
        let is_figure = |c: char| c.is_ascii_digit();
        let form = if word.contains('-') && !word.starts_with('-') {
            "!HYPHEN".to_owned()
        } else if word.len() == 4 && word.chars().all(is_figure) {
            "!YEAR".to_owned()
        } else if word.starts_with(is_figure) {
            "!DIGITS".to_owned()
        } else {
            word.to_lowercase()
        };
        if self.frequent.contains(&form) { form } else { format!("<{}>", shape(word)) }
    }
}

fn features(
    index: usize,
    word: &str,
    context: &[String],
    one_before: &str,
    two_before: &str,
) -> [String; 15] {
    let at = |offset: usize| context.get(index + offset).map_or("", String::as_str);
    let (first, place) = (word.chars().next().unwrap_or(' '), if index == 0 { "i0" } else { "i+" });
    [
        "b".to_owned(),
        format!("s3={}", ending(word)),
        format!("p1={first}"),
        format!("w={}", at(2)),
        format!("sh={}", shape(word)),
        place.to_owned(),
        format!("t-1={one_before}"),
        format!("t-2={two_before}"),
        format!("t-12={one_before},{two_before}"),
        format!("w-1={}", at(1)),
        format!("s3-1={}", ending(at(1))),
        format!("w-2={}", at(0)),
        format!("w+1={}", at(3)),
        format!("s3+1={}", ending(at(3))),
        format!("w+2={}", at(4)),
    ]
}

/// The last three characters.
fn ending(word: &str) -> &str {
    let start = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    &word[start..]
}

/// What a word looks like: "Xx" for "Hello", "d" for "42".
fn shape(word: &str) -> String {
    if !word.is_empty() && word.chars().all(char::is_alphabetic) {
        let is_upper =
            |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
        let is_lower =
            |text: &str| text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase);
        let rest = &word[word.chars().next().map_or(0, char::len_utf8)..];
        let shape = if is_lower(word) {
            "x"
        } else if is_upper(word) {
            if rest.is_empty() { "X1" } else { "XX" }
        } else if word.starts_with(char::is_uppercase) && is_lower(rest) {
            "Xx"
        } else {
            "xX"
        };
        return shape.to_owned();
    }
    if !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) {
        return "d".to_owned();
    }
    let kind = |c: char| match c {
        c if c.is_numeric() => 'd',
        c if c.is_alphabetic() => 'x',
        c => c,
    };
    word.chars().take(4).map(kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_shapes_and_endings() {
        let shapes = ["hello", "Hello", "HELLO", "I", "iPhone", "42", "4th", "5-a$b", ""].map(shape);
        assert_eq!(shapes, ["x", "Xx", "XX", "X1", "xX", "d", "dxx", "d-x$", ""]);
        assert_eq!(["running", "ß", "", "né"].map(ending), ["ing", "ß", "", "né"]);
    }
}
