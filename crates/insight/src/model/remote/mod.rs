//! Any endpoint that speaks the OpenAI protocol (`POST …/chat/completions`).
//!
//! The probability of an answer comes from the `logprobs` of its first token: the options get letters, because
//! words may share their first token. An endpoint that offers no log probabilities is asked for JSON with the
//! letter and its own confidence instead, from the first such answer on.
//!
//! Endpoints also differ in the fields that they take: newer models of some refuse `max_tokens` or a temperature.
//! What an endpoint names in such a refusal is left out or called by its other name from then on.
//!
//! Overload and faults are waited out ([`colloquy_engine::endpoint`]); what is left is an error that the job's own
//! retry takes up. All other answers are refusals that somebody has to look at.

mod wire;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::secret::SecretText;
use colloquy_engine::endpoint::{Endpoint, EndpointSettings, RetryPolicy, address};
use url::Url;

use self::wire::{Completion, JsonAnswer, Request};
use super::{AnswerForm, ChatPrefix, Generated, LanguageModel, estimated_tokens};
use crate::error::InsightError;

/// Longest answer that is read. A completion has some kilobytes.
const LONGEST_ANSWER_BYTES: usize = 4 * 1024 * 1024;
const OPERATION: &str = "chat/completions";

/// Where the endpoint is and how to ask it.
#[derive(Debug, Clone)]
pub struct RemoteSettings {
    /// The endpoint.
    pub endpoint: EndpointSettings,
    /// Model name for the endpoint.
    pub model: String,
    /// Most tokens of a question with its answer.
    pub context_tokens: usize,
}

impl RemoteSettings {
    /// The endpoint at `url` (up to `/v1`, or the whole address of `…/chat/completions`) with the usual bounds: two
    /// minutes for a try, five tries, 32,768 tokens.
    #[must_use]
    pub fn new(url: Url, model: impl Into<String>, api_key: Option<SecretText>) -> Self {
        let endpoint = EndpointSettings {
            url: address(url, OPERATION),
            api_key,
            timeout: Duration::from_secs(120),
            retry: RetryPolicy::default(),
            answer_limit_bytes: LONGEST_ANSWER_BYTES,
        };
        Self { endpoint, model: model.into(), context_tokens: 32_768 }
    }
}

/// Asks an endpoint.
pub struct RemoteModel {
    endpoint: Endpoint,
    model: String,
    context_tokens: usize,
    /// The endpoint has shown that it gives no log probabilities.
    lacks_logprobs: AtomicBool,
    /// The endpoint has refused these fields.
    refused: Refused,
}

/// Fields that an endpoint refused.
#[derive(Default)]
struct Refused {
    max_tokens: AtomicBool,
    temperature: AtomicBool,
    seed: AtomicBool,
}

impl Refused {
    /// Whether the refusal names one of the fields that were sent, which is remembered.
    fn learn(&self, refusal: &str) -> bool {
        let fields =
            [("max_tokens", &self.max_tokens), ("temperature", &self.temperature), ("seed", &self.seed)];
        let named = fields
            .into_iter()
            .find(|(name, refused)| refusal.contains(name) && !refused.swap(true, Ordering::Relaxed));
        if let Some((field, _)) = named {
            tracing::info!(field, "the language endpoint refuses a field, asking without");
        }
        named.is_some()
    }

    fn apply(&self, request: &mut Request<'_>) {
        if self.max_tokens.load(Ordering::Relaxed) {
            request.name_max_completion_tokens();
        }
        if self.temperature.load(Ordering::Relaxed) {
            request.temperature = None;
        }
        if self.seed.load(Ordering::Relaxed) {
            request.seed = None;
        }
    }
}

impl RemoteModel {
    /// Asks that endpoint with that client (which brings TLS and proxy settings; the address is the operator's
    /// own, so it is not guarded).
    #[must_use]
    pub fn new(client: reqwest::Client, settings: RemoteSettings) -> Self {
        Self {
            endpoint: Endpoint::new(client, settings.endpoint),
            model: settings.model,
            context_tokens: settings.context_tokens,
            lacks_logprobs: AtomicBool::new(false),
            refused: Refused::default(),
        }
    }

    async fn ask(&self, mut request: Request<'_>) -> Result<Completion, InsightError> {
        let body = loop {
            self.refused.apply(&mut request);
            match self.endpoint.post(|post| Ok(post.json(&request))).await {
                Ok(body) => break body,
                // Each field is learnt once, so this ends.
                Err(error) if error.bad_request().is_some_and(|refusal| self.refused.learn(refusal)) => {}
                Err(error) => return Err(error.into()),
            }
        };
        serde_json::from_slice(&body).map_err(|error| {
            InsightError::EndpointRefused(format!("the answer is no chat completion: {error}"))
        })
    }

    async fn choose_by_logprobs(
        &self,
        prefix: &ChatPrefix,
        question: &str,
        count: usize,
    ) -> Result<Option<Vec<f32>>, InsightError> {
        let request = Request::new(&self.model, prefix, question, 1).with_logprobs();
        match self.ask(request).await {
            // No letter among the likely tokens: this question in another way, the next one as before.
            Ok(completion) if completion.has_logprobs() => return Ok(completion.letter_probabilities(count)),
            Ok(_) => {}
            Err(InsightError::EndpointRefused(reason)) if reason.to_lowercase().contains("logprobs") => {}
            Err(error) => return Err(error),
        }
        self.lacks_logprobs.store(true, Ordering::Relaxed);
        tracing::info!("the language endpoint gives no log probabilities, asking for JSON");
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
        let request = Request::new(&self.model, prefix, &question, 60).with_json();
        let completion = self.ask(request).await?;
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
        let request = Request::new(&self.model, prefix, &task, max_tokens);
        let completion = self.ask(request).await?;
        Ok(Generated { text: completion.text()?.trim().to_owned(), is_finished: completion.is_finished() })
    }

    async fn count_tokens(&self, texts: &[String]) -> Result<Vec<usize>, InsightError> {
        // No endpoint tells.
        Ok(texts.iter().map(|text| estimated_tokens(text)).collect())
    }

    fn label(&self) -> EngineLabel {
        EngineLabel(format!("remote:{}", self.model))
    }

    fn context_tokens(&self) -> usize {
        self.context_tokens
    }
}
