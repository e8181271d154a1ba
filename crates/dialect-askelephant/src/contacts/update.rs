//! `PATCH /api/v2/contacts/{contact_id}`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::directory::contacts;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{self, WriteContact};
use crate::ids;
use crate::wire::refusals::UpdateRefusals;
use crate::wire::{directory, schema};
use crate::words::translated_to_rules;

/// Changes a contact; what is left out stays.
#[utoipa::path(
    patch,
    path = "/api/v2/contacts/{contact_id}",
    operation_id = "updateContact",
    tag = "Contacts",
    params(("contact_id" = String, Path, description = "`cnt_…`")),
    request_body = WriteContact,
    security(("key" = ["contacts:write"])),
    responses((status = 200, description = "the contact as it is now", body = schema::Contact), UpdateRefusals)
)]
pub async fn update_contact(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Value>, Problem> {
    caller.require("contacts:write")?;
    let body = body.value()?;
    let id = ids::parse_contact(&id).ok_or(AppError::NotFound("contact"))?;
    let change = body::read(&body).map_err(translated_to_rules)?;
    let changed = contacts::update(state.app(), caller.workspace_id(), id, change).await;
    Ok(Json(directory::contact(&changed.map_err(translated_to_rules)?)))
}
