//! Signatures of requests: HMAC-SHA256 with the key's second secret over `{timestamp}.{METHOD}.{path}.{bodyHash}`.
//!
//! The path is the one that was sent, with its base and without host and query; the body's hash is the Base64 of the
//! SHA-256 of the raw bytes. The secret's own bytes are the HMAC's key. Two honest requests in one second may carry the
//! same signature, as the query is not signed: so nothing remembers which signatures came before.

use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The header with the signature.
const SIGNATURE: &str = "x-signature";

/// The header with the time of signing, Unix seconds.
const TIMESTAMP: &str = "x-timestamp";

/// The headers of a signed request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks<'a> {
    signature: Option<&'a str>,
    timestamp: Option<&'a str>,
}

impl<'a> Marks<'a> {
    /// Of these headers. One that is no text is there and wrong.
    pub fn of(headers: &'a HeaderMap) -> Self {
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        Self { signature: text(SIGNATURE), timestamp: text(TIMESTAMP) }
    }
}

/// When a request needs a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Always,
    /// It needs none; one that is there has to be right.
    WhereSigned,
    /// The same, and one without a timestamp is none.
    WhereSignedInFull,
}

impl Need {
    /// Whether the signature matters at all.
    pub fn looks_at(self, marks: &Marks<'_>) -> bool {
        match self {
            Self::Always => true,
            Self::WhereSigned => marks.signature.is_some(),
            Self::WhereSignedInFull => marks.signature.is_some() && marks.timestamp.is_some(),
        }
    }
}

/// What a signature covers beside the time.
#[derive(Debug, Clone, Copy)]
pub struct Covered<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The path as it was sent.
    pub path: &'a str,
    /// The body as it was sent.
    pub body: &'a [u8],
}

/// The time of checking.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// Now, Unix seconds.
    pub now_seconds: i64,
    /// How far a timestamp may be from it, either way.
    pub tolerance_seconds: i64,
}

/// Why a signature is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The key has no secret to sign with.
    NoSecret,
    /// There is none.
    Missing,
    /// It is another request's, or made with another secret.
    Wrong,
    /// The timestamp is missing, malformed, or too far from now.
    Timestamp,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoSecret => {
                "this key has no HMAC secret, so that its signature cannot be checked; give it one by \
                 `colloquy key rotate`, or import it again with `--hmac-secret`"
            }
            Self::Missing => "X-Signature is required with this key",
            Self::Wrong => "X-Signature does not fit the request",
            Self::Timestamp => {
                "X-Timestamp must be the Unix time in whole seconds at which the request was signed"
            }
        })
    }
}

/// Checks a signature that matters. Where none is needed, one that nobody can check for want of a secret does no harm.
pub fn check(
    need: Need,
    secret: Option<&str>,
    marks: &Marks<'_>,
    covered: &Covered<'_>,
    clock: Clock,
) -> Result<(), Refusal> {
    let secret = match (secret, need) {
        (Some(secret), _) => secret,
        (None, Need::Always) => return Err(Refusal::NoSecret),
        (None, Need::WhereSigned | Need::WhereSignedInFull) => return Ok(()),
    };
    let signature = marks.signature.ok_or(Refusal::Missing)?;
    let timestamp = marks.timestamp.filter(|text| is_timely(text, clock)).ok_or(Refusal::Timestamp)?;
    let signature = STANDARD.decode(signature.trim()).map_err(|_| Refusal::Wrong)?;
    let fits = |body_hash: &str| mac(secret, timestamp, covered, body_hash).verify_slice(&signature).is_ok();
    let hash = STANDARD.encode(Sha256::digest(covered.body));
    // Some clients read the rule for requests without a body as an empty hash.
    let holds = fits(&hash) || (covered.body.is_empty() && fits(""));
    if holds { Ok(()) } else { Err(Refusal::Wrong) }
}

fn is_timely(timestamp: &str, clock: Clock) -> bool {
    let is_whole = !timestamp.is_empty() && timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = timestamp.parse::<i64>().ok().filter(|_| is_whole);
    seconds
        .is_some_and(|seconds| seconds.abs_diff(clock.now_seconds) <= clock.tolerance_seconds.unsigned_abs())
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn mac(secret: &str, timestamp: &str, covered: &Covered<'_>, body_hash: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(format!("{timestamp}.{}.{}.{body_hash}", covered.method, covered.path).as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    const SECRET: &str = "hmac_secret_example";
    const NOW: &str = "1774872000";
    const BODY: &[u8] = br#"{"name":"Q1 Quality Review","type":"quality_review"}"#;
    const EVALUATIONS: &str = "amNwoid/eIOw+e5YbhJU3PTbbpqID5hIZqFi5/7XQZ8=";
    const ENGAGEMENTS: &str = "rmWfjDBV1E17qmRS8sYphzopIntAesu29Hz4x5nkc6E=";
    const NEW_ENGAGEMENT: &str = "ecrAzQx6zMd7nUlB5Fu82cu21ykaOrUF/o5P5dlMy/g=";

    fn clock() -> Clock {
        Clock { now_seconds: 1_774_872_000, tolerance_seconds: 300 }
    }

    fn marks<'a>(signature: &'a str, timestamp: &'a str) -> Marks<'a> {
        Marks { signature: Some(signature), timestamp: Some(timestamp) }
    }

    fn get(path: &str) -> Covered<'_> {
        Covered { method: "GET", path, body: b"" }
    }

    fn post(body: &[u8]) -> Covered<'_> {
        Covered { method: "POST", path: "/api/v1/engagements", body }
    }

    fn checked(signature: &str, covered: &Covered<'_>) -> Result<(), Refusal> {
        check(Need::Always, Some(SECRET), &marks(signature, NOW), covered, clock())
    }

    fn signed(timestamp: &str, covered: &Covered<'_>, body_hash: &str) -> String {
        STANDARD.encode(mac(SECRET, timestamp, covered, body_hash).finalize().into_bytes())
    }

    #[test]
    fn the_published_vectors_hold() {
        assert_eq!(checked(EVALUATIONS, &get("/api/v1/evaluations")), Ok(()));
        assert_eq!(checked(ENGAGEMENTS, &get("/v1/engagements")), Ok(()));
        assert_eq!(STANDARD.encode(Sha256::digest(BODY)), "NaigdZB3if18aVIHQ2R5ccW5hP/Ob1BQuy8kZkh5uEM=");
        assert_eq!(checked(NEW_ENGAGEMENT, &post(BODY)), Ok(()));
        assert_eq!(STANDARD.encode(Sha256::digest(b"")), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn a_signature_is_good_for_its_own_request_only() {
        let wrong = Err(Refusal::Wrong);
        let tampered = br#"{"name":"Q2 Quality Review","type":"quality_review"}"#;
        assert_eq!(checked(NEW_ENGAGEMENT, &post(tampered)), wrong);
        assert_eq!(checked(NEW_ENGAGEMENT, &post(b"")), wrong);
        assert_eq!(checked(EVALUATIONS, &Covered { method: "POST", ..get("/api/v1/evaluations") }), wrong);
        // The path as it was sent: with its base, and not decoded.
        assert_eq!(checked(EVALUATIONS, &get("/evaluations")), wrong);
        assert_eq!(checked(EVALUATIONS, &get("/v1/evaluations")), wrong);
        assert_eq!(checked(EVALUATIONS, &get("/api/v1/%65valuations")), wrong);
        let other = check(
            Need::Always,
            Some("other"),
            &marks(EVALUATIONS, NOW),
            &get("/api/v1/evaluations"),
            clock(),
        );
        assert_eq!(other, wrong);
        for signature in ["", "!", "amNwoid/eIOw", &EVALUATIONS.replace('/', "_")] {
            assert_eq!(checked(signature, &get("/api/v1/evaluations")), wrong, "{signature}");
        }
    }

    #[test]
    fn the_query_is_not_signed() {
        let uri: axum::http::Uri =
            "https://api.example/api/v1/evaluations?page=2&state=Failed".parse().unwrap();
        assert_eq!(checked(EVALUATIONS, &get(uri.path())), Ok(()));
        // Nor does a second request with the same signature do any harm.
        assert_eq!(checked(EVALUATIONS, &get(uri.path())), Ok(()));
    }

    #[test]
    fn a_request_without_a_body_may_have_an_empty_hash_and_no_other_may() {
        let path = get("/v1/usage/summary");
        assert_eq!(checked(&signed(NOW, &path, ""), &path), Ok(()));
        assert_eq!(checked(&signed(NOW, &post(BODY), ""), &post(BODY)), Err(Refusal::Wrong));
    }

    #[test]
    fn a_timestamp_lies_within_the_tolerance_on_either_side() {
        let covered = get("/v1/engagements");
        let hash = STANDARD.encode(Sha256::digest(b""));
        for (timestamp, expected) in [
            ("1774871700", Ok(())),
            ("1774872300", Ok(())),
            ("1774871699", Err(Refusal::Timestamp)),
            ("1774872301", Err(Refusal::Timestamp)),
            ("1774872000000", Err(Refusal::Timestamp)),
            ("1774872000.0", Err(Refusal::Timestamp)),
            ("+1774872000", Err(Refusal::Timestamp)),
            ("99999999999999999999", Err(Refusal::Timestamp)),
            ("2026-03-30T12:00:00Z", Err(Refusal::Timestamp)),
            ("", Err(Refusal::Timestamp)),
        ] {
            let signature = signed(timestamp, &covered, &hash);
            let told = check(Need::Always, Some(SECRET), &marks(&signature, timestamp), &covered, clock());
            assert_eq!(told, expected, "{timestamp}");
        }
        // The time is signed, too.
        assert_eq!(
            check(Need::Always, Some(SECRET), &marks(ENGAGEMENTS, "1774872001"), &covered, clock()),
            Err(Refusal::Wrong)
        );
        let without = Marks { signature: Some(ENGAGEMENTS), timestamp: None };
        assert_eq!(check(Need::Always, Some(SECRET), &without, &covered, clock()), Err(Refusal::Timestamp));
    }

    #[test]
    fn a_signature_that_is_needed_has_to_be_there_and_one_that_is_there_has_to_be_right() {
        let none = Marks { signature: None, timestamp: None };
        let bare = Marks { signature: Some("x"), timestamp: None };
        let full = marks("x", NOW);
        let looks = |need: Need| [none, bare, full].map(|marks| need.looks_at(&marks));
        assert_eq!(looks(Need::Always), [true, true, true]);
        assert_eq!(looks(Need::WhereSigned), [false, true, true]);
        assert_eq!(looks(Need::WhereSignedInFull), [false, false, true]);
        let covered = get("/v1/engagements");
        let told = |need, secret, marks| check(need, secret, &marks, &covered, clock());
        assert_eq!(told(Need::Always, Some(SECRET), none), Err(Refusal::Missing));
        assert_eq!(told(Need::WhereSigned, Some(SECRET), bare), Err(Refusal::Timestamp));
        assert_eq!(told(Need::WhereSignedInFull, Some(SECRET), full), Err(Refusal::Wrong));
        // A key that was imported without its secret.
        assert_eq!(told(Need::Always, None, full), Err(Refusal::NoSecret));
        assert_eq!(told(Need::WhereSigned, None, full), Ok(()));
        assert_eq!(told(Need::WhereSignedInFull, None, full), Ok(()));
    }

    #[test]
    fn headers_that_are_no_text_are_there_and_wrong() {
        let name = HeaderName::from_static(SIGNATURE);
        let headers = HeaderMap::from_iter([(name, HeaderValue::from_bytes(b"\xff").unwrap())]);
        assert_eq!(Marks::of(&headers), Marks { signature: Some(""), timestamp: None });
    }
}
