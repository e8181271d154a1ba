//! Fetching what a user's URL points at, redirects included.
//!
//! Answers are taken as they are stored: the request asks for no encoding, and an answer that comes encoded
//! all the same is refused rather than unpacked.

use std::time::Duration;

use reqwest::{Response, StatusCode, header};
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::{body::FetchBody, failure::Failure, guard::Guard, refused::Refused};

/// What a fetch may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchLimits {
    /// Most bytes of the body.
    pub max_bytes: u64,
    /// Longest time from the call to the last byte of the body, redirects included.
    pub total_timeout: Duration,
    /// Most redirects that are followed.
    pub max_redirects: usize,
}

/// The answer of the last host asked. Its status is not judged here.
#[derive(Debug)]
pub struct Fetch {
    /// HTTP status.
    pub status: u16,
    /// The `content-type` header as sent.
    pub content_type: Option<String>,
    /// Where the answer came from, after redirects.
    pub final_url: Url,
    /// The body, under the limits of the fetch.
    pub body: FetchBody,
}

/// Why nothing, or not everything, was fetched. Messages are fit for the user who gave the URL.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The URL, or what its name resolves to, is not allowed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A redirect leads to where it may not.
    #[error("redirect {hop} refused: {refused}")]
    RedirectRefused {
        /// Which redirect, from 1.
        hop: usize,
        /// Why.
        refused: Refused,
    },
    /// One redirect too many.
    #[error("more than {max_redirects} redirects")]
    TooManyRedirects {
        /// The limit.
        max_redirects: usize,
    },
    /// No connection to the host.
    #[error("host not reachable: {0}")]
    Unreachable(String),
    /// The time is up.
    #[error("not complete within {} s", limit.as_secs_f64())]
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// More bytes than allowed, announced or sent.
    #[error("larger than {max_bytes} bytes")]
    TooLarge {
        /// The limit.
        max_bytes: u64,
    },
    /// The answer is compressed although that was not asked for.
    #[error("content encoding \"{0}\" is not accepted")]
    Encoded(String),
    /// The host broke off, or did not speak HTTP.
    #[error("the host's answer broke off: {0}")]
    Broken(String),
}

impl FetchError {
    /// `hop` is 0 for the URL given, else the redirect that led to the failing host.
    pub(crate) fn from_failure(failure: Failure, hop: usize) -> Self {
        match failure {
            Failure::Refused(refused) if hop == 0 => Self::Refused(refused),
            Failure::Refused(refused) => Self::RedirectRefused { hop, refused },
            Failure::Unreachable(cause) => Self::Unreachable(cause),
            Failure::Broken(cause) => Self::Broken(cause),
        }
    }
}

impl Guard {
    /// Gets `url`, following redirects within the limits and checking each as if a user had given it. The
    /// answer's body is not read yet: take it from [`Fetch::body`], where the limits go on to hold.
    ///
    /// Sends no credential of any kind, so none can reach the host that a redirect names. From https a
    /// redirect never leads to http, also where [`crate::Policy::allow_http`] is set.
    #[tracing::instrument(skip_all)]
    pub async fn fetch(&self, url: &str, limits: FetchLimits) -> Result<Fetch, FetchError> {
        let deadline = Instant::now() + limits.total_timeout;
        let mut url = self.check_url(url)?;
        let mut hop = 0;
        loop {
            let request = self.client_for(&url).get(url.clone()).send();
            let response = timeout_at(deadline, request)
                .await
                .map_err(|_elapsed| FetchError::TimedOut { limit: limits.total_timeout })?
                .map_err(|error| FetchError::from_failure(Failure::from(&error), hop))?;
            let Some(location) = redirect_target(&response) else {
                return accept(response, url, limits, deadline);
            };
            hop += 1;
            if hop > limits.max_redirects {
                return Err(FetchError::TooManyRedirects { max_redirects: limits.max_redirects });
            }
            url = self
                .check_redirect(&url, &location)
                .map_err(|refused| FetchError::RedirectRefused { hop, refused })?;
        }
    }
}

/// Where a redirect leads, if the answer is one.
fn redirect_target(response: &Response) -> Option<String> {
    let redirects = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    let location = response.headers().get(header::LOCATION).filter(|_| redirects)?;
    Some(String::from_utf8_lossy(location.as_bytes()).into_owned())
}

fn accept(
    response: Response,
    final_url: Url,
    limits: FetchLimits,
    deadline: Instant,
) -> Result<Fetch, FetchError> {
    let text_of = |name| {
        let value = response.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let content_type = text_of(header::CONTENT_TYPE);
    if let Some(encoding) = text_of(header::CONTENT_ENCODING)
        && !encoding.trim().eq_ignore_ascii_case("identity")
    {
        return Err(FetchError::Encoded(encoding.chars().take(32).collect()));
    }
    if response.content_length().is_some_and(|announced_bytes| announced_bytes > limits.max_bytes) {
        return Err(FetchError::TooLarge { max_bytes: limits.max_bytes });
    }
    let status = response.status().as_u16();
    Ok(Fetch { status, content_type, final_url, body: FetchBody::new(response, limits, deadline) })
}
