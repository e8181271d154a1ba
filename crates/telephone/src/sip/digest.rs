//! Answers to challenges (RFC 3261, section 22; RFC 2617; RFC 8760).
//!
//! MD5 and SHA-256, each also as a session, with `qop=auth` or without. Of several challenges the stronger is
//! answered.

use md5::{Digest, Md5};
use sha2::Sha256;

use super::header::{split_outside, unquote};
use super::random_word;

/// What a server asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    algorithm: Algorithm,
    /// As it was written, to be repeated.
    algorithm_word: Option<String>,
    has_auth_qop: bool,
    /// The credentials were right, the nonce was old.
    pub is_stale: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Algorithm {
    is_sha: bool,
    is_session: bool,
}

/// Who answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Credentials<'a> {
    pub username: &'a str,
    pub password: &'a str,
}

impl Challenge {
    /// The strongest of the challenges that we can answer.
    pub fn choose<'a>(headers: impl Iterator<Item = &'a str>) -> Option<Challenge> {
        let mut known: Vec<Challenge> = headers.filter_map(Challenge::parse).collect();
        // A stable sort: of two alike the first is the server's choice.
        known.sort_by_key(|challenge| !challenge.algorithm.is_sha);
        known.into_iter().next()
    }

    fn parse(header: &str) -> Option<Challenge> {
        let (scheme, rest) = header.trim().split_once(char::is_whitespace)?;
        if !scheme.eq_ignore_ascii_case("Digest") {
            return None;
        }
        let parameters: Vec<(String, String)> = split_outside(rest, ',')
            .into_iter()
            .filter_map(|part| part.split_once('='))
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), unquote(value)))
            .collect();
        let find =
            |name: &str| parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let algorithm_word = find("algorithm");
        let algorithm = match algorithm_word.as_deref().unwrap_or("MD5").to_ascii_uppercase().as_str() {
            "MD5" => Algorithm { is_sha: false, is_session: false },
            "MD5-SESS" => Algorithm { is_sha: false, is_session: true },
            "SHA-256" => Algorithm { is_sha: true, is_session: false },
            "SHA-256-SESS" => Algorithm { is_sha: true, is_session: true },
            _ => return None,
        };
        let qop = find("qop");
        let has_auth_qop = qop
            .as_deref()
            .is_some_and(|offered| offered.split(',').any(|word| word.trim().eq_ignore_ascii_case("auth")));
        // Only the protection of bodies is offered.
        if qop.is_some() && !has_auth_qop {
            return None;
        }
        Some(Challenge {
            realm: find("realm")?,
            nonce: find("nonce")?,
            opaque: find("opaque"),
            algorithm,
            algorithm_word,
            has_auth_qop,
            is_stale: find("stale").is_some_and(|stale| stale.eq_ignore_ascii_case("true")),
        })
    }

    /// The header that answers.
    pub fn answer(&self, credentials: Credentials<'_>, method: &str, uri: &str) -> String {
        self.answer_with(credentials, method, uri, &random_word())
    }

    fn answer_with(
        &self,
        Credentials { username, password }: Credentials<'_>,
        method: &str,
        uri: &str,
        client_nonce: &str,
    ) -> String {
        let Challenge { realm, nonce, .. } = self;
        let mut secret = self.hash(&format!("{username}:{realm}:{password}"));
        if self.algorithm.is_session {
            secret = self.hash(&format!("{secret}:{nonce}:{client_nonce}"));
        }
        let request = self.hash(&format!("{method}:{uri}"));
        let response = if self.has_auth_qop {
            self.hash(&format!("{secret}:{nonce}:00000001:{client_nonce}:auth:{request}"))
        } else {
            self.hash(&format!("{secret}:{nonce}:{request}"))
        };
        let mut header = format!(
            "Digest username={}, realm={}, nonce={}, uri={}, response=\"{response}\"",
            quote(username),
            quote(realm),
            quote(nonce),
            quote(uri)
        );
        if let Some(word) = &self.algorithm_word {
            header.push_str(", algorithm=");
            header.push_str(word);
        }
        if self.has_auth_qop || self.algorithm.is_session {
            header.push_str(&format!(", cnonce=\"{client_nonce}\""));
        }
        if self.has_auth_qop {
            header.push_str(", qop=auth, nc=00000001");
        }
        if let Some(opaque) = &self.opaque {
            header.push_str(", opaque=");
            header.push_str(&quote(opaque));
        }
        header
    }

    fn hash(&self, text: &str) -> String {
        if self.algorithm.is_sha { hex(&Sha256::digest(text)) } else { hex(&Md5::digest(text)) }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(headers: &[&str]) -> Option<Challenge> {
        Challenge::choose(headers.iter().copied())
    }

    #[test]
    fn the_examples_of_the_standards() {
        let challenge = choose(&["Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", \
             nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""])
        .expect("a challenge");
        let credentials = Credentials { username: "Mufasa", password: "Circle Of Life" };
        let header = challenge.answer_with(credentials, "GET", "/dir/index.html", "0a4f113b");
        assert!(header.contains("response=\"6629fae49393a05397450978507c4ef1\""), "{header}");
        assert!(
            header.ends_with("qop=auth, nc=00000001, opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""),
            "{header}"
        );

        let both = ["MD5", "SHA-256"].map(|algorithm| {
            format!(
                "Digest realm=\"http-auth@example.org\", qop=auth, algorithm={algorithm}, \
                 nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\""
            )
        });
        let credentials = Credentials { username: "Mufasa", password: "Circle of Life" };
        let client_nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        // Which are offered; the answer.
        let rows = [
            (&both[..1], "8ca523f5e9506fed4657c9700eebdbec"),
            (&both[..], "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        ];
        for (offered, response) in rows {
            let challenge = Challenge::choose(offered.iter().map(String::as_str)).expect("a challenge");
            let header = challenge.answer_with(credentials, "GET", "/dir/index.html", client_nonce);
            assert!(header.contains(&format!("response=\"{response}\"")), "{header}");
        }
    }

    #[test]
    fn what_cannot_be_answered_is_no_challenge() {
        for header in [
            "",
            "Basic realm=\"x\"",
            "Digest realm=\"x\"",
            "Digest realm=\"x\", nonce=\"y\", algorithm=AKAv1-MD5",
            "Digest realm=\"x\", nonce=\"y\", qop=\"auth-int\"",
        ] {
            assert_eq!(choose(&[header]), None, "{header}");
        }
    }

    #[test]
    fn names_keep_their_quotes_to_themselves() {
        let challenge = choose(&["Digest realm=\"a\\\"b\", nonce=\"n\", stale=TRUE"]).expect("a challenge");
        assert!(challenge.is_stale);
        let credentials = Credentials { username: "x\", realm=\"y", password: "p" };
        let header = challenge.answer(credentials, "REGISTER", "sip:pbx");
        assert!(header.starts_with("Digest username=\"x\\\", realm=\\\"y\", realm=\"a\\\"b\", "), "{header}");
        assert!(!header.contains("cnonce"), "without qop there is none");
    }
}
