//! What people say in place of what the machine found.
//!
//! A person's word stands where the machine's stood, so that everybody who reads an insight reads it; what the machine
//! had found is kept beside it. A stage that runs again replaces what nobody corrected. Of what somebody did, the
//! person's word stays, and the machine's new finding takes the place of its old one beside it; what somebody removed
//! does not come back. The functions here decide that, one for each kind of insight.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::evidence::{EngineLabel, Evidence, Grounds};
use crate::insight::{ActionItem, Sentiment, Signal, SpeakerSentiment, Summary, TagAssignment};
use crate::words::words;
use crate::{Instant, TagId, UserId};

/// The engine of what a person says.
pub const PERSON: &str = "person";

/// Share of words in common from which two titles are of one undertaking, where they rest on the same words.
const SAME_TITLE: f64 = 0.5;

/// That a person said something else than the machine, or said it first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction<T> {
    /// Who; none where a key without a user did.
    pub by: Option<UserId>,
    /// When it was said last.
    pub at: Instant,
    /// What the machine found there last; none where it found nothing of the kind.
    pub machine: Option<T>,
}

/// An insight as it counts, and whether a person made it so.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected<T> {
    /// What counts.
    pub value: T,
    /// The person's part in it; none where it is as the machine found it.
    pub correction: Option<Correction<T>>,
}

impl<T> Corrected<T> {
    /// As the machine found it.
    pub fn found(value: T) -> Self {
        Self { value, correction: None }
    }

    /// Put in place of what was there by a person: what the machine found is kept, however often people change it.
    #[must_use]
    pub fn by(self, value: T, by: Option<UserId>, at: Instant) -> Self {
        let machine = match self.correction {
            Some(correction) => correction.machine,
            None => Some(self.value),
        };
        Self { value, correction: Some(Correction { by, at, machine }) }
    }

    /// Said by a person where there was nothing.
    pub fn new_by(value: T, by: Option<UserId>, at: Instant) -> Self {
        Self { value, correction: Some(Correction { by, at, machine: None }) }
    }

    /// The same with another finding of the machine beside it, or in its place where no person said anything.
    fn again(self, found: T) -> Self {
        match self.correction {
            Some(correction) => Self {
                value: self.value,
                correction: Some(Correction { machine: Some(found), ..correction }),
            },
            None => Self::found(found),
        }
    }
}

/// Why a person says it: they do. The places that support it are those that the machine found for its own word.
#[must_use]
pub fn by_person(evidence: Vec<Evidence>) -> Grounds {
    Grounds { evidence, confidence: 1.0, engine: EngineLabel(PERSON.to_owned()) }
}

/// The summary after one was found.
#[must_use]
pub fn summary(there: Option<Corrected<Summary>>, found: Summary) -> Corrected<Summary> {
    match there {
        Some(there) => there.again(found),
        None => Corrected::found(found),
    }
}

/// The sentiment after one was found. A person says how the whole was; how each speaker felt is the machine's.
#[must_use]
pub fn sentiment(there: Option<Corrected<Sentiment>>, found: Sentiment) -> Corrected<Sentiment> {
    let Some(Corrected { value, correction: Some(correction) }) = there else {
        return Corrected::found(found);
    };
    let value = felt(value.overall, Some(&found));
    Corrected { value, correction: Some(Correction { machine: Some(found), ..correction }) }
}

/// That a person says how the whole was, beside what the machine found of the speakers.
#[must_use]
pub fn felt(overall: f64, found: Option<&Sentiment>) -> Sentiment {
    let evidence = found.map(|found| found.grounds.evidence.clone()).unwrap_or_default();
    let speakers = found.map(|found| found.speakers.clone()).unwrap_or_default();
    Sentiment { overall, speakers, grounds: by_person(evidence) }
}

/// The answers after these were found, in their order; answers of people to questions that are asked no more come last.
/// An answer to a question that was answered before keeps its id.
#[must_use]
pub fn signals(mut there: Vec<Corrected<Signal>>, found: Vec<Signal>) -> Vec<Corrected<Signal>> {
    let mut merged = Vec::with_capacity(found.len());
    for signal in found {
        let known = there.iter().position(|one| one.value.definition_id == signal.definition_id);
        merged.push(match known.map(|position| there.remove(position)) {
            Some(before) => {
                let id = before.value.id;
                before.again(Signal { id, ..signal })
            }
            None => Corrected::found(signal),
        });
    }
    merged.extend(there.into_iter().filter(|one| one.correction.is_some()));
    merged
}

/// The action items after these were found, in their order; those of people that the machine did not find come last.
/// `removed` are those that were found before and that somebody removed. One that was there before keeps its id.
#[must_use]
pub fn action_items(
    mut there: Vec<Corrected<ActionItem>>,
    removed: &[ActionItem],
    found: Vec<ActionItem>,
) -> Vec<Corrected<ActionItem>> {
    let mut merged = Vec::with_capacity(found.len());
    let mut removed: Vec<&ActionItem> = removed.iter().collect();
    for item in found {
        if let Some(position) = there.iter().position(|one| is_found_again(one, &item)) {
            let before = there.remove(position);
            let id = before.value.id;
            merged.push(before.again(ActionItem { id, ..item }));
        } else if let Some(position) = removed.iter().position(|one| is_same(one, &item)) {
            // One that was removed stands for one that is found.
            removed.remove(position);
        } else {
            merged.push(Corrected::found(item));
        }
    }
    merged.extend(there.into_iter().filter(|one| one.correction.is_some()));
    merged
}

/// The tags after these were found: first those that people gave or confirmed. `removed` are those that somebody took
/// away.
#[must_use]
pub fn tags(
    there: Vec<Corrected<TagAssignment>>,
    removed: &BTreeSet<TagId>,
    found: Vec<TagAssignment>,
) -> Vec<Corrected<TagAssignment>> {
    let mut merged: Vec<Corrected<TagAssignment>> =
        there.into_iter().filter(|one| one.value.grounds.is_none()).collect();
    for assignment in found {
        match merged.iter().position(|one| one.value.tag_id == assignment.tag_id) {
            Some(position) => {
                // Given by a client that says nothing of who asked for it, it has no correction and stays as it is.
                if let Some(correction) = &mut merged[position].correction {
                    correction.machine = Some(assignment);
                }
            }
            None if removed.contains(&assignment.tag_id) => {}
            None => merged.push(Corrected::found(assignment)),
        }
    }
    merged
}

/// The sentiment of a transcript whose speakers have other places now; speakers who became one felt what they felt on
/// average. `places` are where each speaker stands now.
#[must_use]
pub fn moved(sentiment: &Sentiment, places: &[Option<u32>]) -> Sentiment {
    let mut speakers: Vec<(SpeakerSentiment, f64)> = Vec::with_capacity(sentiment.speakers.len());
    for one in &sentiment.speakers {
        let Some(place) = places.get(one.speaker_index as usize).copied().flatten() else { continue };
        match speakers.iter_mut().find(|(known, _)| known.speaker_index == place) {
            Some((known, count)) => {
                known.score = (known.score * *count + one.score) / (*count + 1.0);
                *count += 1.0;
                known.evidence.extend(one.evidence.iter().cloned());
            }
            None => speakers.push((SpeakerSentiment { speaker_index: place, ..one.clone() }, 1.0)),
        }
    }
    Sentiment { speakers: speakers.into_iter().map(|(speaker, _)| speaker).collect(), ..sentiment.clone() }
}

/// Whether what is found now is what was found before where this stands. What only people said is found by nobody.
fn is_found_again(there: &Corrected<ActionItem>, found: &ActionItem) -> bool {
    match &there.correction {
        Some(correction) => correction.machine.as_ref().is_some_and(|machine| is_same(machine, found)),
        None => is_same(&there.value, found),
    }
}

/// Whether the machine found the same undertaking twice: it is called the same, or rests on the same entry and is called
/// much the same.
fn is_same(one: &ActionItem, other: &ActionItem) -> bool {
    let (first, second) = (folded(&one.title), folded(&other.title));
    if !first.is_empty() && first == second {
        return true;
    }
    let rests_on = |item: &ActionItem| -> BTreeSet<u32> {
        item.grounds.evidence.iter().map(|place| place.entry_id.0).collect()
    };
    let both = first.intersection(&second).count() as f64;
    let all = first.union(&second).count().max(1) as f64;
    !rests_on(one).is_disjoint(&rests_on(other)) && both / all >= SAME_TITLE
}

fn folded(title: &str) -> BTreeSet<String> {
    words(title).into_iter().map(|word| word.text).collect()
}

#[cfg(test)]
mod tests;
