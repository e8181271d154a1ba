//! One request to the endpoint.

use std::time::Duration;

use colloquy_domain::secret::SecretText;
use colloquy_engine::endpoint::{Endpoint, EndpointSettings, RetryPolicy, address};
use reqwest::multipart::{Form, Part};
use url::Url;

use super::answer::Answer;
use crate::error::SpeechError;

/// Largest answer that is read: ten minutes of words with times are under 1 MB.
const LARGEST_ANSWER_BYTES: usize = 16 * 1024 * 1024;
const OPERATION: &str = "audio/transcriptions";

/// Where and how to ask.
#[derive(Debug, Clone)]
pub struct RemoteSettings {
    /// The endpoint.
    pub endpoint: EndpointSettings,
    /// Name of the model.
    pub model: String,
}

impl RemoteSettings {
    /// The endpoint at `url` (up to `/v1`, or the whole address of `…/audio/transcriptions`) with the usual
    /// times: five minutes for a try, and five tries.
    #[must_use]
    pub fn new(url: Url, model: impl Into<String>, api_key: Option<SecretText>) -> Self {
        let endpoint = EndpointSettings {
            url: address(url, OPERATION),
            api_key,
            timeout: Duration::from_secs(300),
            retry: RetryPolicy::default(),
            answer_limit_bytes: LARGEST_ANSWER_BYTES,
        };
        Self { endpoint, model: model.into() }
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

/// Asks one endpoint.
#[derive(Clone)]
pub struct Client {
    endpoint: Endpoint,
    model: String,
}

impl Client {
    pub fn new(http: reqwest::Client, settings: RemoteSettings) -> Self {
        Self { endpoint: Endpoint::new(http, settings.endpoint), model: settings.model }
    }

    /// Sends a WAV file and reads the answer.
    pub async fn transcribe(
        &self,
        wav: Vec<u8>,
        language: Option<&str>,
        format: Format,
    ) -> Result<Answer, Failure> {
        let wav = bytes::Bytes::from(wav);
        let asked =
            self.endpoint.post(|request| Ok(request.multipart(self.form(wav.clone(), language, format)?)));
        let body = asked.await.map_err(|error| match error.bad_request() {
            Some(message) if format == Format::Timed => Failure::NotThisFormat(message.to_owned()),
            _ => Failure::Speech(error.into()),
        })?;
        serde_json::from_slice(&body).map_err(|error| {
            let message = format!("answered with something else than a transcript: {error}");
            Failure::Speech(SpeechError::EndpointRefused(message))
        })
    }

    fn form(
        &self,
        wav: bytes::Bytes,
        language: Option<&str>,
        format: Format,
    ) -> Result<Form, reqwest::Error> {
        let length = wav.len() as u64;
        let file = Part::stream_with_length(wav, length).file_name("audio.wav").mime_str("audio/wav")?;
        let mut form = Form::new().part("file", file).text("model", self.model.clone());
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
}
