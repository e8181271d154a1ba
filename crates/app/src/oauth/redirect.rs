//! Where users may be sent back to.

use url::{Host, Url};

/// Longest URI.
const LONGEST: usize = 2_048;

/// What is wrong with a URI that is to be registered, if anything.
pub(super) fn problem(uri: &str) -> Option<&'static str> {
    if uri.contains('*') {
        return Some("must hold whole URIs: * stands for nothing else");
    }
    let Ok(url) = Url::parse(uri) else { return Some("must hold absolute URIs") };
    if uri.len() > LONGEST {
        return Some("must hold URIs of at most 2048 bytes");
    }
    if uri.chars().any(|character| character.is_control() || character.is_whitespace()) {
        return Some("must hold URIs without blanks");
    }
    if url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Some("must hold URIs without a fragment, user name or password");
    }
    let is_sound = url.scheme() == "https" && url.host().is_some() || is_loopback(&url);
    (!is_sound)
        .then_some("must hold https URIs, or http URIs of the own machine (127.0.0.1, [::1], localhost)")
}

/// Whether `asked` is the registered URI. On the own machine any port will do: a program there takes one that is free
/// (RFC 8252, section 7.3).
pub(super) fn matches(registered: &str, asked: &str) -> bool {
    if registered == asked {
        return true;
    }
    match (without_port(registered), without_port(asked)) {
        (Some(registered), Some(asked)) => registered == asked,
        _ => false,
    }
}

/// A URI of the own machine without its port.
fn without_port(uri: &str) -> Option<Url> {
    if uri.chars().any(char::is_control) || uri.len() > LONGEST {
        return None;
    }
    let mut url = Url::parse(uri).ok().filter(is_loopback)?;
    url.set_port(None).ok()?;
    Some(url)
}

fn is_loopback(url: &Url) -> bool {
    let is_own = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    url.scheme() == "http" && is_own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registered_uri_is_https_or_of_the_own_machine() {
        for sound in [
            "https://app.example/callback",
            "https://app.example:8443/callback?tenant=1",
            "http://127.0.0.1/callback",
            "http://[::1]:9/callback",
            "http://localhost:3000/",
        ] {
            assert_eq!(problem(sound), None, "{sound}");
        }
        for unsound in [
            "",
            "/callback",
            "http://app.example/callback",
            "https://app.example/#part",
            "https://rae@app.example/",
            "https://app.example/a b",
            "https://*.app.example/callback",
            "https://app.example/*",
            "javascript:alert(1)",
            "myapp://callback",
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example/",
        ] {
            assert!(problem(unsound).is_some(), "{unsound}");
        }
    }

    #[test]
    fn only_the_port_of_the_own_machine_is_free() {
        let rows = [
            ("https://a.example/cb", "https://a.example/cb", true),
            ("https://a.example/cb", "https://a.example/cb/", false),
            ("https://a.example/cb", "https://a.example:444/cb", false),
            ("https://a.example/cb", "https://a.example/cb?x=1", false),
            ("https://a.example/cb", "https://A.example/cb", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb", true),
            ("http://127.0.0.1:80/cb", "http://127.0.0.1:51004/cb", true),
            ("http://[::1]/cb", "http://[::1]:51004/cb", true),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/other", false),
            ("http://127.0.0.1/cb", "http://localhost:51004/cb", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1@evil.example/cb", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb#x", false),
            ("http://127.0.0.1/cb", "https://127.0.0.1:51004/cb", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1/c\nb", false),
        ];
        for (registered, asked, expected) in rows {
            assert_eq!(matches(registered, asked), expected, "{registered} {asked}");
        }
    }
}
