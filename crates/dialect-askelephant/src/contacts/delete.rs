//! `DELETE /api/v2/contacts/{contact_id}`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::directory::contacts;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::refusals::ItemRefusals;
use crate::wire::{directory, schema};

/// Deletes a contact: it is not found any more, and its addresses and numbers are free.
#[utoipa::path(
    delete,
    path = "/api/v2/contacts/{contact_id}",
    operation_id = "deleteContact",
    tag = "Contacts",
    params(("contact_id" = String, Path, description = "`cnt_…`")),
    security(("key" = ["contacts:write"])),
    responses((status = 200, description = "deleted", body = schema::Deleted), ItemRefusals)
)]
pub async fn delete_contact(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    caller.require("contacts:write")?;
    let id = ids::parse_contact(&id).ok_or(AppError::NotFound("contact"))?;
    contacts::delete(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(directory::deleted("contact", &ids::contact(id))))
}
