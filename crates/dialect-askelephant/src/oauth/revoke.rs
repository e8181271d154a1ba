//! `POST /api/v1/oauth/revoke`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use colloquy_app::oauth::revoke;
use colloquy_http::{FormBody, HttpState, Problem};

use super::wire::{OAuthErrorAnswer, TokenInQuestion};
use super::{client, problem};

/// Ends a token of the client (RFC 7009): an access token alone, a refresh token with everything that came of the same
/// approval. A token that is unknown or has ended is no error.
#[utoipa::path(
    post,
    path = "/api/v1/oauth/revoke",
    operation_id = "oauthRevoke",
    tag = "OAuth",
    security(()),
    request_body(content = TokenInQuestion, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "the token is not accepted any more",
            headers(("Cache-Control" = String, description = "`no-store`"), ("X-Api-Version" = String, description = "version of the API"))),
        (status = 400, description = "the request is invalid, or the token another client's", body = OAuthErrorAnswer),
        (status = 401, description = "the client is unknown or its secret is wrong", body = OAuthErrorAnswer,
            headers(("WWW-Authenticate" = String, description = "`Basic`"))),
        (status = 413, description = "the body is too large", body = OAuthErrorAnswer),
        (status = 429, description = "too many requests of this client", body = OAuthErrorAnswer,
            headers(("Retry-After" = u64, description = "seconds"))),
        (status = 500, description = "the server failed", body = OAuthErrorAnswer),
    )
)]
pub async fn oauth_revoke(
    State(state): State<HttpState>,
    headers: HeaderMap,
    FormBody(form): FormBody,
) -> Result<Response, Problem> {
    let client = client::authenticated(&state, &headers, &form).await?;
    let token = form.get("token").ok_or_else(|| problem::invalid_request("token is missing"))?;
    revoke(state.app(), client, token).await.map_err(problem::of)?;
    Ok(problem::never_stored().into_response())
}
