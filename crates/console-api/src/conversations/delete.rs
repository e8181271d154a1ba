//! `DELETE /api/colloquy/v1/conversations/{conversation_id}`.

use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::conversations;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::error::ErrorBody;
use crate::ids;

/// Deletes a conversation: nobody finds it any more, its processing ends, and receivers of webhooks are told. What was
/// said stays in the database until it is erased (`colloquy erase`), and its external id stays taken.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/conversations/{conversation_id}",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 204, description = "deleted"),
        (status = 401, description = "no or unknown credential", body = ErrorBody),
        (status = 403, description = "needs workspace:admin", body = ErrorBody),
        (status = 404, description = "no such conversation", body = ErrorBody),
        (status = 429, description = "too many requests", body = ErrorBody),
        (status = 500, description = "the server failed", body = ErrorBody),
    )
)]
pub async fn delete_conversation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    conversations::delete(state.app(), &caller, ids::conversation(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
