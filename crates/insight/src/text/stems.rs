//! Which words of a phrase say what it is about, in a form in which "invoices" and "invoice" meet.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// Words that say nothing about the subject: grammar, courtesy, and the days that deadlines are made of.
static EMPTY_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| EMPTY_WORD_LIST.split_ascii_whitespace().collect());

const EMPTY_WORD_LIST: &str = " a about above after again all also am an and any are as at back be because been \
    before being below but by can could did do does doing done down each every few first for from further get \
    gets getting give go goes going gonna good got great had has have having he her here hers him his how i if \
    in into is it its just know let like made make many may me mean might more most much must my need next no \
    not now of off okay on once one only or other our out over own perfect please really right said same say \
    see shall she should so some still such sure take than thank thanks that the their them then there these \
    they thing things think this those through time to too under until up us very want was way we well were \
    what when where which while who whom why will with within would yes you your yours \
    monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight yesterday morning afternoon \
    evening week weeks month months day days year end business working hour hours minute minutes oh hi hello \
    really actually maybe perhaps something anything everything someone somebody lot bit little kind sort ";

/// Whether a normal word carries no subject.
#[must_use]
pub fn is_empty_word(word: &str) -> bool {
    EMPTY_WORDS.contains(word)
}

/// A word without its plural or tense ending. Crude on purpose: it only has to make two spellings of one word
/// meet, not to be a word.
#[must_use]
pub fn stem(word: &str) -> String {
    let base = word.strip_suffix("'s").unwrap_or(word);
    let length = base.chars().count();
    for (ending, keep_at_least) in [
        ("ations", 4),
        ("ation", 4),
        ("ings", 4),
        ("ing", 3),
        ("ies", 3),
        ("ed", 3),
        ("es", 4),
        ("s", 3),
        ("e", 4),
    ] {
        if let Some(cut) = base.strip_suffix(ending)
            && length - ending.len() >= keep_at_least
            && !(ending == "s" && (cut.ends_with('s') || cut.ends_with('u')))
        {
            let cut = if ending == "ies" { format!("{cut}y") } else { cut.to_owned() };
            return undouble(cut);
        }
    }
    undouble(base.to_owned())
}

/// "cancell" (from cancelled) and "cancel" meet; so do "bill" and "bil".
fn undouble(mut word: String) -> String {
    let mut last_two = word.chars().rev();
    let (last, before) = (last_two.next(), last_two.next());
    if last.is_some() && last == before {
        word.pop();
    }
    if let Some(without_e) = word.strip_suffix('e').filter(|rest| rest.chars().count() >= 4) {
        return without_e.to_owned();
    }
    word
}

/// The stems of the words of a normal form that carry its subject.
#[must_use]
pub fn content_stems(normal: &str) -> BTreeSet<String> {
    normal
        .split_ascii_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric) && !is_empty_word(word))
        .filter(|word| word.chars().count() > 1)
        .map(stem)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_meet() {
        for (one, other) in [
            ("invoices", "invoice"),
            ("scheduling", "schedule"),
            ("cancelled", "cancel"),
            ("cancellation", "cancel"),
            ("replies", "reply"),
            ("technicians", "technician"),
            ("shipped", "ship"),
            ("quotes", "quoted"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("bus"), stem("bu"));
        assert_eq!(
            content_stems("i will send you the quote by friday , okay"),
            BTreeSet::from([stem("send"), stem("quote")])
        );
    }
}
