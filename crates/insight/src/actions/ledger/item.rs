//! Something promised, and whether another sentence is about the same.

use std::collections::BTreeSet;

use time::Date;

use crate::actions::candidates::Candidate;
use crate::actions::openings::Kind;
use crate::actions::verbs::Strength;
use crate::text::stems::content_stems;

/// Most sentences noted beside an item; fewer are shown.
const MOST_NOTED: usize = 12;

/// Who will do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::actions) enum Doer {
    /// A voice of the transcript.
    Speaker(u32),
    /// Somebody named, verbatim.
    Named(String),
}

/// Something promised.
#[derive(Debug, Clone)]
pub(in crate::actions) struct Item {
    /// The words that make the promise.
    pub candidate: Candidate,
    /// The request that it answers.
    pub request: Option<Candidate>,
    /// Who will do it.
    pub doer: Doer,
    /// Until when.
    pub due: Option<Date>,
    /// Sentences that support it; never many.
    pub evidence: Vec<usize>,
    /// 0 to 1.
    pub confidence: f64,
    /// Words that name it when it is taken back.
    pub topic: BTreeSet<String>,
}

impl Item {
    /// A promise, with the request that it answers; `said` is its sentence in the normal form.
    pub(super) fn new(candidate: Candidate, request: Option<Candidate>, doer: Doer, said: &str) -> Self {
        let mut item = Self {
            topic: topic(&said[candidate.action.clone()]),
            due: candidate.due,
            evidence: vec![candidate.position],
            confidence: 0.0,
            candidate,
            request,
            doer,
        };
        if let Some(request) = &item.request {
            item.evidence.push(request.position);
        }
        item
    }

    /// Notes a sentence that supports it. What is said of it a hundred times is supported well enough.
    pub(super) fn support(&mut self, position: usize) {
        if self.evidence.len() < MOST_NOTED && !self.evidence.contains(&position) {
            self.evidence.push(position);
        }
    }

    /// The first sentences that support it, the promise itself before all.
    pub(in crate::actions) fn places(&self, most: usize) -> Vec<usize> {
        let mut positions = self.evidence.clone();
        positions.sort_by_key(|position| (*position != self.candidate.position, *position));
        positions.dedup();
        positions.truncate(most);
        positions
    }

    /// What is promised is "that" or "it", or not named at all ("I'll do that").
    pub(in crate::actions) fn is_anaphoric(&self) -> bool {
        self.candidate.subject.is_empty()
    }
}

/// How many words two subjects share.
pub(super) fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    one.intersection(other).count()
}

/// Subject words and weekdays: "the Thursday call" names a call by its day.
pub(super) fn topic(normal: &str) -> BTreeSet<String> {
    let mut words = content_stems(normal);
    let is_day =
        |word: &&str| word.ends_with("day") && word.len() > 5 && *word != "today" && *word != "everyday";
    words.extend(normal.split(' ').filter(is_day).map(str::to_owned));
    words
}

/// Whether a candidate says once more, so many turns later, what the item promises.
pub(super) fn is_same_action(item: &Item, candidate: &Candidate, age_turns: usize) -> bool {
    let (old, new) = (&item.candidate, candidate);
    let shared = overlap(&old.subject, &new.subject)
        + item.request.as_ref().map_or(0, |request| overlap(&request.subject, &new.subject));
    let smaller = old.subject.len().min(new.subject.len());
    let is_same_group = old.verb.group == new.verb.group;
    let is_same_day = item.due == new.due;
    let days_agree = is_same_day || item.due.is_none() || new.due.is_none();
    if new.is_recap && shared > 0 {
        return true;
    }
    // "I'll do that": the same as what was just said.
    if new.subject.is_empty() && age_turns <= 2 && new.verb.strength <= Strength::Weak {
        return true;
    }
    if smaller == 0 {
        return is_same_group
            && days_agree
            && (old.subject.is_empty() == new.subject.is_empty() || is_same_day || age_turns <= 2);
    }
    let is_mostly_same = shared * 2 >= smaller.max(1) && shared > 0;
    is_mostly_same && (is_same_group || shared >= 2)
}

/// How sure one can be of a promise.
pub(super) fn confidence(candidate: &Candidate, has_day: bool, is_answered: bool) -> f64 {
    let by_verb = match candidate.verb.strength {
        Strength::Strong => 0.75,
        Strength::Medium => 0.62,
        Strength::Weak => 0.55,
        Strength::Unknown => 0.5,
    };
    let by_opening = match candidate.kind {
        Kind::Intention | Kind::ThirdParty | Kind::VagueOffer => -0.1,
        Kind::Offer | Kind::Progressive | Kind::Delivery => -0.05,
        Kind::LetMe => -0.15,
        _ => 0.0,
    };
    let mut value: f64 = by_verb + by_opening;
    value += if has_day { 0.1 } else { 0.0 };
    value += if is_answered { 0.08 } else { 0.0 };
    value += if candidate.has_recipient { 0.03 } else { 0.0 };
    value -= if candidate.is_hedged { 0.2 } else { 0.0 };
    value.clamp(0.0, 0.95)
}
