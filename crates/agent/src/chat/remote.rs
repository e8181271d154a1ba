//! Any endpoint that speaks the OpenAI protocol (`POST …/chat/completions`), as a stream.
//!
//! A voice waits for the first words, so each piece is handed on as soon as its line is there, whatever chunks the
//! network makes of it. An endpoint that cannot stream is asked for whole answers from its first refusal on; other
//! fields that endpoints refuse are learnt likewise, and so are models that they do not have: then the operator's own is
//! asked for, since clients name models that their operator never installed.
//!
//! Overload, faults and silence are waited out, but only before the first piece: afterwards somebody may have heard the
//! beginning, and another answer would be another sentence.
//!
//! The address is the operator's, so it is not guarded. Messages name neither address nor key.

mod stream;
mod thoughts;
mod wire;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::secret::SecretText;
use colloquy_engine::endpoint::address;
use rand::Rng;
use reqwest::header::RETRY_AFTER;
use reqwest::{Response, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use self::stream::{Broken, Reading};
use super::{ChatModel, ChatReply, ChatRequest, Pieces};
use crate::error::AgentError;

const OPERATION: &str = "chat/completions";
/// Longest answer that is read. One has some kilobytes, with its wrapping some hundred.
const LONGEST_ANSWER_BYTES: usize = 4 * 1024 * 1024;
/// So much is read of a refusal, and so many characters of it are told.
const LONGEST_REFUSAL_BYTES: usize = 64 * 1024;
const REFUSAL_CHARACTERS: usize = 300;
/// How endpoints say that they do not have a model.
const NO_SUCH: [&str; 8] = [
    "not found",
    "not exist",
    "no such",
    "unknown",
    "invalid model",
    "not available",
    "not supported",
    "not a valid",
];
/// So many models are remembered that the endpoint does not have.
const MOST_UNKNOWN_MODELS: usize = 100;

/// How long an endpoint may take, and how often it is asked. Somebody is waiting at the other end of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemoteLimits {
    /// Longest wait for the beginning of a stream.
    pub first: Duration,
    /// Longest silence within a stream.
    pub silence: Duration,
    /// Longest time for a whole answer.
    pub total: Duration,
    /// Most tries, at least one.
    pub tries: u32,
    /// Pause after the first try; it doubles with each.
    pub first_pause: Duration,
    /// No pause is longer, whatever the endpoint asks for.
    pub longest_pause: Duration,
}

impl Default for RemoteLimits {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(30),
            silence: Duration::from_secs(15),
            total: Duration::from_secs(120),
            tries: 3,
            first_pause: Duration::from_millis(250),
            longest_pause: Duration::from_secs(5),
        }
    }
}

/// Asks an endpoint.
pub struct RemoteChat {
    http: reqwest::Client,
    url: Url,
    model: String,
    api_key: Option<SecretText>,
    limits: RemoteLimits,
    habits: Habits,
}

/// What the endpoint has refused so far.
#[derive(Default)]
struct Habits {
    stream: AtomicBool,
    max_tokens: AtomicBool,
    temperature: AtomicBool,
    unknown_models: Mutex<BTreeSet<String>>,
}

impl Habits {
    /// Whether the refusal names one of the fields that were sent, which is remembered.
    fn learn(&self, refusal: &str) -> bool {
        let fields =
            [("max_tokens", &self.max_tokens), ("temperature", &self.temperature), ("stream", &self.stream)];
        let refusal = refusal.to_lowercase();
        let named = fields
            .into_iter()
            .find(|(name, refused)| refusal.contains(name) && !refused.swap(true, Ordering::Relaxed));
        if let Some((field, _)) = named {
            tracing::info!(field, "the language endpoint refuses a field, asking without");
        }
        named.is_some()
    }

    /// Whether the refusal says that there is no such model, which is remembered.
    fn learn_model(&self, refusal: &str, model: &str) -> bool {
        let refusal = refusal.to_lowercase();
        if !refusal.contains("model") || !NO_SUCH.iter().any(|words| refusal.contains(words)) {
            return false;
        }
        let Ok(mut unknown) = self.unknown_models.lock() else { return false };
        if unknown.len() >= MOST_UNKNOWN_MODELS {
            unknown.pop_first();
        }
        let is_new = unknown.insert(model.to_owned());
        tracing::warn!(
            model,
            "the language endpoint does not have the agent's model, asking for the configured one"
        );
        is_new
    }

    fn is_known(&self, model: &str) -> bool {
        self.unknown_models.lock().is_ok_and(|unknown| !unknown.contains(model))
    }
}

/// How one try ended without an answer.
enum Ended {
    TryAgain {
        message: String,
        after: Option<Duration>,
    },
    /// Something was learnt: the same without what was refused.
    AskOtherwise,
    Final(AgentError),
}

fn again(message: impl Into<String>) -> Ended {
    Ended::TryAgain { message: message.into(), after: None }
}

impl RemoteChat {
    /// Asks the endpoint at `url` (up to `/v1`, or the whole address of `…/chat/completions`) for that model, with that
    /// client, which brings TLS, proxy settings and a connect timeout.
    #[must_use]
    pub fn new(client: reqwest::Client, url: Url, model: String, api_key: Option<SecretText>) -> Self {
        let url = address(url, OPERATION);
        Self { http: client, url, model, api_key, limits: RemoteLimits::default(), habits: Habits::default() }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: RemoteLimits) -> Self {
        self.limits = limits;
        self
    }

    async fn attempt(&self, request: &ChatRequest, pieces: &mut Pieces<'_>) -> Result<ChatReply, Ended> {
        let deadline = Instant::now() + self.limits.total;
        let wished = request.model.as_deref().map(str::trim).filter(|model| !model.is_empty());
        let model = wished.filter(|model| self.habits.is_known(model)).unwrap_or(&self.model);
        let is_stream = !self.habits.stream.load(Ordering::Relaxed);
        let body = wire::Request::new(request, model)
            .with_stream(is_stream)
            .with_temperature(!self.habits.temperature.load(Ordering::Relaxed))
            .with_max_tokens(!self.habits.max_tokens.load(Ordering::Relaxed));
        let mut post = self.http.post(self.url.clone()).json(&body);
        if let Some(key) = &self.api_key {
            post = post.bearer_auth(key.reveal());
        }
        let post = post.build().map_err(|error| {
            let reason = reason(&error.without_url());
            Ended::Final(AgentError::Refused(format!("the request cannot be made: {reason}")))
        })?;
        // What is no stream comes when it is complete.
        let first = if is_stream { self.limits.first } else { self.limits.total };
        let mut response = self.within(first, deadline, self.http.execute(post)).await?;
        if !response.status().is_success() {
            return Err(self.refused(response, deadline, model).await);
        }
        let mut reading = Reading::default();
        let mut read_bytes = 0;
        let mut wait = first;
        while !reading.is_done() {
            let Some(chunk) = self.within(wait, deadline, response.chunk()).await? else { break };
            read_bytes += chunk.len();
            if read_bytes > LONGEST_ANSWER_BYTES {
                let message = format!("answered more than {LONGEST_ANSWER_BYTES} bytes");
                return Err(Ended::Final(AgentError::Refused(message)));
            }
            reading.take(&chunk, pieces).map_err(|broken| self.spoilt(broken))?;
            wait = if reading.is_stream() { self.limits.silence } else { first };
        }
        reading.end(pieces).map_err(|broken| self.spoilt(broken))
    }

    /// Waits for a step of the exchange.
    async fn within<T>(
        &self,
        limit: Duration,
        deadline: Instant,
        step: impl Future<Output = reqwest::Result<T>>,
    ) -> Result<T, Ended> {
        let started_at = Instant::now();
        let until = deadline.min(started_at + limit);
        match timeout_at(until, step).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(again(self.without_secrets(&reason(&error.without_url())))),
            Err(_elapsed) => {
                Err(again(format!("no answer within {:.1} s", (until - started_at).as_secs_f64())))
            }
        }
    }

    /// What an answer with an error's status means.
    async fn refused(&self, mut response: Response, deadline: Instant, model: &str) -> Ended {
        let status = response.status();
        let after = asked_pause(&response);
        let mut body = Vec::new();
        while body.len() < LONGEST_REFUSAL_BYTES {
            match self.within(self.limits.silence, deadline, response.chunk()).await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                // The status says enough.
                Ok(None) | Err(_) => break,
            }
        }
        let said = self.without_secrets(&wire::refusal(&body));
        let message = format!("{status}: {}", told(&said));
        match status {
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Ended::TryAgain { message, after },
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::NOT_FOUND => {
                // Fields first: their refusals often name the model, too.
                let is_news = (status != StatusCode::NOT_FOUND && self.habits.learn(&said))
                    || (model != self.model && self.habits.learn_model(&said, model));
                if is_news { Ended::AskOtherwise } else { Ended::Final(AgentError::Refused(message)) }
            }
            // The operation is missing, and stays so; or streams are.
            StatusCode::NOT_IMPLEMENTED if self.habits.learn(&said) => Ended::AskOtherwise,
            StatusCode::NOT_IMPLEMENTED => Ended::Final(AgentError::Refused(message)),
            _ if status.is_server_error() => Ended::TryAgain { message, after },
            _ => Ended::Final(AgentError::Refused(message)),
        }
    }

    fn spoilt(&self, broken: Broken) -> Ended {
        match broken {
            Broken::Off(message) => again(told(&self.without_secrets(&message))),
            Broken::Unusable(message) => {
                Ended::Final(AgentError::Unusable(told(&self.without_secrets(&message))))
            }
        }
    }

    fn without_secrets(&self, text: &str) -> String {
        let key = self.api_key.as_ref().map(SecretText::reveal);
        let secrets = [key, self.url.password(), self.url.query()];
        let secrets = secrets.into_iter().flatten().filter(|secret| !secret.is_empty());
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret, "…"))
    }

    /// Pause after the try of that number, from 1: at least half of it is kept, the rest is random.
    fn pause(&self, tried: u32, asked_for: Option<Duration>) -> Duration {
        let doubled =
            self.limits.first_pause.saturating_mul(1_u32.checked_shl(tried - 1).unwrap_or(u32::MAX));
        let random = doubled.mul_f64(0.5 + rand::rng().random::<f64>() / 2.0);
        asked_for.unwrap_or(random).min(self.limits.longest_pause)
    }
}

#[async_trait]
impl ChatModel for RemoteChat {
    async fn reply(&self, request: &ChatRequest, pieces: &mut Pieces<'_>) -> Result<ChatReply, AgentError> {
        let mut tried = 1;
        loop {
            let mut is_heard = false;
            let mut tell = |piece: &str| {
                is_heard = true;
                pieces(piece);
            };
            let ended = match self.attempt(request, &mut tell).await {
                Ok(reply) => return Ok(reply),
                Err(ended) => ended,
            };
            match ended {
                Ended::Final(error) => return Err(error),
                // Each thing is learnt once, so this ends.
                Ended::AskOtherwise => {}
                Ended::TryAgain { message, .. } if is_heard => return Err(AgentError::Unavailable(message)),
                Ended::TryAgain { message, .. } if tried >= self.limits.tries => {
                    return Err(AgentError::Unavailable(format!("{message}, after {tried} tries")));
                }
                Ended::TryAgain { message, after } => {
                    let pause = self.pause(tried, after);
                    let host = self.url.host_str();
                    tracing::info!(host, tried, ?pause, reason = %message, "the endpoint is asked again");
                    tokio::time::sleep(pause).await;
                    tried += 1;
                }
            }
        }
    }

    fn label(&self) -> EngineLabel {
        EngineLabel(format!("remote:{}", self.model))
    }
}

/// `Retry-After` in seconds. Dates are not understood: endpoints of this protocol send seconds.
fn asked_pause(response: &Response) -> Option<Duration> {
    let seconds: f64 = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// An endpoint's words as one line of bounded length.
fn told(text: &str) -> String {
    let words = text.split(|character: char| character.is_whitespace() || character.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(REFUSAL_CHARACTERS).collect()
}

/// An error with all its causes.
fn reason(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
