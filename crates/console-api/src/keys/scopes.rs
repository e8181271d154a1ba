//! `GET /api/colloquy/v1/scopes`.

use axum::Json;
use colloquy_domain::credential::{KNOWN_SCOPES, WORKSPACE_ADMIN};
use colloquy_domain::scope_words::in_words;
use colloquy_http::{Authenticated, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::List;

/// Something that a key may be given to do.
#[derive(Serialize, ToSchema)]
pub struct KnownScope {
    /// As it is written in lists of scopes.
    name: &'static str,
    /// What it grants.
    description: &'static str,
}

/// Every scope that a key can be given.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/scopes",
    tag = "Keys",
    security(("key" = ["workspace:admin"])),
    responses((status = 200, description = "the scopes", body = List<KnownScope>))
)]
pub async fn list_scopes(Authenticated(caller): Authenticated) -> Result<Json<List<KnownScope>>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    Ok(Json(List::of(&KNOWN_SCOPES, |&name| KnownScope { name, description: in_words(name) })))
}
