//! `POST /api/colloquy/v1/users`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::directory::people;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::answer::User;
use super::body::{self, CreateUser};

/// Adds a user. Only an owner, or a key without a person, may add an owner.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/users",
    tag = "Workspace",
    request_body = CreateUser,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 201, description = "created", body = User),
        (status = 409, description = "a user has this address already"),
    )
)]
pub async fn create_user(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<User>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let (new, password) = body::new(&body.value()?)?;
    let person = people::create(state.app(), &caller, new, password.as_ref()).await?;
    Ok((StatusCode::CREATED, Json(User::of(&person))))
}
