//! `POST /api/colloquy/v1/actions`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::actions;
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Problem};

use super::answer::Action;
use super::body::{self, CreateAction};
use crate::given::LARGEST_BODY;

/// Adds an action: a request that agents may make while they speak.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/actions",
    tag = "Agents",
    request_body = CreateAction,
    security(("key" = ["actions:write"])),
    responses((status = 201, description = "created", body = Action))
)]
pub async fn create_action(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<(StatusCode, Json<Action>), Problem> {
    caller.require("actions:write")?;
    let new = body::read_new(&body.value()?)?;
    let made = actions::create(state.app(), caller.workspace_id(), new).await?;
    Ok((StatusCode::CREATED, Json(Action::of(&made))))
}
