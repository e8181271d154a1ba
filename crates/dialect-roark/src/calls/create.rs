//! `POST /v1/call`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::{AppError, calls};
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Problem};

use super::parse;
use super::wire::{CreatedCall, body};
use crate::envelope::RoarkData;

/// Largest body.
const MOST_BYTES: usize = 20 << 20;

/// Takes a call in that is over. The recording is fetched afterwards, and then the call is analysed: a transcript that
/// comes along is taken, else what is said in the recording is recognised. Either everything is taken, or nothing is:
/// a refused request leaves no call, no agent and no endpoint behind.
#[utoipa::path(
    post,
    path = "/v1/call",
    operation_id = "roarkCreateCall",
    tag = "Roark: calls",
    request_body = body::CreateCall,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 201, description = "taken in", body = RoarkData<CreatedCall>),
        (status = 409, description = "another call that is not deleted has the externalId"),
    )
)]
pub async fn create_call(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBodyUpTo<MOST_BYTES>,
) -> Result<(StatusCode, Json<RoarkData<CreatedCall>>), Problem> {
    caller.require("engagements:write")?;
    let new = parse::new_call(&body.value()?)?;
    let app = state.app();
    let id = calls::create(app, &caller, new).await.map_err(|error| match error {
        AppError::Conflict(_) => AppError::Conflict("externalId belongs to another call".into()),
        other => other,
    })?;
    let call = calls::get_own(app, &caller, id).await?;
    Ok((StatusCode::CREATED, Json(RoarkData { data: CreatedCall::of(&call) })))
}
