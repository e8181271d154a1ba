//! What differs between the APIs whose webhooks are sent here: how a message is signed, how long an attempt may take,
//! when it is repeated, and whether the receiver can end that.

use std::time::Duration as StdDuration;

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use time::Duration;

use crate::attempt::Message;
use crate::rotation::SigningSecrets;
use crate::schedule::DELAYS;
use crate::secret::Secret;
use crate::signature::{lasting_headers, signed_headers};

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
    /// The HMAC-SHA256 of the time of the attempt in Unix seconds, a full stop and the body, in base64. The key is
    /// the text of the endpoint's newest secret.
    TimestampedBase64 {
        /// Header of the signature.
        signature_header: &'static str,
        /// Header of the time.
        timestamp_header: &'static str,
        /// Header of the event's id.
        id_header: &'static str,
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
        message: &Message,
        now: time::OffsetDateTime,
    ) -> Vec<(String, String)> {
        let seconds = now.unix_timestamp();
        match self {
            Self::Standard => signed_headers(&secrets.valid_at(now), &message.id, seconds, &message.body),
            Self::BodyHex { header } => {
                vec![(header.to_owned(), sign_body(&secrets.current, &message.body))]
            }
            Self::TimestampedBase64 { signature_header, timestamp_header, id_header } => {
                let signature = sign_timestamped(&secrets.current.expose(), seconds, &message.body);
                vec![
                    (signature_header.to_owned(), signature),
                    (timestamp_header.to_owned(), seconds.to_string()),
                    (id_header.to_owned(), message.event_id.clone()),
                ]
            }
        }
    }

    /// The same headers in the same order, without the values that are one attempt's alone: signatures and times.
    pub(crate) fn lasting_headers(self, message: &Message) -> Vec<(String, Option<String>)> {
        match self {
            Self::Standard => lasting_headers(&message.id),
            Self::BodyHex { header } => vec![(header.to_owned(), None)],
            Self::TimestampedBase64 { signature_header, timestamp_header, id_header } => vec![
                (signature_header.to_owned(), None),
                (timestamp_header.to_owned(), None),
                (id_header.to_owned(), Some(message.event_id.clone())),
            ],
        }
    }
}

/// The signature of [`Signing::BodyHex`].
pub fn sign_body(secret: &Secret, body: &[u8]) -> String {
    let mac = mac_of(&secret.expose(), &[body]);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The signature of [`Signing::TimestampedBase64`], by the text of a secret.
pub fn sign_timestamped(secret: &str, timestamp_seconds: i64, body: &[u8]) -> String {
    let timestamp = format!("{timestamp_seconds}.");
    STANDARD.encode(mac_of(secret, &[timestamp.as_bytes(), body]).finalize().into_bytes())
}

fn mac_of(secret: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .expect("HMAC takes keys of any length, by RFC 2104");
    for part in parts {
        mac.update(part);
    }
    mac
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

    #[test]
    fn a_time_and_a_body_are_signed_as_the_published_vector_says() {
        let body = br#"{"id":"evt_9d4e2f1a","event":"evaluation.completed","timestamp":"2026-03-30T12:00:00Z","data":{"evaluationId":"eval_1"}}"#;
        let signature = sign_timestamped("whsec_example", 1_774_872_000, body);
        assert_eq!(signature, "MkLEYNhrJeToKy8Rh5GmQfGmlIuGBHzR+7g+YpOIO4g=");
    }

    #[test]
    fn the_event_and_the_time_of_the_attempt_are_told_beside_the_signature() {
        let secrets = SigningSecrets::new(Secret::generate());
        let message = Message {
            id: "msg_1".to_owned(),
            event_id: "evt_1".to_owned(),
            body: "{}".into(),
            url: "https://receiver.example".to_owned(),
            headers: Vec::new(),
        };
        let signing = Signing::TimestampedBase64 {
            signature_header: "X-Signature",
            timestamp_header: "X-Timestamp",
            id_header: "X-Webhook-Id",
        };
        let at = time::macros::datetime!(2026-03-30 12:00 UTC);
        let headers = signing.headers(&secrets, &message, at);
        let signature = sign_timestamped(&secrets.current.expose(), 1_774_872_000, b"{}");
        let expected =
            [("X-Signature", signature.as_str()), ("X-Timestamp", "1774872000"), ("X-Webhook-Id", "evt_1")];
        assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
