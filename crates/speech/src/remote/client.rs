//! One request to the endpoint, tried again where that may help.
//!
//! Tried again: no connection, no answer in time, 408, 429 and every 5xx, after a pause that doubles (or that
//! the endpoint asks for) and has a random part, so that many workers do not come back at once. Not tried
//! again: everything else, since the same request would be refused again.

use std::fmt;
use std::time::Duration;

use colloquy_domain::secret::SecretText;
use futures::StreamExt;
use rand::Rng;
use reqwest::StatusCode;
use reqwest::header::RETRY_AFTER;
use reqwest::multipart::{Form, Part};
use url::Url;

use super::answer::Answer;
use crate::error::SpeechError;

/// Largest answer that is read: ten minutes of words with times are under 1 MB.
const LARGEST_ANSWER_BYTES: usize = 16 * 1024 * 1024;
/// So much of an error's text is kept.
const ERROR_CHARACTERS: usize = 300;
const PATH: &str = "audio/transcriptions";

/// Where and how to ask.
#[derive(Clone)]
pub struct RemoteSettings {
    /// The endpoint: up to `/v1`, or the whole address of `…/audio/transcriptions`.
    pub url: Url,
    /// Name of the model.
    pub model: String,
    /// Key, sent as a bearer token where there is one.
    pub api_key: Option<SecretText>,
    /// Longest time for one try.
    pub timeout: Duration,
    /// When to try again.
    pub retry: RetryPolicy,
}

impl RemoteSettings {
    /// The usual times: five minutes for a try, five tries within about half a minute.
    #[must_use]
    pub fn new(url: Url, model: impl Into<String>, api_key: Option<SecretText>) -> Self {
        Self {
            url,
            model: model.into(),
            api_key,
            timeout: Duration::from_secs(300),
            retry: RetryPolicy {
                tries: 5,
                first_pause: Duration::from_secs(1),
                longest_pause: Duration::from_secs(60),
            },
        }
    }
}

impl fmt::Debug for RemoteSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address may carry a password.
        formatter
            .debug_struct("RemoteSettings")
            .field("host", &self.url.host_str())
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}

/// When to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Most tries, at least one.
    pub tries: u32,
    /// Pause after the first try; it doubles with each.
    pub first_pause: Duration,
    /// No pause is longer, whatever the endpoint asks for.
    pub longest_pause: Duration,
}

impl RetryPolicy {
    /// Pause after the try of that number, from 1: at least half of it is kept, the rest is random.
    fn pause(&self, tried: u32, asked_for: Option<Duration>) -> Duration {
        let doubled = self.first_pause.saturating_mul(1_u32.checked_shl(tried - 1).unwrap_or(u32::MAX));
        let random = doubled.mul_f64(0.5 + rand::rng().random::<f64>() / 2.0);
        asked_for.unwrap_or(random).min(self.longest_pause)
    }
}

/// What to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `verbose_json` with the times of words and segments.
    Timed,
    /// `json`: the text.
    Plain,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The endpoint does not know this format; the other may do.
    NotThisFormat(String),
    /// Anything else.
    Speech(SpeechError),
}

impl From<Failure> for SpeechError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotThisFormat(message) => SpeechError::EndpointRefused(message),
            Failure::Speech(error) => error,
        }
    }
}

/// How one try ended without an answer.
enum Ended {
    TryAgain { message: String, after: Option<Duration> },
    Final(Failure),
}

/// Asks one endpoint.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    settings: RemoteSettings,
}

impl Client {
    pub fn new(http: reqwest::Client, settings: RemoteSettings) -> Self {
        Self { http, settings: RemoteSettings { url: full_address(settings.url), ..settings } }
    }

    /// Sends a WAV file and reads the answer.
    pub async fn transcribe(
        &self,
        wav: Vec<u8>,
        language: Option<&str>,
        format: Format,
    ) -> Result<Answer, Failure> {
        let wav = bytes::Bytes::from(wav);
        let mut tried = 1;
        loop {
            match self.attempt(wav.clone(), language, format).await {
                Ok(answer) => return Ok(answer),
                Err(Ended::Final(failure)) => return Err(failure),
                Err(Ended::TryAgain { message, after }) => {
                    if tried >= self.settings.retry.tries {
                        let message = format!("{message}, after {tried} tries");
                        return Err(Failure::Speech(SpeechError::EndpointUnavailable(message)));
                    }
                    let pause = self.settings.retry.pause(tried, after);
                    tracing::info!(tried, ?pause, reason = %message, "the speech endpoint is asked again");
                    tokio::time::sleep(pause).await;
                    tried += 1;
                }
            }
        }
    }

    async fn attempt(
        &self,
        wav: bytes::Bytes,
        language: Option<&str>,
        format: Format,
    ) -> Result<Answer, Ended> {
        let mut request = self
            .http
            .post(self.settings.url.clone())
            .timeout(self.settings.timeout)
            .multipart(self.form(wav, language, format)?);
        if let Some(key) = &self.settings.api_key {
            request = request.bearer_auth(key.reveal());
        }
        // An error of reqwest names the address, which may carry a password.
        let again =
            |error: reqwest::Error| Ended::TryAgain { message: reason(&error.without_url()), after: None };
        let response = request.send().await.map_err(again)?;
        let status = response.status();
        let after = response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok())
            .and_then(|seconds| seconds.trim().parse().ok())
            .map(Duration::from_secs);
        let body = read(response).await?;
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|error| {
                let message = format!("answered {status} with something else than a transcript: {error}");
                Ended::Final(Failure::Speech(SpeechError::EndpointRefused(message)))
            });
        }
        let message = format!("{status}: {}", self.error_text(&body));
        Err(match status {
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Ended::TryAgain { message, after },
            _ if status.is_server_error() => Ended::TryAgain { message, after },
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY if format == Format::Timed => {
                Ended::Final(Failure::NotThisFormat(message))
            }
            _ => Ended::Final(Failure::Speech(SpeechError::EndpointRefused(message))),
        })
    }

    fn form(&self, wav: bytes::Bytes, language: Option<&str>, format: Format) -> Result<Form, Ended> {
        let length = wav.len() as u64;
        let file = Part::stream_with_length(wav, length)
            .file_name("audio.wav")
            .mime_str("audio/wav")
            .map_err(|error| Ended::Final(Failure::Speech(SpeechError::EndpointRefused(reason(&error)))))?;
        let mut form = Form::new().part("file", file).text("model", self.settings.model.clone());
        form = match format {
            Format::Timed => form
                .text("response_format", "verbose_json")
                .text("timestamp_granularities[]", "word")
                .text("timestamp_granularities[]", "segment"),
            Format::Plain => form.text("response_format", "json"),
        };
        Ok(match language {
            Some(language) => form.text("language", language.to_owned()),
            None => form,
        })
    }

    /// The message of OpenAI's error object, or the beginning of whatever came. A key that the endpoint
    /// repeats is taken out.
    fn error_text(&self, body: &[u8]) -> String {
        let json: Option<serde_json::Value> = serde_json::from_slice(body).ok();
        let message = json.as_ref().and_then(|json| {
            json.pointer("/error/message")
                .or_else(|| json.get("error"))
                .or_else(|| json.get("detail"))?
                .as_str()
        });
        let text = message.map_or_else(|| String::from_utf8_lossy(body).into_owned(), str::to_owned);
        let text = match &self.settings.api_key {
            Some(key) if !key.reveal().is_empty() => text.replace(key.reveal(), "…"),
            _ => text,
        };
        text.trim().chars().filter(|c| !c.is_control()).take(ERROR_CHARACTERS).collect()
    }
}

async fn read(response: reqwest::Response) -> Result<Vec<u8>, Ended> {
    let mut body = Vec::new();
    let mut stream = response.bytes_stream();
    while let Some(chunk) = stream.next().await {
        let chunk =
            chunk.map_err(|error| Ended::TryAgain { message: reason(&error.without_url()), after: None })?;
        if body.len() + chunk.len() > LARGEST_ANSWER_BYTES {
            let message = format!("answered more than {LARGEST_ANSWER_BYTES} bytes");
            return Err(Ended::Final(Failure::Speech(SpeechError::EndpointRefused(message))));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
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

fn full_address(mut url: Url) -> Url {
    let path = url.path().trim_end_matches('/');
    if !path.ends_with(PATH) {
        let path = format!("{path}/{PATH}");
        url.set_path(&path);
    }
    url
}
