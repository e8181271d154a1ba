//! From a request's headers to who asks: with a key in one of its spellings, an access token, or, at the house API, the
//! cookie of a session of the console. A request that shows a key goes by it, whatever cookies come along.

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use colloquy_app::keys::{Caller, Presented, authenticate};
use colloquy_app::{App, AppError, sessions};
use colloquy_domain::secret::SecretText;
use colloquy_domain::session::Session;

use crate::edge::{HOUSE, is_below, owner};
use crate::{HttpState, Problem, same_site, session_cookie};

/// Below this path the cookie of a session is looked at.
const WITH_SESSIONS: &str = "/api/colloquy";

/// A request whose credential is known and within its rate.
pub struct Authenticated(pub Caller);

impl FromRequestParts<HttpState> for Authenticated {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        Asking::from_request_parts(parts, state).await.map(|asking| Self(asking.caller))
    }
}

/// The same with the session, where there is one: for what is about the session itself.
pub struct Asking {
    /// Who asks.
    pub caller: Caller,
    /// By which session, with the token that the browser keeps.
    pub session: Option<(Session, SecretText)>,
}

impl FromRequestParts<HttpState> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        let edge = owner(state.edges(), parts.uri.path());
        let presented = presented(&parts.headers, edge.and_then(|edge| edge.key_header));
        let is_of_house = edge.is_some_and(|edge| edge.name == HOUSE);
        // A header that shows nothing is no reason to look further.
        let may_be_session = is_of_house
            && is_below(parts.uri.path(), WITH_SESSIONS)
            && !parts.headers.contains_key(AUTHORIZATION);
        let asking = match presented {
            Some(presented) => {
                let found = authenticate(state.app(), &presented).await;
                Self { caller: found.map_err(|error| refused(error.into()))?, session: None }
            }
            None if may_be_session => by_session(state, parts).await?,
            None => return Err(no_credential()),
        };
        within_rate(state, &asking.caller)?;
        Ok(asking)
    }
}

/// Who asks, with what they showed: for an answer that goes on, and is to end when they are let in no more.
pub struct Standing {
    caller: Caller,
    app: App,
    shown: Shown,
}

enum Shown {
    Key(Presented),
    Session(SecretText),
}

impl FromRequestParts<HttpState> for Standing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, Problem> {
        let asking = Asking::from_request_parts(parts, state).await?;
        let edge = owner(state.edges(), parts.uri.path());
        let shown = match asking.session {
            Some((_, token)) => Shown::Session(token),
            None => {
                let key = presented(&parts.headers, edge.and_then(|edge| edge.key_header));
                Shown::Key(key.ok_or_else(no_credential)?)
            }
        };
        Ok(Self { caller: asking.caller, app: state.app().clone(), shown })
    }
}

impl Standing {
    /// Who asked.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Whether the same would be let in now, to the same. Where that cannot be found out, it holds.
    pub async fn holds(&self) -> bool {
        let now = match &self.shown {
            Shown::Key(presented) => authenticate(&self.app, presented).await.map(|caller| caller.credential),
            Shown::Session(token) => {
                sessions::session(&self.app, token.reveal()).await.map(|session| session.credential())
            }
        };
        match now {
            Ok(credential) => credential.scopes == self.caller.credential.scopes,
            Err(AppError::Unauthorized(_)) => false,
            Err(_) => true,
        }
    }
}

async fn by_session(state: &HttpState, parts: &Parts) -> Result<Asking, Problem> {
    let token = session_cookie::token(state, &parts.headers).ok_or_else(no_credential)?;
    same_site::check(state, &parts.method, &parts.headers)?;
    let found = sessions::caller(state.app(), token.reveal()).await;
    let (caller, session) = found.map_err(|error| {
        let problem = Problem::from(error);
        if problem.status == StatusCode::UNAUTHORIZED { challenge(problem) } else { problem }
    })?;
    Ok(Asking { caller, session: Some((session, token)) })
}

fn no_credential() -> Problem {
    challenge(Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", "a credential is required"))
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

/// Tells a client of OAuth whose token is refused that another one may help (RFC 6750, section 3.1).
fn refused(problem: Problem) -> Problem {
    if problem.status != StatusCode::UNAUTHORIZED {
        return problem;
    }
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
