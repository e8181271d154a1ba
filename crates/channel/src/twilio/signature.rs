//! Whether a post comes from Twilio.
//!
//! Twilio signs the address that it was given, followed by the names and values of the form in the order of the names:
//! HMAC-SHA1 by the account's token, in base 64, in the header `X-Twilio-Signature`. There is no time in it: a post
//! that is sent again is right again, and must be recognised by its message.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use colloquy_domain::secret::SecretText;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Whether `signature` is right for a form posted to `url`: the whole public address, with its query. Time does not
/// depend on where a wrong signature differs.
#[must_use]
pub fn is_signed(auth_token: &SecretText, url: &str, params: &[(String, String)], signature: &str) -> bool {
    let Ok(signature) = STANDARD.decode(signature.trim()) else { return false };
    // A token that is empty would let everybody in who knows this.
    if auth_token.reveal().is_empty() {
        return false;
    }
    let mut sorted: Vec<&(String, String)> = params.iter().collect();
    sorted.sort();
    sorted.dedup();
    spellings(url).iter().any(|url| {
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(auth_token.reveal().as_bytes()) else { return false };
        mac.update(url.as_bytes());
        for (name, value) in &sorted {
            mac.update(name.as_bytes());
            mac.update(value.as_bytes());
        }
        mac.verify_slice(&signature).is_ok()
    })
}

/// The address with and without the usual port: Twilio signs either, by how it was told the address and what proxy
/// stands in between.
fn spellings(url: &str) -> Vec<String> {
    let mut all = vec![url.to_owned()];
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")] {
        let Some(rest) = url.strip_prefix(scheme) else { continue };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(end);
        match host.strip_suffix(port) {
            Some(bare) => all.push(format!("{scheme}{bare}{path}")),
            None => all.push(format!("{scheme}{host}{port}{path}")),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";

    fn params() -> Vec<(String, String)> {
        [
            ("Digits", "1234"),
            ("To", "+18005551212"),
            ("From", "+14158675309"),
            ("Caller", "+14158675309"),
            ("CallSid", "CA1234567890ABCDE"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    /// The example of Twilio's own documentation and libraries.
    #[test]
    fn the_published_example_is_right_and_anything_else_is_wrong() {
        let token = SecretText::new("12345");
        let right = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        assert!(is_signed(&token, URL, &params(), right));
        assert!(is_signed(&token, "https://mycompany.com:443/myapp.php?foo=1&bar=2", &params(), right));
        let mut twice = params();
        twice.push(("Digits".into(), "1234".into()));
        assert!(is_signed(&token, URL, &twice, right));

        let repeated = [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert!(is_signed(&token, URL, &repeated, "IK+Dwps556ElfBT0I3Rgjkr1wJU="));

        let mut changed = params();
        changed[0].1 = "1235".into();
        assert!(!is_signed(&token, URL, &changed, right));
        assert!(!is_signed(&token, &URL.replace("foo=1", "foo=2"), &params(), right));
        assert!(!is_signed(&token, &URL.replace("https", "http"), &params(), right));
        assert!(!is_signed(&SecretText::new("12346"), URL, &params(), right));
        for wrong in ["", "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "RSOYDt4T1cUTdK1PDd93", "no base 64"] {
            assert!(!is_signed(&token, URL, &params(), wrong), "{wrong}");
        }
    }

    #[test]
    fn an_empty_token_signs_nothing() {
        let mac = Hmac::<Sha1>::new_from_slice(b"").unwrap().chain_update(URL).finalize();
        let signature = STANDARD.encode(mac.into_bytes());
        assert!(!is_signed(&SecretText::new(""), URL, &[], &signature));
    }
}
