//! `POST /api/v1/actions`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::actions;
use colloquy_http::{HttpState, JsonBodyUpTo, Problem};

use super::body::{self, CreateAction};
use super::wire::ActionObject;
use crate::caller::BasicCaller;
use crate::members::LARGEST_BODY;

/// Adds an action.
#[utoipa::path(
    post,
    path = "/api/v1/actions",
    operation_id = "elementeCreateAction",
    tag = "Elemente: actions",
    request_body = CreateAction,
    security(("basic" = ["actions:write"])),
    responses((status = 201, description = "the action", body = ActionObject))
)]
pub async fn create_action(
    State(state): State<HttpState>,
    BasicCaller(caller): BasicCaller,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<(StatusCode, Json<ActionObject>), Problem> {
    caller.require("actions:write")?;
    let new = body::read_new(&body.value()?)?;
    let action = actions::create(state.app(), caller.workspace_id(), new).await?;
    Ok((StatusCode::CREATED, Json(ActionObject::of(action))))
}
