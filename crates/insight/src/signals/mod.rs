//! Answers to the workspace's questions.
//!
//! With a model: yes/no and choices by the probability of each option, nothing generated; numbers and texts
//! generated in a fixed form and kept only where they stand in the transcript. A model that fits on a small
//! machine leans towards yes, so the wordings that were found or not found are weighed against it ([`weigh`]).
//! Without a model: keywords and wordings alone ([`basic`]). Of long conversations every piece is asked and the
//! strongest answer holds.

mod basic;
mod by_model;
mod competitors;
mod defaults;
mod numbers;
mod patterns;
mod values;
mod weigh;

use std::collections::HashMap;

use colloquy_domain::SignalId;
use colloquy_domain::evidence::{EngineLabel, Grounds};
use colloquy_domain::insight::Signal;
use colloquy_domain::signal::{SignalDefinition, SignalValue};

use self::basic::Answer;
pub(crate) use self::by_model::yes;
use self::by_model::{Interview, Outcome};
pub use self::defaults::default_signal_definitions;
use self::defaults::{follows_up, still_default};
pub(crate) use self::patterns::{Wording, wording};
pub(crate) use self::weigh::{Opinion, weighed};
use crate::analyst::{Analyst, basic};
use crate::error::InsightError;
use crate::evidence::Ranking;
use crate::offload::offloaded;
use crate::prompt::prefixes;
use crate::reading::Reading;
use crate::view::ConversationView;

/// Probabilities between these do not decide: a person should look.
pub(crate) const UNSURE: std::ops::RangeInclusive<f64> = 0.40..=0.60;

/// The answers to all enabled questions, in their order.
pub(crate) async fn signals(
    analyst: &Analyst,
    view: &ConversationView<'_>,
    definitions: &[SignalDefinition],
) -> Result<Vec<Signal>, InsightError> {
    let enabled = definitions.iter().filter(|definition| definition.enabled);
    let (reading, questions) = offloaded(|| {
        let reading = Reading::new(view);
        let questions: Vec<(&SignalDefinition, Answer)> =
            enabled.map(|definition| (definition, basic::answer(&reading, definition))).collect();
        (reading, questions)
    });
    let Some(model) = analyst.model.as_deref().filter(|_| !reading.utterances.is_empty()) else {
        let engine = basic();
        let asked: Vec<&SignalDefinition> = questions.iter().map(|(definition, _)| *definition).collect();
        let answers =
            questions.into_iter().map(|(definition, answer)| signal(definition, Ok(answer), &engine));
        return Ok(consistent(&asked, answers.collect()));
    };
    let pieces = prefixes(&reading, model).await?;
    let embedder = analyst.embedder.as_deref();
    let ranking = Ranking::new(&reading.utterances, embedder).await?;
    let asked: Vec<&SignalDefinition> = questions.iter().map(|(definition, _)| *definition).collect();
    let interview = Interview { reading: &reading, model, pieces: &pieces, ranking: &ranking, embedder };
    let outcomes = interview.outcomes(questions).await?;
    let engine = model.label();
    let answers =
        asked.iter().zip(outcomes).map(|(definition, outcome)| signal(definition, outcome, &engine));
    Ok(consistent(&asked, answers.collect()))
}

/// Without the answers to follow-up questions where what they follow up was denied: a small model that is asked
/// which competitor was named names somebody.
fn consistent(asked: &[&SignalDefinition], mut signals: Vec<Signal>) -> Vec<Signal> {
    let denied: HashMap<&str, f64> = asked
        .iter()
        .zip(&signals)
        .filter(|(_, signal)| signal.value == Some(SignalValue::YesNo(false)))
        .filter_map(|(definition, signal)| Some((still_default(definition)?, signal.grounds.confidence)))
        .collect();
    for (definition, signal) in asked.iter().zip(&mut signals) {
        if let Some(confidence) = follows_up(definition).and_then(|question| denied.get(question)) {
            signal.value = None;
            signal.is_unsure = false;
            signal.grounds.evidence.clear();
            signal.grounds.confidence = *confidence;
        }
    }
    signals
}

fn signal(definition: &SignalDefinition, outcome: Outcome, engine: &EngineLabel) -> Signal {
    let is_by_model = *engine != basic();
    let (answer, error) = match outcome {
        Ok(answer) => (answer, None),
        Err(error) => {
            tracing::warn!(signal = definition.name, %error, "a question could not be answered");
            (Answer::none(0.0), Some(error.to_string()))
        }
    };
    // What is not finite could be written and never read back.
    let value =
        answer.value.filter(|value| !matches!(value, SignalValue::Number(number) if !number.is_finite()));
    let confidence = if answer.confidence.is_finite() { answer.confidence.clamp(0.0, 1.0) } else { 0.0 };
    Signal {
        id: SignalId::generate(),
        definition_id: definition.id,
        name: definition.name.clone(),
        is_unsure: error.is_some() || (is_by_model && value.is_some() && UNSURE.contains(&confidence)),
        value,
        error,
        grounds: Grounds { evidence: answer.evidence, confidence, engine: engine.clone() },
    }
}
