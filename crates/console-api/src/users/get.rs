//! `GET /api/colloquy/v1/users/{user_id}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::directory::people;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::User;
use crate::ids;

/// A user.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/users/{user_id}",
    tag = "Workspace",
    params(("user_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["users:read"])),
    responses((status = 200, description = "the user", body = User))
)]
pub async fn get_user(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<User>, Problem> {
    caller.require("users:read")?;
    Ok(Json(User::of(&people::get(state.app(), caller.workspace_id(), ids::user(&id)?).await?)))
}
