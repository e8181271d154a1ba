//! `GET /api/v2/tags/{tag_id}`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use colloquy_app::AppError;
use colloquy_app::tags;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::etag::conditional;
use crate::ids;
use crate::wire::refusals::ItemRefusals;
use crate::wire::{directory, schema};

/// Reads a tag.
#[utoipa::path(
    get,
    path = "/api/v2/tags/{tag_id}",
    operation_id = "getTag",
    tag = "Tags",
    params(
        ("tag_id" = String, Path, description = "`tag_…`"),
        ("If-None-Match" = Option<String>, Header, description = "ETags that the client has"),
    ),
    security(("key" = ["tags:read"])),
    responses(
        (status = 200, description = "the tag", body = schema::Tag, headers(("ETag" = String, description = "changes with what is seen"))),
        (status = 304, description = "unchanged since an ETag in If-None-Match", headers(("ETag" = String, description = "the same as before"))),
        ItemRefusals,
    )
)]
pub async fn get_tag(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.require("tags:read")?;
    let id = ids::parse_tag(&id).ok_or(AppError::NotFound("tag"))?;
    let tag = tags::get(state.app(), caller.workspace_id(), id).await?;
    conditional(&headers, "", directory::tag(&tag))
}
