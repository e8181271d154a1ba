//! Who asks: a layer over all operations that need a credential.
//!
//! A key comes as `X-Api-Key`, which decides where it is there, or as `Authorization`, with the word `Bearer` or
//! without any; no other word is taken here. A live key that comes as `X-Api-Key` needs a signature ([`signature`]),
//! which covers the raw body: so the body is read here, once the key is known, and handed on. Handlers ask for
//! [`Signed`]. Every request that is let in counts towards the key's rate, and is noted for the usage of its workspace.

pub mod signature;

use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use colloquy_app::keys::{self, Caller, Presented, authenticate};
use colloquy_domain::RequestId;
use colloquy_domain::usage::ApiCall;
use colloquy_http::caller::{challenge, within_rate};
use colloquy_http::{HttpState, Problem, body};

use self::signature::{Clock, Covered, Marks, Need, Refusal};
use crate::base::Base;
use crate::names;

/// Longest body, in bytes, where the operator takes longer ones elsewhere: files do not come this way.
const LONGEST_BODY: usize = 1 << 20;

/// Longest path that is noted for the usage.
const LONGEST_PATH: usize = 500;

/// Where a key comes from that needs no scheme word.
const API_KEY: &str = "x-api-key";

/// How live keys begin.
const LIVE: &str = "ak_live_";

/// A request whose credential is known, signed as it must be, and within its rate.
#[derive(Clone)]
pub struct Signed(pub Caller);

impl FromRequestParts<HttpState> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &HttpState) -> Result<Self, Problem> {
        // The layer lets nobody in without noting it.
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::internal)
    }
}

/// The layer.
pub async fn admit(request: Request, next: Next) -> Response {
    let admitted = match look(request).await {
        Ok(admitted) => admitted,
        Err(problem) => return problem.into_response(),
    };
    let Admitted { state, caller, request } = admitted;
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    note(&state, &caller, &method, &path, response.status());
    response
}

/// A request that is let in.
struct Admitted {
    state: HttpState,
    caller: Caller,
    request: Request,
}

async fn look(request: Request) -> Result<Admitted, Problem> {
    let (mut parts, body) = request.into_parts();
    let state = parts.extensions.get::<HttpState>().cloned().ok_or_else(Problem::internal)?;
    let request_id = parts.extensions.get::<RequestId>().copied().ok_or_else(Problem::internal)?;
    let shown = Shown::of(&parts.headers).ok_or_else(|| {
        let detail = "a key is required, as X-Api-Key or as Authorization: Bearer";
        challenge(Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", detail))
    })?;
    let caller =
        authenticate(state.app(), &Presented::Token(shown.token.clone())).await.map_err(|error| {
            let problem = Problem::from(error);
            if problem.status == StatusCode::UNAUTHORIZED { challenge(problem) } else { problem }
        })?;
    let longest_body = state.options().body_bytes.min(LONGEST_BODY);
    let bytes = body::read(Request::from_parts(parts.clone(), body), longest_body).await?;
    check_signature(&state, &caller, &shown, &parts, &bytes).await?;
    within_rate(&state, &caller)?;
    let base = Base::of(parts.uri.path(), request_id);
    parts.extensions.insert(base);
    parts.extensions.insert(Signed(caller.clone()));
    Ok(Admitted { state, caller, request: Request::from_parts(parts, Body::from(bytes)) })
}

async fn check_signature(
    state: &HttpState,
    caller: &Caller,
    shown: &Shown,
    parts: &Parts,
    bytes: &[u8],
) -> Result<(), Problem> {
    let marks = Marks::of(&parts.headers);
    let need = shown.need(state.options().require_signature);
    if !need.looks_at(&marks) {
        return Ok(());
    }
    let (app, options) = (state.app(), state.options());
    let secret = keys::hmac_secret(app, caller.credential.id).await?;
    let secret = secret.as_ref().map(|secret| secret.reveal());
    // The path as it was sent: nothing above this layer rewrites it.
    let covered = Covered { method: parts.method.as_str(), path: parts.uri.path(), body: bytes };
    let clock = Clock {
        now_seconds: app.now().unix_timestamp(),
        tolerance_seconds: options.signature_tolerance_seconds,
    };
    signature::check(need, secret, &marks, &covered, clock).map_err(|refusal| {
        let code = match refusal {
            Refusal::Timestamp => names::WRONG_TIMESTAMP,
            Refusal::NoSecret | Refusal::Missing | Refusal::Wrong => names::WRONG_SIGNATURE,
        };
        challenge(Problem::new(StatusCode::UNAUTHORIZED, code, refusal.to_string()))
    })
}

/// Writes down that the key was used.
fn note(state: &HttpState, caller: &Caller, method: &Method, path: &str, status: StatusCode) {
    state.app().usage().record(ApiCall {
        workspace_id: caller.workspace_id(),
        credential_id: caller.credential.id,
        at: state.app().now(),
        method: method.as_str().chars().take(LONGEST_PATH).collect(),
        path: path.chars().take(LONGEST_PATH).collect(),
        status: names::status(status).as_u16(),
    });
}

/// A credential as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    token: String,
    /// Whether it came as `X-Api-Key`.
    is_api_key: bool,
}

impl Shown {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let text = |value: &HeaderValue| {
            value.to_str().ok().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        if let Some(value) = headers.get(API_KEY) {
            return Some(Self { token: text(value)?, is_api_key: true });
        }
        let value = text(headers.get(AUTHORIZATION)?)?;
        let token = match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim().to_owned(),
            Some(_) => return None,
            None => value,
        };
        Some(Self { token, is_api_key: false })
    }

    /// When its request needs a signature.
    fn need(&self, is_required: bool) -> Need {
        match self.is_api_key {
            true if is_required && self.token.starts_with(LIVE) => Need::Always,
            true => Need::WhereSigned,
            false => Need::WhereSignedInFull,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn shown(headers: &[(&'static str, &'static str)]) -> Option<(String, bool)> {
        let headers = headers
            .iter()
            .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        Shown::of(&headers.collect()).map(|shown| (shown.token, shown.is_api_key))
    }

    #[test]
    fn a_key_is_taken_by_name_or_as_a_bearer() {
        let some = |token: &str, is_api_key| Some((token.to_owned(), is_api_key));
        assert_eq!(shown(&[("x-api-key", "ak_live_x")]), some("ak_live_x", true));
        assert_eq!(shown(&[("authorization", "Bearer  ak_live_x")]), some("ak_live_x", false));
        assert_eq!(shown(&[("authorization", "sk-apik_1.x")]), some("sk-apik_1.x", false));
        let both = [("authorization", "Bearer one"), ("x-api-key", "other")];
        assert_eq!(shown(&both), some("other", true));
        for none in [
            &[("authorization", "Basic aWQ6YTpi")][..],
            &[("authorization", "")],
            &[("authorization", "Bearer one"), ("x-api-key", " ")],
            &[],
        ] {
            assert_eq!(shown(none), None, "{none:?}");
        }
    }

    #[test]
    fn only_a_live_key_by_name_needs_a_signature() {
        let need = |token: &str, is_api_key, is_required| {
            Shown { token: token.to_owned(), is_api_key }.need(is_required)
        };
        assert_eq!(need("ak_live_x", true, true), Need::Always);
        assert_eq!(need("ak_live_x", true, false), Need::WhereSigned);
        assert_eq!(need("ak_test_x", true, true), Need::WhereSigned);
        assert_eq!(need("ak_live_x", false, true), Need::WhereSignedInFull);
    }
}
