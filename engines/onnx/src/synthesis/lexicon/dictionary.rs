//! A list of words with their sounds. A word in lower case also stands for itself with a capital, and the
//! other way round, unless the list has the other form too.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use crate::error::EngineError;
use crate::synthesis::files;

/// The list.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub struct Dictionary(HashMap<String, Entry>);

/// How a word sounds.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Entry {
    /// Always so.
    One(String),
    /// By its part of speech; `DEFAULT` for all others. Nothing where it is spelled.
    ByTag(HashMap<String, Option<String>>),
}

impl Dictionary {
    /// Loads the list `name` from `folder`.
    pub fn load(folder: &Path, name: &str) -> Result<Self, EngineError> {
        files::table(folder, name)
    }

    /// The entry of `word`.
    pub fn get(&self, word: &str) -> Option<&Entry> {
        let own = self.0.get(word);
        if own.is_some() || word.chars().nth(1).is_none() {
            return own;
        }
        let (lower, capital) = (word.to_lowercase(), capitalized(word));
        if word == lower && capital != word {
            self.0.get(&capital)
        } else if word == capital {
            self.0.get(&lower)
        } else {
            None
        }
    }

    /// Whether there is an entry.
    pub fn has(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// The sounds of a word that has but one reading.
    pub fn sounds(&self, word: &str) -> Option<&str> {
        match self.get(word)? {
            Entry::One(sounds) => Some(sounds),
            Entry::ByTag(readings) => readings.get("DEFAULT")?.as_deref(),
        }
    }
}

#[cfg(test)]
impl Dictionary {
    /// Of words that always sound alike.
    pub fn of(words: &[(&str, &str)]) -> Self {
        Self(
            words
                .iter()
                .map(|(word, sounds)| ((*word).to_owned(), Entry::One((*sounds).to_owned())))
                .collect(),
        )
    }
}

/// "Hello" for "hELLO".
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + &letters.as_str().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_with_or_without_its_capital() {
        let words =
            Dictionary::of(&[("hello", "h"), ("Bob", "b"), ("polish", "p"), ("Polish", "P"), ("a", "ə")]);
        let sounds = |word| words.sounds(word);
        assert_eq!(
            [sounds("Hello"), sounds("bob"), sounds("Polish"), sounds("polish")].map(Option::unwrap),
            ["h", "b", "P", "p"]
        );
        assert_eq!([sounds("HELLO"), sounds("A"), sounds("")], [None, None, None]);
    }
}
