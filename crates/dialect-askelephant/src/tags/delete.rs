//! `DELETE /api/v2/tags/{tag_id}`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::tags;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::refusals::ItemRefusals;
use crate::wire::{directory, schema};

/// Deletes a tag: it is not found any more, and its name is free.
#[utoipa::path(
    delete,
    path = "/api/v2/tags/{tag_id}",
    operation_id = "deleteTag",
    tag = "Tags",
    params(("tag_id" = String, Path, description = "`tag_…`")),
    security(("key" = ["tags:write"])),
    responses((status = 200, description = "deleted", body = schema::Deleted), ItemRefusals)
)]
pub async fn delete_tag(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    caller.require("tags:write")?;
    let id = ids::parse_tag(&id).ok_or(AppError::NotFound("tag"))?;
    tags::delete(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(directory::deleted("tag", &ids::tag(id))))
}
