//! How a client shows which it is: HTTP Basic or the body, never both (RFC 6749, section 2.3).

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use colloquy_app::oauth::{ErrorCode, OAuthError, clients};
use colloquy_domain::oauth::OAuthClient;
use colloquy_domain::secret::SecretText;
use colloquy_domain::{CredentialId, OAuthClientId};
use colloquy_http::{Form, HttpState, Problem};

use super::problem;

/// Finds the client that asks, and counts its request.
pub async fn authenticated(
    state: &HttpState,
    headers: &HeaderMap,
    form: &Form,
) -> Result<OAuthClient, Problem> {
    if let Some(name) = form.repeated() {
        return Err(problem::invalid_request(format!("{name} is there twice")));
    }
    let Shown { client_id, secret } = shown(headers, form)?;
    let found =
        clients::authenticate(state.app(), OAuthClientId::parse_spelled(&client_id), secret.as_ref()).await;
    let client = found.map_err(problem::of)?;
    if client.is_confidential {
        // Anybody can use a public client's id: counting by it would let anybody shut others out.
        state.count(CredentialId(client.id.0))?;
    }
    Ok(client)
}

/// What a client shows.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    client_id: String,
    secret: Option<SecretText>,
}

fn shown(headers: &HeaderMap, form: &Form) -> Result<Shown, Problem> {
    let in_body = form.take("client_id");
    let Some(header) = headers.get(AUTHORIZATION) else {
        let client_id = in_body.ok_or_else(|| unknown("client_id is missing"))?;
        return Ok(Shown { client_id, secret: form.get("client_secret").map(SecretText::new) });
    };
    let refused = || unknown("the header Authorization holds no client id and secret of the scheme Basic");
    let pair = header.to_str().ok().and_then(basic).ok_or_else(refused)?;
    if form.get("client_secret").is_some() {
        return Err(problem::invalid_request("the client shows a secret in the header and in the body"));
    }
    if in_body.is_some_and(|client_id| client_id != pair.client_id) {
        return Err(problem::invalid_request("client_id in the body is not the one in the header"));
    }
    Ok(pair)
}

fn unknown(description: &str) -> Problem {
    problem::of(OAuthError::refused(ErrorCode::InvalidClient, description))
}

/// Id and secret are percent-encoded before they are put together and into base 64.
fn basic(header: &str) -> Option<Shown> {
    let (scheme, pair) = header.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(pair.trim()).ok()?).ok()?;
    let (client_id, secret) = decoded.split_once(':')?;
    let secret = Some(unescaped(secret)).filter(|secret| !secret.is_empty()).map(SecretText::new);
    Some(Shown { client_id: unescaped(client_id), secret })
}

/// What `application/x-www-form-urlencoded` made of a text, turned back. In a form `&` and `=` have a meaning; here they
/// stand for themselves where a client did not escape them.
fn unescaped(text: &str) -> String {
    let literal = text.replace('&', "%26").replace('=', "%3D");
    form_urlencoded::parse(literal.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(header: Option<&str>, body: &str) -> Result<(String, Option<String>), &'static str> {
        let mut headers = HeaderMap::new();
        if let Some(header) = header {
            let value = match header.strip_prefix("Basic ") {
                Some(pair) => format!("Basic {}", STANDARD.encode(pair)),
                None => header.to_owned(),
            };
            headers.insert(AUTHORIZATION, value.parse().unwrap());
        }
        shown(&headers, &Form::parse(body.as_bytes()))
            .map(|shown| (shown.client_id, shown.secret.map(|secret| secret.reveal().to_owned())))
            .map_err(|problem| problem.code)
    }

    #[test]
    fn a_client_shows_itself_in_one_place() {
        let pair = |id: &str, secret: &str| Ok((id.to_owned(), Some(secret.to_owned())));
        assert_eq!(show(None, "client_id=a&client_secret=b"), pair("a", "b"));
        assert_eq!(show(None, "client_id=a"), Ok(("a".to_owned(), None)));
        assert_eq!(show(Some("Basic a:b"), ""), pair("a", "b"));
        assert_eq!(show(Some("Basic a:b"), "client_id=a"), pair("a", "b"));
        assert_eq!(show(Some("Basic a%3Ab:c%20d+e%25:f=g&h"), ""), pair("a:b", "c d e%:f=g&h"));
        assert_eq!(show(Some("Basic a:b"), "client_id=a&client_secret=b"), Err("invalid_request"));
        assert_eq!(show(Some("Basic a:b"), "client_id=c"), Err("invalid_request"));
        for wrong in ["Basic a", "Bearer a", "Basic", "x"] {
            assert_eq!(show(Some(wrong), "client_id=a"), Err("invalid_client"), "{wrong}");
        }
        assert_eq!(show(None, "client_secret=b"), Err("invalid_client"));
    }
}
