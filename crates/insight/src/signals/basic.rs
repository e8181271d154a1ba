//! Answers by keywords and wordings, for machines without a language model.
//!
//! A "no" only means that none of the words was found, so nothing here is told with much confidence. Wordings and
//! the other rules that were made for a default question count for as long as the workspace asks just that
//! ([`still_default`]), and for English only; a question of the workspace's own goes by its keywords.

use colloquy_domain::evidence::Evidence;
use colloquy_domain::insight::ActionItem;
use colloquy_domain::signal::{SignalDefinition, SignalKind, SignalValue};

use super::competitors::competitor_in;
use super::defaults::still_default;
use super::numbers::number;
use super::patterns::wording;
use crate::dates::mentions;
use crate::evidence::{Keywords, distinct, quote_utterance};
use crate::reading::Reading;

/// Most quotes beside an answer.
pub(super) const MOST_EVIDENCE: usize = 3;

/// An answer with its grounds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    /// None where the conversation does not tell.
    pub value: Option<SignalValue>,
    /// 0 to 1.
    pub confidence: f64,
    /// Best first.
    pub evidence: Vec<Evidence>,
}

impl Answer {
    /// The conversation does not tell.
    pub(super) fn none(confidence: f64) -> Self {
        Self { value: None, confidence, evidence: Vec::new() }
    }
}

/// The answer to one question.
pub(super) fn answer(reading: &Reading<'_>, definition: &SignalDefinition) -> Answer {
    match &definition.kind {
        SignalKind::YesNo => {
            let evidence = yes_evidence(reading, definition);
            if evidence.is_empty() && !reading.view.is_english() {
                return Answer::none(0.5);
            }
            let is_yes = !evidence.is_empty();
            let confidence = if is_yes { 0.7 } else { 0.6 };
            Answer { value: Some(SignalValue::YesNo(is_yes)), confidence, evidence }
        }
        SignalKind::Number { unit } => number(reading, definition, unit.as_deref()),
        SignalKind::Text => text(reading, definition),
        SignalKind::Choice { options } => choice(reading, options),
    }
}

/// Places that say yes to a yes/no question; none where the answer is no.
fn yes_evidence(reading: &Reading<'_>, definition: &SignalDefinition) -> Vec<Evidence> {
    let default = still_default(definition).filter(|_| reading.view.is_english());
    let wording = default.and_then(wording);
    let keywords = Keywords::new(definition.keywords.iter().map(String::as_str));
    let by_words = reading.utterances.iter().filter(|utterance| match wording {
        Some(wording) => {
            wording.fits(reading, utterance)
                || (wording.admits(reading, utterance) && keywords.are_in(utterance))
        }
        None => keywords.are_in(utterance),
    });
    let own = default.map(|name| by_own_rule(reading, name)).into_iter().flatten();
    distinct(own.chain(by_words.map(quote_utterance)), MOST_EVIDENCE)
}

/// What speaks for yes to a default question beside its wordings.
fn by_own_rule<'r>(reading: &'r Reading<'_>, name: &str) -> Box<dyn Iterator<Item = Evidence> + 'r> {
    let from_items = |wanted: fn(&ActionItem) -> bool| {
        let items = reading.items().iter().filter(move |item| wanted(item));
        items.filter_map(|item| item.grounds.evidence.first().cloned())
    };
    let utterances = reading.utterances.iter();
    match name {
        "next_step_agreed" => Box::new(from_items(|item| item.grounds.confidence >= 0.6)),
        "meeting_scheduled" => Box::new(from_items(|item| item.due_on.is_some() && is_meeting(&item.title))),
        "timeline_discussed" => {
            let limits = utterances.filter(|utterance| {
                let days = mentions(utterance.normal(), reading.view.started_at);
                days.iter().any(|day| day.is_deadline)
            });
            Box::new(from_items(|item| item.due_on.is_some()).chain(limits.map(quote_utterance)))
        }
        "competitor_mentioned" => Box::new(
            utterances.filter(|utterance| competitor_in(reading, utterance).is_some()).map(quote_utterance),
        ),
        _ => Box::new(std::iter::empty()),
    }
}

fn is_meeting(title: &str) -> bool {
    let lower = title.to_lowercase();
    let first = lower.split(' ').next().unwrap_or_default();
    matches!(first, "call" | "ring" | "phone" | "meet" | "talk" | "speak" | "hold" | "reconvene" | "visit")
        || (matches!(first, "schedule" | "book" | "set" | "arrange" | "send" | "plan" | "have" | "put")
            && ["call", "meeting", "demo", "invite", "appointment", "session", "calendar"]
                .iter()
                .any(|word| lower.contains(word)))
}

fn text(reading: &Reading<'_>, definition: &SignalDefinition) -> Answer {
    let mut utterances = reading.utterances.iter();
    let found = if still_default(definition) == Some("competitor_name") {
        let is_readable = reading.view.is_english();
        utterances.filter(|_| is_readable).find_map(|utterance| {
            let name = competitor_in(reading, utterance)?;
            Some((utterance.entry.text.get(name)?.to_owned(), utterance))
        })
    } else {
        // The sentence that holds a keyword is the best that words alone can give.
        let keywords = Keywords::new(definition.keywords.iter().map(String::as_str));
        let sentence = utterances.find(|utterance| keywords.are_in(utterance));
        sentence.map(|utterance| (utterance.phrase.source().to_owned(), utterance))
    };
    match found {
        Some((value, utterance)) => Answer {
            value: Some(SignalValue::Text(value)),
            confidence: 0.55,
            evidence: vec![quote_utterance(utterance)],
        },
        None => Answer::none(0.5),
    }
}

/// The option that is named most often.
fn choice(reading: &Reading<'_>, options: &[String]) -> Answer {
    let mut best: Option<(&String, Vec<usize>)> = None;
    for option in options {
        let name = Keywords::new([option.as_str()]);
        let named = reading.utterances.iter().enumerate().filter(|(_, utterance)| name.are_in(utterance));
        let places: Vec<usize> = named.map(|(position, _)| position).collect();
        if places.len() > best.as_ref().map_or(0, |(_, most)| most.len()) {
            best = Some((option, places));
        }
    }
    let Some((option, places)) = best else { return Answer::none(0.5) };
    let quotes = places.into_iter().map(|position| quote_utterance(&reading.utterances[position]));
    Answer {
        value: Some(SignalValue::Choice(option.clone())),
        confidence: 0.5,
        evidence: distinct(quotes, MOST_EVIDENCE),
    }
}
