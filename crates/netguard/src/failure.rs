//! What an error of the HTTP client means.

use std::error::Error;

use crate::{guard::CONNECT_TIMEOUT, guard::innermost, refused::Refused};

/// The three things that go wrong between us and a host.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Our own resolver refused.
    Refused(Refused),
    /// No connection: no such name, nobody listening, no valid certificate. With the cause.
    Unreachable(String),
    /// The connection broke, or what came was not HTTP. With the cause.
    Broken(String),
}

impl From<&reqwest::Error> for Failure {
    fn from(error: &reqwest::Error) -> Self {
        let mut source = error.source();
        while let Some(current) = source {
            if let Some(refused) = current.downcast_ref::<Refused>() {
                return Self::Refused(refused.clone());
            }
            source = current.source();
        }
        if error.is_connect() {
            if error.is_timeout() {
                return Self::Unreachable(format!("no connection within {} s", CONNECT_TIMEOUT.as_secs()));
            }
            return Self::Unreachable(innermost(error));
        }
        Self::Broken(innermost(error))
    }
}
