//! Calls as a dialer sends them.

use bytes::Bytes;
use serde_json::{Value, json};

/// Turns of a call of about two minutes.
const TURNS: usize = 24;

const LINES: [&str; 4] = [
    "Thanks for calling, this is Rae speaking, how can I help you today?",
    "Hi, this is Jonas. The price of the renewal is too high for us, we planned with a good deal less.",
    "I understand. I will send you a new quote for the smaller package by Friday.",
    "Great, thank you. I will talk to my manager tomorrow and let you know.",
];

/// Makes bodies that differ in their external ids only.
#[derive(Clone)]
pub struct Calls {
    before: String,
    after: String,
}

impl Calls {
    /// With a transcript; some 4 kB each.
    pub fn with_transcript() -> Self {
        let entries: Vec<Value> = (0..TURNS)
            .map(|turn| {
                let start_seconds = turn as f64 * 5.0;
                json!({
                    "speaker_index": turn % 2,
                    "start_seconds": start_seconds,
                    "end_seconds": start_seconds + 4.5,
                    "text": LINES[turn % LINES.len()],
                })
            })
            .collect();
        let timeline = json!({ "speakers": [{ "name": "Rae" }, { "name": "Jonas" }], "entries": entries });
        Self::of(&json!({ "transcript_timeline": timeline }))
    }

    /// With the address of a recording.
    pub fn with_recording(url: &str) -> Self {
        Self::of(&json!({ "media_url": url }))
    }

    fn of(content: &Value) -> Self {
        let mut call = json!({
            "type": "CALL",
            "title": "Renewal call",
            "source_system": "bench-dialer",
            "run_workflows": false,
            "start_at": "2026-06-01T09:00:00Z",
        });
        if let (Some(call), Some(content)) = (call.as_object_mut(), content.as_object()) {
            call.extend(content.clone());
        }
        let text = call.to_string();
        // An object ends in a brace; the external id goes before it.
        let before = text.strip_suffix('}').unwrap_or(&text);
        Self { before: format!("{before},\"external_id\":\""), after: "\"}".to_owned() }
    }

    /// The body with this external id, which must need no escaping.
    pub fn body(&self, external_id: &str) -> Bytes {
        [self.before.as_str(), external_id, self.after.as_str()].concat().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_json() {
        let body: Value = serde_json::from_slice(&Calls::with_transcript().body("bench:7")).unwrap();
        assert_eq!(body["external_id"], "bench:7");
        assert_eq!(body["transcript_timeline"]["entries"].as_array().unwrap().len(), TURNS);
    }
}
