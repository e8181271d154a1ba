//! Any endpoint that speaks the OpenAI protocol (`POST …/chat/completions`).
//!
//! The probability of an answer comes from the `logprobs` of its first token: the options get letters, because
//! words may share their first token. An endpoint that offers no log probabilities is asked for JSON with the
//! letter and its own confidence instead, from the first such answer on.
//!
//! Busy (429) and broken (5xx, no connection, time-out) answers are tried again, as `Retry-After` says or with
//! doubling pauses, a few times; what is left is an error that the job's own retry takes up. All other answers
//! are refusals that somebody has to look at.

mod retry;
mod wire;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;

use self::wire::{Completion, JsonAnswer, Request};
use super::{AnswerForm, ChatPrefix, Generated, LanguageModel};
use crate::error::InsightError;

/// Where the endpoint is and how to ask it.
#[derive(Clone)]
pub struct RemoteSettings {
    /// Base URL; `/v1/chat/completions` is added unless the path already names it (`https://host`,
    /// `https://host/v1` and `https://host/v1/chat/completions` mean the same).
    pub url: String,
    /// Model name for the endpoint.
    pub model: String,
    /// Sent as a bearer token.
    pub api_key: Option<String>,
    /// Longest time for one answer.
    pub timeout: Duration,
    /// How often one request is sent at most.
    pub attempts: u32,
    /// First pause before a request is sent again; doubles. `Retry-After` overrides it.
    pub first_pause: Duration,
    /// Longest pause, also where `Retry-After` asks for more: then the job's own retry comes instead.
    pub longest_pause: Duration,
    /// Most tokens of a question with its answer.
    pub context_tokens: usize,
}

impl RemoteSettings {
    /// The usual bounds: two minutes an answer, four attempts, pauses from one second to thirty, 32,768 tokens.
    #[must_use]
    pub fn new(url: impl Into<String>, model: impl Into<String>, api_key: Option<String>) -> Self {
        Self {
            url: url.into(),
            model: model.into(),
            api_key,
            timeout: Duration::from_secs(120),
            attempts: 4,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
            context_tokens: 32_768,
        }
    }
}

impl std::fmt::Debug for RemoteSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RemoteSettings")
            .field("url", &self.url)
            .field("model", &self.model)
            .field("has_api_key", &self.api_key.is_some())
            .finish_non_exhaustive()
    }
}

/// Asks an endpoint.
pub struct RemoteModel {
    client: reqwest::Client,
    settings: RemoteSettings,
    endpoint: String,
    /// The endpoint has shown that it gives no log probabilities.
    lacks_logprobs: AtomicBool,
}

impl RemoteModel {
    /// Asks that endpoint with that client (which brings TLS and proxy settings; the address is the operator's
    /// own, so it is not guarded).
    #[must_use]
    pub fn new(client: reqwest::Client, settings: RemoteSettings) -> Self {
        let base = settings.url.trim_end_matches('/');
        let endpoint = match base {
            _ if base.ends_with("/chat/completions") => base.to_owned(),
            _ if base.ends_with("/v1") => format!("{base}/chat/completions"),
            _ => format!("{base}/v1/chat/completions"),
        };
        Self { client, settings, endpoint, lacks_logprobs: AtomicBool::new(false) }
    }

    async fn ask(&self, request: &Request<'_>) -> Result<Completion, InsightError> {
        retry::send(&self.client, &self.endpoint, &self.settings, request).await
    }

    async fn choose_by_logprobs(
        &self,
        prefix: &ChatPrefix,
        question: &str,
        count: usize,
    ) -> Result<Option<Vec<f32>>, InsightError> {
        let request = Request::new(&self.settings.model, prefix, question, 1).with_logprobs();
        match self.ask(&request).await {
            // No letter among the likely tokens: this question in another way, the next one as before.
            Ok(completion) if completion.has_logprobs() => return Ok(completion.letter_probabilities(count)),
            Ok(_) => {}
            Err(InsightError::EndpointRefused(reason)) if reason.to_lowercase().contains("logprobs") => {}
            Err(error) => return Err(error),
        }
        self.lacks_logprobs.store(true, Ordering::Relaxed);
        tracing::info!(endpoint = %self.endpoint, "the language endpoint gives no log probabilities, asking for JSON");
        Ok(None)
    }

    async fn choose_by_json(
        &self,
        prefix: &ChatPrefix,
        question: &str,
        count: usize,
    ) -> Result<Vec<f32>, InsightError> {
        let question = format!(
            "{question}\nReply with JSON only: {{\"answer\": the letter, \"confidence\": a number from 0 to 1}}."
        );
        let request = Request::new(&self.settings.model, prefix, &question, 60).with_json();
        let completion = self.ask(&request).await?;
        let text = completion.text()?;
        let answer = JsonAnswer::read(text, count).ok_or_else(|| {
            InsightError::UnusableAnswer(format!(
                "no option in {:?}",
                text.chars().take(120).collect::<String>()
            ))
        })?;
        Ok(answer.probabilities(count))
    }
}

/// The question with its options as letters.
fn lettered(question: &str, options: &[String]) -> String {
    let mut text = format!("{question}\nOptions:\n");
    for (letter, option) in ('A'..='Z').zip(options) {
        text.push_str(&format!("{letter}) {option}\n"));
    }
    text.push_str("Answer with the letter of one option only.");
    text
}

#[async_trait]
impl LanguageModel for RemoteModel {
    async fn choose(
        &self,
        prefix: &ChatPrefix,
        question: &str,
        options: &[String],
    ) -> Result<Vec<f32>, InsightError> {
        if options.is_empty() || options.len() > 20 {
            return Err(InsightError::Invalid(format!(
                "{} options; 1 to 20 can be asked for",
                options.len()
            )));
        }
        let question = lettered(question, options);
        if !self.lacks_logprobs.load(Ordering::Relaxed)
            && let Some(found) = self.choose_by_logprobs(prefix, &question, options.len()).await?
        {
            return Ok(found);
        }
        self.choose_by_json(prefix, &question, options.len()).await
    }

    async fn generate(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        form: AnswerForm,
        max_tokens: u32,
    ) -> Result<Generated, InsightError> {
        let task = match form.instruction() {
            "" => task.to_owned(),
            instruction => format!("{task}\n{instruction}"),
        };
        let request = Request::new(&self.settings.model, prefix, &task, max_tokens);
        let completion = self.ask(&request).await?;
        Ok(Generated { text: completion.text()?.trim().to_owned(), is_finished: completion.is_finished() })
    }

    async fn count_tokens(&self, texts: &[String]) -> Result<Vec<usize>, InsightError> {
        // No endpoint tells; English has some four characters a token, most tokenisers no fewer than three.
        Ok(texts.iter().map(|text| text.chars().count().div_ceil(3)).collect())
    }

    fn label(&self) -> EngineLabel {
        EngineLabel(format!("remote:{}", self.settings.model))
    }

    fn context_tokens(&self) -> usize {
        self.settings.context_tokens
    }
}
