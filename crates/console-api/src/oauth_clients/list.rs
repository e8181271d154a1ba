//! `GET /api/colloquy/v1/oauth/clients`.

use axum::Json;
use axum::extract::State;

use colloquy_app::oauth::clients;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Problem};

use super::wire::OAuthClient;
use crate::error::ErrorBody;
use crate::wire::List;

/// All programs, oldest first, without their secrets.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/oauth/clients",
    tag = "OAuth clients",
    responses(
        (status = 200, description = "the programs", body = List<OAuthClient>),
        (status = 401, description = "no or unknown credential", body = ErrorBody),
        (status = 403, description = "needs workspace:admin", body = ErrorBody),
        (status = 429, description = "too many requests", body = ErrorBody),
        (status = 500, description = "the server failed", body = ErrorBody),
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
