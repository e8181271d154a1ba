use std::collections::HashSet;

use colloquy_app::calls::Speaks;
use serde_json::json;
use time::macros::datetime;

use super::*;

const NOW: Instant = datetime!(2026-11-01 10:00 UTC);

fn read(mut body: Value) -> Ending {
    body["livekitCallId"] = "RM_1".into();
    parse(Observer::Livekit, &body, NOW).unwrap().1
}

#[test]
fn turns_are_placed_by_the_recording_else_by_the_clock() {
    let ending = read(json!({
        "callStartedAt": "2026-11-01T09:00:00.500+00:00", "callEndedAt": "2026-11-01T09:01:00+00:00",
        "callEndedReason": "client-disconnected", "recordingSampleRate": 24000, "recordingNumChannels": 2,
        "transcript": [
            {"role": "system", "content": "be kind", "timestamp": "2026-11-01T09:00:00Z"},
            {"role": "assistant", "content": "Hi", "timestamp": "2026-11-01T09:00:09Z", "audioOffsetMs": 20,
             "endAudioOffsetMs": 900, "language": "en-US"},
            {"role": "user", "content": "Hello", "timestamp": "2026-11-01T09:00:02Z",
             "endTimestamp": "2026-11-01T09:00:01Z", "userId": "u"},
            {"role": "user", "content": "early", "timestamp": "2026-11-01T08:00:00Z"},
            {"role": "user", "content": " "}, {"role": "narrator", "content": "x"},
        ],
    }));
    let turns: Vec<_> = ending
        .turns
        .iter()
        .map(|turn| (matches!(turn.by, Speaks::Agent(_)), turn.text.as_str(), turn.start_ms, turn.end_ms))
        .collect();
    assert_eq!(turns, [(true, "Hi", 20, 900), (false, "Hello", 1_500, 1_500), (false, "early", 0, 0)]);
    assert_eq!(ending.recording, Some((24_000, 2)));
    assert_eq!(ending.ended_status, EndedStatus::CustomerEndedCall);
    assert_eq!(ending.extra["callEndedReason"], "client-disconnected");
}

#[test]
fn uses_of_tools_find_their_results_by_id() {
    let use_of = |id: &str, arguments: &str, at: i64| {
        json!({"kind": "tool_call", "toolCallId": id, "name": "look_up", "arguments": arguments,
               "timestamp": "2026-11-01T09:00:00Z", "audioOffsetMs": at})
    };
    let answer = |id: &str, content: &str, at: i64| {
        json!({"kind": "tool_result", "toolCallId": id, "content": content,
               "timestamp": "2026-11-01T09:00:00Z", "audioOffsetMs": at})
    };
    let ending = read(json!({"toolCalls": [
        answer("b", "{\"price\": 3}", 90), use_of("a", "{\"city\": \"Rome\"}", 10), use_of("b", "{broken", 40),
        answer("a", "sunny", 30), answer("z", "lost", 1), use_of("c", "[1]", 60), use_of("d", "", 60),
        use_of("e", "{}", 60), {"kind": "other"},
    ]}));
    let uses: Vec<_> = ending
        .tool_invocations
        .iter()
        .map(|one| (Value::Object(one.parameters.clone()), one.result.clone(), one.start_ms, one.end_ms))
        .collect();
    assert_eq!(
        uses,
        [
            (json!({"city": "Rome"}), json!("sunny"), 10, Some(30)),
            (json!({"arguments": "{broken"}), json!({"price": 3}), 40, Some(90)),
            (json!({"arguments": "[1]"}), json!(""), 60, None),
            (json!({}), json!(""), 60, Some(61)),
            (json!({}), json!(""), 60, Some(62)),
        ]
    );
}

#[test]
fn uses_within_a_millisecond_are_told_apart_however_many_there_are() {
    let records: Vec<Value> = (0..5_000).map(|_| json!({"kind": "tool_call", "audioOffsetMs": 7})).collect();
    let ending = read(json!({ "toolCalls": records }));
    let ends: HashSet<Option<u64>> = ending.tool_invocations.iter().map(|one| one.end_ms).collect();
    assert_eq!(ends.len(), 5_000);
    assert_eq!(ends.iter().flatten().max(), Some(&(7 + 4_999)));
}

#[test]
fn measurements_are_kept_as_they_came() {
    let metrics = json!([{"kind": "llm", "ttft": 0.25, "extra": {"label": "x"}, "madeUpLater": [1, null]}]);
    let ending = read(json!({"metrics": metrics, "agentSpokeFirst": true}));
    assert_eq!(ending.extra["metrics"], metrics);
    assert_eq!(ending.extra["agentSpokeFirst"], true);
    assert_eq!((ending.ended_at, ending.started_at, ending.recording), (NOW, None, None));
    assert_eq!(read(json!({"metrics": []})).extra.get("metrics"), None);
}

#[test]
fn what_makes_no_sense_is_named() {
    let body = json!({
        "livekitCallId": "", "recordingSampleRate": 0, "transcript": [{"role": "user", "audioOffsetMs": -1}],
        "toolCalls": [5], "callStartedAt": "yesterday",
    });
    let Err(AppError::Malformed(problems)) = parse(Observer::Livekit, &body, NOW) else { panic!("taken") };
    let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "livekitCallId",
            "callStartedAt",
            "recordingSampleRate",
            "transcript[0].audioOffsetMs",
            "toolCalls[0]",
        ]
    );
}
