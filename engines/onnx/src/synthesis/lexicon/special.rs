//! Words whose sounds depend on what follows them or on their part of speech, and signs.

use super::{Lexicon, Place, SIGNS, is_letters, parent};
use crate::synthesis::phonemes::Stress;

impl Lexicon {
    /// The sounds of a word that has rules of its own.
    pub(super) fn special(&self, word: &str, place: Place<'_>, stress: Option<Stress>) -> Option<String> {
        let tag = place.tag.unwrap_or_default();
        let following = place.following.unwrap_or_default();
        let known = |word: &str| self.gold.sounds(word).map(str::to_owned);
        // Within an address its marks are said.
        match (tag, word) {
            ("ADD", ".") => return self.lookup("dot", Place { tag: None, ..place }, Some(Stress::Weaker)),
            ("ADD", "/") => return self.lookup("slash", Place { tag: None, ..place }, Some(Stress::Weaker)),
            _ => {}
        }
        if let Some((_, name)) = SIGNS.iter().find(|(sign, _)| *sign == word) {
            return self.lookup(name, Place { tag: None, ..place }, None);
        }
        if is_initials(word) {
            return self.spelled(word);
        }
        match word {
            "a" | "A" if tag == "DT" => Some("ɐ".to_owned()),
            "a" | "A" => Some("ˈA".to_owned()),
            "am" | "Am" | "AM" if tag.starts_with("NN") => self.spelled(word),
            "am" if following.vowel.is_some() && !matches!(stress, Some(Stress::Light | Stress::Strong)) => {
                Some("ɐm".to_owned())
            }
            "am" | "Am" | "AM" => known("am"),
            "AN" if tag.starts_with("NN") => self.spelled(word),
            "an" | "An" | "AN" => Some("ɐn".to_owned()),
            "I" if tag == "PRP" => Some("ˌI".to_owned()),
            "by" | "By" | "BY" if parent(tag) == "ADV" => Some("bˈI".to_owned()),
            "to" | "To" => self.to(following.vowel),
            "TO" if matches!(tag, "TO" | "IN") => self.to(following.vowel),
            "in" | "In" => Some(stressed_in(tag, following.vowel)),
            "IN" if tag != "NNP" => Some(stressed_in(tag, following.vowel)),
            "the" | "The" => Some(the(following.vowel)),
            "THE" if tag == "DT" => Some(the(following.vowel)),
            _ if tag == "IN" && matches!(word.to_lowercase().as_str(), "vs" | "vs.") => {
                self.lookup("versus", Place { tag: None, ..place }, None)
            }
            // "I used to", but "used cars".
            "used" | "Used" | "USED" if matches!(tag, "VBD" | "JJ") && following.is_to => {
                Some("jˈust".to_owned())
            }
            "used" | "Used" | "USED" => known("used"),
            _ => None,
        }
    }

    fn to(&self, vowel: Option<bool>) -> Option<String> {
        match vowel {
            None => self.gold.sounds("to").map(str::to_owned),
            Some(false) => Some("tə".to_owned()),
            Some(true) => Some("tʊ".to_owned()),
        }
    }
}

fn stressed_in(tag: &str, vowel: Option<bool>) -> String {
    if vowel.is_none() || tag != "IN" { "ˈɪn" } else { "ɪn" }.to_owned()
}

fn the(vowel: Option<bool>) -> String {
    if vowel == Some(true) { "ði" } else { "ðə" }.to_owned()
}

/// Letters with periods between them: "U.S.", "p.m".
fn is_initials(word: &str) -> bool {
    word.trim_matches('.').contains('.')
        && is_letters(&word.replace('.', ""))
        && word.split('.').all(|part| part.chars().count() < 3)
}
