//! `DELETE /api/colloquy/v1/oauth/clients/{oauth_client_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::oauth::clients;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::error::ErrorBody;
use crate::ids;

/// Removes a program. Neither it nor its tokens are accepted any more. One that acts as an owner is removed by owners.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/oauth/clients/{oauth_client_id}",
    tag = "OAuth clients",
    params(("oauth_client_id" = String, Path, description = "its id")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 204, description = "removed"),
        (status = 404, description = "no such client", body = ErrorBody),
    )
)]
pub async fn delete_oauth_client(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    clients::delete_for(state.app(), &caller, ids::oauth_client(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
