//! What differs between the APIs whose webhooks are sent here: how a message is signed, how long an attempt may take,
//! when it is repeated, and whether the receiver can end that.

use std::time::Duration as StdDuration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use time::Duration;

use crate::rotation::SigningSecrets;
use crate::schedule::DELAYS;
use crate::secret::Secret;
use crate::signature::signed_headers;

/// How messages to an endpoint are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// How they are signed.
    pub signing: Signing,
    /// How long an attempt may take, to the end of the answer.
    pub timeout: StdDuration,
    /// The delay before each attempt, without jitter: there are as many attempts as delays.
    pub delays: &'static [Duration],
    /// Whether an answer can end the repetitions: 410, or the header by which a message is given up. Otherwise all
    /// that is no success is repeated.
    pub obeys_answers: bool,
}

/// How messages are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    /// By the Standard Webhooks specification.
    Standard,
    /// One header with the HMAC-SHA256 of the body alone, in lower-case hexadecimal digits. The key is the text of
    /// the endpoint's newest secret: this scheme has no place for a second signature.
    BodyHex {
        /// Name of the header.
        header: &'static str,
    },
}

impl Manner {
    /// That of Svix and of the Standard Webhooks specification.
    pub const STANDARD: Self = Self {
        signing: Signing::Standard,
        timeout: crate::ATTEMPT_TIMEOUT,
        delays: &DELAYS,
        obeys_answers: true,
    };
}

impl Signing {
    /// The headers that sign one attempt, made at `now`.
    pub(crate) fn headers(
        self,
        secrets: &SigningSecrets,
        message_id: &str,
        body: &[u8],
        now: time::OffsetDateTime,
    ) -> Vec<(String, String)> {
        match self {
            Self::Standard => signed_headers(&secrets.valid_at(now), message_id, now.unix_timestamp(), body),
            Self::BodyHex { header } => vec![(header.to_owned(), sign_body(&secrets.current, body))],
        }
    }
}

/// The signature of [`Signing::BodyHex`].
pub fn sign_body(secret: &Secret, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes())
        .expect("HMAC takes keys of any length, by RFC 2104");
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_signed_as_openssl_does() {
        // printf '{"event":"call.analysis.completed"}' | openssl dgst -sha256 -hmac "$secret"
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature = sign_body(&secret, br#"{"event":"call.analysis.completed"}"#);
        assert_eq!(signature, "0366ce764461a435d5910cf5a2954f2cbecf9b15b3f3e3661adc6075f44ddee9");
    }
}
