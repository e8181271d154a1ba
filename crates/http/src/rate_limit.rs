//! How many requests a credential may make.

use std::num::NonZeroU32;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use colloquy_domain::CredentialId;

use crate::Problem;

/// A token bucket for each credential, in the memory of this process.
pub struct RateLimit {
    limiter: Option<DefaultKeyedRateLimiter<CredentialId>>,
    clock: DefaultClock,
}

impl RateLimit {
    /// So many requests a minute, all of which may come at once; 0 for no limit.
    #[must_use]
    pub fn new(requests_per_minute: u32) -> Self {
        let limiter = NonZeroU32::new(requests_per_minute)
            .map(|requests| RateLimiter::keyed(Quota::per_minute(requests)));
        Self { limiter, clock: DefaultClock::default() }
    }

    /// Takes one; otherwise the whole seconds to wait, at least 1.
    pub fn take(&self, credential: CredentialId) -> Result<(), u64> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        limiter.check_key(&credential).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            (wait.as_secs_f64().ceil() as u64).max(1)
        })
    }
}

/// What is answered to one too many.
pub(crate) fn too_many(wait_seconds: u64) -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "rate_limited",
        format!("too many requests; try again in {wait_seconds} s"),
    )
    .with_header(RETRY_AFTER, HeaderValue::from(wait_seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_credential_has_its_own_bucket() {
        let limit = RateLimit::new(2);
        let (one, other) = (CredentialId::generate(), CredentialId::generate());
        assert_eq!(limit.take(one), Ok(()));
        assert_eq!(limit.take(one), Ok(()));
        assert!(limit.take(one).is_err_and(|wait| (1..=60).contains(&wait)));
        assert_eq!(limit.take(other), Ok(()));
        assert_eq!(RateLimit::new(0).take(one), Ok(()));
    }
}
