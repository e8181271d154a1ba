//! The secret that an endpoint and we share.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use rand::RngCore;

/// What the text of a secret begins with.
const PREFIX: &str = "whsec_";
/// Length of the keys that we make, in bytes.
const GENERATED_KEY_BYTES: usize = 24;
/// Lengths of keys that are taken, in bytes (Standard Webhooks).
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// Reads base64 with and without padding, writes it with.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// An endpoint's signing secret. Never prints itself; [`Secret::expose`] gives the text.
#[derive(Clone)]
pub struct Secret {
    key: Vec<u8>,
}

/// A text that is no secret. Does not repeat it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The prefix is missing.
    #[error("a webhook secret begins with \"whsec_\"")]
    Prefix,
    /// What follows the prefix is not base64.
    #[error("a webhook secret is base64 after \"whsec_\"")]
    Base64,
    /// The key is too short or too long.
    #[error("a webhook secret holds 24 to 64 bytes, this one {length_bytes}")]
    Length {
        /// Length of the key found.
        length_bytes: usize,
    },
}

impl Secret {
    /// A new secret of 24 random bytes.
    pub fn generate() -> Self {
        let mut key = vec![0; GENERATED_KEY_BYTES];
        rand::rng().fill_bytes(&mut key);
        Self { key }
    }

    /// Reads `whsec_<base64>`.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let encoded = text.strip_prefix(PREFIX).ok_or(SecretError::Prefix)?;
        let key = BASE64.decode(encoded).map_err(|_error| SecretError::Base64)?;
        if !KEY_BYTES.contains(&key.len()) {
            return Err(SecretError::Length { length_bytes: key.len() });
        }
        Ok(Self { key })
    }

    /// The text `whsec_<base64>`, to be stored and to be shown to the endpoint's owner.
    pub fn expose(&self) -> String {
        format!("{PREFIX}{}", BASE64.encode(&self.key))
    }

    /// The bytes that sign.
    pub(crate) fn key(&self) -> &[u8] {
        &self.key
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_text_and_does_not_print() {
        let secret = Secret::generate();
        let text = secret.expose();
        assert_eq!(text.len(), PREFIX.len() + 32, "24 bytes in base64");
        assert_eq!(Secret::parse(&text).map(|secret| secret.expose()), Ok(text.clone()));
        assert_ne!(Secret::generate().expose(), text);
        assert_eq!(format!("{secret:?}"), "Secret(..)");
    }

    #[test]
    fn what_is_no_secret_is_refused() {
        let of_bytes = |length| format!("whsec_{}", BASE64.encode(vec![7; length]));
        assert_eq!(Secret::parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").err(), Some(SecretError::Prefix));
        assert_eq!(Secret::parse("whsec_M*").err(), Some(SecretError::Base64));
        assert_eq!(Secret::parse("whsec_").err(), Some(SecretError::Length { length_bytes: 0 }));
        assert_eq!(Secret::parse(&of_bytes(23)).err(), Some(SecretError::Length { length_bytes: 23 }));
        assert_eq!(Secret::parse(&of_bytes(65)).err(), Some(SecretError::Length { length_bytes: 65 }));
        assert!(Secret::parse(&of_bytes(64)).is_ok());
        assert!(Secret::parse(of_bytes(25).trim_end_matches('=')).is_ok(), "padding may be left out");
    }
}
