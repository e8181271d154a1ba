//! `GET /api/v2/users/{user_id}`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use colloquy_app::AppError;
use colloquy_app::directory::users;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::etag::conditional;
use crate::ids;
use crate::wire::refusals::ItemRefusals;
use crate::wire::{directory, schema};

/// Reads a user.
#[utoipa::path(
    get,
    path = "/api/v2/users/{user_id}",
    operation_id = "getUser",
    tag = "Users",
    params(
        ("user_id" = String, Path, description = "`usr_…`"),
        ("If-None-Match" = Option<String>, Header, description = "ETags that the client has"),
    ),
    security(("key" = ["users:read"])),
    responses(
        (status = 200, description = "the user", body = schema::User, headers(("ETag" = String, description = "changes with what is seen"))),
        (status = 304, description = "unchanged since an ETag in If-None-Match", headers(("ETag" = String, description = "the same as before"))),
        ItemRefusals,
    )
)]
pub async fn get_user(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.require("users:read")?;
    let id = ids::parse_user(&id).ok_or(AppError::NotFound("user"))?;
    let user = users::get(state.app(), caller.workspace_id(), id).await?;
    conditional(&headers, "", directory::user(&user))
}
