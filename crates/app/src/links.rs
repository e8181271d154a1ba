//! Short-lived signed links to stored recordings.
//!
//! A link names the object, when it ends and how it is to be shown, and carries an HMAC-SHA256 over exactly
//! that (`GET`, key, expiry, disposition), so that it needs no credential and cannot be turned into a link to
//! anything else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use time::Duration;

use colloquy_domain::Instant;
use colloquy_domain::secret::SecretText;

/// Longest life of a link.
pub const LONGEST_LIFE: Duration = Duration::hours(1);

/// Life of a link where nothing else was promised.
pub const USUAL_LIFE: Duration = Duration::minutes(15);

/// How a browser is to treat the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// Play it.
    Inline,
    /// Save it.
    Attachment,
}

impl Disposition {
    /// The word in the link and in the `Content-Disposition` header.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Attachment => "attachment",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Inline, Self::Attachment].into_iter().find(|disposition| disposition.as_str() == text)
    }
}

/// Signs and checks links.
#[derive(Debug, Clone)]
pub struct LinkSigner {
    secret: SecretText,
}

impl LinkSigner {
    /// A signer with the installation's secret.
    #[must_use]
    pub fn new(secret: SecretText) -> Self {
        Self { secret }
    }

    /// The query of a link to `object_key` that ends at `expires_at`.
    #[must_use]
    pub fn query(&self, object_key: &str, expires_at: Instant, disposition: Disposition) -> String {
        let expires = expires_at.unix_timestamp();
        let signature =
            URL_SAFE_NO_PAD.encode(self.mac(object_key, expires, disposition).finalize().into_bytes());
        format!("exp={expires}&disp={}&sig={signature}", disposition.as_str())
    }

    /// Whether the parts of a link belong together and it still holds.
    #[must_use]
    pub fn holds(
        &self,
        object_key: &str,
        expires: i64,
        disposition: Disposition,
        signature: &str,
        now: Instant,
    ) -> bool {
        let within_life = now.unix_timestamp() <= expires && expires <= (now + LONGEST_LIFE).unix_timestamp();
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        within_life && self.mac(object_key, expires, disposition).verify_slice(&signature).is_ok()
    }

    /// Signs something else than a link, for that purpose and no other.
    #[must_use]
    pub fn tag(&self, purpose: &str, content: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(self.mac_of(&[purpose.as_bytes(), b"\n", content]).finalize().into_bytes())
    }

    /// Whether [`Self::tag`] made this.
    #[must_use]
    pub fn is_tag(&self, purpose: &str, content: &[u8], tag: &str) -> bool {
        let Ok(tag) = URL_SAFE_NO_PAD.decode(tag) else { return false };
        self.mac_of(&[purpose.as_bytes(), b"\n", content]).verify_slice(&tag).is_ok()
    }

    fn mac(&self, object_key: &str, expires: i64, disposition: Disposition) -> Hmac<Sha256> {
        let text = format!("GET\n{object_key}\n{expires}\n{}", disposition.as_str());
        self.mac_of(&[text.as_bytes()])
    }

    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    fn mac_of(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.reveal().as_bytes())
            .expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(part);
        }
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_link_holds_for_its_object_and_its_time_only() {
        let signer = LinkSigner::new(SecretText::new("installation"));
        let now = datetime!(2026-03-01 12:00 UTC);
        let tag = signer.tag("upload", b"a");
        assert!(signer.is_tag("upload", b"a", &tag));
        assert!(!signer.is_tag("upload", b"b", &tag) && !signer.is_tag("other", b"a", &tag));
        let query = signer.query("recordings/a", now + LONGEST_LIFE, Disposition::Inline);
        let signature = query.rsplit_once("sig=").unwrap().1;
        let expires = (now + LONGEST_LIFE).unix_timestamp();
        assert!(signer.holds("recordings/a", expires, Disposition::Inline, signature, now));
        assert!(!signer.holds("recordings/b", expires, Disposition::Inline, signature, now));
        assert!(!signer.holds("recordings/a", expires - 1, Disposition::Inline, signature, now));
        assert!(!signer.holds("recordings/a", expires, Disposition::Attachment, signature, now));
        assert!(!signer.holds("recordings/a", expires, Disposition::Inline, "!", now));
        assert!(!signer.holds(
            "recordings/a",
            expires,
            Disposition::Inline,
            signature,
            now + Duration::minutes(61)
        ));
    }
}
