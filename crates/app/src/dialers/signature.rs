//! Whether a dialer signed what it sent: `t=<Unix seconds>,v1=<hexadecimal HMAC-SHA256 of "t.body">`, the scheme of
//! WAVV's `X-WAVV-Signature`. More than one `v1` may stand there while a secret is being changed.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use time::Duration;

use colloquy_domain::Instant;
use colloquy_domain::secret::SecretText;

use crate::AppError;

/// How far the sender's clock may be off; older signatures could be somebody's recording of them.
const TOLERANCE: Duration = Duration::minutes(5);

/// The beginning that secrets are shown with. Whether it is part of the key is not told anywhere: both are tried.
const PREFIX: &str = "whsec_";

/// Refuses a body that was not signed with the secret, or not now.
pub fn check(
    secret: &SecretText,
    signature: Option<&str>,
    body: &[u8],
    now: Instant,
) -> Result<(), AppError> {
    const REFUSED: AppError = AppError::Unauthorized("the signature is missing, wrong or too old");
    let parts = || signature.unwrap_or_default().split(',').filter_map(|part| part.trim().split_once('='));
    let sent_at = parts().find(|(name, _)| *name == "t").map(|(_, value)| value).ok_or(REFUSED)?;
    let seconds: i64 = sent_at.parse().map_err(|_| REFUSED)?;
    let is_fresh = (now.unix_timestamp().saturating_sub(seconds)).unsigned_abs()
        <= TOLERANCE.whole_seconds().unsigned_abs();
    let keys = [secret.reveal(), secret.reveal().trim_start_matches(PREFIX)];
    let is_signed =
        parts().filter(|(name, _)| *name == "v1").filter_map(|(_, value)| bytes(value)).any(|tag| {
            keys.iter().any(|key| {
                // HMAC takes keys of any length.
                Hmac::<Sha256>::new_from_slice(key.as_bytes()).is_ok_and(|mut mac| {
                    mac.update(sent_at.as_bytes());
                    mac.update(b".");
                    mac.update(body);
                    mac.verify_slice(&tag).is_ok()
                })
            })
        });
    if is_fresh && is_signed { Ok(()) } else { Err(REFUSED) }
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    if !hexadecimal.is_ascii() || !hexadecimal.len().is_multiple_of(2) {
        return None;
    }
    (0..hexadecimal.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hexadecimal[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn only_what_was_signed_with_the_secret_now_is_taken() {
        let (secret, now) = (SecretText::new("whsec_abc"), datetime!(2026-01-01 10:00 UTC));
        let at = now.unix_timestamp();
        let signed = |key: &str, at: i64, body: &str| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
            mac.update(format!("{at}.{body}").as_bytes());
            let tag: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            format!("t={at},v1={tag}")
        };
        let is_taken = |signature: &str| check(&secret, Some(signature), b"{}", now).is_ok();
        assert!(is_taken(&signed("whsec_abc", at, "{}")));
        assert!(is_taken(&signed("abc", at - 299, "{}")));
        assert!(is_taken(&format!("{},v1=00", signed("abc", at, "{}"))), "beside another");
        for (refused, why) in [
            (signed("abd", at, "{}"), "another secret"),
            (signed("abc", at, "{ }"), "another body"),
            (signed("abc", at - 301, "{}"), "too old"),
            (signed("abc", at + 301, "{}"), "not yet"),
            (format!("t={at}"), "no signature"),
            (format!("t={at},v1=zz,v1=0,v1=ü0"), "no hexadecimal"),
            (signed("abc", at, "{}").replace("t=", "t=-"), "another time"),
            (String::new(), "nothing"),
        ] {
            assert!(!is_taken(&refused), "{why}");
        }
        assert!(check(&secret, None, b"{}", now).is_err());
    }
}
