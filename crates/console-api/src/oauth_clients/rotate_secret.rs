//! `POST /api/colloquy/v1/oauth/clients/{oauth_client_id}/rotate-secret`.

use axum::Json;
use axum::extract::State;

use colloquy_app::oauth::clients;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::OAuthClientWithSecret;
use crate::error::ErrorBody;
use crate::ids;

/// Gives a program a new secret. The old one is refused at once; tokens that are out stay. One that acts as an owner
/// takes an owner.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/oauth/clients/{oauth_client_id}/rotate-secret",
    tag = "OAuth clients",
    params(("oauth_client_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the program with its new secret", body = OAuthClientWithSecret),
        (status = 404, description = "no such client", body = ErrorBody),
        (status = 409, description = "a public client has no secret", body = ErrorBody),
    )
)]
pub async fn rotate_oauth_client_secret(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<OAuthClientWithSecret>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let id = ids::oauth_client(&id)?;
    let (client, secret) = clients::rotate_secret_for(state.app(), &caller, id).await?;
    Ok(Json(OAuthClientWithSecret::of(&client, Some(&secret))))
}
