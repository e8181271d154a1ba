//! The most telling sentences of a conversation, for machines without a language model.
//!
//! Told are: why they talk (the first substantial sentence of the customer), what matters most (amounts, rare
//! words that come back, words of trouble), and what was agreed (the places of the action items).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use colloquy_domain::SummaryId;
use colloquy_domain::conversation::ParticipantRole;
use colloquy_domain::evidence::Grounds;
use colloquy_domain::insight::{Summary, SummaryPoint};
use regex::Regex;

use crate::analyst::basic;
use crate::evidence::quote_utterance;
use crate::numbers::amounts;
use crate::reading::Reading;
use crate::text::stems::stem;
use crate::view::Utterance;

/// Sentences told in all.
const MOST_SENTENCES: usize = 6;
/// Of these, promises.
const MOST_PROMISES: usize = 3;
/// Shorter sentences tell nothing alone.
const FEWEST_WORDS: usize = 6;
/// How sure one can be that the chosen sentences are the right ones.
const CONFIDENCE: f64 = 0.4;

/// Words of trouble and of wishes: why people call, what they object to.
static TROUBLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:problems?|issues?|down|out|broken|crash(?:es|ed)?|charged|billed|calling about|need|looking for|looked at|would like|interested|not work(?:ing)?|error|wrong|missing|late|can not|refund|question about|help with|expensive|too much|more than|cancel\w*|switching|instead|unfortunately|because|budget|decides?|signs?|approve)\b")
        .expect("the pattern is constant and every test compiles it")
});

/// Greetings and spelled addresses: long, full of rare words, and telling nothing.
static FILLING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:my name is|this is \w+ (?:from|with|at)|you have reached|thanks? (?:you )?for (?:calling|making|taking)|good (?:morning|afternoon|evening)|dot (?:com|net|org|example|\w{2})|the address is|address is)\b|@")
        .expect("the pattern is constant and every test compiles it")
});

pub(super) fn summary(reading: &Reading<'_>) -> Summary {
    let utterances = &reading.utterances;
    let mut chosen: BTreeSet<usize> = BTreeSet::new();
    chosen.extend(reason(reading));
    for item in reading.items().iter().take(MOST_PROMISES) {
        let place = item.grounds.evidence.first().and_then(|evidence| {
            utterances
                .iter()
                .position(|one| one.entry.id == evidence.entry_id && one.phrase.source() == evidence.quote)
        });
        chosen.extend(place);
    }
    for position in by_weight(reading) {
        if chosen.len() >= MOST_SENTENCES {
            break;
        }
        chosen.insert(position);
    }
    let points: Vec<SummaryPoint> = chosen
        .into_iter()
        .map(|position| {
            let utterance = &utterances[position];
            let name = reading.view.transcript.speaker_name(utterance.speaker());
            SummaryPoint {
                text: format!("{name}: {}", utterance.phrase.source()),
                evidence: vec![quote_utterance(utterance)],
            }
        })
        .collect();
    Summary {
        id: SummaryId::generate(),
        text: points.iter().map(|point| point.text.as_str()).collect::<Vec<_>>().join(" "),
        grounds: Grounds {
            evidence: points.iter().flat_map(|point| point.evidence.clone()).collect(),
            confidence: CONFIDENCE,
            engine: basic(),
        },
        points,
    }
}

/// Why they talk: the first sentence with substance, the customer's where roles are known.
fn reason(reading: &Reading<'_>) -> Option<usize> {
    let utterances = &reading.utterances;
    let has_substance = |utterance: &Utterance<'_>| {
        utterance.phrase.words().len() >= FEWEST_WORDS && utterance.subject().len() >= 3
    };
    let by_customer = utterances.iter().position(|utterance| {
        reading.role(utterance.speaker()) == ParticipantRole::Customer && has_substance(utterance)
    });
    by_customer.or_else(|| utterances.iter().position(has_substance))
}

/// Positions of sentences with substance, the weightiest first.
fn by_weight(reading: &Reading<'_>) -> Vec<usize> {
    let (view, utterances) = (&reading.view, &reading.utterances);
    let names: BTreeSet<String> = (0..view.transcript.speakers.len() as u32)
        .filter_map(|speaker| view.known_name(speaker))
        .flat_map(|name| name.to_lowercase().split_whitespace().map(stem).collect::<Vec<_>>())
        .collect();
    let mut occurrences: BTreeMap<&String, usize> = BTreeMap::new();
    for stem in utterances.iter().flat_map(|utterance| utterance.subject()) {
        *occurrences.entry(stem).or_default() += 1;
    }
    let mut weighed: Vec<(f64, usize)> = utterances
        .iter()
        .enumerate()
        .filter(|(_, utterance)| {
            utterance.phrase.words().len() >= FEWEST_WORDS && !utterance.normal().ends_with('?')
        })
        .map(|(position, utterance)| {
            // A word that comes back is what they talk about; long sentences must not win by length alone.
            let subject = utterance.subject();
            let themes = subject.iter().filter(|stem| occurrences[stem] > 1 && !names.contains(*stem));
            let themes = themes.count() as f64;
            let length = (subject.len() as f64).sqrt().max(1.0);
            let money = if amounts(&utterance.phrase).is_empty() { 0.0 } else { 1.5 };
            let trouble = if TROUBLE.is_match(utterance.normal()) { 0.7 } else { 0.0 };
            let filling = if FILLING.is_match(utterance.normal()) { 3.0 } else { 0.0 };
            (themes / length + money + trouble - filling, position)
        })
        .collect();
    weighed.sort_by(|(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
    weighed.into_iter().map(|(_, position)| position).collect()
}
