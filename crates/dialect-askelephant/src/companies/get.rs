//! `GET /api/v2/companies/{company_id}`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use colloquy_app::AppError;
use colloquy_app::directory::companies;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::etag::conditional;
use crate::ids;
use crate::wire::refusals::ItemRefusals;
use crate::wire::{directory, schema};

/// Reads a company.
#[utoipa::path(
    get,
    path = "/api/v2/companies/{company_id}",
    operation_id = "getCompany",
    tag = "Companies",
    params(
        ("company_id" = String, Path, description = "`cmp_…`"),
        ("If-None-Match" = Option<String>, Header, description = "ETags that the client has"),
    ),
    security(("key" = ["companies:read"])),
    responses(
        (status = 200, description = "the company", body = schema::Company, headers(("ETag" = String, description = "changes with what is seen"))),
        (status = 304, description = "unchanged since an ETag in If-None-Match", headers(("ETag" = String, description = "the same as before"))),
        ItemRefusals,
    )
)]
pub async fn get_company(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.require("companies:read")?;
    let id = ids::parse_company(&id).ok_or(AppError::NotFound("company"))?;
    let company = companies::get(state.app(), caller.workspace_id(), id).await?;
    conditional(&headers, "", directory::company(&company))
}
