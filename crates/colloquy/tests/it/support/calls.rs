//! Calls as a dialer sends them.

use serde_json::{Value, json};

/// A short call with its transcript, in which something is agreed.
pub fn call(external_id: &str) -> Value {
    json!({
        "type": "CALL",
        "title": "Renewal call",
        "source_system": "acme-dialer",
        "external_id": external_id,
        "run_workflows": false,
        "start_at": "2026-06-01T09:00:00Z",
        "transcript_timeline": timeline(&[
            (0, "Thanks for calling Acme, this is Rae, how can I help?"),
            (1, "Hi, this is Jonas. The price of the renewal is too high for us."),
            (0, "I understand. I will send you a new quote by Friday."),
            (1, "Great, thank you. I will talk to my manager tomorrow."),
        ]),
    })
}

/// A call with a recording and no transcript.
pub fn recorded_call(external_id: &str, media_url: &str) -> Value {
    let mut body = merged(call(external_id), json!({ "media_url": media_url }));
    body.as_object_mut().expect("an object").remove("transcript_timeline");
    body
}

/// Turns of four seconds each, one after the other.
pub fn timeline(turns: &[(u32, &str)]) -> Value {
    let entries: Vec<Value> = (0..)
        .zip(turns)
        .map(|(number, (speaker_index, text))| {
            let start_seconds = f64::from(number) * 4.0;
            json!({
                "speaker_index": speaker_index,
                "start_seconds": start_seconds,
                "end_seconds": start_seconds + 3.5,
                "text": text,
            })
        })
        .collect();
    json!({ "speakers": [{ "name": "Rae" }, { "name": "Jonas" }], "entries": entries })
}

/// `base` with the members of `changes`.
pub fn merged(mut base: Value, changes: Value) -> Value {
    let members = base.as_object_mut().expect("an object");
    members.extend(changes.as_object().expect("an object").clone());
    base
}
