//! `PUT /api/v2/contacts/{contact_id}/crm_association`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::directory::contacts::{self, ContactChange};
use colloquy_domain::crm::CrmObjectType;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use crate::wire::refusals::WriteRefusals;
use crate::wire::{directory, schema};
use crate::words::translated_to_rules;
use crate::{ids, members};

/// Says which record of the CRM stands for the contact, in place of the one that did. `object_type` is `contact`.
#[utoipa::path(
    put,
    path = "/api/v2/contacts/{contact_id}/crm_association",
    operation_id = "setContactCrmAssociation",
    tag = "Contacts",
    params(("contact_id" = String, Path, description = "`cnt_…`")),
    request_body = schema::ContactCrmAssociation,
    security(("key" = ["contacts:write"])),
    responses((status = 200, description = "the contact as it is now", body = schema::Contact), WriteRefusals)
)]
pub async fn set_contact_crm_association(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Value>, Problem> {
    caller.require("contacts:write")?;
    let body = body.value()?;
    let id = ids::parse_contact(&id).ok_or(AppError::NotFound("contact"))?;
    let read = members::body(&body, |fields| members::crm_association(fields, CrmObjectType::Contact));
    let association = read.map_err(translated_to_rules)?;
    let change = ContactChange { crm_association: Some(Some(association)), ..ContactChange::default() };
    let contact = contacts::update(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(directory::contact(&contact)))
}
