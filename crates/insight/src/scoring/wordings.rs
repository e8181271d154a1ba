//! Wordings that mean the same, looked for in the plain words of a sentence.
//!
//! Plain words are the normal form without any punctuation: recognisers put commas and full stops where they like, so
//! nothing here may hang on them. A list of wordings is one pattern; `<3>` in it stands for up to three words of any
//! kind, and `<bad>` for any word for how bad something is.

use std::ops::Range;

use regex::Regex;

/// What `<bad>` stands for: how trouble is, in a word.
const BAD: &str = "awful|terrible|horrible|horrid|dreadful|miserable|frustrating|annoying|stressful|difficult|hard|tough|rough|\
    upsetting|worrying|frightening|scary|rotten|painful|exhausting|tiring|disappointing|unacceptable|nightmare|shame|pity|sad|\
    unfortunate|inconvenient|unpleasant|nasty|unlucky|heartbreaking|mess|hassle|blow|shock|awkward|distressing|cruel|lousy|grim|\
    unsettling|infuriating|maddening|ghastly|wretched|embarrassing|draining|bad|worse|lonely|alarming|shocking|appalling|\
    disheartening|irritating|daunting|overwhelming|devastating|beastly|worry|pain|fright|headache|agony|torture|misery|no joke|\
    no fun|lot to carry|lot to (?:deal|cope|take|go|put)|not (?:right|good enough|acceptable|okay|fair|nice|easy|fun|on)";

/// The most words that `<n>` may stand for.
const MOST_GAP_WORDS: usize = 6;

/// Wordings, less some that look alike and mean something else.
pub(super) struct Wordings {
    wanted: Regex,
    unless: Option<Regex>,
}

impl Wordings {
    /// Any of these.
    pub fn new(wanted: &[&str]) -> Self {
        Self { wanted: any_of(wanted), unless: None }
    }

    /// But not where it is part of any of these: "problem", but not "no problem".
    pub fn unless(self, phrases: &[&str]) -> Self {
        Self { unless: Some(any_of(phrases)), ..self }
    }

    /// Where the first of them stands in plain words.
    pub fn find(&self, plain: &str) -> Option<Range<usize>> {
        let mut found = self.wanted.find_iter(plain).map(|hit| hit.range());
        let Some(unless) = &self.unless else { return found.next() };
        let excluded: Vec<Range<usize>> = unless.find_iter(plain).map(|hit| hit.range()).collect();
        found.find(|hit| !excluded.iter().any(|other| hit.start < other.end && other.start < hit.end))
    }

    /// Whether one of them is there.
    pub fn are_in(&self, plain: &str) -> bool {
        self.find(plain).is_some()
    }
}

fn any_of(wordings: &[&str]) -> Regex {
    let mut pattern = format!(r"\b(?:{})\b", wordings.join("|"));
    for words in 1..=MOST_GAP_WORDS {
        pattern = pattern.replace(&format!("<{words}>"), &format!("(?:[^ ]+ ){{0,{words}}}"));
    }
    let pattern = pattern.replace("<bad>", &format!("(?:{BAD})"));
    Regex::new(&pattern).expect("the wordings are constant and a test compiles all of them")
}

/// The words of a normal form, without punctuation, with single spaces between them.
pub(super) fn plain(normal: &str) -> String {
    let words = normal.split(' ').filter(|word| word.chars().any(char::is_alphanumeric));
    words.collect::<Vec<_>>().join(" ")
}

/// The range of the normal form that a range of its plain words was made of.
pub(super) fn range_in_normal(normal: &str, plain: &str, range: &Range<usize>) -> Range<usize> {
    // Bytes, as the end of a range less one may lie within a character.
    let words_before = |end: usize| plain.as_bytes()[..end].iter().filter(|byte| **byte == b' ').count();
    let (first, last) = (words_before(range.start), words_before(range.end.max(range.start + 1) - 1));
    let mut position = 0;
    let mut covered: Option<Range<usize>> = None;
    let mut number = 0;
    for word in normal.split(' ') {
        let here = position..position + word.len();
        position = here.end + 1;
        if !word.chars().any(char::is_alphanumeric) {
            continue;
        }
        if (first..=last).contains(&number) {
            let start = covered.as_ref().map_or(here.start, |covered| covered.start);
            covered = Some(start..here.end);
        }
        number += 1;
    }
    covered.unwrap_or(0..normal.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_leave_gaps_and_exceptions() {
        let trouble = Wordings::new(&["problem", "does not <2>work"]).unless(&["no problem"]);
        assert!(trouble.are_in("it does not even really work"));
        assert!(!trouble.are_in("it does not as far as i know work"));
        assert!(!trouble.are_in("no problem at all"));
        assert_eq!(trouble.find("no problem but the problem is there"), Some(19..26));
    }

    #[test]
    fn plain_words_lead_back_to_the_normal_form() {
        let normal = "well , we will see . no , no !";
        let plain = plain(normal);
        assert_eq!(plain, "well we will see no no");
        let start = plain.find("see").unwrap();
        let range = range_in_normal(normal, &plain, &(start..start + 6));
        assert_eq!(&normal[range], "see . no");
        assert_eq!(range_in_normal("so , a café", "so a café", &(5..10)), 7..12);
        assert_eq!(range_in_normal("", "", &(0..0)), 0..0);
    }
}
