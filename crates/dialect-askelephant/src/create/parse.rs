//! From the request's JSON to a new conversation. Presence, type, enumeration and declared length are checked
//! here, all at once; rules on values are the use case's.

use colloquy_app::AppError;
use colloquy_app::ingest::{
    MediaSource, NewConversation, NewParticipant, SuppliedEntry, SuppliedSentence, SuppliedSpeaker,
    SuppliedTranscript,
};
use colloquy_domain::conversation::{ConversationKind, DataSource};
use colloquy_http::Fields;
use serde_json::Value;

use crate::names::timeline as member;

/// Most participants.
const MOST_PARTICIPANTS: usize = 500;
/// Longest string of a participant or speaker.
const LONGEST_PERSON_TEXT: usize = 320;
/// Most entries of a transcript and sentences of an entry; the body limit binds long before.
const MOST_ENTRIES: usize = 1_000_000;
/// No limit of its own: both limits of `transcript_text` are value rules.
const ANY_LENGTH: usize = usize::MAX;

/// Reads the body of a create request.
pub fn new_conversation(body: &Value) -> Result<NewConversation, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["type", "title", "source_system", "external_id", "run_workflows"] {
        fields.require(name);
    }
    let kind = fields.string("type", 0, ANY_LENGTH).and_then(|name| match name {
        "CALL" => Some(ConversationKind::Call),
        "MEETING" => Some(ConversationKind::Meeting),
        _ => None,
    });
    if kind.is_none() && fields.value("type").is_some_and(Value::is_string) {
        fields.refuse("type", "invalid_value", "must be CALL or MEETING");
    }
    let title = fields.string("title", 1, 500);
    let source_system = fields.string("source_system", 1, 100);
    let external_id = fields.string("external_id", 1, 500);
    let run_workflows = fields.boolean("run_workflows");
    let media_url = fields.string("media_url", 1, 8_192);
    let is_private = fields.boolean("is_private");
    let started_at = fields.instant("start_at");
    let external_url = fields.string("external_url", 0, 2_048);
    let supplied_text = fields.string("transcript_text", 0, ANY_LENGTH);
    let participants = participants(&mut fields);
    let transcript = transcript(&mut fields);
    if fields.value("media_url").is_none() && fields.value("transcript_timeline").is_none() {
        fields.refuse("media_url", "required", "is required unless transcript_timeline is given");
    }
    fields.finish()?;
    let (Some(kind), Some(title), Some(source_system), Some(external_id), Some(run_workflows)) =
        (kind, title, source_system, external_id, run_workflows)
    else {
        // `finish` has refused a body without one of these.
        return Err(AppError::internal("a required member was neither read nor refused"));
    };
    Ok(NewConversation {
        kind,
        title: title.to_owned(),
        source_system: source_system.to_owned(),
        external_id: external_id.to_owned(),
        run_workflows,
        media: media_url.map(|url| MediaSource::Url(url.to_owned())),
        transcript,
        started_at,
        is_private,
        participants,
        external_url: external_url.map(str::to_owned),
        supplied_text: supplied_text.map(str::to_owned),
        data_source: DataSource::PublicApi,
    })
}

fn participants(fields: &mut Fields<'_>) -> Vec<NewParticipant> {
    fields.items("participants", MOST_PARTICIPANTS, |item| {
        let mut text =
            |name| item.string(name, 0, LONGEST_PERSON_TEXT).filter(|text| !text.trim().is_empty());
        let (name, email, phone) = (text("name"), text("email"), text("phone"));
        NewParticipant {
            name: name.map(str::to_owned),
            email: email.map(str::to_owned),
            phone: phone.map(str::to_owned),
            is_owner: item.boolean("is_owner").unwrap_or(false),
        }
    })
}

fn transcript(fields: &mut Fields<'_>) -> Option<SuppliedTranscript> {
    let value = fields.value("transcript_timeline")?;
    let Some(mut timeline) = Fields::of(value, "transcript_timeline") else {
        fields.refuse("transcript_timeline", "invalid_type", "must be an object");
        return None;
    };
    timeline.require("speakers");
    timeline.require("entries");
    let speakers = timeline.items("speakers", MOST_PARTICIPANTS, |item| SuppliedSpeaker {
        name: item.string(member::SPEAKER_NAME, 0, LONGEST_PERSON_TEXT).map(str::to_owned),
        email: item.string(member::SPEAKER_EMAIL, 0, LONGEST_PERSON_TEXT).map(str::to_owned),
    });
    let entries = timeline.items("entries", MOST_ENTRIES, entry);
    fields.adopt(timeline);
    Some(SuppliedTranscript { speakers, entries })
}

fn entry(item: &mut Fields<'_>) -> SuppliedEntry {
    for name in [member::SPEAKER_INDEX, member::START, member::END] {
        item.require(name);
    }
    let sentences = item.items(member::SENTENCES, MOST_ENTRIES, |sentence| {
        for name in [member::TEXT, member::START, member::END] {
            sentence.require(name);
        }
        SuppliedSentence {
            text: sentence.string(member::TEXT, 0, ANY_LENGTH).unwrap_or_default().to_owned(),
            start_seconds: sentence.number(member::START).unwrap_or_default(),
            end_seconds: sentence.number(member::END).unwrap_or_default(),
        }
    });
    SuppliedEntry {
        speaker_index: item.integer(member::SPEAKER_INDEX).unwrap_or_default(),
        start_seconds: item.number(member::START).unwrap_or_default(),
        end_seconds: item.number(member::END).unwrap_or_default(),
        text: item.string(member::TEXT, 0, ANY_LENGTH).map(str::to_owned),
        sentences,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_http::fields::MOST_PROBLEMS;
    use serde_json::json;

    fn valid() -> Value {
        json!({
            "type": "CALL", "title": "Renewal", "source_system": "acme", "external_id": "acme:1",
            "run_workflows": false, "media_url": "https://media.example.org/1.mp3",
        })
    }

    fn problems(body: &Value) -> Vec<(String, &'static str)> {
        match new_conversation(body) {
            Err(AppError::Malformed(problems)) => {
                problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn every_broken_member_is_named_at_once() {
        let body = json!({
            "type": "EMAIL", "title": "", "source_system": 7, "run_workflows": "yes", "start_at": "yesterday",
            "participants": [{ "is_owner": 1 }, "x"],
            "transcript_timeline": { "speakers": [{}], "entries": [{ "speaker_index": 0.5, "start_seconds": 0 }] },
        });
        let expected = [
            ("external_id", "required"),
            ("type", "invalid_value"),
            ("title", "invalid_length"),
            ("source_system", "invalid_type"),
            ("run_workflows", "invalid_type"),
            ("start_at", "invalid_format"),
            ("participants[0].is_owner", "invalid_type"),
            ("participants[1]", "invalid_type"),
            ("transcript_timeline.entries[0].end_seconds", "required"),
            ("transcript_timeline.entries[0].speaker_index", "invalid_type"),
        ];
        let mut found = problems(&body);
        let mut expected = expected.map(|(field, code)| (field.to_owned(), code));
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_small_body_makes_no_huge_list_of_problems() {
        let with_entries = |entries: Value| {
            let mut body = valid();
            body["transcript_timeline"] = json!({ "speakers": [{}], "entries": entries });
            problems(&body)
        };
        assert_eq!(with_entries(json!(vec![0; 750_000])).len(), MOST_PROBLEMS);
        let sentences = json!({ "speaker_index": 0, "start_seconds": 0, "end_seconds": 1, "sentences": vec![0; 750_000] });
        assert_eq!(with_entries(json!([sentences])).len(), MOST_PROBLEMS);
    }

    #[test]
    fn a_recording_or_a_transcript_is_needed() {
        let mut body = valid();
        assert!(new_conversation(&body).is_ok());
        body["media_url"] = Value::Null;
        body["transcript_text"] = json!("hello");
        assert_eq!(problems(&body), vec![("media_url".to_owned(), "required")]);
    }

    #[test]
    fn lengths_count_code_points() {
        let mut body = valid();
        body["title"] = json!("é😀".repeat(250));
        assert!(new_conversation(&body).is_ok());
        body["title"] = json!("a".repeat(501));
        assert_eq!(problems(&body), vec![("title".to_owned(), "invalid_length")]);
    }
}
