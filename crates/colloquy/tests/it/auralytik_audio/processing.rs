//! How far a file is: while it waits, and where nothing can be heard in it.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::quality::{put_blob, text};
use crate::support::tones::wav;
use crate::support::{Client, House, Receiver, eventually};

/// Longest that a file takes of which nothing is heard.
const LONGEST: Duration = Duration::from_secs(60);

#[tokio::test]
async fn who_asks_twice_gets_the_same_evaluation_and_no_results_yet() {
    // Nobody works here: it stays as it is.
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let project = owner.contact_project("/v1").await;
    let file = owner.announced("/v1", &project, "call.wav").await;
    put_blob(&file.url, "audio/wav", wav(1)).await.expect(201);
    let first = owner.process("/v1", &file.id).await.expect(202).json();
    assert_eq!((&first["audioFileId"], &first["status"]), (&json!(file.id), &json!("Processing")));
    let evaluation = text(&first["evaluationId"]);
    assert!(evaluation.starts_with("eval_"), "{first}");
    for base in super::BASES {
        assert_eq!(owner.process(base, &file.id).await.expect(202).json(), first);
        let refused = owner.get(&format!("{base}/evaluations/{evaluation}/results")).await.expect(409).json();
        assert_eq!(refused["error"]["code"], "CONFLICT", "{refused}");
        let said = owner.get(&format!("{base}/evaluations/{evaluation}/transcript")).await.expect(200).json();
        assert_eq!(said, json!({ "evaluationId": evaluation, "language": null, "transcript": [] }));
        let one = owner.get(&format!("{base}/evaluations/{evaluation}")).await.expect(200).json();
        assert_eq!((&one["state"], &one["audioFileName"]), (&json!("Pending"), &json!("call.wav")), "{one}");
        for member in ["sentiment", "averageNote", "results", "campaignId", "callCenterId"] {
            assert_eq!(one.get(member), Some(&Value::Null), "{member} of {one}");
        }
        let shown = owner.get(&format!("{base}/audio-files/{}", file.id)).await.expect(200).json();
        assert_eq!((&shown["state"], &shown["evaluationId"]), (&json!("Processing"), &json!(evaluation)));
    }
    let status = owner.processing(&file.id).await;
    assert_eq!((&status["status"], &status["stage"]), (&json!("Processing"), &json!("transcription")));
    assert!(status["progress"].as_u64().is_some_and(|progress| progress < 100), "{status}");
    let evaluations = owner.get(&format!("/v1/evaluations?engagementId={project}")).await.expect(200).json();
    assert_eq!(evaluations["totalCount"], 1, "{evaluations}");
    let summary =
        owner.get(&format!("/v1/analytics/summary?engagementId={project}")).await.expect(200).json();
    assert_eq!((&summary["totalEvaluations"], &summary["pendingEvaluations"]), (&json!(1), &json!(1)));
}

/// Told events of that name about the file or evaluation, by their ids.
fn told(receiver: &Receiver, name: &str, id: &str) -> BTreeSet<String> {
    let all = receiver.all();
    let events = all.iter().map(|one| one.event()).filter(|event| {
        let data = &event["data"];
        event["event"] == name && (data["audioFileId"] == id || data["id"] == id)
    });
    events.map(|event| text(&event["id"])).collect()
}

#[tokio::test]
async fn what_cannot_be_read_fails_with_its_reason_and_may_be_tried_again() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let events = ["evaluation.created", "evaluation.completed", "audio.transcribed", "audio.processed"];
    let webhook = json!({ "url": receiver.url("/"), "events": events });
    owner.post("/api/v1/webhooks", &webhook).await.expect(201);
    let project = owner.contact_project("/v1").await;
    let file = owner.announced("/v1", &project, "broken.wav").await;
    put_blob(&file.url, "audio/wav", b"RIFF no recording at all".to_vec()).await.expect(201);

    let mut evaluations = Vec::new();
    let mut conversations = BTreeSet::new();
    for attempt in 1..=2 {
        let evaluation = owner.process("/v1", &file.id).await.expect(202).text("evaluationId");
        let status = owner.processed_within(LONGEST, &file.id).await;
        assert_eq!((&status["status"], &status["stage"]), (&json!("Failed"), &json!("done")), "{status}");
        assert_eq!(status["evaluationId"], json!(evaluation));
        let reason = text(&status["error"]);
        assert!(reason.split_whitespace().count() >= 3, "it says why: {reason}");
        let house_view = owner.evaluation_ended(&evaluation).await;
        assert_eq!((&house_view["state"], &house_view["error"]), (&json!("failed"), &json!(reason)));
        conversations.insert(text(&house_view["conversation_id"]));
        check_failed(&owner, &evaluation).await;
        eventually("the end of the file to be told", async || {
            (told(&receiver, "audio.processed", &file.id).len() == attempt).then_some(())
        })
        .await;
        evaluations.push(evaluation);
    }
    assert_ne!(evaluations[0], evaluations[1], "another evaluation");
    assert_eq!(conversations.len(), 2, "of another conversation, as this one has no words");
    for one in receiver.all() {
        let event = one.event();
        if event["event"] == "audio.processed" {
            assert_eq!(event["data"]["state"], "Failed", "{event}");
        }
    }
    for evaluation in &evaluations {
        eventually("the evaluation's beginning to be told", async || {
            (told(&receiver, "evaluation.created", evaluation).len() == 1).then_some(())
        })
        .await;
        assert_eq!(told(&receiver, "evaluation.completed", evaluation).len(), 0);
    }
    assert_eq!(told(&receiver, "audio.transcribed", &file.id).len(), 0);
    let summary = owner.get("/v1/analytics/summary").await.expect(200).json();
    assert_eq!(summary["completedEvaluations"], 0, "{summary}");
    assert!(summary["failedEvaluations"].as_u64() >= Some(1), "{summary}");
    assert_eq!((&summary["averageNote"], &summary["pendingEvaluations"]), (&Value::Null, &json!(0)));
}

/// It has no results and no words, and says so by both bases.
async fn check_failed(owner: &Client, evaluation: &str) {
    for base in super::BASES {
        let path = format!("{base}/evaluations/{evaluation}");
        let one = owner.get(&path).await.expect(200).json();
        assert_eq!((&one["state"], &one["results"]), (&json!("Failed"), &Value::Null), "{one}");
        owner.get(&format!("{path}/results")).await.expect(409);
        let said = owner.get(&format!("{path}/transcript")).await.expect(200).json();
        assert_eq!(said["transcript"], json!([]), "{said}");
    }
}
