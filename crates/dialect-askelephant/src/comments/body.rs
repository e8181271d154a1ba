//! What a client writes of a comment.

use colloquy_app::AppError;
use colloquy_app::conversations::comments::NewComment;
use colloquy_domain::comment::Anchor as DomainAnchor;
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{ids, members};

/// Latest moment of a conversation.
const LATEST_SECONDS: f64 = 604_800.0;

/// A new comment.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateTranscriptComment {
    /// White space around it is cut off, and something must be left.
    #[schema(min_length = 1, max_length = 50000, pattern = "\\S")]
    body: String,
    /// `tt_…`; the engagement's primary timeline where it is left out.
    #[schema(pattern = "^tt_[0-9A-Za-z]+$")]
    transcript_timeline_id: Option<String>,
    /// The place; the whole transcript where it is left out.
    anchor: Option<Anchor>,
}

/// A place of a transcript; what is not known is left out.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct Anchor {
    #[schema(value_type = f64, required = false, minimum = 0, maximum = 604_800)]
    start_seconds: Option<f64>,
    /// Not before `start_seconds`.
    #[schema(value_type = f64, required = false, minimum = 0, maximum = 604_800)]
    end_seconds: Option<f64>,
    /// Position in the timeline's entries.
    #[schema(value_type = u32, required = false)]
    entry_index: Option<u32>,
    /// Position in the entry's sentences.
    #[schema(value_type = u32, required = false)]
    sentence_index: Option<u32>,
}

/// Reads a new comment.
pub fn read(body: &Value) -> Result<NewComment, AppError> {
    members::body(body, |fields| {
        fields.require("body");
        let body = fields.string("body", 1, 50_000).unwrap_or_default().to_owned();
        let named = fields.string("transcript_timeline_id", 1, 255);
        let transcript_id = named.and_then(ids::parse_timeline);
        if named.is_some() && transcript_id.is_none() {
            fields.refuse(
                "transcript_timeline_id",
                "unknown_value",
                "must be the id of a transcript timeline",
            );
        }
        NewComment { body, transcript_id, anchor: anchor(fields) }
    })
}

fn anchor(fields: &mut Fields<'_>) -> DomainAnchor {
    let Some(value) = fields.value("anchor") else { return DomainAnchor::default() };
    let Some(mut place) = Fields::of(value, "anchor") else {
        fields.refuse("anchor", "invalid_type", "must be an object");
        return DomainAnchor::default();
    };
    members::refuse_null(&mut place, &["start_seconds", "end_seconds", "entry_index", "sentence_index"]);
    let anchor = DomainAnchor {
        start_seconds: seconds(&mut place, "start_seconds"),
        end_seconds: seconds(&mut place, "end_seconds"),
        entry_index: index(&mut place, "entry_index"),
        sentence_index: index(&mut place, "sentence_index"),
    };
    fields.adopt(place);
    anchor
}

fn seconds(place: &mut Fields<'_>, name: &str) -> Option<f64> {
    let seconds = place.number(name)?;
    if !(0.0..=LATEST_SECONDS).contains(&seconds) {
        place.refuse(name, "invalid_range", "must be 0 to 604800: a conversation lasts seven days at most");
    }
    Some(seconds)
}

fn index(place: &mut Fields<'_>, name: &str) -> Option<u32> {
    let index = u32::try_from(place.integer(name)?).ok();
    if index.is_none() {
        place.refuse(name, "invalid_range", "must be 0 to 4294967295");
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wrong_with_the_place_is_named() {
        let body = json!({ "body": "x", "transcript_timeline_id": "tt_1", "anchor": {
            "start_seconds": -1, "end_seconds": 1e308, "entry_index": 1.5, "sentence_index": -1,
        } });
        let Err(AppError::Malformed(problems)) = read(&body) else { panic!("refused") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        let expected = [
            "transcript_timeline_id",
            "anchor.start_seconds",
            "anchor.end_seconds",
            "anchor.entry_index",
            "anchor.sentence_index",
        ];
        assert_eq!(fields, expected);
        let read = read(&json!({ "body": " x ", "anchor": { "start_seconds": 1.5, "else": 1 } })).unwrap();
        assert_eq!((read.anchor.start_seconds, read.transcript_id), (Some(1.5), None));
    }
}
