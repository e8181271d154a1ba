//! Random texts, and proofs of having made them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Before an access token.
pub(super) const ACCESS_TOKEN_PREFIX: &str = "oat_";
/// Before a refresh token.
pub(super) const REFRESH_TOKEN_PREFIX: &str = "ort_";
/// Before a client's secret.
pub(super) const CLIENT_SECRET_PREFIX: &str = "ocs_";
/// Before an authorization code.
pub(super) const CODE_PREFIX: &str = "oac_";

/// Characters of a SHA-256 in base 64 without padding.
const CHALLENGE_LENGTH: usize = 43;

/// `prefix` and 32 random bytes in base 64.
pub(super) fn random(prefix: &str) -> String {
    let bytes: [u8; 32] = rand::rng().random();
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}

pub(super) fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Whether `secret` is the one whose SHA-256 is stored.
pub(super) fn is_secret(secret: &str, stored: &[u8]) -> bool {
    sha256(secret).ct_eq(stored).into()
}

/// Whether this can be a PKCE challenge of the method S256.
pub(super) fn is_challenge(text: &str) -> bool {
    text.len() == CHALLENGE_LENGTH
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Whether this can be a PKCE verifier (RFC 7636, section 4.1).
pub(super) fn is_verifier(text: &str) -> bool {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(is_unreserved)
}

/// Whether the challenge was made from this verifier.
pub(super) fn answers(verifier: &str, challenge: &str) -> bool {
    let expected = URL_SAFE_NO_PAD.encode(sha256(verifier));
    expected.as_bytes().ct_eq(challenge.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_is_answered() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(is_verifier(verifier) && is_challenge(challenge));
        assert!(answers(verifier, challenge));
        assert!(!answers(&verifier.replace('d', "e"), challenge));
        assert!(!answers(challenge, challenge), "that would be the method plain");
        for wrong in ["", "short", &"a".repeat(129), &format!("{} ", "a".repeat(43)), &"ä".repeat(43)] {
            assert!(!is_verifier(wrong), "{wrong}");
        }
        assert!(!is_challenge(&"=".repeat(43)));
    }

    #[test]
    fn no_two_are_alike() {
        let (one, other) = (random("x_"), random("x_"));
        assert!(one != other && one.starts_with("x_") && one.len() == 2 + 43);
        assert!(is_secret(&one, &sha256(&one)) && !is_secret(&one, &sha256(&other)));
    }
}
