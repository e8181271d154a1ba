//! `DELETE /api/v2/companies/{company_id}`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::directory::companies;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::refusals::ItemRefusals;
use crate::wire::{directory, schema};

/// Deletes a company: it is not found any more, and its domains are free.
#[utoipa::path(
    delete,
    path = "/api/v2/companies/{company_id}",
    operation_id = "deleteCompany",
    tag = "Companies",
    params(("company_id" = String, Path, description = "`cmp_…`")),
    security(("key" = ["companies:write"])),
    responses((status = 200, description = "deleted", body = schema::Deleted), ItemRefusals)
)]
pub async fn delete_company(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    caller.require("companies:write")?;
    let id = ids::parse_company(&id).ok_or(AppError::NotFound("company"))?;
    companies::delete(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(directory::deleted("company", &ids::company(id))))
}
