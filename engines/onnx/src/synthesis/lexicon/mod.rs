//! How known words sound: two lists of words (one checked by hand, one larger), endings that are put to
//! stems, letters that are spelled, numbers, and the little words that change with what follows them.
//!
//! The rules are those of misaki's English, whose readings the voice was trained on.

mod dictionary;
mod numbers;
mod special;
mod stems;

use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use self::dictionary::{Dictionary, Entry};
pub use self::numbers::is_currency;
use super::phonemes::{PRIMARY, SECONDARY, Stress, stressed};
use super::reading::Token;
use crate::error::EngineError;

/// Signs that are words.
const SIGNS: [(&str, &str); 4] = [("%", "percent"), ("&", "and"), ("+", "plus"), ("@", "at")];
/// What the lexicon calls the reading of a word at the end of a phrase.
const AT_THE_END: &str = "None";

/// What follows a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Following {
    /// Whether the next sound is a vowel; none where a mark or nothing follows.
    pub vowel: Option<bool>,
    /// Whether the next word is "to".
    pub is_to: bool,
}

/// Known words.
pub struct Lexicon {
    gold: Dictionary,
    silver: Dictionary,
}

impl Lexicon {
    /// Loads both lists from `folder`.
    pub fn load(folder: &Path) -> Result<Self, EngineError> {
        Ok(Self {
            gold: Dictionary::load(folder, "lexicon_us_gold.json.gz")?,
            silver: Dictionary::load(folder, "lexicon_us_silver.json.gz")?,
        })
    }

    /// The sounds of a word in its place, or nothing where it is not known.
    pub fn read(&self, token: &Token, following: Following) -> Option<String> {
        let written = token.alias.as_deref().unwrap_or(&token.text).replace(['‘', '’'], "'");
        let word: String = written.nfkc().collect();
        let stress = match (word == word.to_lowercase(), word == word.to_uppercase()) {
            (true, _) => None,
            (_, true) => Some(Stress::Strong),
            _ => Some(Stress::Light),
        };
        let place = Place { tag: Some(&token.tag), following: Some(following) };
        match self.word(&word, place, stress) {
            Some(sounds) => Some(self.with_currency(sounds, token.currency)),
            None if numbers::is_number(&word, token.is_head) => {
                self.number(&word, token.currency, token.is_head)
            }
            None => None,
        }
    }

    /// A run of digits on its own.
    pub fn digits(&self, digits: &str) -> Option<String> {
        self.number(digits, None, false)
    }

    fn word(&self, word: &str, place: Place<'_>, stress: Option<Stress>) -> Option<String> {
        if let Some(sounds) = self.special(word, place, stress) {
            return Some(sounds);
        }
        let lower = word.to_lowercase();
        let word = if self.is_only_written_large(word, &lower, place) { lower.as_str() } else { word };
        if self.is_known(word) {
            return self.lookup(word, place, stress);
        }
        if let Some(owner) = word.strip_suffix("s'").map(|owner| format!("{owner}'s"))
            && self.is_known(&owner)
        {
            return self.lookup(&owner, place, stress);
        }
        if let Some(owner) = word.strip_suffix('\'').filter(|owner| self.is_known(owner)) {
            return self.lookup(owner, place, stress);
        }
        self.with_ending(word, place, stress)
    }

    /// Whether the capitals of a word say nothing of it: it is known without them.
    fn is_only_written_large(&self, word: &str, lower: &str, place: Place<'_>) -> bool {
        let letters = word.chars().count();
        let plain = word.replace('\'', "");
        let rest = &word[word.chars().next().map_or(0, char::len_utf8)..];
        letters > 1
            && is_letters(&plain)
            && word != lower
            && (place.tag != Some("NNP") || letters > 7)
            && !self.gold.has(word)
            && !self.silver.has(word)
            && (word == word.to_uppercase() || rest == rest.to_lowercase())
            && (self.gold.has(lower)
                || self.silver.has(lower)
                || self.with_ending(lower, place, None).is_some_and(|sounds| !sounds.is_empty()))
    }

    /// Whether the word can be looked up: it is in a list, or can be spelled.
    fn is_known(&self, word: &str) -> bool {
        if self.gold.has(word) || self.silver.has(word) || SIGNS.iter().any(|(sign, _)| *sign == word) {
            return true;
        }
        if word.is_empty() || !word.chars().all(|c| c.is_ascii_alphabetic()) {
            return false;
        }
        let is_large = |text: &str| !text.chars().any(|c| c.is_ascii_lowercase());
        word.len() == 1 || is_large(word) && self.gold.has(&word.to_lowercase()) || is_large(&word[1..])
    }

    /// A word of the lists; one that is not there, or that has no sounds for its part of speech, is spelled.
    fn lookup(&self, word: &str, place: Place<'_>, stress: Option<Stress>) -> Option<String> {
        let is_large = word == word.to_uppercase() && !self.gold.has(word);
        let word = if is_large { word.to_lowercase() } else { word.to_owned() };
        let is_name = is_large && place.tag == Some("NNP");
        let entry = match self.gold.get(&word) {
            None if !is_name => self.silver.get(&word),
            entry => entry,
        };
        let sounds = match entry {
            Some(Entry::One(sounds)) => Some(sounds.as_str()),
            Some(Entry::ByTag(readings)) => {
                let is_last = place.following.is_some_and(|following| following.vowel.is_none());
                let tag = match place.tag {
                    _ if is_last && readings.contains_key(AT_THE_END) => Some(AT_THE_END),
                    Some(tag) if !readings.contains_key(tag) => Some(parent(tag)),
                    tag => tag,
                };
                let reading = tag.and_then(|tag| readings.get(tag)).or_else(|| readings.get("DEFAULT"));
                reading.and_then(|reading| reading.as_deref())
            }
            None => None,
        };
        match sounds {
            Some(sounds) if !is_name || sounds.contains(PRIMARY) => Some(stressed(sounds, stress)),
            sounds => self.spelled(&word).or_else(|| sounds.map(|sounds| stressed(sounds, stress))),
        }
    }

    /// The names of the letters, with the stress on the last.
    fn spelled(&self, word: &str) -> Option<String> {
        let mut sounds = String::new();
        for letter in word.chars().filter(|c| c.is_alphabetic()) {
            let capital: String = letter.to_uppercase().collect();
            sounds.push_str(self.gold.sounds(&capital)?);
        }
        let mut sounds = stressed(&sounds, Some(Stress::Side));
        if let Some(last) = sounds.rfind(SECONDARY) {
            sounds.replace_range(last..last + SECONDARY.len_utf8(), "ˈ");
        }
        Some(sounds)
    }
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place<'a> {
    /// Its part of speech, where that matters.
    tag: Option<&'a str>,
    /// What follows, where that matters.
    following: Option<Following>,
}

/// The group that a tag belongs to, where the lists name groups.
fn parent(tag: &str) -> &str {
    match tag {
        tag if tag.starts_with("VB") => "VERB",
        tag if tag.starts_with("NN") => "NOUN",
        tag if tag.starts_with("ADV") || tag.starts_with("RB") => "ADV",
        tag if tag.starts_with("ADJ") || tag.starts_with("JJ") => "ADJ",
        tag => tag,
    }
}

fn is_letters(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic)
}
