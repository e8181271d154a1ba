//! `POST /api/v1/oauth/token`.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use colloquy_app::oauth::{ErrorCode, Issued, OAuthError, TokenRequest, issue};
use colloquy_domain::oauth::GrantType;
use colloquy_http::{Form, FormBody, HttpState, Problem};

use super::refusals::EndpointRefusals;
use super::wire::{TokenAnswer, TokenForm};
use super::{client, problem};

/// Gives tokens (RFC 6749): to a client for itself, for a code that a user's approval brought, or for a refresh token.
/// PKCE with `S256` is required of every client; a refresh token is good once.
#[utoipa::path(
    post,
    path = "/api/v1/oauth/token",
    operation_id = "oauthToken",
    tag = "OAuth",
    security(()),
    request_body(content = TokenForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "a token", body = TokenAnswer,
            headers(("Cache-Control" = String, description = "`no-store`"), ("X-Api-Version" = String, description = "version of the API"))),
        EndpointRefusals,
    )
)]
pub async fn oauth_token(
    State(state): State<HttpState>,
    headers: HeaderMap,
    FormBody(form): FormBody,
) -> Result<Response, Problem> {
    let client = client::authenticated(&state, &headers, &form).await?;
    let request = request(&form)?;
    let issued = issue(state.app(), client, request).await.map_err(problem::of)?;
    Ok((problem::never_stored(), Json(answer(&issued))).into_response())
}

fn answer(issued: &Issued) -> TokenAnswer {
    TokenAnswer {
        access_token: issued.access_token.reveal().to_owned(),
        token_type: "Bearer",
        expires_in: issued.lives.whole_seconds(),
        scope: issued.scopes.names(),
        refresh_token: issued.refresh_token.as_ref().map(|token| token.reveal().to_owned()),
    }
}

fn request(form: &Form) -> Result<TokenRequest, Problem> {
    let required =
        |name: &str| form.take(name).ok_or_else(|| problem::invalid_request(format!("{name} is missing")));
    let grant_type = required("grant_type")?;
    match GrantType::parse(&grant_type) {
        Some(GrantType::ClientCredentials) => {
            Ok(TokenRequest::ClientCredentials { scope: form.take("scope") })
        }
        Some(GrantType::AuthorizationCode) => Ok(TokenRequest::AuthorizationCode {
            code: required("code")?,
            redirect_uri: form.take("redirect_uri"),
            code_verifier: required("code_verifier")?,
        }),
        Some(GrantType::RefreshToken) => Ok(TokenRequest::RefreshToken {
            refresh_token: required("refresh_token")?,
            scope: form.take("scope"),
        }),
        None => {
            let description = "grant_type must be client_credentials, authorization_code or refresh_token";
            Err(problem::of(OAuthError::refused(ErrorCode::UnsupportedGrantType, description)))
        }
    }
}
