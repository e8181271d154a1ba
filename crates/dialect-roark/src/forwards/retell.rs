//! `POST /v1/retell/call`: a `call_ended` event of Retell.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use colloquy_app::agents::{AgentContent, AgentKey, AgentReference, GivenAgent};
use colloquy_app::calls::{CallRecording, NewCall, NewCustomer, NewTurn, Speaks};
use colloquy_app::properties::PropertyChange;
use colloquy_app::tools::GivenInvocation;
use colloquy_domain::Instant;
use colloquy_domain::call::{
    CallDirection, CallInterface, CallOrigin, CallStatus, ConversationKeyKind, EndedStatus,
};
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::take::{ForwardedCall, read, take};
use super::value::{address, answer, instant, ms_of_seconds, parameters, phone, short, text};
use crate::envelope::RoarkData;

/// An event of Retell.
#[derive(ToSchema)]
#[schema(as = RoarkRetellForward)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct RetellForward {
    /// The `call_ended` event.
    #[schema(rename = "retellCallEndedPayload")]
    payload: RetellEvent,
    /// Properties to attach.
    #[schema(value_type = Option<Object>)]
    properties: Option<Value>,
    /// A call that was reported before is left as it is.
    #[schema(rename = "skipAlreadyImported")]
    skip_already_imported: Option<bool>,
}

/// As Retell sends it; only the id must be there.
#[derive(ToSchema)]
#[schema(as = RoarkRetellEvent)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct RetellEvent {
    call: RetellCall,
}

#[derive(ToSchema)]
#[schema(as = RoarkRetellCall)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct RetellCall {
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    call_id: String,
}

/// Takes in the `call_ended` event of a call that Retell held.
#[utoipa::path(
    post,
    path = "/v1/retell/call",
    operation_id = "roarkForwardRetellCall",
    tag = "Roark: observers",
    request_body = RetellForward,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 201, description = "taken in", body = RoarkData<ForwardedCall>),
        (status = 200, description = "reported before; left as it is", body = RoarkData<ForwardedCall>),
    ),
)]
pub async fn forward_retell_call(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<RoarkData<ForwardedCall>>), Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let forwarded = read(&body, "retellCallEndedPayload", "call_id")?;
    let new = call(&forwarded.payload["call"], forwarded.properties, state.app().now());
    take(&state, &caller, ConversationKeyKind::RetellCall, forwarded.call_id, new, forwarded.only_new).await
}

fn call(call: &Value, properties: PropertyChange, now: Instant) -> NewCall {
    let interface = match call["call_type"].as_str() {
        Some("phone_call") => CallInterface::Phone,
        _ => CallInterface::Web,
    };
    let direction = match call["direction"].as_str() {
        Some("outbound") => CallDirection::Outbound,
        _ => CallDirection::Inbound,
    };
    let customer = match direction {
        CallDirection::Inbound => &call["from_number"],
        CallDirection::Outbound => &call["to_number"],
    };
    let ended_at = instant(&call["end_timestamp"]);
    let started_at = instant(&call["start_timestamp"]).or(ended_at).unwrap_or(now);
    let reason = short(&call["disconnection_reason"]);
    let mut extra = Map::new();
    if let Some(reason) = &reason {
        extra.insert("disconnectionReason".to_owned(), reason.as_str().into());
    }
    NewCall {
        origin: CallOrigin::Retell,
        direction,
        interface,
        status: CallStatus::Ended,
        ended_status: reason.as_deref().map(ended_status),
        is_test: false,
        extra: extra.into(),
        title: None,
        started_at,
        ended_at: ended_at.filter(|ended_at| *ended_at >= started_at),
        keys: Vec::new(),
        agents: agent(call),
        customers: vec![NewCustomer { phone: phone(customer), label: None }],
        turns: items(call, "transcript_object").enumerate().filter_map(turn).collect(),
        tool_invocations: tools(call),
        properties,
        recording: recording(call),
    }
}

fn items<'a>(call: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    call[name].as_array().into_iter().flatten()
}

fn recording(call: &Value) -> CallRecording {
    let stereo_url = address(&call["recording_multi_channel_url"]);
    match address(&call["recording_url"]).or_else(|| stereo_url.clone()) {
        Some(url) => CallRecording::Elsewhere { url, stereo_url },
        None => CallRecording::Nothing,
    }
}

fn agent(call: &Value) -> Vec<GivenAgent> {
    let custom_id = short(&call["agent_id"]);
    let Some(name) = short(&call["agent_name"]).or_else(|| custom_id.clone()) else { return Vec::new() };
    vec![GivenAgent {
        place: "agent_id".to_owned(),
        key: AgentKey::Named(AgentContent { name, custom_id, description: None }),
        endpoint: None,
        prompt: None,
    }]
}

fn turn((position, said): (usize, &Value)) -> Option<NewTurn> {
    let by = match said["role"].as_str()? {
        "agent" => Speaks::Agent(AgentReference::default()),
        "user" => Speaks::Customer(NewCustomer::default()),
        _ => return None,
    };
    let words = said["words"].as_array().map_or(&[][..], Vec::as_slice);
    let start_ms = words.iter().find_map(|word| ms_of_seconds(&word["start"])).unwrap_or(0);
    let end_ms = words.iter().rev().find_map(|word| ms_of_seconds(&word["end"])).unwrap_or(start_ms);
    Some(NewTurn {
        place: format!("transcript_object[{position}]"),
        by,
        text: text(&said["content"])?,
        start_ms,
        end_ms: end_ms.max(start_ms),
        language: None,
    })
}

/// Uses of tools with their results; Retell tells no times of them but those of the words around.
fn tools(call: &Value) -> Vec<GivenInvocation> {
    let (mut found, mut last_ms): (Vec<GivenInvocation>, u64) = (Vec::new(), 0);
    // The first use of each id.
    let mut used: HashMap<&str, usize> = HashMap::new();
    for (position, one) in items(call, "transcript_with_tool_calls").enumerate() {
        let words = one["words"].as_array().map_or(&[][..], Vec::as_slice);
        last_ms = words.iter().rev().find_map(|word| ms_of_seconds(&word["end"])).unwrap_or(last_ms);
        let id = one["tool_call_id"].as_str().unwrap_or_default();
        match one["role"].as_str() {
            Some("tool_call_invocation") => {
                let Some(name) = short(&one["name"]) else { continue };
                let invocation = GivenInvocation {
                    place: format!("transcript_with_tool_calls[{position}]"),
                    name,
                    description: None,
                    parameters: parameters(&one["arguments"]),
                    result: Value::String(String::new()),
                    start_ms: last_ms,
                    end_ms: None,
                    agent: AgentReference::default(),
                };
                used.entry(id).or_insert(found.len());
                found.push(invocation);
            }
            Some("tool_call_result") => {
                let first = used.get(id).filter(|_| !id.is_empty());
                if let Some(invocation) = first.and_then(|position| found.get_mut(*position)) {
                    invocation.result = answer(&one["content"]);
                }
            }
            _ => {}
        }
    }
    found
}

/// Why a call was over, in Retell's words.
fn ended_status(reason: &str) -> EndedStatus {
    match reason {
        "user_hangup" => EndedStatus::CustomerEndedCall,
        "agent_hangup" => EndedStatus::AgentEndedCall,
        "call_transfer" => EndedStatus::AgentTransferredCall,
        "voicemail_reached" | "machine_detected" => EndedStatus::VoiceMailReached,
        "inactivity" => EndedStatus::SilenceTimeOut,
        "max_duration_reached" => EndedStatus::MaxDurationReached,
        "dial_busy" => EndedStatus::CustomerBusy,
        "dial_no_answer" => EndedStatus::CustomerDidNotAnswer,
        "dial_failed" => EndedStatus::DialError,
        reason if reason.starts_with("error") => EndedStatus::AgentError,
        _ => EndedStatus::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use time::macros::datetime;

    #[test]
    fn an_event_is_read_as_far_as_it_goes() {
        let event = json!({
            "call_id": "r-1", "call_type": "phone_call", "direction": "inbound", "agent_id": "ag",
            "from_number": "+4930123456", "to_number": "+49301", "start_timestamp": 1_761_987_600_000_i64,
            "end_timestamp": 1_761_987_660_000_i64, "disconnection_reason": "user_hangup",
            "recording_url": "https://r.example/a.wav",
            "transcript_object": [
                {"role": "agent", "content": "Hallo", "words": [{"word": "Hallo", "start": 0.5, "end": 0.9}]},
                {"role": "user", "content": "Ja", "words": []}, {"role": "user", "content": ""},
            ],
            "transcript_with_tool_calls": [
                {"role": "agent", "content": "Hallo", "words": [{"word": "Hallo", "start": 0.5, "end": 0.9}]},
                {"role": "tool_call_invocation", "tool_call_id": "t", "name": "book", "arguments": "{\"a\":1}"},
                {"role": "tool_call_result", "tool_call_id": "t", "content": "done"},
            ],
        });
        let new = call(&event, PropertyChange::default(), datetime!(2026-11-02 00:00 UTC));
        assert_eq!((new.direction, new.interface), (CallDirection::Inbound, CallInterface::Phone));
        assert_eq!(new.started_at, datetime!(2025-11-01 09:00 UTC));
        assert_eq!(new.customers[0].phone.as_deref(), Some("+4930123456"));
        let turns: Vec<_> =
            new.turns.iter().map(|turn| (turn.text.as_str(), turn.start_ms, turn.end_ms)).collect();
        assert_eq!(turns, [("Hallo", 500, 900), ("Ja", 0, 0)]);
        let used = &new.tool_invocations[0];
        assert_eq!((used.start_ms, &used.parameters["a"], &used.result), (900, &json!(1), &json!("done")));
        assert_eq!(new.ended_status, Some(EndedStatus::CustomerEndedCall));
    }
}
