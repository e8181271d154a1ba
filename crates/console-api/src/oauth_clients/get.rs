//! `GET /api/colloquy/v1/oauth/clients/{oauth_client_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::oauth::clients;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire::OAuthClient;
use crate::error::ErrorBody;
use crate::ids;

/// One program, without its secret.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/oauth/clients/{oauth_client_id}",
    tag = "OAuth clients",
    params(("oauth_client_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the program", body = OAuthClient),
        (status = 404, description = "no such client", body = ErrorBody),
    )
)]
pub async fn get_oauth_client(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<OAuthClient>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let client = clients::get(state.app(), caller.workspace_id(), ids::oauth_client(&id)?).await?;
    Ok(Json(OAuthClient::of(&client)))
}
