//! `GET /api/v2/engagements/{engagement_id}/transcript_timeline`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use colloquy_app::{AppError, read};
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use crate::ids;
use crate::wire::{schema, timeline};
use crate::words::translated;

/// Reads the transcript with its speakers; an empty one until it is there.
#[utoipa::path(
    get,
    path = "/api/v2/engagements/{engagement_id}/transcript_timeline",
    operation_id = "getEngagementTranscriptTimeline",
    tag = "Engagements",
    params(("engagement_id" = String, Path, description = "`ngmt_…`")),
    security(("key" = ["transcript_timelines:read"])),
    responses(
        (status = 200, description = "the timeline", body = schema::TranscriptTimeline),
    )
)]
pub async fn get_transcript_timeline(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    let app = state.app();
    caller.require("transcript_timelines:read")?;
    let id = ids::parse_engagement(&id).ok_or(AppError::NotFound("engagement"))?;
    let conversation = read::conversation(app, &caller, id).await.map_err(translated)?;
    if conversation.is_private {
        caller.require("engagements:read")?;
    }
    let transcript = read::transcript(app, id).await?;
    let sentiment = read::sentiment(app, id).await?;
    Ok(Json(timeline::render(id, transcript.as_ref(), sentiment.as_ref())))
}
