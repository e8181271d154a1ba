//! `PUT /api/v2/companies/{company_id}/crm_association`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::directory::companies::{self, CompanyChange};
use colloquy_domain::crm::CrmObjectType;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use crate::wire::refusals::WriteRefusals;
use crate::wire::{directory, schema};
use crate::words::translated_to_rules;
use crate::{ids, members};

/// Says which record of the CRM stands for the company, in place of the one that did. `object_type` is `company`.
#[utoipa::path(
    put,
    path = "/api/v2/companies/{company_id}/crm_association",
    operation_id = "setCompanyCrmAssociation",
    tag = "Companies",
    params(("company_id" = String, Path, description = "`cmp_…`")),
    request_body = schema::CompanyCrmAssociation,
    security(("key" = ["companies:write"])),
    responses((status = 200, description = "the company as it is now", body = schema::Company), WriteRefusals)
)]
pub async fn set_company_crm_association(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Value>, Problem> {
    caller.require("companies:write")?;
    let body = body.value()?;
    let id = ids::parse_company(&id).ok_or(AppError::NotFound("company"))?;
    let read = members::body(&body, |fields| members::crm_association(fields, CrmObjectType::Company));
    let association = read.map_err(translated_to_rules)?;
    let change = CompanyChange { crm_association: Some(Some(association)), ..CompanyChange::default() };
    let company = companies::update(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(directory::company(&company)))
}
