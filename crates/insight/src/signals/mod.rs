//! Answers to the workspace's questions.
//!
//! With a model: yes/no and choices by the probability of each option, nothing generated; numbers and texts
//! generated in a fixed form and kept only where they stand in the transcript. A model that fits on a small
//! machine leans towards yes, so the wordings that were found or not found are weighed against it ([`weigh`]).
//! Without a model: keywords and wordings alone ([`basic`]). In long conversations every piece is asked and the strongest answer holds.

mod basic;
mod by_model;
mod competitors;
mod defaults;
mod patterns;
mod weigh;

use colloquy_domain::SignalId;
use colloquy_domain::evidence::{EngineLabel, Grounds};
use colloquy_domain::insight::Signal;
use colloquy_domain::signal::SignalDefinition;

pub(crate) use self::by_model::yes;
pub use self::defaults::default_signal_definitions;
pub(crate) use self::patterns::{Wording, wording};
pub(crate) use self::weigh::{Opinion, weighed};
use crate::actions::action_items;
use crate::analyst::Analyst;
use crate::error::InsightError;
use crate::evidence::Ranking;
use crate::prompt::prefixes;
use crate::view::ConversationView;

/// Probabilities between these do not decide: a person should look.
pub(crate) const UNSURE: std::ops::RangeInclusive<f64> = 0.40..=0.60;

/// The answers to all enabled questions, in their order.
pub(crate) async fn signals(
    analyst: &Analyst,
    view: &ConversationView<'_>,
    definitions: &[SignalDefinition],
) -> Result<Vec<Signal>, InsightError> {
    let utterances = view.utterances();
    let items = action_items(view);
    let enabled = definitions.iter().filter(|definition| definition.enabled);
    let Some(model) = analyst.model.as_deref().filter(|_| !utterances.is_empty()) else {
        let engine = EngineLabel("basic".into());
        return Ok(enabled
            .map(|definition| {
                let answer = basic::answer(view, &utterances, &items, definition);
                signal(definition, answer, &engine)
            })
            .collect());
    };
    let prefixes = prefixes(view, model).await?;
    let embedder = analyst.embedder.as_deref();
    let ranking = Ranking::new(&utterances, embedder).await?;
    let mut found = Vec::new();
    for definition in enabled {
        let rules = basic::answer(view, &utterances, &items, definition);
        let answer =
            by_model::answer(view, model, &prefixes, &utterances, &ranking, embedder, definition, rules)
                .await?;
        found.push(signal(definition, answer, &model.label()));
    }
    Ok(found)
}

fn signal(definition: &SignalDefinition, answer: basic::Answer, engine: &EngineLabel) -> Signal {
    let is_by_model = engine.0 != "basic";
    Signal {
        id: SignalId::generate(),
        definition_id: definition.id,
        name: definition.name.clone(),
        is_unsure: is_by_model && answer.value.is_some() && UNSURE.contains(&answer.confidence),
        value: answer.value,
        grounds: Grounds {
            evidence: answer.evidence,
            confidence: answer.confidence.clamp(0.0, 1.0),
            engine: engine.clone(),
        },
    }
}
