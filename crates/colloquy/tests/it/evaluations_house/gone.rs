//! Conversations that were deleted or erased take their evaluations along.

use reqwest::Method;
use serde_json::{Value, json};

use super::{called, criteria};
use crate::erase::files_with;
use crate::support::backend::is_postgres;
use crate::support::calls::timeline;
use crate::support::quality::{HOUSE, put_blob, spelled, text};
use crate::support::{Client, House, Receiver, eventually};

/// Said in the call and of it, and nowhere else.
const SAID: &str = "pterodaustro guinazui";

/// Nobody finds it, and nobody can say or ask anything of it.
async fn expect_gone(client: &Client, evaluation: &Value) {
    let one = format!("{HOUSE}/evaluations/{}", text(&evaluation["id"]));
    let there = format!("/v1/evaluations/{}", spelled("eval_", &evaluation["id"]));
    for path in [&one, &format!("{one}/reviews"), &there, &format!("{there}/results")] {
        client.get(path).await.expect(404);
    }
    client.post(&format!("{one}/evaluate"), &json!({})).await.expect(404);
    client.post(&format!("{one}/close"), &json!({})).await.expect(404);
}

#[tokio::test]
async fn a_deleted_conversation_takes_its_evaluations_out_of_lists_and_numbers() {
    let house = House::open().await;
    let owner = house.owner().await;
    let scorecard = owner.scorecard("Care", &criteria(&owner).await).await;
    let project = owner.project(json!({ "scorecard_id": scorecard["id"] })).await;
    let (gone, stays) = (
        called(&owner, "acme:gone", json!({})).await,
        called(&owner, "acme:stays", json!({ "start_at": "2026-06-02T09:00:00Z" })).await,
    );
    let kept = owner.evaluated(&project, &stays).await;
    let before = owner.quality_of(&project).await;
    let criteria_path = format!("{HOUSE}/quality/criteria?project_id={project}");
    let criteria_before = owner.get(&criteria_path).await.expect(200).json();
    let evaluation = owner.evaluated(&project, &gone).await;
    let verdicts = json!({ "verdicts": [
        { "criterion_id": "named_price", "answer": { "type": "yes" }, "reason": "In the mail." },
    ] });
    let reviews = format!("{HOUSE}/evaluations/{}/reviews", text(&evaluation["id"]));
    owner.post(&reviews, &verdicts).await.expect(200);
    assert_eq!(owner.quality_of(&project).await["total"], 2);
    assert!(!owner.waits_for(&evaluation).await.is_empty());

    owner.delete(&format!("{HOUSE}/conversations/{gone}")).await.expect(204);
    expect_gone(&owner, &evaluation).await;
    assert!(owner.waits_for(&evaluation).await.is_empty());
    assert_eq!(owner.quality_of(&project).await, before, "as if it had never been");
    assert_eq!(owner.get(&criteria_path).await.expect(200).json(), criteria_before);
    let listed = owner.get(&format!("{HOUSE}/evaluations?project_id={project}")).await.expect(200).json();
    assert_eq!((&listed["total"], &listed["data"][0]["id"]), (&json!(1), &kept["id"]), "{listed}");
    let of_it = format!("{HOUSE}/evaluations?conversation_id={}", text(&evaluation["conversation_id"]));
    assert_eq!(owner.get(&of_it).await.expect(200).json()["total"], 0);
    let count = owner.get(&format!("{HOUSE}/projects/{project}")).await.expect(200).json();
    assert_eq!(count["evaluation_count"], 1, "{count}");
}

#[tokio::test]
async fn nothing_is_left_of_what_was_found_in_an_erased_conversation() {
    let mut house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let events = ["evaluation.created", "evaluation.completed", "audio.processed"];
    let webhook = json!({ "url": receiver.url("/"), "events": events });
    owner.post("/v1/webhooks", &webhook).await.expect(201);
    let scorecard = owner.scorecard("Care", &criteria(&owner).await).await;
    let project = owner.project(json!({ "scorecard_id": scorecard["id"] })).await;
    let turns = timeline(&[
        (0, &format!("Thanks for calling Acme, this is Rae. I will send you the {SAID} by Friday.")),
        (1, "Great, thank you."),
    ]);
    let call = json!({ "title": SAID, "transcript_timeline": turns });
    let id = called(&owner, "acme:gone", call).await;
    let evaluation = owner.evaluated(&project, &id).await;
    assert!(evaluation.to_string().contains(SAID), "it stands in name and evidence: {evaluation}");
    let one = format!("{HOUSE}/evaluations/{}", text(&evaluation["id"]));
    let verdicts = json!({ "verdicts": [
        { "criterion_id": "named_price", "answer": { "type": "no" }, "reason": format!("only the {SAID}") },
    ] });
    owner.post(&format!("{one}/reviews"), &verdicts).await.expect(200);
    let dispute = json!({ "criterion_id": "named_price", "reason": format!("the {SAID} has a price") });
    owner.post(&format!("{one}/disputes"), &dispute).await.expect(200);
    owner.post(&format!("{one}/close"), &json!({ "reason": SAID })).await.expect(200);
    let survey = json!({ "state": "Completed", "total_questions": 1, "responses": [{ "question": SAID }] });
    let surveyed = format!("{HOUSE}/conversations/{id}/survey");
    owner.send(Method::PUT, &surveyed, Some(&survey)).await.expect(200);

    // A file that cannot be read: its name and its bytes are all that there is of it.
    let engagement = spelled("eng_", &json!(project));
    let file = owner.announced("/v1", &engagement, &format!("{SAID}.wav")).await;
    put_blob(&file.url, "audio/wav", format!("RIFF {SAID}").into_bytes()).await.expect(201);
    let of_file = owner.process("/v1", &file.id).await.expect(202).text("evaluationId");
    let failed = owner.evaluation_ended(&of_file).await;
    assert_eq!(failed["state"], "failed", "{failed}");
    eventually("what became of both to be told", async || {
        let names: Vec<Value> = receiver.all().iter().map(|one| one.event()["event"].clone()).collect();
        let is_told = |name: &str, count: usize| names.iter().filter(|one| **one == name).count() >= count;
        (is_told("evaluation.created", 2)
            && is_told("evaluation.completed", 1)
            && is_told("audio.processed", 1))
        .then_some(())
    })
    .await;

    let asked = owner.post("/v1/analytics/export", &json!({ "type": "evaluations" })).await.expect(202);
    let job = format!("/v1/analytics/export/{}", asked.text("jobId"));
    let export = eventually("the file of all evaluations", async || {
        let job = owner.get(&job).await.expect(200).json();
        (job["status"] == "completed").then_some(job)
    })
    .await;
    assert!(export["downloadUrl"].is_string(), "{export}");

    for id in [text(&evaluation["conversation_id"]), text(&failed["conversation_id"])] {
        let erased = house.cli(&["erase", &id, "--yes"]).await;
        assert_eq!(erased["erased"].as_array().map(Vec::len), Some(1));
    }
    expect_gone(&owner, &evaluation).await;
    expect_gone(&owner, &failed).await;
    owner.get(&format!("/v1/audio-files/{}", file.id)).await.expect(404);
    assert_eq!(
        owner.get(&job).await.expect(200).json()["downloadUrl"],
        Value::Null,
        "the file may tell of them"
    );
    let numbers = owner.quality_of(&project).await;
    assert_eq!((&numbers["total"], &numbers["average_note"]), (&json!(0), &Value::Null), "{numbers}");
    let rows = owner.get(&format!("{HOUSE}/quality/criteria?project_id={project}")).await.expect(200).json();
    assert_eq!(rows["data"], json!([]), "{rows}");
    assert!(house.process().terminate().await.success());
    if !is_postgres() {
        // The index of words stores what a word has beyond the one before it.
        for words in [SAID.as_bytes(), b"daustro"] {
            let left = files_with(house.data_dir(), words);
            assert!(left.is_empty(), "the words stand in {left:?}");
        }
    }
}
