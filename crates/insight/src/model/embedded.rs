//! The model in its engine process.

use std::sync::Arc;

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_engine::protocol::{
    CHOOSE, COUNT_TOKENS, ChatPrefix, ChooseParams, ChooseResult, CountTokensParams, CountTokensResult,
    GENERATE, GenerateParams, GenerateResult, READ, ReadParams, ReadResult,
};
use colloquy_engine::{CallOptions, EngineHandle, PieceSink};
use tokio::sync::mpsc;

use super::{AnswerForm, Generated, LanguageModel, Pieces};
use crate::error::InsightError;

/// Asks a llama engine.
pub struct EmbeddedModel {
    engine: EngineHandle,
    model: String,
    context_tokens: usize,
}

impl EmbeddedModel {
    /// Asks that engine, which holds `model` with a context of so many tokens; nothing is started yet.
    #[must_use]
    pub fn new(engine: EngineHandle, model: impl Into<String>, context_tokens: usize) -> Self {
        Self { engine, model: model.into(), context_tokens }
    }

    async fn written(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        form: AnswerForm,
        max_tokens: u32,
        pieces: Option<PieceSink>,
    ) -> Result<GenerateResult, InsightError> {
        let params = GenerateParams {
            prefix: prefix.clone(),
            question: task.to_owned(),
            max_tokens,
            grammar: form.grammar().map(str::to_owned),
            in_pieces: pieces.is_some(),
        };
        let options = CallOptions { pieces, ..size(prefix, task, max_tokens) };
        self.engine.call(GENERATE, &params, options).await.map_err(InsightError::Engine)
    }
}

/// The size of a request in thousands of tokens, the unit of the engine's time limit: some four characters a
/// token.
fn size(prefix: &ChatPrefix, question: &str, answer_tokens: u32) -> CallOptions {
    let characters = prefix.system.len() + prefix.context.len() + question.len();
    CallOptions::units((characters as f64 / 4.0 + f64::from(answer_tokens)) / 1_000.0)
}

#[async_trait]
impl LanguageModel for EmbeddedModel {
    async fn choose(
        &self,
        prefix: &ChatPrefix,
        question: &str,
        options: &[String],
    ) -> Result<Vec<f32>, InsightError> {
        let limits = size(prefix, question, 0);
        let params =
            ChooseParams { prefix: prefix.clone(), question: question.to_owned(), options: options.to_vec() };
        let result: ChooseResult =
            self.engine.call(CHOOSE, &params, limits).await.map_err(InsightError::Engine)?;
        if result.probabilities.len() != options.len() || result.probabilities.iter().any(|p| !p.is_finite())
        {
            return Err(InsightError::UnusableAnswer(format!(
                "{} probabilities for {} options",
                result.probabilities.len(),
                options.len()
            )));
        }
        Ok(result.probabilities)
    }

    async fn generate(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        form: AnswerForm,
        max_tokens: u32,
    ) -> Result<Generated, InsightError> {
        let written = self.written(prefix, task, form, max_tokens, None).await?;
        Ok(Generated { text: written.text, is_finished: written.finished })
    }

    async fn write(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        max_tokens: u32,
        pieces: &mut Pieces<'_>,
    ) -> Result<Generated, InsightError> {
        let (tell, mut told) = mpsc::unbounded_channel();
        // Nobody listens any more only where nobody waits for the answer either.
        let sink: PieceSink = Arc::new(move |piece: &str| drop(tell.send(piece.to_owned())));
        let mut told_bytes = 0;
        let writing = self.written(prefix, task, AnswerForm::Free, max_tokens, Some(sink));
        tokio::pin!(writing);
        let result = loop {
            tokio::select! {
                biased;
                Some(piece) = told.recv() => {
                    told_bytes += piece.len();
                    pieces(&piece);
                }
                result = &mut writing => break result?,
            }
        };
        while let Ok(piece) = told.try_recv() {
            told_bytes += piece.len();
            pieces(&piece);
        }
        // A character that was cut in two at the limit is in no piece.
        if let Some(rest) = result.text.get(told_bytes..).filter(|rest| !rest.is_empty()) {
            pieces(rest);
        }
        Ok(Generated { text: result.text, is_finished: result.finished })
    }

    async fn read_ahead(&self, prefix: &ChatPrefix) -> Result<(), InsightError> {
        let params = ReadParams { prefix: prefix.clone() };
        let read: ReadResult =
            self.engine.call(READ, &params, size(prefix, "", 0)).await.map_err(InsightError::Engine)?;
        tracing::debug!(tokens = read.tokens, "read ahead");
        Ok(())
    }

    async fn count_tokens(&self, texts: &[String]) -> Result<Vec<usize>, InsightError> {
        let params = CountTokensParams { texts: texts.to_vec() };
        let result: CountTokensResult = self
            .engine
            .call(COUNT_TOKENS, &params, CallOptions::default())
            .await
            .map_err(InsightError::Engine)?;
        Ok(result.counts.into_iter().map(|count| count as usize).collect())
    }

    fn label(&self) -> EngineLabel {
        EngineLabel(format!("embedded:{}", self.model))
    }

    fn context_tokens(&self) -> usize {
        self.context_tokens
    }
}
