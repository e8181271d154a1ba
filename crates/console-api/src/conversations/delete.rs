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
        (status = 404, description = "no such conversation", body = ErrorBody),
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
