//! `PATCH /api/v2/tags/{tag_id}`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::tags;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{self, UpdateTag};
use crate::ids;
use crate::wire::refusals::UpdateRefusals;
use crate::wire::{directory, schema};
use crate::words::translated_to_rules;

/// Changes a tag; what is left out stays.
#[utoipa::path(
    patch,
    path = "/api/v2/tags/{tag_id}",
    operation_id = "updateTag",
    tag = "Tags",
    params(("tag_id" = String, Path, description = "`tag_…`")),
    request_body = UpdateTag,
    security(("key" = ["tags:write"])),
    responses((status = 200, description = "the tag as it is now", body = schema::Tag), UpdateRefusals)
)]
pub async fn update_tag(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Value>, Problem> {
    caller.require("tags:write")?;
    let body = body.value()?;
    let id = ids::parse_tag(&id).ok_or(AppError::NotFound("tag"))?;
    let change = body::read_change(&body).map_err(translated_to_rules)?;
    let changed = tags::update(state.app(), caller.workspace_id(), id, change).await;
    Ok(Json(directory::tag(&changed.map_err(translated_to_rules)?)))
}
