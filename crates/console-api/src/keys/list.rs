//! `GET /api/colloquy/v1/keys`.

use axum::Json;
use axum::extract::State;
use colloquy_app::keys;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::Key;

/// All keys.
#[derive(Serialize, ToSchema)]
pub struct KeyList {
    data: Vec<Key>,
    /// Always null: nobody has so many keys.
    next_cursor: Option<String>,
}

/// All keys of the workspace, the newest first; also revoked ones. Sessions of the console are none.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/keys",
    tag = "Keys",
    security(("key" = ["workspace:admin"])),
    responses((status = 200, description = "the keys", body = KeyList))
)]
pub async fn list_keys(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<KeyList>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let found = keys::list_with_users(state.app(), caller.workspace_id()).await?;
    Ok(Json(KeyList { data: found.iter().map(Key::of).collect(), next_cursor: None }))
}
