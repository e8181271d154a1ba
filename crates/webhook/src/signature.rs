//! The signature of a message and the headers that carry it.
//!
//! Two names for each header: `svix-*`, which receivers of this kind of webhook look for, and `webhook-*` of the
//! Standard Webhooks specification. The values are the same.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::secret::Secret;

const HEADER_PREFIXES: [&str; 2] = ["svix", "webhook"];

/// One entry of the signature header, `v1,<base64>`: HMAC-SHA256 of id, timestamp (Unix seconds) and body, joined
/// by full stops.
pub fn sign(secret: &Secret, message_id: &str, timestamp_seconds: i64, body: &[u8]) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.key()).expect("HMAC takes keys of any length, by RFC 2104");
    mac.update(format!("{message_id}.{timestamp_seconds}.").as_bytes());
    mac.update(body);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// The headers that identify and sign one attempt, with one signature for each secret.
pub fn signed_headers(
    secrets: &[&Secret],
    message_id: &str,
    timestamp_seconds: i64,
    body: &[u8],
) -> Vec<(String, String)> {
    let signatures: Vec<String> =
        secrets.iter().map(|secret| sign(secret, message_id, timestamp_seconds, body)).collect();
    let values = [
        ("id", message_id.to_owned()),
        ("timestamp", timestamp_seconds.to_string()),
        ("signature", signatures.join(" ")),
    ];
    HEADER_PREFIXES
        .iter()
        .flat_map(|prefix| {
            values.iter().map(move |(name, value)| (format!("{prefix}-{name}"), value.clone()))
        })
        .collect()
}

/// The same headers in the same order, without the values that are one attempt's alone.
pub(crate) fn lasting_headers(message_id: &str) -> Vec<(String, Option<String>)> {
    let values = [("id", Some(message_id.to_owned())), ("timestamp", None), ("signature", None)];
    HEADER_PREFIXES
        .iter()
        .flat_map(|prefix| {
            values.iter().map(move |(name, value)| (format!("{prefix}-{name}"), value.clone()))
        })
        .collect()
}
