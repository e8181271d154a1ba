//! Models behind endpoints that the operator named.
//!
//! Tried again: no connection, no answer in time, a connection that breaks, 408, 429 and every 5xx but 501, after
//! the pause that the endpoint asks for or one that doubles and has a random part, so that many workers do not
//! come back at once. Not tried again: everything else, since the same request would be refused again.
//!
//! Messages go into stages, which users read, and into the log. They name neither address, which may hold a
//! password, nor key: what the endpoint repeats of either is taken out.

use std::fmt;
use std::time::Duration;

use colloquy_domain::secret::SecretText;
use futures::StreamExt;
use rand::Rng;
use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, Response, StatusCode};
use url::Url;

/// So much of what an endpoint says about a failure is kept.
const ERROR_CHARACTERS: usize = 300;

/// Where and how to ask.
#[derive(Clone)]
pub struct EndpointSettings {
    /// The address that requests go to; see [`address`].
    pub url: Url,
    /// Key, sent as a bearer token where there is one.
    pub api_key: Option<SecretText>,
    /// Longest time for one try.
    pub timeout: Duration,
    /// When to try again.
    pub retry: RetryPolicy,
    /// Longest answer that is read.
    pub answer_limit_bytes: usize,
}

impl fmt::Debug for EndpointSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EndpointSettings")
            .field("host", &self.url.host_str())
            .field("has_api_key", &self.api_key.is_some())
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

impl Default for RetryPolicy {
    /// Five tries, within about half a minute where the endpoint does not ask for more.
    fn default() -> Self {
        Self { tries: 5, first_pause: Duration::from_secs(1), longest_pause: Duration::from_secs(60) }
    }
}

impl RetryPolicy {
    /// Pause after the try of that number, from 1: at least half of it is kept, the rest is random.
    fn pause(&self, tried: u32, asked_for: Option<Duration>) -> Duration {
        let doubled = self.first_pause.saturating_mul(1_u32.checked_shl(tried - 1).unwrap_or(u32::MAX));
        let random = doubled.mul_f64(0.5 + rand::rng().random::<f64>() / 2.0);
        asked_for.unwrap_or(random).min(self.longest_pause)
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    /// Down, overloaded or unreachable, and so for all tries.
    #[error("{0}")]
    Unavailable(String),
    /// It answers, but not what was asked: wrong key, wrong model, another protocol.
    #[error("{message}")]
    Refused {
        /// The status that says so, where one does.
        status: Option<StatusCode>,
        /// Its reason.
        message: String,
    },
}

impl EndpointError {
    fn refused(message: impl Into<String>) -> Self {
        Self::Refused { status: None, message: message.into() }
    }

    /// The endpoint's words, where it finds the request itself wrong.
    #[must_use]
    pub fn bad_request(&self) -> Option<&str> {
        match self {
            Self::Refused {
                status: Some(StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY),
                message,
            } => Some(message),
            _ => None,
        }
    }
}

/// The address of an operation such as `chat/completions`: what the operator gave where it ends with it;
/// otherwise the operation is added to its path, or below `/v1` where it has none. A query stays a query.
#[must_use]
pub fn address(mut url: Url, operation: &str) -> Url {
    let path = url.path().trim_end_matches('/');
    if !path.ends_with(&format!("/{operation}")) {
        let base = if path.is_empty() { "/v1" } else { path };
        let path = format!("{base}/{operation}");
        url.set_path(&path);
    }
    url
}

/// How one try ended without an answer.
enum Ended {
    TryAgain { message: String, after: Option<Duration> },
    Final(EndpointError),
}

/// Asks one endpoint.
#[derive(Debug, Clone)]
pub struct Endpoint {
    http: reqwest::Client,
    settings: EndpointSettings,
}

impl Endpoint {
    /// Sends with `http`, which should have a connect timeout; the time for an answer is set here.
    #[must_use]
    pub fn new(http: reqwest::Client, settings: EndpointSettings) -> Self {
        Self { http, settings }
    }

    /// Posts what `fill` puts into the request, which is made anew for each try, until there is an answer or no
    /// more sense in it.
    ///
    /// # Errors
    ///
    /// Any [`EndpointError`].
    pub async fn post(
        &self,
        fill: impl Fn(RequestBuilder) -> Result<RequestBuilder, reqwest::Error>,
    ) -> Result<Vec<u8>, EndpointError> {
        let mut tried = 1;
        loop {
            match self.attempt(&fill).await {
                Ok(body) => return Ok(body),
                Err(Ended::Final(error)) => return Err(error),
                Err(Ended::TryAgain { message, .. }) if tried >= self.settings.retry.tries => {
                    return Err(EndpointError::Unavailable(format!("{message}, after {tried} tries")));
                }
                Err(Ended::TryAgain { message, after }) => {
                    let pause = self.settings.retry.pause(tried, after);
                    let host = self.settings.url.host_str();
                    tracing::info!(host, tried, ?pause, reason = %message, "the endpoint is asked again");
                    tokio::time::sleep(pause).await;
                    tried += 1;
                }
            }
        }
    }

    async fn attempt(
        &self,
        fill: &impl Fn(RequestBuilder) -> Result<RequestBuilder, reqwest::Error>,
    ) -> Result<Vec<u8>, Ended> {
        let unfit = |error: reqwest::Error| {
            let message = format!("the request cannot be made: {}", reason(&error.without_url()));
            Ended::Final(EndpointError::refused(message))
        };
        let mut request = self.http.post(self.settings.url.clone()).timeout(self.settings.timeout);
        if let Some(key) = &self.settings.api_key {
            request = request.bearer_auth(key.reveal());
        }
        let request = fill(request).and_then(RequestBuilder::build).map_err(unfit)?;
        let response = self.http.execute(request).await.map_err(|error| self.broken(error))?;
        let status = response.status();
        let after = asked_pause(&response);
        let body = self.read(response).await?;
        if status.is_success() {
            return Ok(body);
        }
        let message = format!("{status}: {}", self.error_text(&body));
        Err(match status {
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Ended::TryAgain { message, after },
            // The operation is missing, and stays so.
            StatusCode::NOT_IMPLEMENTED => {
                Ended::Final(EndpointError::Refused { status: Some(status), message })
            }
            _ if status.is_server_error() => Ended::TryAgain { message, after },
            _ => Ended::Final(EndpointError::Refused { status: Some(status), message }),
        })
    }

    async fn read(&self, response: Response) -> Result<Vec<u8>, Ended> {
        let mut body = Vec::new();
        let mut stream = response.bytes_stream();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| self.broken(error))?;
            if body.len() + chunk.len() > self.settings.answer_limit_bytes {
                let message = format!("answered more than {} bytes", self.settings.answer_limit_bytes);
                return Err(Ended::Final(EndpointError::refused(message)));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// No connection, none any more, or no answer in time.
    fn broken(&self, error: reqwest::Error) -> Ended {
        if error.is_builder() {
            return Ended::Final(EndpointError::refused("its address cannot be used"));
        }
        let message = if error.is_timeout() {
            format!("no answer within {:.1} s", self.settings.timeout.as_secs_f64())
        } else {
            self.without_secrets(reason(&error.without_url()))
        };
        Ended::TryAgain { message, after: None }
    }

    /// The message of OpenAI's error object, or the beginning of whatever came.
    fn error_text(&self, body: &[u8]) -> String {
        let json: Option<serde_json::Value> = serde_json::from_slice(body).ok();
        let message = json.as_ref().and_then(|json| {
            json.pointer("/error/message")
                .or_else(|| json.get("error"))
                .or_else(|| json.get("detail"))?
                .as_str()
        });
        let text = message.map_or_else(|| String::from_utf8_lossy(body).into_owned(), str::to_owned);
        let text = self.without_secrets(text);
        let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
        let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        words.chars().take(ERROR_CHARACTERS).collect()
    }

    fn without_secrets(&self, text: String) -> String {
        let key = self.settings.api_key.as_ref().map(SecretText::reveal);
        let secrets = [key, self.settings.url.password(), self.settings.url.query()];
        secrets
            .into_iter()
            .flatten()
            .filter(|secret| !secret.is_empty())
            .fold(text, |text, secret| text.replace(secret, "…"))
    }
}

/// `Retry-After` in seconds. Dates are not understood: endpoints of this protocol send seconds.
fn asked_pause(response: &Response) -> Option<Duration> {
    let seconds: f64 = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
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

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn an_operation_is_added_to_the_path_and_a_query_stays_one() {
        // What the operator gave, and where requests go.
        let cases = [
            ("https://host", "https://host/v1/chat/completions"),
            ("https://host/", "https://host/v1/chat/completions"),
            ("https://host/v1", "https://host/v1/chat/completions"),
            ("https://host/api/v1/", "https://host/api/v1/chat/completions"),
            ("https://host/v1/chat/completions", "https://host/v1/chat/completions"),
            (
                "https://host/deployments/x?api-version=2024",
                "https://host/deployments/x/chat/completions?api-version=2024",
            ),
            (
                "https://host/deployments/x/chat/completions?api-version=2024",
                "https://host/deployments/x/chat/completions?api-version=2024",
            ),
        ];
        for (given, asked) in cases {
            let url = address(Url::parse(given).unwrap(), "chat/completions");
            assert_eq!(url.as_str(), asked);
        }
    }

    #[test]
    fn pauses_double_and_are_bounded_and_what_is_asked_for_counts() {
        let policy = RetryPolicy {
            tries: 9,
            first_pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(20),
        };
        for _ in 0..50 {
            let third = policy.pause(3, None);
            assert!(third >= Duration::from_secs(4) && third <= Duration::from_secs(8), "{third:?}");
            assert_eq!(policy.pause(40, None), Duration::from_secs(20));
        }
        assert_eq!(policy.pause(1, Some(Duration::from_secs(15))), Duration::from_secs(15));
        assert_eq!(policy.pause(1, Some(Duration::from_secs(3_600))), Duration::from_secs(20));
    }

    #[test]
    fn neither_key_nor_address_is_shown() {
        let settings = EndpointSettings {
            url: Url::parse("https://user:pass-word@host/v1?key=query-key").unwrap(),
            api_key: Some(SecretText::new("bearer-key")),
            timeout: Duration::from_secs(1),
            retry: RetryPolicy::default(),
            answer_limit_bytes: 1,
        };
        let http = reqwest_client();
        let endpoint = Endpoint::new(http, settings);
        let said = br#"{"error": {"message": "wrong: bearer-key,\nuser:pass-word or key=query-key"}}"#;
        let shown = [endpoint.error_text(said), format!("{endpoint:?}")];
        assert_eq!(shown[0], "wrong: …, user:… or …");
        for text in shown {
            assert!(!text.contains("-key") && !text.contains("pass-word"), "{text}");
        }
    }

    fn reqwest_client() -> reqwest::Client {
        let _ = rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder().no_proxy().build().unwrap()
    }
}
