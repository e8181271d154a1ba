//! `POST /api/colloquy/v1/oauth/clients`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::oauth::clients;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{CreateOAuthClient, content};
use super::wire::OAuthClientWithSecret;
use crate::error::ErrorBody;

/// Adds a program. The answer holds its secret, which no read shows. One that acts as an owner takes an owner.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/oauth/clients",
    tag = "OAuth clients",
    request_body = CreateOAuthClient,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 201, description = "created", body = OAuthClientWithSecret),
        (status = 400, description = "the body is malformed", body = ErrorBody),
        (status = 422, description = "a value breaks a rule", body = ErrorBody),
    )
)]
pub async fn create_oauth_client(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<OAuthClientWithSecret>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let (content, is_confidential) = content(&body)?;
    let (client, secret) = clients::create_for(state.app(), &caller, content, is_confidential).await?;
    Ok((StatusCode::CREATED, Json(OAuthClientWithSecret::of(&client, secret.as_ref()))))
}
