//! What is said again.

use std::collections::{BTreeSet, HashSet, VecDeque};

use colloquy_domain::metric::{Measured, Role};

use super::{MOST_EVIDENCE, Spoken, evidence};
use crate::text::phrase::Phrase;

/// Words of a run that is looked for again: three in a row recur in any talk ("do you want").
const RUN_WORDS: usize = 4;
/// Sentences with fewer words recur without meaning anything ("all right").
const FEWEST_WORDS: usize = 4;
/// Share of the different words that two sentences have in common to count as the same.
const ALIKE: f64 = 0.8;
/// Sentences that are looked back at: a loop is something that goes on.
const LOOK_BACK: usize = 200;

/// The share of a side's runs of words that it said before.
pub(super) fn density(spoken: &Spoken<'_, '_>, role: Role) -> Measured {
    let mut seen: HashSet<Vec<String>> = HashSet::new();
    let (mut repeated, mut total) = (0_u32, 0_u32);
    let mut places = Vec::new();
    for utterance in spoken.said_by(role) {
        let words = spoken.counted_words(utterance);
        let mut again = 0;
        for run in words.windows(RUN_WORDS) {
            total += 1;
            again += u32::from(!seen.insert(run.to_vec()));
        }
        repeated += again;
        if again > 0 && places.len() < MOST_EVIDENCE {
            places.push(evidence(utterance, None));
        }
    }
    match total {
        0 => Measured::not_applicable("this side says no four words in a row"),
        _ => Measured::number(f64::from(repeated) / f64::from(total))
            .because(format!("{repeated} of {total} runs of four words were said before"))
            .with_evidence(places),
    }
}

/// How often the agent says a sentence again.
pub(super) fn loops(spoken: &Spoken<'_, '_>) -> Measured {
    let mut before: VecDeque<BTreeSet<String>> = VecDeque::new();
    let mut count = 0_u32;
    let mut places = Vec::new();
    let mut has_spoken = false;
    for utterance in spoken.said_by(Role::Agent) {
        has_spoken = true;
        let words = spoken.counted_words(utterance);
        if words.len() < FEWEST_WORDS {
            continue;
        }
        let words: BTreeSet<String> = words.into_iter().collect();
        if before.iter().any(|earlier| are_alike(earlier, &words)) {
            count += 1;
            if places.len() < MOST_EVIDENCE {
                places.push(evidence(utterance, Some("said before".into())));
            }
        }
        if before.len() == LOOK_BACK {
            before.pop_front();
        }
        before.push_back(words);
    }
    if has_spoken {
        Measured::number(f64::from(count)).with_evidence(places)
    } else {
        Measured::not_applicable("the agent says nothing")
    }
}

fn are_alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    // What differs too much in number cannot be alike in words.
    let (few, many) = (one.len().min(other.len()), one.len().max(other.len()));
    if (few as f64) < many as f64 * ALIKE {
        return false;
    }
    let shared = one.intersection(other).count();
    shared as f64 >= (few + many - shared) as f64 * ALIKE
}

/// The words of a normal form, with none of those that belong to one of the phrases.
pub(super) fn without_phrases(normal: &str, phrases: &[String]) -> Vec<String> {
    let words = words_of(normal);
    let mut is_excluded = vec![false; words.len()];
    for phrase in phrases {
        let phrase = words_of(&Phrase::new(phrase).normal);
        if phrase.is_empty() {
            continue;
        }
        for start in 0..(words.len() + 1).saturating_sub(phrase.len()) {
            if words[start..start + phrase.len()] == phrase {
                is_excluded[start..start + phrase.len()].fill(true);
            }
        }
    }
    words.into_iter().zip(is_excluded).filter(|(_, is_excluded)| !is_excluded).map(|(word, _)| word).collect()
}

fn words_of(normal: &str) -> Vec<String> {
    normal
        .split_ascii_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}
