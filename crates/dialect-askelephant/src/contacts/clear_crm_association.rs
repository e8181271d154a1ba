//! `DELETE /api/v2/contacts/{contact_id}/crm_association`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::directory::contacts::{self, ContactChange};
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::refusals::ItemRefusals;
use crate::wire::{directory, schema};

/// Says that no record of the CRM stands for the contact, also where none did.
#[utoipa::path(
    delete,
    path = "/api/v2/contacts/{contact_id}/crm_association",
    operation_id = "clearContactCrmAssociation",
    tag = "Contacts",
    params(("contact_id" = String, Path, description = "`cnt_…`")),
    security(("key" = ["contacts:write"])),
    responses((status = 200, description = "the contact as it is now", body = schema::Contact), ItemRefusals)
)]
pub async fn clear_contact_crm_association(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    caller.require("contacts:write")?;
    let id = ids::parse_contact(&id).ok_or(AppError::NotFound("contact"))?;
    let change = ContactChange { crm_association: Some(None), ..ContactChange::default() };
    let contact = contacts::update(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(directory::contact(&contact)))
}
