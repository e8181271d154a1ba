//! `GET /api/v2/contacts/{contact_id}`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use colloquy_app::AppError;
use colloquy_app::directory::contacts;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::etag::conditional;
use crate::ids;
use crate::wire::refusals::ItemRefusals;
use crate::wire::{directory, schema};

/// Reads a contact.
#[utoipa::path(
    get,
    path = "/api/v2/contacts/{contact_id}",
    operation_id = "getContact",
    tag = "Contacts",
    params(
        ("contact_id" = String, Path, description = "`cnt_…`"),
        ("If-None-Match" = Option<String>, Header, description = "ETags that the client has"),
    ),
    security(("key" = ["contacts:read"])),
    responses(
        (status = 200, description = "the contact", body = schema::Contact, headers(("ETag" = String, description = "changes with what is seen"))),
        (status = 304, description = "unchanged since an ETag in If-None-Match", headers(("ETag" = String, description = "the same as before"))),
        ItemRefusals,
    )
)]
pub async fn get_contact(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.require("contacts:read")?;
    let id = ids::parse_contact(&id).ok_or(AppError::NotFound("contact"))?;
    let contact = contacts::get(state.app(), caller.workspace_id(), id).await?;
    conditional(&headers, "", directory::contact(&contact))
}
