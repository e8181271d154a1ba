//! `GET /api/colloquy/v1/conversations/{conversation_id}/transcript`.

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use colloquy_app::{AppError, read};
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_domain::transcript::{Entry, Speaker};
use colloquy_http::{Authenticated, HttpState, Path, Problem, Query};
use colloquy_speech::formats;

use crate::blocking::blocking;
use crate::ids;
use crate::wire::transcript::Transcript;
use crate::wire::{Addresses, words};

type Write = fn(&[Speaker], &[Entry]) -> String;

/// Form of the answer.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct FormatQuery {
    /// `json` where it is left out; `txt` has one line per entry.
    #[param(inline, value_type = Option<words::TranscriptFormat>)]
    format: Option<String>,
}

/// The transcript as data, as text or as subtitles, as people corrected it. 404 until it is there. E-mail
/// addresses are null without `contacts:read`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/transcript",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"), FormatQuery),
    security(("key" = ["engagements:read", "transcript_timelines:read"])),
    responses(
        (status = 200, description = "the transcript", content(
            (Transcript = "application/json"),
            (String = "text/plain; charset=utf-8"),
            (String = "application/x-subrip; charset=utf-8"),
            (String = "text/vtt; charset=utf-8"),
        )),
    )
)]
pub async fn get_transcript(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    Query(query): Query<FormatQuery>,
) -> Result<Response, Problem> {
    caller.require("engagements:read")?;
    caller.require(READ_TRANSCRIPTS)?;
    let format = query.format.as_deref().unwrap_or("json");
    if !["json", "txt", "srt", "vtt"].contains(&format) {
        let message = "format must be json, txt, srt or vtt";
        return Err(AppError::malformed("format", "unknown_value", message).into());
    }
    let app = state.app();
    let conversation = read::conversation(app, &caller, ids::conversation(&id)?).await?;
    let found = read::revised_transcript(app, conversation.id).await?;
    let (transcript, revision) = found.ok_or(AppError::NotFound("transcript yet"))?;
    let (content_type, write): (_, Write) = match format {
        "txt" => ("text/plain; charset=utf-8", formats::plain_text),
        "srt" => ("application/x-subrip; charset=utf-8", formats::srt),
        "vtt" => ("text/vtt; charset=utf-8", formats::vtt),
        _ => return Ok(Json(Transcript::of(&transcript, &revision, Addresses::of(&caller))).into_response()),
    };
    let text = blocking(move || write(&transcript.speakers, &transcript.entries)).await?;
    Ok(([(CONTENT_TYPE, content_type)], text).into_response())
}
