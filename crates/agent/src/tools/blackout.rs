//! Taking secrets out of a text, however they are spelled there.
//!
//! Whoever is sent a secret may repeat it: in JSON, in an address, on a page, within something that is written in Base64.
//! From each place of the text on, what stands there is compared with each secret character by character, whichever way
//! each of them is spelled ([`super::spelling`]). In Base64 three bytes make four characters, so that a secret looks one of
//! three ways there, by where it begins; characters that hold a bit of it and a bit of what is around it go with it.
//!
//! Characters that control something go before anything is compared, and count for nothing within a secret: they could
//! tear one apart that is whole again once they are gone.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::spelling::{Spelled, begins_spelling, spelled_at};

/// What stands for a secret.
const BLACK: &str = "…";
/// Shorter pieces of Base64 say nothing, and stand everywhere.
const LEAST_BASE64: usize = 4;
/// So much may be missing of a spelling that the end of a text cuts.
const LONGEST_SPELLING: usize = 24;

/// The text without secrets and without characters that control anything but lines and columns. Of a text that was cut
/// off, what the beginning of a secret could be goes from its end, too.
pub(super) fn blacked_out<'s>(text: &str, secrets: impl Iterator<Item = &'s str>, is_cut: bool) -> String {
    let mut text: String = text.chars().filter(|character| is_shown(*character)).collect();
    if is_cut {
        // Half a character, where the text was cut in the middle of one.
        text.truncate(text.trim_end_matches('\u{fffd}').len());
    }
    let patterns: Vec<Pattern> = secrets.flat_map(Pattern::all).collect();
    let begins = beginnings(&patterns);
    let mut places: Vec<Range<usize>> = Vec::new();
    for (begin, character) in text.char_indices() {
        if begins.get(character as usize).is_some_and(|may_begin| !may_begin) {
            continue;
        }
        let first = spelled_at(&text, begin);
        let found = patterns.iter().filter_map(|pattern| pattern.found(&text, begin, &first, is_cut));
        places.extend(found);
    }
    places.sort_unstable_by_key(|place| place.start);
    replaced(&text, &places)
}

/// Which of the first characters of Unicode may begin a secret: most of a text is passed over by this alone.
fn beginnings(patterns: &[Pattern]) -> [bool; 128] {
    let may_begin = |sign: char| {
        let is_first = |pattern: &Pattern| {
            pattern.characters.first().is_some_and(|initial| pattern.is_same(*initial, sign))
        };
        begins_spelling(sign) || patterns.iter().any(is_first)
    };
    std::array::from_fn(|number| u8::try_from(number).is_ok_and(|number| may_begin(char::from(number))))
}

fn is_shown(character: char) -> bool {
    !character.is_control() || matches!(character, '\n' | '\t')
}

/// The text with [`BLACK`] for each of the places, which are in order; those that overlap are one.
fn replaced(text: &str, places: &[Range<usize>]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for place in places {
        if place.start >= at {
            shown.push_str(&text[at..place.start]);
            shown.push_str(BLACK);
        }
        at = at.max(place.end);
    }
    shown.push_str(&text[at..]);
    shown
}

/// One way in which a secret may look.
#[derive(Debug)]
struct Pattern {
    characters: Vec<char>,
    /// None where the characters are the secret's own.
    base64: Option<Edges>,
}

/// Whether the characters before and behind hold a bit of the secret.
#[derive(Debug, Clone, Copy)]
struct Edges {
    before: bool,
    behind: bool,
}

impl Pattern {
    /// All ways in which a secret may look.
    fn all(secret: &str) -> Vec<Self> {
        let secret = secret.trim();
        let characters: Vec<char> = secret.chars().filter(|character| !character.is_control()).collect();
        let mut patterns: Vec<Self> = (0..3).filter_map(|before| Self::in_base64(secret, before)).collect();
        if !characters.is_empty() {
            patterns.push(Self { characters, base64: None });
        }
        patterns
    }

    /// What is certain of a secret in Base64 that has so many bytes of something else before it in its group of three.
    fn in_base64(secret: &str, before: usize) -> Option<Self> {
        let bytes = [&[0; 2][..before], secret.as_bytes()].concat();
        let encoded = STANDARD_NO_PAD.encode(&bytes);
        let bits = bytes.len() * 8;
        let certain = encoded.get((before * 8).div_ceil(6)..bits / 6)?;
        let edges = Edges { before: before > 0, behind: !bits.is_multiple_of(6) };
        let pattern = Self { characters: certain.chars().collect(), base64: Some(edges) };
        (pattern.characters.len() >= LEAST_BASE64).then_some(pattern)
    }

    /// Where in the text the secret is that begins at `begin`, where `first` may be meant; none where none begins there.
    fn found(
        &self,
        text: &str,
        begin: usize,
        first: &[Option<Spelled>],
        is_cut: bool,
    ) -> Option<Range<usize>> {
        let (initial, others) = self.characters.split_first()?;
        let found = first.iter().flatten().filter(|(meant, _)| self.is_same(*initial, *meant));
        let mut ends: Vec<usize> = found.map(|(_, end)| *end).collect();
        for wanted in others {
            if ends.is_empty() {
                return None;
            }
            let mut next = Vec::new();
            for end in &ends {
                self.follow(text, *end, *wanted, &mut next);
            }
            next.sort_unstable();
            next.dedup();
            if next.is_empty() {
                let is_broken_off = is_cut && ends.iter().any(|end| ends_within_spelling(&text[*end..]));
                return is_broken_off.then(|| self.widened(text, begin..text.len()));
            }
            ends = next;
        }
        ends.into_iter().max().map(|end| self.widened(text, begin..end))
    }

    /// Adds the ends of all spellings of `wanted` that stand at `at`. What parts lines may stand before it.
    fn follow(&self, text: &str, mut at: usize, wanted: char, ends: &mut Vec<usize>) {
        loop {
            let spelled = spelled_at(text, at);
            let found = spelled.iter().flatten().filter(|(meant, _)| self.is_same(wanted, *meant));
            ends.extend(found.map(|(_, end)| *end));
            match spelled.iter().flatten().find(|(meant, _)| meant.is_control()) {
                Some((_, end)) => at = *end,
                None => return,
            }
        }
    }

    /// Base64 has two alphabets, which differ in two characters.
    fn is_same(&self, wanted: char, meant: char) -> bool {
        let is_twin = || matches!((wanted, meant), ('+', '-') | ('/', '_'));
        wanted == meant || (self.base64.is_some() && is_twin())
    }

    /// The place with what holds a bit of the secret beside it.
    fn widened(&self, text: &str, place: Range<usize>) -> Range<usize> {
        let Some(edges) = self.base64 else { return place };
        let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
        let before = text[..place.start].bytes().next_back().is_some_and(is_digit);
        let behind = text[place.end..].bytes().next().is_some_and(is_digit);
        place.start - usize::from(edges.before && before)..place.end + usize::from(edges.behind && behind)
    }
}

/// Whether nothing is left, or the beginning of a spelling.
fn ends_within_spelling(rest: &str) -> bool {
    rest.is_empty() || (rest.len() < LONGEST_SPELLING && rest.starts_with(begins_spelling))
}

#[cfg(test)]
mod tests;
