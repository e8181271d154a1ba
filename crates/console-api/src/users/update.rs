//! `PATCH /api/colloquy/v1/users/{user_id}`.

use axum::Json;
use axum::extract::State;
use colloquy_app::directory::{people, users};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::answer::User;
use super::body::{self, UpdateUser};
use crate::error::ErrorBody;
use crate::ids;

/// Changes a user. Only an owner, or a key without a person, may change owners; the last owner stays one. Who is not active
/// any more is signed out everywhere.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/users/{user_id}",
    tag = "Workspace",
    params(("user_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = UpdateUser,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the user as they are now", body = User),
        (status = 400, description = "the body has a wrong shape", body = ErrorBody),
        (status = 404, description = "no such user", body = ErrorBody),
        (status = 409, description = "the workspace needs an owner", body = ErrorBody),
        (status = 422, description = "a number without a digit, or an unknown time zone", body = ErrorBody),
    )
)]
pub async fn update_user(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<User>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let (id, change) = (ids::user(&id)?, body::change(&body)?);
    let user = users::update_by(state.app(), &caller, id, change).await?;
    Ok(Json(User::of(&people::person(state.app(), user).await?)))
}
