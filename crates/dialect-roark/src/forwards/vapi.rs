//! `POST /v1/vapi/call`: an end-of-call report of Vapi.

use std::collections::{HashMap, VecDeque};

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

/// A report of Vapi.
#[derive(ToSchema)]
#[schema(as = RoarkVapiForward)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct VapiForward {
    /// The end-of-call report, with or without `message` around it.
    #[schema(rename = "vapiEndOfCallReportPayload")]
    payload: VapiReport,
    /// Properties to attach.
    #[schema(value_type = Option<Object>)]
    properties: Option<Value>,
    /// A call that was reported before is left as it is.
    #[schema(rename = "skipAlreadyImported")]
    skip_already_imported: Option<bool>,
}

/// As Vapi sends it; only the id must be there.
#[derive(ToSchema)]
#[schema(as = RoarkVapiReport)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct VapiReport {
    call: VapiCall,
}

#[derive(ToSchema)]
#[schema(as = RoarkVapiCall)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct VapiCall {
    #[schema(min_length = 1, max_length = 255, pattern = r"\S")]
    id: String,
}

/// Takes in the end-of-call report of a call that Vapi held.
#[utoipa::path(
    post,
    path = "/v1/vapi/call",
    operation_id = "roarkForwardVapiCall",
    tag = "Roark: observers",
    request_body = VapiForward,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 201, description = "taken in", body = RoarkData<ForwardedCall>),
        (status = 200, description = "reported before; left as it is", body = RoarkData<ForwardedCall>),
    ),
)]
pub async fn forward_vapi_call(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<RoarkData<ForwardedCall>>), Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let forwarded = read(&body, "vapiEndOfCallReportPayload", "id")?;
    let new = call(forwarded.payload, forwarded.properties, state.app().now());
    take(&state, &caller, ConversationKeyKind::VapiCall, forwarded.call_id, new, forwarded.only_new).await
}

fn call(report: &Value, properties: PropertyChange, now: Instant) -> NewCall {
    let at = |pointer: &str| report.pointer(pointer).unwrap_or(&Value::Null);
    let any = |pointers: [&str; 2]| {
        pointers.map(at).into_iter().find(|value| !value.is_null()).unwrap_or(&Value::Null)
    };
    let (direction, interface) = match at("/call/type").as_str() {
        Some("outboundPhoneCall") => (CallDirection::Outbound, CallInterface::Phone),
        Some("inboundPhoneCall") => (CallDirection::Inbound, CallInterface::Phone),
        _ => (CallDirection::Inbound, CallInterface::Web),
    };
    let messages = any(["/artifact/messages", "/messages"]).as_array().map_or(&[][..], Vec::as_slice);
    let reason = short(any(["/endedReason", "/call/endedReason"]));
    let ended_at = instant(any(["/endedAt", "/call/endedAt"]));
    let started_at = instant(any(["/startedAt", "/call/startedAt"])).or(ended_at).unwrap_or(now);
    let mut extra = Map::new();
    if let Some(reason) = &reason {
        extra.insert("endedReason".to_owned(), reason.as_str().into());
    }
    NewCall {
        origin: CallOrigin::Vapi,
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
        agents: agent(short(any(["/assistant/id", "/call/assistantId"])), short(at("/assistant/name"))),
        customers: vec![NewCustomer {
            phone: phone(any(["/customer/number", "/call/customer/number"])),
            label: None,
        }],
        turns: messages.iter().enumerate().filter_map(turn).collect(),
        tool_invocations: tools(messages),
        properties,
        recording: recording(at),
    }
}

fn recording<'a>(at: impl Fn(&str) -> &'a Value) -> CallRecording {
    let found = |pointers: [&str; 2]| pointers.into_iter().find_map(|pointer| address(at(pointer)));
    let stereo_url = found(["/artifact/stereoRecordingUrl", "/stereoRecordingUrl"]);
    match found(["/artifact/recordingUrl", "/recordingUrl"]).or_else(|| stereo_url.clone()) {
        Some(url) => CallRecording::Elsewhere { url, stereo_url },
        None => CallRecording::Nothing,
    }
}

fn agent(custom_id: Option<String>, name: Option<String>) -> Vec<GivenAgent> {
    let Some(shown) = name.or_else(|| custom_id.clone()) else { return Vec::new() };
    vec![GivenAgent {
        place: "assistant".to_owned(),
        key: AgentKey::Named(AgentContent { name: shown, custom_id, description: None }),
        endpoint: None,
        prompt: None,
    }]
}

fn turn((position, message): (usize, &Value)) -> Option<NewTurn> {
    let by = match message["role"].as_str()? {
        "bot" | "assistant" => Speaks::Agent(AgentReference::default()),
        "user" => Speaks::Customer(NewCustomer::default()),
        _ => return None,
    };
    let text = text(&message["message"]).or_else(|| text(&message["content"]))?;
    let start_ms = ms_of_seconds(&message["secondsFromStart"]).unwrap_or(0);
    let length = message["duration"].as_f64().filter(|ms| (0.0..=86_400_000.0).contains(ms)).unwrap_or(0.0);
    Some(NewTurn {
        place: format!("artifact.messages[{position}]"),
        by,
        text,
        start_ms,
        end_ms: start_ms + length as u64,
        language: None,
    })
}

/// Uses of tools, each with the next result that names it.
fn tools(messages: &[Value]) -> Vec<GivenInvocation> {
    let mut results: HashMap<&str, VecDeque<&Value>> = HashMap::new();
    for result in messages.iter().filter(|one| one["role"] == "tool_call_result") {
        if let Some(id) = result["toolCallId"].as_str().filter(|id| !id.is_empty()) {
            results.entry(id).or_default().push_back(result);
        }
    }
    let mut found: Vec<GivenInvocation> = Vec::new();
    for (position, message) in messages.iter().enumerate().filter(|(_, one)| one["role"] == "tool_calls") {
        for use_of in message["toolCalls"].as_array().into_iter().flatten() {
            let Some(name) = short(&use_of["function"]["name"]) else { continue };
            let id = use_of["id"].as_str().unwrap_or_default();
            let result = results.get_mut(id).and_then(VecDeque::pop_front);
            let start_ms = ms_of_seconds(&message["secondsFromStart"]).unwrap_or(0);
            let end_ms = result.and_then(|result| ms_of_seconds(&result["secondsFromStart"]));
            found.push(GivenInvocation {
                place: format!("artifact.messages[{position}]"),
                name,
                description: None,
                parameters: parameters(&use_of["function"]["arguments"]),
                result: answer(result.map_or(&Value::Null, |result| &result["result"])),
                start_ms,
                end_ms: end_ms.map(|end_ms| end_ms.max(start_ms)),
                agent: AgentReference::default(),
            });
        }
    }
    found
}

/// Why a call was over, in Vapi's words; there are many, and they change.
fn ended_status(reason: &str) -> EndedStatus {
    match reason {
        "customer-ended-call" => EndedStatus::CustomerEndedCall,
        "assistant-ended-call" | "assistant-ended-call-with-hangup-task" => EndedStatus::AgentEndedCall,
        "assistant-said-end-call-phrase" => EndedStatus::AgentSaidEndCallPhrase,
        "assistant-forwarded-call" => EndedStatus::AgentTransferredCall,
        "assistant-error" => EndedStatus::AgentError,
        "silence-timed-out" => EndedStatus::SilenceTimeOut,
        "voicemail" => EndedStatus::VoiceMailReached,
        "customer-busy" => EndedStatus::CustomerBusy,
        "customer-did-not-answer" => EndedStatus::CustomerDidNotAnswer,
        "exceeded-max-duration" => EndedStatus::MaxDurationReached,
        reason if reason.starts_with("phone-call-provider") || reason.starts_with("twilio-failed") => {
            EndedStatus::PhoneCallProviderConnectionError
        }
        reason if reason.starts_with("pipeline-error") => EndedStatus::AgentError,
        _ => EndedStatus::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use time::macros::datetime;

    #[test]
    fn a_report_is_read_as_far_as_it_goes() {
        let report = json!({
            "type": "end-of-call-report", "endedReason": "customer-ended-call",
            "startedAt": "2026-11-01T09:00:00.000Z", "endedAt": "2026-11-01T09:01:00.000Z",
            "call": {"id": "c-1", "type": "outboundPhoneCall", "assistantId": "a-1"},
            "assistant": {"name": "Sam"}, "customer": {"number": "+14155550100"},
            "artifact": {"recordingUrl": "https://r.example/a.wav", "stereoRecordingUrl": "ftp://r.example/b.wav", "messages": [
                {"role": "system", "message": "be kind"},
                {"role": "bot", "message": "Hello", "secondsFromStart": 1.25, "duration": 750},
                {"role": "user", "message": "Book it", "secondsFromStart": 3},
                {"role": "tool_calls", "secondsFromStart": 4, "toolCalls": [
                    {"id": "t", "function": {"name": "book", "arguments": "{\"day\": 1}"}}]},
                {"role": "tool_call_result", "toolCallId": "t", "secondsFromStart": 5, "result": "{\"ok\":true}"},
                {"role": "tool_calls", "secondsFromStart": 6, "toolCalls": [
                    {"id": "t", "function": {"name": "book", "arguments": "{\"path\": \"\\\\u0000\"}"}}]},
                {"role": "tool_call_result", "toolCallId": "t", "secondsFromStart": 7, "result": "no"},
            ]},
        });
        let new = call(&report, PropertyChange::default(), datetime!(2026-11-02 00:00 UTC));
        assert_eq!((new.direction, new.interface), (CallDirection::Outbound, CallInterface::Phone));
        assert_eq!(new.ended_status, Some(EndedStatus::CustomerEndedCall));
        assert_eq!(new.started_at, datetime!(2026-11-01 09:00 UTC));
        assert_eq!(new.customers[0].phone.as_deref(), Some("+14155550100"));
        let turns: Vec<_> =
            new.turns.iter().map(|turn| (turn.text.as_str(), turn.start_ms, turn.end_ms)).collect();
        assert_eq!(turns, [("Hello", 1_250, 2_000), ("Book it", 3_000, 3_000)]);
        let used = &new.tool_invocations[0];
        assert_eq!((used.name.as_str(), used.start_ms, used.end_ms), ("book", 4_000, Some(5_000)));
        assert_eq!((&used.parameters["day"], &used.result), (&json!(1), &json!({"ok": true})));
        // Each use has a result of its own; an escaped backslash is no null character.
        let later = &new.tool_invocations[1];
        assert_eq!((&later.parameters["path"], &later.result), (&json!("\\u0000"), &json!("no")));
        let CallRecording::Elsewhere { url, stereo_url } = new.recording else { panic!("no recording") };
        assert_eq!((url.as_str(), stereo_url), ("https://r.example/a.wav", None));
        let empty =
            call(&json!({"call": {"id": "c"}}), PropertyChange::default(), datetime!(2026-11-02 00:00 UTC));
        assert!(empty.agents.is_empty() && matches!(empty.recording, CallRecording::Nothing));
    }
}
