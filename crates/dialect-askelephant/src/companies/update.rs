//! `PATCH /api/v2/companies/{company_id}`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::directory::companies;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{self, UpdateCompany};
use crate::ids;
use crate::wire::refusals::UpdateRefusals;
use crate::wire::{directory, schema};
use crate::words::translated_to_rules;

/// Changes a company; what is left out stays.
#[utoipa::path(
    patch,
    path = "/api/v2/companies/{company_id}",
    operation_id = "updateCompany",
    tag = "Companies",
    params(("company_id" = String, Path, description = "`cmp_…`")),
    request_body = UpdateCompany,
    security(("key" = ["companies:write"])),
    responses((status = 200, description = "the company as it is now", body = schema::Company), UpdateRefusals)
)]
pub async fn update_company(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Value>, Problem> {
    caller.require("companies:write")?;
    let body = body.value()?;
    let id = ids::parse_company(&id).ok_or(AppError::NotFound("company"))?;
    let change = body::read_change(&body).map_err(translated_to_rules)?;
    let changed = companies::update(state.app(), caller.workspace_id(), id, change).await;
    Ok(Json(directory::company(&changed.map_err(translated_to_rules)?)))
}
