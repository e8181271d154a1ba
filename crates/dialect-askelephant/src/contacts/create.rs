//! `POST /api/v2/contacts`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;

use colloquy_app::directory::contacts;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{self, WriteContact};
use crate::wire::refusals::CreateRefusals;
use crate::wire::{directory, schema};
use crate::words::translated_to_rules;

/// Adds a contact.
#[utoipa::path(
    post,
    path = "/api/v2/contacts",
    operation_id = "createContact",
    tag = "Contacts",
    request_body = WriteContact,
    security(("key" = ["contacts:write"])),
    responses((status = 201, description = "created", body = schema::Contact), CreateRefusals)
)]
pub async fn create_contact(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<Value>), Problem> {
    caller.require("contacts:write")?;
    let content = body::read(&body.value()?).map_err(translated_to_rules)?;
    let created = contacts::create(state.app(), caller.workspace_id(), content).await;
    let contact = created.map_err(translated_to_rules)?;
    Ok((StatusCode::CREATED, Json(directory::contact(&contact))))
}
