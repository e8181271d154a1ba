//! The whole road with the real recogniser: a recording that is put to a signed address ends as a completed evaluation,
//! every criterion with words of the transcript.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::road::require_engines;
use crate::support::quality::{as_engagement, check_criteria, put_blob, spelled, text};
use crate::support::{Client, House, Receiver, eventually, tones};

/// Engines start with the first recording, on a machine that does other things as well.
const LONGEST: Duration = Duration::from_secs(300);

/// A file that is being processed.
struct Sent {
    base: &'static str,
    name: &'static str,
    bytes: Vec<u8>,
    content_type: &'static str,
    id: String,
    evaluation: String,
}

async fn send(
    owner: &Client,
    base: &'static str,
    project: &str,
    sample: &'static str,
    content_type: &'static str,
    more: Value,
) -> Sent {
    let (name, bytes) = (sample.trim_start_matches("../"), tones::sample(sample));
    let file = owner.announced_with(base, project, name, more).await;
    put_blob(&file.url, content_type, bytes.clone()).await.expect(201);
    let evaluation = owner.process(base, &file.id).await.expect(202).text("evaluationId");
    Sent { base, name, bytes, content_type, id: file.id, evaluation }
}

#[tokio::test]
async fn a_recording_ends_as_an_evaluation_with_evidence_for_every_criterion() {
    let house = House::open().await;
    require_engines(&house).await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let events = ["evaluation.created", "audio.transcribed", "evaluation.completed", "audio.processed"];
    let webhook = json!({ "url": receiver.url("/"), "events": events });
    owner.post("/v1/webhooks", &webhook).await.expect(201);
    let project = owner.contact_project("/v1").await;
    let sent = [
        send(&owner, "/v1", &project, "call_stereo_8k.wav", "audio/wav", json!({})).await,
        // A call of a contact center by somebody who says her name: rules find something in it.
        send(
            &owner,
            "/api/v1",
            &project,
            "../bright_desk.ogg",
            "audio/ogg",
            json!({ "executiveName": "Nora" }),
        )
        .await,
    ];
    for file in &sent {
        let status = owner.processed_within(LONGEST, &file.id).await;
        assert_eq!((&status["status"], &status["error"]), (&json!("Completed"), &Value::Null), "{status}");
        assert_eq!((&status["stage"], &status["progress"]), (&json!("done"), &json!(100)), "{status}");
        assert_eq!(status["evaluationId"], json!(file.evaluation));
        let evaluation = owner.evaluation(&file.evaluation).await;
        // The summary may come after the evaluation.
        let conversation = owner.finished(&text(&evaluation["conversation_id"])).await;
        check_both_bases(&owner, file).await;
        assert_eq!(conversation["transcript"]["source"], "recognised");
        check_criteria(&conversation, &evaluation);
        check_other_apis(&owner, &evaluation).await;
        check_download(house.url(), &owner, file).await;
        for name in events {
            eventually(&format!("{name} of {}", file.name), async || {
                (told(&receiver, name, file).len() == 1).then_some(())
            })
            .await;
        }
    }
    let call = owner.evaluation(&sent[1].evaluation).await;
    assert_eq!(call["executive_name"], "Nora");
    let criteria = call["results"]["criteria"].as_array().expect("criteria").iter();
    assert!(criteria.filter(|one| one["is_unsure"] == false).count() >= 4, "rules know such calls: {call}");
    check_processed_again(&owner, &project, &sent[0], &receiver).await;
}

/// Told events of that name about the file and its evaluation, by their ids.
fn told(receiver: &Receiver, name: &str, file: &Sent) -> BTreeSet<String> {
    let all = receiver.all();
    let events = all.iter().map(|one| one.event()).filter(|event| {
        let data = &event["data"];
        event["event"] == name && (data["audioFileId"] == file.id || data["id"] == file.evaluation)
    });
    events.map(|event| text(&event["id"])).collect()
}

/// What both bases show is the same, and every criterion has words that stand in the transcript.
async fn check_both_bases(owner: &Client, file: &Sent) {
    let mut seen = Vec::new();
    for base in super::BASES {
        let get = async |path: String| owner.get(&format!("{base}{path}")).await.expect(200).json();
        let one = get(format!("/evaluations/{}", file.evaluation)).await;
        let results = get(format!("/evaluations/{}/results", file.evaluation)).await;
        let said = get(format!("/evaluations/{}/transcript", file.evaluation)).await;
        let of_file = get(format!("/audio-files/{}/transcript", file.id)).await;
        let shown = get(format!("/audio-files/{}", file.id)).await;
        assert_eq!((&one["state"], &one["audioFileName"]), (&json!("Completed"), &json!(file.name)), "{one}");
        assert_eq!((&shown["state"], &shown["evaluationId"]), (&json!("Completed"), &one["id"]), "{shown}");
        assert_eq!(shown["durationInSeconds"], one["durationInSeconds"]);
        assert!(one["durationInSeconds"].as_f64().is_some_and(|seconds| seconds > 15.0), "{one}");
        assert_eq!((&said["language"], &said["transcript"]), (&of_file["language"], &of_file["transcript"]));
        let mut without_id = results.clone();
        without_id.as_object_mut().expect("an object").remove("evaluationId");
        assert_eq!((&results["evaluationId"], &one["results"]), (&one["id"], &without_id));
        check_results(&one, &results, &said);
        seen.push((one, results, said, shown));
    }
    assert_eq!(seen[0], seen[1], "{} differs", file.base);
}

fn check_results(one: &Value, results: &Value, said: &Value) {
    let turns = said["transcript"].as_array().expect("turns");
    assert!(turns.len() >= 2, "{said}");
    for turn in turns {
        assert!(["agent", "customer"].map(Value::from).contains(&turn["role"]), "{turn}");
    }
    let criteria = results["criteria"].as_array().expect("criteria");
    assert_eq!(criteria.len(), 8, "the default scorecard's: {results}");
    let mut notes = Vec::new();
    for criterion in criteria {
        let evidence = criterion["evidence"].as_array().expect("evidence");
        assert!(!evidence.is_empty(), "{criterion}");
        for place in evidence {
            let (quote, at) = (text(&place["text"]), text(&place["timestamp"]));
            let stands = turns.iter().any(|turn| {
                // Of a fixed width: the order of the texts is that of the times.
                text(&turn["text"]).contains(&quote) && text(&turn["timestamp"]) <= at
            });
            assert!(!quote.trim().is_empty() && stands, "{quote:?} at {at} in {said}");
        }
        assert!(!text(&criterion["comment"]).is_empty(), "{criterion}");
        assert_eq!(criterion["note"].is_null(), criterion["passed"].is_null(), "{criterion}");
        notes.extend(criterion["note"].as_f64());
    }
    let mean = notes.iter().sum::<f64>() / notes.len() as f64;
    let expected = if notes.is_empty() { Value::Null } else { json!((mean * 10.0).round() / 10.0) };
    assert_eq!((&one["averageNote"], &results["averageNote"]), (&expected, &expected), "{results}");
    assert!(["Positive", "Neutral", "Negative"].map(Value::from).contains(&one["sentiment"]), "{one}");
    assert!(results["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{results}");
}

/// It is a conversation like any other.
async fn check_other_apis(owner: &Client, evaluation: &Value) {
    let id = &evaluation["conversation_id"];
    let engagement = owner.engagement(&as_engagement(id), "?expand=transcript,media_url").await;
    assert_eq!(
        (&engagement["processing_status"], &engagement["title"]),
        (&json!("COMPLETED"), &evaluation["name"])
    );
    assert!(engagement["transcript"].as_str().is_some_and(|said| !said.is_empty()), "{engagement}");
    assert!(engagement["media_url"].is_string(), "{engagement}");
    let call = owner.roark_call(&text(id)).await;
    assert_eq!(
        (&call["status"], &call["recordingUrlAccess"]),
        (&json!("ENDED"), &json!("AVAILABLE")),
        "{call}"
    );
    let said = owner.get(&format!("/v1/call/{}/transcript", text(id))).await.expect(200).json();
    assert!(said["data"]["entries"].as_array().is_some_and(|entries| !entries.is_empty()), "{said}");
    let here = owner.get(&format!("/v1/conversations/{}", spelled("conv_", id))).await.expect(200).json();
    assert!(here["messageCount"].as_u64().is_some_and(|count| count > 0), "{here}");
}

async fn check_download(server: &str, owner: &Client, file: &Sent) {
    let path = format!("{}/audio-files/{}/download-url", file.base, file.id);
    let link = owner.get(&path).await.expect(200).text("downloadUrl");
    let whole = Client::nobody(server).get(&link).await.expect(200);
    assert!(whole.bytes == file.bytes && whole.header("content-type") == Some(file.content_type));
    let part = Client::nobody(server).get_with(&link, &[("range", "bytes=10-19")]).await.expect(206);
    assert_eq!(part.bytes, &file.bytes[10..20]);
}

/// Asking once more makes another evaluation of the same conversation, and in numbers the recording counts once.
async fn check_processed_again(owner: &Client, project: &str, file: &Sent, receiver: &Receiver) {
    let again = owner.process(file.base, &file.id).await.expect(202).text("evaluationId");
    assert_ne!(again, file.evaluation);
    let status = owner.processed_within(LONGEST, &file.id).await;
    assert_eq!((&status["status"], &status["evaluationId"]), (&json!("Completed"), &json!(again)));
    let (first, second) = (owner.evaluation(&file.evaluation).await, owner.evaluation(&again).await);
    assert_eq!(first["conversation_id"], second["conversation_id"]);
    assert_eq!((&first["state"], &second["state"]), (&json!("completed"), &json!("completed")));
    assert_eq!((&first["is_current"], &second["is_current"]), (&json!(false), &json!(true)));
    assert_eq!(first["average_note"], second["average_note"]);
    for base in super::BASES {
        let get = async |path: String| owner.get(&format!("{base}{path}")).await.expect(200).json();
        let listed = get(format!("/evaluations?engagementId={project}")).await;
        assert_eq!(listed["totalCount"], 3, "{listed}");
        assert_eq!(get(format!("/engagements/{project}")).await["evaluationCount"], 3);
        let summary = get(format!("/analytics/summary?engagementId={project}")).await;
        assert_eq!(
            (&summary["totalEvaluations"], &summary["completedEvaluations"]),
            (&json!(2), &json!(2)),
            "{summary}"
        );
    }
    eventually("the file's second end to be told", async || {
        (told(receiver, "audio.processed", file).len() == 2).then_some(())
    })
    .await;
    assert_eq!(told(receiver, "audio.transcribed", file).len(), 1, "it is transcribed once");
}
