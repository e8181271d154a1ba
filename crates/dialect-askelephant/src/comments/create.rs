//! `POST /api/v2/engagements/{engagement_id}/transcript_comments`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;

use colloquy_app::AppError;
use colloquy_app::conversations::comments;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{self, CreateTranscriptComment};
use crate::ids;
use crate::wire::refusals::WriteRefusals;
use crate::wire::{comment, schema};
use crate::words::translated_to_rules;

/// Writes a comment on the transcript. 404 also while there is no transcript.
#[utoipa::path(
    post,
    path = "/api/v2/engagements/{engagement_id}/transcript_comments",
    operation_id = "createEngagementTranscriptComment",
    tag = "Engagements",
    params(("engagement_id" = String, Path, description = "`ngmt_…`")),
    request_body = CreateTranscriptComment,
    security(("key" = ["engagements:read", "transcript_comments:write"])),
    responses((status = 201, description = "created", body = schema::TranscriptComment), WriteRefusals)
)]
pub async fn create_transcript_comment(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<(StatusCode, Json<Value>), Problem> {
    caller.require("engagements:read")?;
    caller.require("transcript_comments:write")?;
    let body = body.value()?;
    let id = ids::parse_engagement(&id).ok_or(AppError::NotFound("engagement"))?;
    let new = body::read(&body).map_err(translated_to_rules)?;
    let created = comments::create(state.app(), &caller, id, new).await;
    Ok((StatusCode::CREATED, Json(comment::render(&created.map_err(translated_to_rules)?))))
}
