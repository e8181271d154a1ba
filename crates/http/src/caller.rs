//! From a request's headers to who asks.

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use colloquy_app::keys::{Caller, Presented, authenticate};

use crate::edge::owner;
use crate::{HttpState, Problem};

/// A request whose credential is known and within its rate.
pub struct Authenticated(pub Caller);

impl FromRequestParts<HttpState> for Authenticated {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        let own_header = owner(state.edges(), parts.uri.path()).and_then(|edge| edge.key_header);
        let presented = presented(&parts.headers, own_header).ok_or_else(|| {
            challenge(Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", "a credential is required"))
        })?;
        let caller = authenticate(state.app(), &presented).await.map_err(|error| {
            let problem = Problem::from(error);
            if problem.status == StatusCode::UNAUTHORIZED { refused(problem) } else { problem }
        })?;
        within_rate(state, &caller)?;
        Ok(Self(caller))
    }
}

/// Counts a request of the credential; refuses what is beyond its rate.
pub fn within_rate(state: &HttpState, caller: &Caller) -> Result<(), Problem> {
    tracing::Span::current().record("credential.id", tracing::field::display(caller.credential.id));
    state.count(caller.credential.id)
}

/// The same problem, saying how to show a credential.
pub fn challenge(problem: Problem) -> Problem {
    problem.with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"colloquy\""))
}

/// Tells a client of OAuth that another access token may help (RFC 6750, section 3.1).
fn refused(problem: Problem) -> Problem {
    let value = "Bearer realm=\"colloquy\", error=\"invalid_token\"";
    problem.with_header(WWW_AUTHENTICATE, HeaderValue::from_static(value))
}

/// `Authorization` with `Bearer`, `Basic` or no scheme word at all, else `X-Api-Key`, else the header of the path's owner.
fn presented(headers: &HeaderMap, own_header: Option<&str>) -> Option<Presented> {
    let text = |value: &HeaderValue| {
        value.to_str().ok().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    if let Some(value) = headers.get(AUTHORIZATION) {
        let value = text(value)?;
        return match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
                Some(Presented::Token(token.trim().to_owned()))
            }
            Some((scheme, pair)) if scheme.eq_ignore_ascii_case("basic") => basic(pair.trim()),
            _ => Some(Presented::Token(value)),
        };
    }
    let names = ["x-api-key"].into_iter().chain(own_header);
    names.filter_map(|name| headers.get(name)).find_map(text).map(Presented::Token)
}

fn basic(pair: &str) -> Option<Presented> {
    let decoded = String::from_utf8(STANDARD.decode(pair).ok()?).ok()?;
    let (username, password) = decoded.split_once(':')?;
    Some(Presented::Basic { username: username.to_owned(), password: password.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(name: &'static str, value: &'static str) -> Option<Presented> {
        let header = (axum::http::HeaderName::from_static(name), HeaderValue::from_static(value));
        presented(&HeaderMap::from_iter([header]), Some("x-own-key"))
    }

    #[test]
    fn every_spelling_is_read() {
        let token = |text: &str| Some(Presented::Token(text.to_owned()));
        assert!(from("authorization", "sk-apik_1.s") == token("sk-apik_1.s"));
        assert!(from("authorization", "bearer  sk-apik_1.s") == token("sk-apik_1.s"));
        assert!(from("x-api-key", "ak_live_s") == token("ak_live_s"));
        assert!(from("x-own-key", "rk_s") == token("rk_s"));
        let pair = Presented::Basic { username: "id".into(), password: "a:b".into() };
        assert!(from("authorization", "Basic aWQ6YTpi") == Some(pair));
        for nothing in [from("authorization", ""), from("authorization", "Basic !"), from("x-other", "s")] {
            assert!(nothing.is_none());
        }
    }
}
