//! Voice calls of the Auralytik API: calls that came in by the API for voice agents, with what a contact center wants
//! to know of them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::auralytik::{BASES, assert_is_instant, assert_members, spelled};
use crate::support::roark::roark_call;
use crate::support::tones::wav;
use crate::support::{Client, House, MediaHost, call, merged};

/// Takes a call in and returns its id in both spellings once nothing more happens to it.
async fn ended(owner: &Client, body: &Value) -> (String, String) {
    let id = owner.roark_created(body).await["id"].as_str().expect("an id").to_owned();
    owner.roark_finished(&id).await;
    let here = spelled("vc", &id);
    (id, here)
}

#[tokio::test]
async fn a_call_of_a_voice_agent_is_shown_with_what_was_said_and_answered() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.bearer_owner().await;
    let url = media.file("/13.wav", "audio/wav", wav(13));
    let (id, here) = ended(&owner, &roark_call(&url)).await;
    owner.attributed(&id, &json!({ "campaign": "camp_456" })).await;
    let path = |base: &str| format!("{base}/voice-calls/{here}");
    let call = owner.get(&path("/v1")).await.expect(200).json();
    assert_is_instant(&call["createdAt"]);
    let expected = json!({
        "id": here, "campaignId": "camp_456", "direction": "Inbound", "state": "Completed",
        "startTime": "2026-06-01T09:00:00Z", "endTime": "2026-06-01T09:00:13Z", "durationSeconds": 13,
        // 3.5, 3.25 and 3.5 seconds.
        "talkTimeSeconds": 10, "outcome": "Successful",
        "transcript": [
            { "role": "agent", "text": "Thanks for calling Acme, this is Ada, how can I help?",
              "timestamp": "00:00:00" },
            { "role": "customer", "text": "The price of the renewal is too high for us.",
              "timestamp": "00:00:04" },
            { "role": "agent", "text": "I will send you a new quote by Friday.", "timestamp": "00:00:08" },
        ],
        "epaResults": null, "createdAt": call["createdAt"],
    });
    assert_eq!(call, expected);
    assert_eq!(owner.get(&path("/api/v1")).await.expect(200).json(), expected);
    let (rows, _) = owner.auralytik_page("/v1/voice-calls").await;
    assert_eq!(
        rows,
        [merged(expected.clone(), json!({ "transcript": [] }))],
        "lists say nothing of what was said"
    );

    let survey = format!("{}/epa-results", path("/v1"));
    owner.get(&survey).await.auralytik_error(404, "NOT_FOUND");
    let answers = json!([
        { "question": "How was it?", "answer": "Good", "score": 5.0 },
        { "question": "Was it solved?", "answer": "Yes", "score": 4.5 },
        { "question": "What else?", "answer": null, "score": null },
    ]);
    let given = json!({
        "state": "Partial", "completion_reason": "HangUp", "total_questions": 4, "calculated_score": 85.5,
        "responses": answers,
    });
    let put = format!("/api/colloquy/v1/conversations/{id}/survey");
    owner.send(Method::PUT, &put, Some(&given)).await.expect(200);
    let results = json!({
        "state": "Partial", "completionReason": "HangUp", "totalQuestions": 4, "questionsAnswered": 2,
        "calculatedScore": 85.5, "responses": answers,
    });
    assert_eq!(owner.get(&survey).await.expect(200).json(), results);
    assert_eq!(owner.get(&path("/v1")).await.expect(200).json()["epaResults"], results);
    let (rows, _) = owner.auralytik_page("/v1/voice-calls").await;
    assert_eq!(rows[0]["epaResults"], results);

    for base in BASES {
        let link = owner.get(&format!("{}/recording-url", path(base))).await.expect(200).json();
        assert_members("a link", &link, &["recordingUrl", "expiresAt"]);
        assert_is_instant(&link["expiresAt"]);
        let heard = Client::nobody(house.url()).get(link["recordingUrl"].as_str().expect("a link")).await;
        assert_eq!(heard.expect(200).bytes, wav(13));
    }
}

#[tokio::test]
async fn how_a_call_ended_is_its_state() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.bearer_owner().await;
    let url = media.file("/1.wav", "audio/wav", wav(1));
    let ends = [
        ("CUSTOMER_ENDED_CALL", "Completed", "Successful"),
        ("AGENT_TRANSFERRED_CALL", "Transferred", "Transferred"),
        ("CUSTOMER_DID_NOT_ANSWER", "NoAnswer", "NoAnswer"),
        ("CUSTOMER_BUSY", "Busy", "Busy"),
    ];
    let mut ids = Vec::new();
    for (day, (end, _, _)) in (1..).zip(ends) {
        let own = json!({
            "endedStatus": end, "callDirection": if day == 1 { "INBOUND" } else { "OUTBOUND" },
            "startedAt": format!("2026-06-0{day}T09:00:00.000Z"),
        });
        ids.push(ended(&owner, &merged(roark_call(&url), own)).await.1);
    }
    for (id, (_, state, outcome)) in ids.iter().zip(ends) {
        let call = owner.get(&format!("/v1/voice-calls/{id}")).await.expect(200).json();
        assert_eq!((&call["state"], &call["outcome"]), (&json!(state), &json!(outcome)), "{call}");
    }
    // Queries, and which of the calls they find.
    for (query, expected) in [
        ("", &[3_usize, 2, 1, 0][..]),
        ("state=Completed", &[0]),
        ("state=NoAnswer", &[2]),
        ("state=Busy&direction=Outbound", &[3]),
        ("state=Busy&direction=Inbound", &[]),
        ("direction=Outbound", &[3, 2, 1]),
        ("dateFrom=2026-06-02&dateTo=2026-06-03", &[2, 1]),
        ("dateTo=2026-06-01T09:00:00Z", &[0]),
    ] {
        let (rows, total) = owner.auralytik_page(&format!("/v1/voice-calls?{query}")).await;
        let found: Vec<&str> = rows.iter().map(|row| row["id"].as_str().expect("an id")).collect();
        let expected: Vec<&str> = expected.iter().map(|place| ids[*place].as_str()).collect();
        assert_eq!(total, expected.len() as u64, "{query}");
        assert_eq!(found, expected, "{query}");
    }
}

#[tokio::test]
async fn a_call_without_a_recording_has_no_link_and_another_conversation_is_no_voice_call() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let (_, here) = ended(&owner, &roark_call("http://10.0.0.1/1.wav")).await;
    let link = owner.get(&format!("/v1/voice-calls/{here}/recording-url")).await;
    link.auralytik_error(404, "NOT_FOUND");
    let other = owner.finished_call(&call("acme:1")).await;
    let here = spelled("vc", &other);
    for rest in ["", "/epa-results", "/recording-url"] {
        owner.get(&format!("/v1/voice-calls/{here}{rest}")).await.auralytik_error(404, "NOT_FOUND");
    }
    assert_eq!(owner.auralytik_page("/v1/voice-calls").await.1, 1);
}
