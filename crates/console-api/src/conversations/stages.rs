//! `POST /api/colloquy/v1/conversations/{conversation_id}/stages/{stage}/run`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::{AppError, conversations};
use colloquy_domain::stage::StageName;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::error::ErrorBody;
use crate::ids;
use crate::wire::conversation::Stage;
use crate::wire::words;

/// Has a stage run again that has ended. What it finds takes the place of what was found before; what people said or
/// corrected stays. One that waits or is at work is left alone. A transcript is heard again only where an engine heard it
/// and nobody corrected it; evaluations need `evaluations:write`, too. A private conversation needs
/// `engagements:private:write`, too, or a key of somebody who took part.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/conversations/{conversation_id}/stages/{stage}/run",
    tag = "Conversations",
    params(
        ("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"),
        ("stage" = inline(words::StageName), Path, description = "which stage")
    ),
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 202, description = "the stage as it is now", body = Stage),
        (status = 409, description = "there is nothing that it could run on", body = ErrorBody),
    )
)]
pub async fn run_stage(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((id, stage)): Path<(String, String)>,
) -> Result<(StatusCode, Json<Stage>), Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let id = ids::conversation(&id)?;
    let name = StageName::parse(&stage).ok_or(AppError::NotFound("stage"))?;
    let stage = conversations::run_stage(state.app(), &caller, id, name).await?;
    Ok((StatusCode::ACCEPTED, Json(Stage::of(&stage))))
}
