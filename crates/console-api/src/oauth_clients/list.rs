//! `GET /api/colloquy/v1/oauth/clients`.

use axum::Json;
use axum::extract::State;

use colloquy_app::oauth::clients;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Problem};

use super::wire::OAuthClient;
use crate::wire::List;

/// All programs, oldest first, without their secrets.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/oauth/clients",
    tag = "OAuth clients",
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the programs", body = List<OAuthClient>),
    )
)]
pub async fn list_oauth_clients(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<List<OAuthClient>>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let all = clients::list(state.app(), caller.workspace_id()).await?;
    Ok(Json(List::of(&all, OAuthClient::of)))
}
