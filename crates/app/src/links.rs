//! Short-lived signed links to stored recordings.
//!
//! A link names the object, when it ends and how it is to be shown, and carries an HMAC-SHA256 over exactly
//! that (`GET`, key, expiry, disposition), so that it needs no credential and cannot be turned into a link to
//! anything else. One that stands on a page for people without a key names that page's share, too, and ends with it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use time::Duration;

use colloquy_domain::secret::SecretText;
use colloquy_domain::{Instant, ShareId};

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
    pub fn query(
        &self,
        object_key: &str,
        expires_at: Instant,
        disposition: Disposition,
        share: Option<ShareId>,
    ) -> String {
        let expires = expires_at.unix_timestamp();
        let mac = self.mac(object_key, expires, disposition, share);
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        let share = share.map(|id| format!("&share={id}")).unwrap_or_default();
        format!("exp={expires}&disp={}{share}&sig={signature}", disposition.as_str())
    }

    /// Whether the parts of a link belong together and its time is not over.
    #[must_use]
    pub fn holds(
        &self,
        object_key: &str,
        expires: i64,
        disposition: Disposition,
        share: Option<ShareId>,
        signature: &str,
        now: Instant,
    ) -> bool {
        let within_life = now.unix_timestamp() <= expires && expires <= (now + LONGEST_LIFE).unix_timestamp();
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        within_life && self.mac(object_key, expires, disposition, share).verify_slice(&signature).is_ok()
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

    fn mac(
        &self,
        object_key: &str,
        expires: i64,
        disposition: Disposition,
        share: Option<ShareId>,
    ) -> Hmac<Sha256> {
        let share = share.map(|id| format!("\n{id}")).unwrap_or_default();
        let text = format!("GET\n{object_key}\n{expires}\n{}{share}", disposition.as_str());
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
        let (until, share) = (now + LONGEST_LIFE, Some(ShareId::generate()));
        for (of, other) in [(None, share), (share, None), (share, Some(ShareId::generate()))] {
            let query = signer.query("recordings/a", until, Disposition::Inline, of);
            let signature = query.rsplit_once("sig=").unwrap().1;
            let expires = until.unix_timestamp();
            let holds = |key: &str, expires, disposition, share, now| {
                signer.holds(key, expires, disposition, share, signature, now)
            };
            assert!(holds("recordings/a", expires, Disposition::Inline, of, now));
            assert!(!holds("recordings/b", expires, Disposition::Inline, of, now));
            assert!(!holds("recordings/a", expires - 1, Disposition::Inline, of, now));
            assert!(!holds("recordings/a", expires, Disposition::Attachment, of, now));
            assert!(!holds("recordings/a", expires, Disposition::Inline, other, now));
            assert!(!holds("recordings/a", expires, Disposition::Inline, of, now + Duration::minutes(61)));
            assert!(!signer.holds("recordings/a", expires, Disposition::Inline, of, "!", now));
        }
    }
}
