//! `POST /api/v1/oauth/revoke`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use colloquy_app::oauth::revoke;
use colloquy_http::{FormBody, HttpState, Problem};

use super::refusals::EndpointRefusals;
use super::wire::TokenInQuestion;
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
        EndpointRefusals,
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
