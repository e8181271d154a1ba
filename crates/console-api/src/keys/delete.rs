//! `DELETE /api/colloquy/v1/keys/{key_id}`.

use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::keys;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;

/// Revokes a key: from now on it is refused. Revoking it again changes nothing.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/keys/{key_id}",
    tag = "Keys",
    params(("key_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 204, description = "revoked"),
        (status = 409, description = "it is the key that asks"),
    )
)]
pub async fn delete_key(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    keys::revoke_for(state.app(), &caller, ids::credential(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
