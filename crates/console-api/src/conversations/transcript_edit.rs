//! `PATCH /api/colloquy/v1/conversations/{conversation_id}/transcript`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::conversations::revisions::{self, Edited};
use colloquy_app::keys::Caller;
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_domain::revision::TranscriptChange as DomainChange;
use colloquy_domain::transcript::EntryId;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::error::ErrorBody;
use crate::ids;
use crate::wire::Addresses;
use crate::wire::transcript::Transcript;

/// Most changes of one request.
const MOST_CHANGES: usize = 1_000;
/// Most entries that one change gives to a speaker.
const MOST_ENTRIES: usize = 10_000;
/// No text may be longer; the rules on each are the use case's and stricter.
const LONGEST_TEXT: usize = 100_000;
const LONGEST_NAME: usize = 1_000;
/// What a number in the request must be.
const NUMBER: &str = "must be a whole number from 0 to 4294967295";

/// What is to be corrected.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateTranscript {
    /// The revision that was looked at: `revision` of the transcript as it was read.
    #[schema(minimum = 1)]
    base_revision: u64,
    /// Made in this order. Positions of speakers are those of that revision, all through the list; a speaker that is added
    /// has the next one.
    #[schema(min_items = 1, max_items = 1000)]
    changes: Vec<TranscriptChange>,
}

/// One thing to be corrected.
#[derive(Serialize, ToSchema)]
#[serde(tag = "op", rename_all = "snake_case")]
#[expect(dead_code, reason = "read by the schema derive only")]
enum TranscriptChange {
    /// What was said is something else. Words that stay keep their times.
    Text {
        /// Number of the entry.
        entry_id: u32,
        /// White space around it is cut off, and something must be left.
        #[schema(min_length = 1, max_length = 100000, pattern = r"\S")]
        text: String,
    },
    /// Somebody else said it.
    Speaker {
        /// Numbers of the entries.
        #[schema(min_items = 1, max_items = 10000)]
        entry_ids: Vec<u32>,
        /// Position of the speaker.
        speaker_index: u32,
    },
    /// A speaker has another name.
    Rename {
        /// Position of the speaker.
        speaker_index: u32,
        /// The name.
        #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
        name: String,
    },
    /// Two speakers are one.
    Merge {
        /// Position of the speaker who goes.
        from_index: u32,
        /// Position of the speaker who said all of it.
        into_index: u32,
    },
    /// There is one more speaker.
    AddSpeaker {
        /// The name.
        #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
        name: String,
    },
}

/// Corrects the transcript. What was there before stays readable as a revision of its own; every later read, export, search
/// and event shows what is there now. 409 where somebody else has corrected it since `base_revision`. A private
/// conversation needs `engagements:private:write`, too, or a key of somebody who took part.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/conversations/{conversation_id}/transcript",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = UpdateTranscript,
    security(("key" = ["engagements:write", "transcript_timelines:read"])),
    responses(
        (status = 200, description = "the transcript as it is now", body = Transcript),
        (status = 409, description = "`revision_conflict`: another revision is newest", body = ErrorBody),
    )
)]
pub async fn update_transcript(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Transcript>, Problem> {
    caller.require("engagements:write")?;
    caller.require(READ_TRANSCRIPTS)?;
    let body = body.value()?;
    let (id, (base_revision, changes)) = (ids::conversation(&id)?, read(&body)?);
    let edited = revisions::edit(state.app(), &caller, id, base_revision, changes).await?;
    Ok(Json(shown(&caller, edited)?))
}

/// The transcript, or that somebody else came first.
pub fn shown(caller: &Caller, edited: Edited) -> Result<Transcript, Problem> {
    match edited {
        Edited::Made(made) => Ok(Transcript::of(&made.transcript, &made.revision, Addresses::of(caller))),
        Edited::Outdated { newest } => Err(Problem::new(
            StatusCode::CONFLICT,
            "revision_conflict",
            format!("the newest revision of the transcript is {newest}: read it and correct that"),
        )),
    }
}

fn read(body: &Value) -> Result<(u64, Vec<DomainChange>), AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["base_revision", "changes"] {
        fields.require(name);
    }
    let base_revision = fields.integer("base_revision").map(u64::try_from);
    if matches!(base_revision, Some(Err(_) | Ok(0))) {
        fields.refuse("base_revision", "invalid_range", "must be a whole number from 1 on");
    }
    let changes = fields.items("changes", MOST_CHANGES, change);
    if changes.is_empty() && fields.value("changes").is_some_and(Value::is_array) {
        fields.refuse("changes", "invalid_length", "must have 1 to 1000 items");
    }
    fields.finish()?;
    let base_revision = base_revision.and_then(Result::ok).unwrap_or_default();
    // What could not be read has been refused.
    Ok((base_revision, changes.into_iter().flatten().collect()))
}

fn change(fields: &mut Fields<'_>) -> Option<DomainChange> {
    fields.require("op");
    match fields.string("op", 0, 100)? {
        "text" => {
            let (entry_id, text) = (number(fields, "entry_id"), text(fields, "text", LONGEST_TEXT));
            Some(DomainChange::Text { entry_id: EntryId(entry_id?), text: text? })
        }
        "speaker" => {
            let (entry_ids, speaker_index) = (entries(fields), number(fields, "speaker_index"));
            Some(DomainChange::Speaker { entry_ids: entry_ids?, speaker_index: speaker_index? })
        }
        "rename" => {
            let (speaker_index, name) = (number(fields, "speaker_index"), text(fields, "name", LONGEST_NAME));
            Some(DomainChange::Rename { speaker_index: speaker_index?, name: name? })
        }
        "merge" => {
            let (from_index, into_index) = (number(fields, "from_index"), number(fields, "into_index"));
            Some(DomainChange::Merge { from_index: from_index?, into_index: into_index? })
        }
        "add_speaker" => {
            let name = text(fields, "name", LONGEST_NAME)?;
            Some(DomainChange::AddSpeaker { name })
        }
        _ => {
            fields.refuse("op", "unknown_value", "must be text, speaker, rename, merge or add_speaker");
            None
        }
    }
}

fn text(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<String> {
    fields.require(name);
    fields.string(name, 1, longest).map(str::to_owned)
}

fn number(fields: &mut Fields<'_>, name: &str) -> Option<u32> {
    fields.require(name);
    let number = u32::try_from(fields.integer(name)?).ok();
    if number.is_none() {
        fields.refuse(name, "invalid_range", NUMBER);
    }
    number
}

fn entries(fields: &mut Fields<'_>) -> Option<Vec<EntryId>> {
    fields.require("entry_ids");
    let items = fields.array("entry_ids", MOST_ENTRIES)?;
    let whole = |item: &Value| item.as_u64().and_then(|number| u32::try_from(number).ok()).map(EntryId);
    let found: Option<Vec<EntryId>> = items.iter().map(whole).collect();
    let found = found.filter(|found| !found.is_empty());
    if found.is_none() {
        fields.refuse("entry_ids", "invalid_type", "must hold at least one number, all of entries");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(body: &Value) -> Vec<String> {
        match read(body) {
            Err(AppError::Malformed(problems)) => problems.into_iter().map(|one| one.field).collect(),
            other => panic!("{body} is not refused: {other:?}"),
        }
    }

    #[test]
    fn each_kind_of_change_is_read() {
        let body = json!({ "base_revision": 3, "changes": [
            { "op": "text", "entry_id": 1, "text": " Hi. " },
            { "op": "speaker", "entry_ids": [1, 2], "speaker_index": 0 },
            { "op": "rename", "speaker_index": 0, "name": "Rae" },
            { "op": "merge", "from_index": 1, "into_index": 0 },
            { "op": "add_speaker", "name": "Kim" },
        ] });
        let (base_revision, changes) = read(&body).unwrap();
        assert_eq!((base_revision, changes.len()), (3, 5));
        assert_eq!(changes[0], DomainChange::Text { entry_id: EntryId(1), text: " Hi. ".into() });
        let moved = DomainChange::Speaker { entry_ids: vec![EntryId(1), EntryId(2)], speaker_index: 0 };
        assert_eq!(changes[1], moved);
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(refused(&json!({})), ["base_revision", "changes"]);
        assert_eq!(refused(&json!({ "base_revision": 0, "changes": [] })), ["base_revision", "changes"]);
        let body = json!({ "base_revision": 1, "changes": [
            { "op": "text", "entry_id": -1 },
            { "op": "speaker", "entry_ids": [], "speaker_index": 1.5 },
            { "op": "speaker", "entry_ids": [0, "1"], "speaker_index": 0 },
            { "op": "delete" },
            {},
            7,
        ] });
        let expected = [
            "changes[0].entry_id",
            "changes[0].text",
            "changes[1].entry_ids",
            "changes[1].speaker_index",
            "changes[2].entry_ids",
            "changes[3].op",
            "changes[4].op",
            "changes[5]",
        ];
        assert_eq!(refused(&body), expected);
    }
}
