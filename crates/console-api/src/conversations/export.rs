//! `GET /api/colloquy/v1/conversations/{conversation_id}/export`.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use colloquy_app::{AppError, export, read};
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_http::attachment::attachment;
use colloquy_http::{Authenticated, HttpState, Path, Problem, Query};
use colloquy_speech::formats;

use super::get;
use crate::blocking::blocking;
use crate::error::ErrorBody;
use crate::ids;
use crate::wire::conversation::FullConversation;

/// Form of the file.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `txt` and `md` for people, `srt` and `vtt` for players, `json` with everything.
    #[param(required = true, value_type = Format, inline)]
    format: Option<String>,
}

#[derive(Clone, Copy, ToSchema)]
#[schema(rename_all = "snake_case")]
enum Format {
    Txt,
    Md,
    Srt,
    Vtt,
    Json,
}

impl Format {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "txt" => Self::Txt,
            "md" => Self::Md,
            "srt" => Self::Srt,
            "vtt" => Self::Vtt,
            "json" => Self::Json,
            _ => return None,
        })
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Md => "md",
            Self::Srt => "srt",
            Self::Vtt => "vtt",
            Self::Json => "json",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Txt => "text/plain; charset=utf-8",
            Self::Md => "text/markdown; charset=utf-8",
            Self::Srt => "application/x-subrip; charset=utf-8",
            Self::Vtt => "text/vtt; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// A conversation as a file, named after its title.
///
/// Text and Markdown have the transcript with speakers and times, Markdown also the summary, tags and action items.
/// Subtitles are cut to two lines of 42 characters, and to seven seconds where it is known when each word was said;
/// they do not overlap. SubRip cannot escape anything: `<` before a letter becomes `‹` there, and an arrow is shortened.
/// JSON is what the conversation itself answers with. E-mail addresses and telephone numbers are null without
/// `contacts:read`. A private conversation needs `engagements:private:read`, too, or a key of somebody who took part.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/export",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"), ExportQuery),
    security(("key" = ["engagements:read", "transcript_timelines:read"])),
    responses(
        (
            status = 200,
            description = "the file",
            headers(("content-disposition" = String, description = "names the file")),
            content(
                (FullConversation = "application/json"),
                (String = "text/plain"),
                (String = "text/markdown"),
                (String = "text/vtt"),
                (String = "application/x-subrip"),
            )
        ),
        (status = 400, description = "there is no such format", body = ErrorBody),
        (status = 404, description = "no such conversation, or no transcript yet to make subtitles of", body = ErrorBody),
    )
)]
pub async fn export_conversation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    query: Result<Query<ExportQuery>, Problem>,
) -> Result<Response, Problem> {
    caller.require("engagements:read")?;
    caller.require(READ_TRANSCRIPTS)?;
    let Query(query) = query?;
    let format = query.format.as_deref().and_then(Format::parse).ok_or_else(|| {
        AppError::malformed("format", "unknown_value", "format must be txt, md, srt, vtt or json")
    })?;
    let app = state.app();
    let conversation = read::conversation(app, &caller, ids::conversation(&id)?).await?;
    let name = attachment(&conversation.title, format.ending());
    let mut answer = match format {
        Format::Json => Json(get::everything(app, &caller, conversation.id).await?).into_response(),
        Format::Txt => {
            let exported = export::load(app, conversation).await?;
            blocking(move || export::plain_text(&exported)).await?.into_response()
        }
        Format::Md => {
            let exported = export::load(app, conversation).await?;
            blocking(move || export::markdown(&exported)).await?.into_response()
        }
        Format::Srt | Format::Vtt => {
            let transcript =
                read::transcript(app, conversation.id).await?.ok_or(AppError::NotFound("transcript yet"))?;
            let write = if matches!(format, Format::Srt) { formats::srt } else { formats::vtt };
            blocking(move || write(&transcript.speakers, &transcript.entries)).await?.into_response()
        }
    };
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, axum::http::HeaderValue::from_static(format.content_type()));
    headers.insert(CONTENT_DISPOSITION, name);
    Ok(answer)
}
