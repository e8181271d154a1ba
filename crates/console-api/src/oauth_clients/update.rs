//! `PATCH /api/colloquy/v1/oauth/clients/{oauth_client_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::oauth::clients;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{UpdateOAuthClient, change};
use super::wire::OAuthClient;
use crate::error::ErrorBody;
use crate::ids;

/// Changes a program; what is left out stays. One that acts as an owner takes an owner.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/oauth/clients/{oauth_client_id}",
    tag = "OAuth clients",
    params(("oauth_client_id" = String, Path, description = "its id")),
    request_body = UpdateOAuthClient,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the program as it is now", body = OAuthClient),
        (status = 400, description = "the body is malformed", body = ErrorBody),
        (status = 404, description = "no such client", body = ErrorBody),
        (status = 422, description = "a value breaks a rule", body = ErrorBody),
    )
)]
pub async fn update_oauth_client(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<OAuthClient>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let (id, change) = (ids::oauth_client(&id)?, change(&body)?);
    let client = clients::update_for(state.app(), &caller, id, change).await?;
    Ok(Json(OAuthClient::of(&client)))
}
