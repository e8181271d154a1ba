//! From a request's headers to who asks: HTTP Basic (RFC 7617), and no other way.
//!
//! The user name is a key's id and the password its secret; a pair that a client has already can be taken over as it is.

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use colloquy_app::AppError;
use colloquy_app::keys::{Caller, Presented, authenticate_key};
use colloquy_http::caller::within_rate;
use colloquy_http::{HttpState, Problem};

use crate::names;

/// A request whose credential is known, shown in this API's way, and within its rate.
pub struct BasicCaller(pub Caller);

impl FromRequestParts<HttpState> for BasicCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        let presented = presented(&parts.headers)
            .ok_or_else(|| unauthorized("a credential is required, by HTTP Basic authentication"))?;
        let caller = authenticate_key(state.app(), &presented).await.map_err(|error| match error {
            AppError::Unauthorized(detail) => unauthorized(detail),
            other => other.into(),
        })?;
        within_rate(state, &caller)?;
        Ok(Self(caller))
    }
}

/// Whether the request shows Basic credentials, right or wrong.
pub fn shows_basic(headers: &HeaderMap) -> bool {
    pair(headers).is_some()
}

fn unauthorized(detail: &'static str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
        .with_header(WWW_AUTHENTICATE, HeaderValue::from_static(names::CHALLENGE))
}

/// What stands behind the scheme word, where that is `Basic` in any case.
fn pair(headers: &HeaderMap) -> Option<&str> {
    let (scheme, pair) = headers.get(AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("basic").then_some(pair.trim())
}

fn presented(headers: &HeaderMap) -> Option<Presented> {
    let decoded = String::from_utf8(STANDARD.decode(pair(headers)?).ok()?).ok()?;
    // Passwords may contain colons.
    let (username, password) = decoded.split_once(':')?;
    Some(Presented::Basic { username: username.to_owned(), password: password.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &str) -> HeaderMap {
        HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_str(value).unwrap())])
    }

    fn read(value: &str) -> Option<(String, String)> {
        match presented(&headers(value))? {
            Presented::Basic { username, password } => Some((username, password)),
            Presented::Token(_) => None,
        }
    }

    #[test]
    fn only_basic_is_read_and_split_at_the_first_colon() {
        let encoded = |text: &str| STANDARD.encode(text);
        let found = read(&format!("basic  {}", encoded("id:a:b")));
        assert_eq!(found, Some(("id".to_owned(), "a:b".to_owned())));
        for nothing in [
            format!("Bearer {}", encoded("id:a")),
            format!("Basic {}", encoded("no colon")),
            "Basic !".to_owned(),
            "Basic".to_owned(),
            "sk-apik_1.s".to_owned(),
        ] {
            assert_eq!(read(&nothing), None, "{nothing}");
        }
        assert!(presented(&HeaderMap::new()).is_none());
        // A client of this API is known by the scheme alone.
        assert!(shows_basic(&headers("BASIC !")) && !shows_basic(&headers("Bearer x")));
    }
}
