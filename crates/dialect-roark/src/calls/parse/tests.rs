use colloquy_app::agents::AgentKey;
use colloquy_domain::AgentId;

use super::*;

fn valid() -> Value {
    json!({
        "recordingUrl": "https://media.example/1.wav?sig=a%2Fb",
        "startedAt": "2026-05-13T14:00:00.250+02:00",
        "interfaceType": "PHONE",
        "callDirection": "INBOUND",
    })
}

fn problems(changes: Value) -> Vec<(String, &'static str)> {
    let mut body = valid();
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    match new_call(&body) {
        Err(AppError::Malformed(problems) | AppError::Invalid(problems)) => {
            problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn the_least_is_enough_and_what_is_not_known_is_ignored() {
    assert_eq!(problems(json!({ "simulated": 7, "agents": null, "transcript": [] })), []);
    let new = new_call(&valid()).unwrap();
    assert!(new.agents.is_empty() && new.turns.is_empty() && new.keys.is_empty());
    assert_eq!(new.started_at, time::macros::datetime!(2026-05-13 12:00:00.25 UTC));
}

#[test]
fn every_wrong_member_is_named() {
    let turn = |changes: Value| {
        let mut turn = json!({ "role": "CUSTOMER", "text": "hi", "startOffsetMs": 0, "endOffsetMs": 1 });
        turn.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        json!({ "transcript": [turn] })
    };
    let agent = json!({ "name": "Ada" });
    let id = Uuid::nil().to_string();
    let rows = [
        (json!({ "recordingUrl": null }), "recordingUrl", "required"),
        (json!({ "recordingUrl": "ftp://media.example/1.wav" }), "recordingUrl", "invalid_format"),
        (json!({ "stereoRecordingUrl": "https://" }), "stereoRecordingUrl", "invalid_format"),
        (json!({ "startedAt": "2026-05-13" }), "startedAt", "invalid_format"),
        (json!({ "interfaceType": "phone" }), "interfaceType", "invalid_value"),
        (json!({ "callDirection": "SIDEWAYS" }), "callDirection", "invalid_value"),
        (json!({ "endedStatus": "OVER" }), "endedStatus", "invalid_value"),
        (json!({ "agent": agent, "agents": [agent] }), "agent", "conflicting_fields"),
        (json!({ "customer": {}, "customers": [] }), "customer", "conflicting_fields"),
        (json!({ "vapiCallId": id, "livekitRoomId": "x" }), "vapiCallId", "conflicting_fields"),
        (json!({ "vapiCallId": "x" }), "vapiCallId", "invalid_format"),
        (json!({ "externalId": "x".repeat(256) }), "externalId", "invalid_length"),
        (json!({ "agent": {} }), "agent.name", "required"),
        (json!({ "agents": [agent, { "roarkId": "x" }] }), "agents[1].roarkId", "invalid_format"),
        (json!({ "agent": { "name": "Ada", "endpoint": {} } }), "agent.endpoint.type", "required"),
        (
            json!({ "agent": { "name": "Ada", "endpoint": { "type": "fax", "value": "1" } } }),
            "agent.endpoint.type",
            "invalid_value",
        ),
        (json!({ "agent": { "name": "Ada", "prompt": {} } }), "agent.prompt.resolvedPrompt", "required"),
        (json!({ "customer": { "phoneNumberE164": "0123" } }), "customer.phoneNumberE164", "invalid_format"),
        (turn(json!({ "role": "SYSTEM" })), "transcript[0].role", "invalid_value"),
        (turn(json!({ "text": null })), "transcript[0].text", "required"),
        (turn(json!({ "startOffsetMs": -1 })), "transcript[0].startOffsetMs", "invalid_range"),
        (turn(json!({ "startOffsetMs": 2 })), "transcript[0].endOffsetMs", "invalid_range"),
        (turn(json!({ "agent": {} })), "transcript[0].agent", "unknown_field"),
        (turn(json!({ "payload": 1 })), "transcript[0].payload", "invalid_type"),
        (json!({ "toolInvocations": [{}] }), "toolInvocations[0].name", "required"),
        (json!({ "properties": [] }), "properties", "invalid_type"),
        (json!({ "properties": { "endedStatus": "x" } }), "properties.endedStatus", "reserved_name"),
    ];
    for (changes, field, code) in rows {
        let found = problems(changes.clone());
        assert!(found.contains(&(field.to_owned(), code)), "{changes}: {found:?}");
    }
}

#[test]
fn an_agent_is_told_by_the_first_key_that_it_has() {
    let key = |agent: Value| {
        let mut body = valid();
        body["agent"] = agent;
        new_call(&body).unwrap().agents.remove(0).key
    };
    let id = Uuid::from_u128(5);
    assert!(
        matches!(key(json!({ "roarkId": id, "name": "a", "customId": "c" })), AgentKey::Id(AgentId(found)) if found == id)
    );
    assert!(
        matches!(key(json!({ "name": "a", "customId": "c" })), AgentKey::Named(content) if content.custom_id.as_deref() == Some("c"))
    );
    assert!(matches!(key(json!({ "customId": "c" })), AgentKey::CustomId(own) if own == "c"));
}

#[test]
fn an_address_of_the_web_is_told_from_others() {
    for good in ["http://h", "HTTPS://h.example:8080/a?b#c", "https://[::1]:80/x", "https://h/ä/%20?x=[1]"] {
        assert!(is_web_address(good), "{good}");
    }
    for bad in [
        "",
        "h",
        "//h",
        "https://",
        "https:///x",
        "https://u:p@h/",
        "https://h:x/",
        "https://h/ x",
        "s3://b/k",
    ] {
        assert!(!is_web_address(bad), "{bad}");
    }
}
