//! `DELETE /api/v2/companies/{company_id}/crm_association`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::directory::companies::{self, CompanyChange};
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::refusals::ItemRefusals;
use crate::wire::{directory, schema};

/// Says that no record of the CRM stands for the company, also where none did.
#[utoipa::path(
    delete,
    path = "/api/v2/companies/{company_id}/crm_association",
    operation_id = "clearCompanyCrmAssociation",
    tag = "Companies",
    params(("company_id" = String, Path, description = "`cmp_…`")),
    security(("key" = ["companies:write"])),
    responses((status = 200, description = "the company as it is now", body = schema::Company), ItemRefusals)
)]
pub async fn clear_company_crm_association(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    caller.require("companies:write")?;
    let id = ids::parse_company(&id).ok_or(AppError::NotFound("company"))?;
    let change = CompanyChange { crm_association: Some(None), ..CompanyChange::default() };
    let company = companies::update(state.app(), caller.workspace_id(), id, change).await?;
    Ok(Json(directory::company(&company)))
}
