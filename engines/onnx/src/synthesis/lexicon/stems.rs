//! Words that are not in the lists but whose stem is: "-s", "-ed", "-ing".

use super::{Lexicon, Place};
use crate::synthesis::phonemes::{Stress, with_ed, with_ing, with_s};

impl Lexicon {
    /// The sounds of a known stem with an ending.
    pub(super) fn with_ending(&self, word: &str, place: Place<'_>, stress: Option<Stress>) -> Option<String> {
        self.plural(word, place, stress)
            .or_else(|| with_ed(&self.lookup(&self.stem_of_ed(word)?, place, stress)?))
            .or_else(|| {
                let light = stress.or(Some(Stress::Light));
                with_ing(&self.lookup(&self.stem_of_ing(word)?, place, light)?)
            })
    }

    /// The sounds of a known stem with an "s".
    pub(super) fn plural(&self, word: &str, place: Place<'_>, stress: Option<Stress>) -> Option<String> {
        with_s(&self.lookup(&self.stem_of_s(word)?, place, stress)?)
    }

    fn stem_of_s(&self, word: &str) -> Option<String> {
        let letters = word.chars().count();
        if letters < 3 {
            return None;
        }
        let plain = word.strip_suffix('s')?;
        if !plain.ends_with('s') && self.is_known(plain) {
            return Some(plain.to_owned());
        }
        let possessive = word.strip_suffix("'s");
        let sibilant = word.strip_suffix("es").filter(|stem| letters > 4 && !stem.ends_with('i'));
        if let Some(stem) = possessive.or(sibilant).filter(|stem| self.is_known(stem)) {
            return Some(stem.to_owned());
        }
        let stem = word.strip_suffix("ies").filter(|_| letters > 4).map(|stem| format!("{stem}y"))?;
        self.is_known(&stem).then_some(stem)
    }

    fn stem_of_ed(&self, word: &str) -> Option<String> {
        let letters = word.chars().count();
        if letters < 4 {
            return None;
        }
        let plain = word.strip_suffix('d')?;
        if !plain.ends_with('d') && self.is_known(plain) {
            return Some(plain.to_owned());
        }
        let stem = word.strip_suffix("ed").filter(|stem| letters > 4 && !stem.ends_with('e'))?;
        self.is_known(stem).then(|| stem.to_owned())
    }

    fn stem_of_ing(&self, word: &str) -> Option<String> {
        let letters = word.chars().count();
        if letters < 5 {
            return None;
        }
        let plain = word.strip_suffix("ing")?;
        if letters > 5 && self.is_known(plain) {
            return Some(plain.to_owned());
        }
        let silent = format!("{plain}e");
        if self.is_known(&silent) {
            return Some(silent);
        }
        // "running" of "run", "panicking" of "panic".
        let mut backwards = plain.chars().rev();
        let (last, before) = (backwards.next()?, backwards.next()?);
        let is_doubled = last == before && "bcdgklmnprstvxz".contains(last) || (before, last) == ('c', 'k');
        let stem = &plain[..plain.len() - last.len_utf8()];
        (letters > 5 && is_doubled && self.is_known(stem)).then(|| stem.to_owned())
    }
}
