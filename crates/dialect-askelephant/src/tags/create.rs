//! `POST /api/v2/tags`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;

use colloquy_app::tags;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{self, CreateTag};
use crate::wire::refusals::CreateRefusals;
use crate::wire::{directory, schema};
use crate::words::translated_to_rules;

/// Adds a tag.
#[utoipa::path(
    post,
    path = "/api/v2/tags",
    operation_id = "createTag",
    tag = "Tags",
    request_body = CreateTag,
    security(("key" = ["tags:write"])),
    responses((status = 201, description = "created", body = schema::Tag), CreateRefusals)
)]
pub async fn create_tag(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<Value>), Problem> {
    caller.require("tags:write")?;
    let content = body::read_new(&body.value()?).map_err(translated_to_rules)?;
    let created = tags::create(state.app(), caller.workspace_id(), content).await;
    let tag = created.map_err(translated_to_rules)?;
    Ok((StatusCode::CREATED, Json(directory::tag(&tag))))
}
