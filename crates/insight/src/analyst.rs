//! The insight stages, one method each.

use std::sync::Arc;

use colloquy_domain::directory::Tag;
use colloquy_domain::evaluation::CriterionResult;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::insight::{ActionItem, Sentiment, Signal, Summary, TagAssignment};
use colloquy_domain::scorecard::ScorecardVersion;
use colloquy_domain::signal::SignalDefinition;
use colloquy_domain::stage::StageName;

use crate::embedder::Embedder;
use crate::error::InsightError;
use crate::model::LanguageModel;
use crate::offload::offloaded;
use crate::scoring::ScoringFacts;
use crate::view::ConversationView;
use crate::{actions, scoring, sentiment, signals, summary, tags};

/// Reads conversations with the engines that it was given. Cheap to clone.
///
/// A stage whose engine fails fails: rules never stand in for a model that is configured, so that equal
/// conversations read alike. Same input, same engines: same answers.
#[derive(Clone, Default)]
pub struct Analyst {
    /// Writes and judges; rules do where there is none.
    pub model: Option<Arc<dyn LanguageModel>>,
    /// Finds evidence by meaning; shared words do where there is none.
    pub embedder: Option<Arc<dyn Embedder>>,
}

impl Analyst {
    /// With these engines.
    #[must_use]
    pub fn new(model: Option<Arc<dyn LanguageModel>>, embedder: Option<Arc<dyn Embedder>>) -> Self {
        Self { model, embedder }
    }

    /// The engine of a stage, also where it finds nothing. Rules find action items whatever model is there.
    #[must_use]
    pub fn label_of(&self, stage: StageName) -> EngineLabel {
        match (&self.model, stage) {
            (None, _) | (_, StageName::ActionItems) => basic(),
            (Some(model), _) => model.label(),
        }
    }

    /// What it was about.
    pub async fn summary(&self, view: &ConversationView<'_>) -> Result<Summary, InsightError> {
        summary::summary(self, view).await
    }

    /// Who undertook what until when, in the order of the conversation.
    pub async fn action_items(&self, view: &ConversationView<'_>) -> Result<Vec<ActionItem>, InsightError> {
        rules_must_know_the_language(view)?;
        Ok(offloaded(|| actions::action_items(view)))
    }

    /// The answers to all enabled questions, in their order.
    pub async fn signals(
        &self,
        view: &ConversationView<'_>,
        definitions: &[SignalDefinition],
    ) -> Result<Vec<Signal>, InsightError> {
        signals::signals(self, view, definitions).await
    }

    /// Those of the tags that fit, of the ones that may be given automatically.
    pub async fn tags(
        &self,
        view: &ConversationView<'_>,
        tags: &[Tag],
    ) -> Result<Vec<TagAssignment>, InsightError> {
        tags::tags(self, view, tags).await
    }

    /// How people felt.
    pub async fn sentiment(&self, view: &ConversationView<'_>) -> Result<Sentiment, InsightError> {
        sentiment::sentiment(self, view).await
    }

    /// How well it went by a scorecard: one result for each criterion, in the scorecard's order.
    ///
    /// # Errors
    ///
    /// As the other stages. What is wrong with one question alone makes its result unsure and stands in the reasoning.
    pub async fn score(
        &self,
        view: &ConversationView<'_>,
        version: &ScorecardVersion,
        facts: &ScoringFacts,
    ) -> Result<Vec<CriterionResult>, InsightError> {
        scoring::score(self, view, version, facts).await
    }
}

/// The label of what rules said.
pub(crate) fn basic() -> EngineLabel {
    EngineLabel("basic".into())
}

/// Refuses what rules alone cannot read.
pub(crate) fn rules_must_know_the_language(view: &ConversationView<'_>) -> Result<(), InsightError> {
    match &view.transcript.language {
        Some(language) if !view.is_english() => Err(InsightError::OtherLanguage(language.clone())),
        _ => Ok(()),
    }
}
