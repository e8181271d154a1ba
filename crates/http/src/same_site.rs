//! Whether a request comes from a page of this server.
//!
//! A browser sends a session's cookie along with whatever a page makes it ask. `SameSite=Strict` keeps pages of other sites
//! from that, but not those of other ports or of neighbours under the same domain. So a request that changes something
//! with the cookie has to carry a header that no form can send and that scripts of other origins may not; and where the
//! browser says from where it comes, it has to come from here.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode};

use crate::{HttpState, Problem};

/// What the console's scripts send with every request.
pub const CONSOLE_HEADER: &str = "x-colloquy-console";

/// Refuses a request with a session's cookie that changes something and that a page of another site may have made.
pub(crate) fn check(state: &HttpState, method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    if [Method::GET, Method::HEAD].contains(method) {
        return Ok(());
    }
    if !is(headers, CONSOLE_HEADER, &["1"]) {
        return Err(refused("a change with a session's cookie needs the header x-colloquy-console: 1"));
    }
    check_origin(state, headers)
}

/// Refuses a request that its browser says comes from a page of another site; for changes that need no session.
pub fn check_origin(state: &HttpState, headers: &HeaderMap) -> Result<(), Problem> {
    const SITE: &str = "sec-fetch-site";
    // `none`: the person themselves, by no page.
    let is_elsewhere = headers.contains_key(SITE) && !is(headers, SITE, &["same-origin", "none"]);
    let own = state.app().public_url.origin().ascii_serialization();
    if is_elsewhere || !is_own_origin(headers, &own) {
        return Err(refused("the request comes from a page of another site"));
    }
    Ok(())
}

fn refused(detail: &str) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "cross_site_request", detail)
}

fn is(headers: &HeaderMap, name: &str, values: &[&str]) -> bool {
    let given = headers.get(name).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| values.contains(&given))
}

/// Whether the page's origin is the address that was asked, or the one by which this server is known; also where the
/// browser names no origin. A page that names one that is none (`null`) is not ours.
fn is_own_origin(headers: &HeaderMap, own: &str) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let asked = headers.get(HOST).and_then(|host| host.to_str().ok());
    let is_asked = origin
        .split_once("://")
        .is_some_and(|(_, of_page)| asked.is_some_and(|asked| asked.eq_ignore_ascii_case(of_page)));
    is_asked || origin.eq_ignore_ascii_case(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs
            .iter()
            .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        pairs.collect()
    }

    #[test]
    fn only_pages_of_this_server_are_its_own() {
        let own = "https://calls.acme.example";
        let asked = ("host", "127.0.0.1:8080");
        for (origin, is_ours) in [
            // By the address that was asked, whatever the scheme: a proxy may have taken TLS off.
            ("http://127.0.0.1:8080", true),
            ("https://127.0.0.1:8080", true),
            // By the address that the operator set.
            ("https://calls.acme.example", true),
            ("https://CALLS.acme.example", true),
            // Another port, a neighbour, another scheme of the name, and what only looks alike.
            ("http://127.0.0.1:8081", false),
            ("http://127.0.0.1", false),
            ("https://acme.example", false),
            ("http://calls.acme.example", false),
            ("https://calls.acme.example.evil.example", false),
            // A sandboxed frame or a file.
            ("null", false),
            ("", false),
        ] {
            let headers = headers(&[asked, ("origin", origin)]);
            assert_eq!(is_own_origin(&headers, own), is_ours, "{origin:?}");
        }
        assert!(is_own_origin(&headers(&[asked]), own), "programs send none");
        assert!(!is_own_origin(&headers(&[("origin", "http://127.0.0.1:8080")]), own), "of no host");
    }

    #[test]
    fn a_header_counts_by_its_value() {
        let console = headers(&[(CONSOLE_HEADER, "1")]);
        assert!(is(&console, CONSOLE_HEADER, &["1"]));
        for other in [headers(&[(CONSOLE_HEADER, "0")]), headers(&[])] {
            assert!(!is(&other, CONSOLE_HEADER, &["1"]));
        }
    }
}
