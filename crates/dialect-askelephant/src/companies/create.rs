//! `POST /api/v2/companies`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;

use colloquy_app::directory::companies;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::body::{self, CreateCompany};
use crate::wire::refusals::CreateRefusals;
use crate::wire::{directory, schema};
use crate::words::translated_to_rules;

/// Adds a company.
#[utoipa::path(
    post,
    path = "/api/v2/companies",
    operation_id = "createCompany",
    tag = "Companies",
    request_body = CreateCompany,
    security(("key" = ["companies:write"])),
    responses((status = 201, description = "created", body = schema::Company), CreateRefusals)
)]
pub async fn create_company(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<Value>), Problem> {
    caller.require("companies:write")?;
    let content = body::read_new(&body.value()?).map_err(translated_to_rules)?;
    let created = companies::create(state.app(), caller.workspace_id(), content).await;
    let company = created.map_err(translated_to_rules)?;
    Ok((StatusCode::CREATED, Json(directory::company(&company))))
}
