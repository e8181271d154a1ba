//! The transcript timeline.

use colloquy_domain::ConversationId;
use colloquy_domain::insight::Sentiment;
use colloquy_domain::transcript::{Entry, Sentence, Speaker, Transcript};
use serde_json::{Value, json};

use crate::names::timeline as member;
use crate::{ids, names};

/// The timeline; an empty one while there is no transcript.
pub fn render(id: ConversationId, transcript: Option<&Transcript>, sentiment: Option<&Sentiment>) -> Value {
    let speakers: Vec<Value> = transcript
        .map(|transcript| transcript.speakers.as_slice())
        .unwrap_or_default()
        .iter()
        .enumerate()
        .map(|(position, each)| speaker(position, each, sentiment))
        .collect();
    let entries: Vec<Value> = transcript
        .map(|transcript| transcript.entries.as_slice())
        .unwrap_or_default()
        .iter()
        .map(entry)
        .collect();
    json!({
        "object": names::TIMELINE_OBJECT,
        "engagement_id": ids::engagement(id),
        "speakers": speakers,
        "entries": entries,
        "overall_sentiment": sentiment.map(|sentiment| sentiment.overall),
    })
}

fn speaker(position: usize, speaker: &Speaker, sentiment: Option<&Sentiment>) -> Value {
    let mut rendered = json!({ member::SPEAKER_NAME: speaker.name.clone().unwrap_or_else(|| format!("Speaker {}", position + 1)) });
    if let Some(email) = &speaker.email {
        rendered[member::SPEAKER_EMAIL] = json!(email);
    }
    if let Some(user) = speaker.user_id {
        rendered["user_id"] = json!(ids::user(user));
    }
    if let Some(contact) = speaker.contact_id {
        rendered["contact_id"] = json!(ids::contact(contact));
    }
    let own =
        sentiment.and_then(|all| all.speakers.iter().find(|one| one.speaker_index as usize == position));
    if let Some(own) = own {
        rendered["sentiment"] = json!(own.score);
    }
    rendered
}

fn entry(entry: &Entry) -> Value {
    json!({
        member::SPEAKER_INDEX: entry.speaker_index,
        member::START: entry.start_seconds,
        member::END: entry.end_seconds,
        member::TEXT: entry.text,
        member::SENTENCES: entry.sentences.iter().map(sentence).collect::<Vec<_>>(),
    })
}

fn sentence(sentence: &Sentence) -> Value {
    json!({
        member::TEXT: sentence.text,
        member::START: sentence.start_seconds,
        member::END: sentence.end_seconds,
    })
}
