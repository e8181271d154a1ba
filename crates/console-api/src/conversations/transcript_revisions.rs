//! `GET /api/colloquy/v1/conversations/{conversation_id}/transcript/revisions`, and one of them.

use axum::Json;
use axum::extract::State;

use colloquy_app::AppError;
use colloquy_app::conversations::revisions;
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::transcript_edit::shown;
use crate::error::ErrorBody;
use crate::ids;
use crate::wire::revision::TranscriptRevision;
use crate::wire::transcript::Transcript;
use crate::wire::{Addresses, List};

/// The revisions of a transcript, newest first: the first is what every other read shows. 404 until there is a transcript.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/transcript/revisions",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["engagements:read", "transcript_timelines:read"])),
    responses(
        (status = 200, description = "the revisions", body = List<TranscriptRevision>),
    )
)]
pub async fn list_transcript_revisions(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<TranscriptRevision>>, Problem> {
    caller.require("engagements:read")?;
    caller.require(READ_TRANSCRIPTS)?;
    let all = revisions::list(state.app(), &caller, ids::conversation(&id)?).await?;
    Ok(Json(List::of(&all, TranscriptRevision::of)))
}

/// The transcript as it was in a revision.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/transcript/revisions/{revision_number}",
    tag = "Conversations",
    params(
        ("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"),
        ("revision_number" = u32, Path, description = "number of the revision", minimum = 1)
    ),
    security(("key" = ["engagements:read", "transcript_timelines:read"])),
    responses(
        (status = 200, description = "the transcript as it was", body = Transcript),
    )
)]
pub async fn get_transcript_revision(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((id, number)): Path<(String, String)>,
) -> Result<Json<Transcript>, Problem> {
    caller.require("engagements:read")?;
    caller.require(READ_TRANSCRIPTS)?;
    let (id, number) = (ids::conversation(&id)?, revision(&number)?);
    let found = revisions::get(state.app(), &caller, id, number).await?;
    Ok(Json(Transcript::of(&found.transcript, &found.revision, Addresses::of(&caller))))
}

/// Makes a revision count again, as the newest one. What was corrected since stays readable. A private conversation needs
/// `engagements:private:write`, too, or a key of somebody who took part.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/conversations/{conversation_id}/transcript/revisions/{revision_number}/restore",
    tag = "Conversations",
    params(
        ("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"),
        ("revision_number" = u32, Path, description = "number of the revision", minimum = 1)
    ),
    security(("key" = ["engagements:write", "transcript_timelines:read"])),
    responses(
        (status = 200, description = "the transcript as it is now", body = Transcript),
        (status = 409, description = "`revision_conflict`: somebody corrected it at this moment", body = ErrorBody),
    )
)]
pub async fn restore_transcript_revision(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((id, number)): Path<(String, String)>,
) -> Result<Json<Transcript>, Problem> {
    caller.require("engagements:write")?;
    caller.require(READ_TRANSCRIPTS)?;
    let (id, number) = (ids::conversation(&id)?, revision(&number)?);
    let restored = revisions::restore(state.app(), &caller, id, number).await?;
    Ok(Json(shown(&caller, restored)?))
}

/// What is no number names nothing.
fn revision(text: &str) -> Result<u64, AppError> {
    let number: u32 = text.parse().map_err(|_| AppError::NotFound("revision of the transcript"))?;
    Ok(u64::from(number))
}
