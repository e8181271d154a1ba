//! `PUT` and `DELETE /api/colloquy/v1/conversations/{conversation_id}/tags/{tag_id}`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::conversations::insights;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::insight::GivenTag;

/// Gives a conversation a tag, or confirms one that was found. A private conversation needs `engagements:private:write`,
/// too, or a key of somebody who took part.
#[utoipa::path(
    put,
    path = "/api/colloquy/v1/conversations/{conversation_id}/tags/{tag_id}",
    tag = "Conversations",
    params(
        ("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"),
        ("tag_id" = String, Path, description = "id of the tag")
    ),
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 200, description = "the tag as it is given now", body = GivenTag),
    )
)]
pub async fn give_conversation_tag(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((id, tag_id)): Path<(String, String)>,
) -> Result<Json<GivenTag>, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let (id, tag_id) = (ids::conversation(&id)?, ids::tag(&tag_id)?);
    let (assignment, tag) = insights::give_tag(state.app(), &caller, id, tag_id).await?;
    Ok(Json(GivenTag::of(&assignment, &tag)))
}

/// Takes a tag away from a conversation. One that was found does not come back when it is found again. A private
/// conversation needs `engagements:private:write`, too, or a key of somebody who took part.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/conversations/{conversation_id}/tags/{tag_id}",
    tag = "Conversations",
    params(
        ("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"),
        ("tag_id" = String, Path, description = "id of the tag")
    ),
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 204, description = "taken away"),
    )
)]
pub async fn take_conversation_tag(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((id, tag_id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let (id, tag_id) = (ids::conversation(&id)?, ids::tag(&tag_id)?);
    insights::take_tag(state.app(), &caller, id, tag_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
