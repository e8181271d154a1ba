//! Answers by keywords and wordings, for machines without a language model.
//!
//! A "no" only means that none of the words was found, so nothing here is told with much confidence.

use colloquy_domain::evidence::Evidence;
use colloquy_domain::insight::ActionItem;
use colloquy_domain::signal::{SignalDefinition, SignalKind, SignalValue};

use super::competitors::competitor_in;
use super::patterns::wording;
use crate::dates::mentions;
use crate::evidence::{contains_keyword, quote, quote_utterance};
use crate::numbers::amounts;
use crate::view::{ConversationView, Utterance};

/// Most quotes beside an answer.
const MOST_EVIDENCE: usize = 3;

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

/// The answer to one question. `items` are the conversation's action items.
pub(super) fn answer(
    view: &ConversationView<'_>,
    utterances: &[Utterance<'_>],
    items: &[ActionItem],
    definition: &SignalDefinition,
) -> Answer {
    match &definition.kind {
        SignalKind::YesNo => {
            let evidence = yes_evidence(view, utterances, items, definition);
            let is_yes = !evidence.is_empty();
            let confidence = if is_yes { 0.7 } else { 0.6 };
            Answer { value: Some(SignalValue::YesNo(is_yes)), confidence, evidence }
        }
        SignalKind::Number { .. } => number(utterances),
        SignalKind::Text => text(view, utterances, definition),
        SignalKind::Choice { options } => choice(utterances, options),
    }
}

/// Places that say yes to a yes/no question; none where the answer is no.
pub(super) fn yes_evidence(
    view: &ConversationView<'_>,
    utterances: &[Utterance<'_>],
    items: &[ActionItem],
    definition: &SignalDefinition,
) -> Vec<Evidence> {
    let from_items = |wanted: &dyn Fn(&ActionItem) -> bool| -> Vec<Evidence> {
        items
            .iter()
            .filter(|item| wanted(item))
            .filter_map(|item| item.grounds.evidence.first().cloned())
            .collect()
    };
    let mut evidence = match definition.name.as_str() {
        "next_step_agreed" => from_items(&|item| item.grounds.confidence >= 0.6),
        "meeting_scheduled" => from_items(&|item| item.due_on.is_some() && is_meeting(&item.title)),
        "timeline_discussed" => {
            let mut found = from_items(&|item| item.due_on.is_some());
            found.extend(limits(view, utterances));
            found
        }
        "competitor_mentioned" => utterances
            .iter()
            .filter(|utterance| competitor_in(view, utterance).is_some())
            .map(quote_utterance)
            .collect(),
        _ => Vec::new(),
    };
    let wording = wording(&definition.name);
    evidence.extend(
        utterances
            .iter()
            .filter(|utterance| {
                let by_wording = wording.is_some_and(|wording| {
                    wording.voice.admits(view.role(utterance.speaker()))
                        && wording.pattern.is_match(utterance.normal())
                });
                let voice_fits =
                    wording.is_none_or(|wording| wording.voice.admits(view.role(utterance.speaker())));
                by_wording
                    || (voice_fits
                        && definition
                            .keywords
                            .iter()
                            .any(|keyword| contains_keyword(utterance.normal(), keyword)))
            })
            .map(quote_utterance),
    );
    let mut seen = Vec::new();
    evidence.retain(|one| {
        let place = (one.entry_id, one.quote.clone());
        let is_new = !seen.contains(&place);
        seen.push(place);
        is_new
    });
    evidence.truncate(MOST_EVIDENCE);
    evidence
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

/// Sentences with a limit in time.
fn limits(view: &ConversationView<'_>, utterances: &[Utterance<'_>]) -> Vec<Evidence> {
    utterances
        .iter()
        .filter(|utterance| mentions(utterance.normal(), view.started_at).iter().any(|day| day.is_deadline))
        .map(quote_utterance)
        .collect()
}

/// The first amount with a currency: people name the price before they talk about it.
fn number(utterances: &[Utterance<'_>]) -> Answer {
    let found = utterances.iter().find_map(|utterance| {
        let amount = amounts(&utterance.phrase).into_iter().next()?;
        Some((amount.value, quote_utterance(utterance)))
    });
    match found {
        Some((value, evidence)) => {
            Answer { value: Some(SignalValue::Number(value)), confidence: 0.55, evidence: vec![evidence] }
        }
        None => Answer { value: None, confidence: 0.5, evidence: Vec::new() },
    }
}

fn text(view: &ConversationView<'_>, utterances: &[Utterance<'_>], definition: &SignalDefinition) -> Answer {
    let nothing = Answer { value: None, confidence: 0.5, evidence: Vec::new() };
    let found = match definition.name.as_str() {
        "competitor_name" => utterances
            .iter()
            .find_map(|utterance| Some((utterance, competitor_in(view, utterance)?)))
            .and_then(|(utterance, range)| {
                Some((
                    utterance.entry.text.get(range.clone())?.to_owned(),
                    quote(utterance.entry, utterance.range.clone()),
                ))
            }),
        // The sentence that holds a keyword is the best that words alone can give.
        _ => utterances
            .iter()
            .find(|utterance| {
                definition.keywords.iter().any(|keyword| contains_keyword(utterance.normal(), keyword))
            })
            .map(|utterance| (utterance.phrase.source().to_owned(), quote_utterance(utterance))),
    };
    match found {
        Some((value, evidence)) => {
            Answer { value: Some(SignalValue::Text(value)), confidence: 0.55, evidence: vec![evidence] }
        }
        None => nothing,
    }
}

/// The option that is named most often.
fn choice(utterances: &[Utterance<'_>], options: &[String]) -> Answer {
    let named = |option: &String| -> Vec<Evidence> {
        utterances
            .iter()
            .filter(|utterance| contains_keyword(utterance.normal(), option))
            .map(quote_utterance)
            .collect()
    };
    let mut best: Option<(&String, Vec<Evidence>)> = None;
    for option in options {
        let evidence = named(option);
        if !evidence.is_empty() && best.as_ref().is_none_or(|(_, most)| evidence.len() > most.len()) {
            best = Some((option, evidence));
        }
    }
    match best {
        Some((option, mut evidence)) => {
            evidence.truncate(MOST_EVIDENCE);
            Answer { value: Some(SignalValue::Choice(option.clone())), confidence: 0.5, evidence }
        }
        None => Answer { value: None, confidence: 0.5, evidence: Vec::new() },
    }
}
