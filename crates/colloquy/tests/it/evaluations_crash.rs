//! `kill -9` in the middle of evaluations: each that was accepted is completed once, told once and counted once.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};

use crate::road::require_engines;
use crate::support::quality::{HOUSE, put_blob, spelled, text};
use crate::support::{Client, House, Receiver, call, eventually_within, tones};

/// Recordings that are put here, and calls that came with their transcript.
const UPLOADS: usize = 3;
const CALLS: usize = 20;

/// Leases of the killed servers have to run out first, and engines to start again.
const LONGEST: Duration = Duration::from_secs(300);

#[tokio::test]
async fn every_accepted_evaluation_is_completed_once_whenever_the_server_is_killed() {
    let mut house = House::open().await;
    require_engines(&house).await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let webhook = json!({ "url": receiver.url("/"), "events": ["evaluation.completed", "audio.processed"] });
    owner.post("/v1/webhooks", &webhook).await.expect(201);
    let project = owner.project(json!({})).await;
    let engagement = spelled("eng_", &json!(project));
    let mut files = Vec::new();
    for number in 0..UPLOADS {
        let file = owner.announced("/v1", &engagement, &format!("{number}.wav")).await;
        put_blob(&file.url, "audio/wav", tones::sample("jfk.wav")).await.expect(201);
        files.push(file.id);
    }
    let mut calls = Vec::new();
    for number in 0..CALLS {
        calls.push(owner.created(&call(&format!("acme:{number}"))).await);
    }
    let mut accepted = BTreeSet::new();
    for file in &files {
        accepted.insert(owner.process("/v1", file).await.expect(202).text("evaluationId"));
    }
    kill_once(&mut house, &owner, "a recording to be at work", async |owner| {
        for file in &files {
            let status = owner.processing(file).await;
            let is_at_work = status["status"] == "Processing" && status["progress"].as_u64() >= Some(30);
            if is_at_work || status["status"] == "Completed" {
                return true;
            }
        }
        false
    })
    .await;
    // Calls whose transcripts are there are scored in no time: the first of them when the others still wait.
    let there = owner.at(house.url());
    for call in &calls {
        accepted.insert(spelled("eval_", &there.evaluate(&project, call).await["id"]));
    }
    assert_eq!(accepted.len(), UPLOADS + CALLS);
    for count in [1, CALLS / 2] {
        kill_once(&mut house, &owner, "some evaluations to be completed", async |owner| {
            owner.quality_of(&project).await["completed"].as_u64() >= Some(count as u64)
        })
        .await;
    }

    let owner = owner.at(house.url());
    for id in &accepted {
        let evaluation = owner.evaluation_ended_within(LONGEST, id).await;
        assert_eq!((&evaluation["state"], &evaluation["error"]), (&json!("completed"), &Value::Null));
    }
    for (file, name) in files.iter().zip(0..) {
        let status = owner.processing(file).await;
        assert_eq!(
            (&status["status"], &status["error"]),
            (&json!("Completed"), &Value::Null),
            "{name}: {status}"
        );
    }
    check_numbers(&owner, &project, accepted.len()).await;
    check_told(&receiver, &accepted, &files).await;
}

/// Waits until it is so, kills the server, and starts it again.
async fn kill_once(house: &mut House, owner: &Client, what: &str, is_so: impl AsyncFn(&Client) -> bool) {
    let there = owner.at(house.url());
    eventually_within(LONGEST, what, async || is_so(&there).await.then_some(())).await;
    house.kill();
    house.start("all").await;
}

/// One evaluation of each conversation, and each in the sums once.
async fn check_numbers(owner: &Client, project: &str, count: usize) {
    let path = format!("{HOUSE}/evaluations?page_size=100&project_id={project}");
    let listed = owner.get(&path).await.expect(200).json();
    assert_eq!(listed["total"], count, "{listed}");
    let rows = listed["data"].as_array().expect("data");
    let conversations: BTreeSet<String> = rows.iter().map(|row| text(&row["conversation_id"])).collect();
    assert_eq!(conversations.len(), count, "one evaluation of each conversation");
    assert!(rows.iter().all(|row| row["is_current"] == true && row["state"] == "completed"), "{listed}");
    let numbers = owner.quality_of(project).await;
    assert_eq!((&numbers["total"], &numbers["completed"]), (&json!(count), &json!(count)), "{numbers}");
    assert_eq!((&numbers["failed"], &numbers["pending"]), (&json!(0), &json!(0)), "{numbers}");
    let notes: Vec<f64> = rows.iter().filter_map(|row| row["average_note"].as_f64()).collect();
    let mean = notes.iter().sum::<f64>() / notes.len() as f64;
    let told = numbers["average_note"].as_f64().expect("a mean: rules know these calls");
    assert!((told - mean).abs() < 0.051, "{told} is not the mean {mean}");
    // The sums by criterion have each evaluation once.
    let path = format!("{HOUSE}/quality/criteria?project_id={project}");
    let criteria = owner.get(&path).await.expect(200).json()["data"].as_array().expect("data").clone();
    assert_eq!(criteria.len(), 8, "the default scorecard's: {criteria:?}");
    for row in criteria {
        let parts =
            ["scored", "not_applicable", "undecided"].map(|name| row[name].as_u64().expect("a count"));
        assert_eq!(parts.iter().sum::<u64>(), count as u64, "{row}");
    }
}

/// Each evaluation's end and each file's is one message of one event, however often it was delivered.
async fn check_told(receiver: &Receiver, evaluations: &BTreeSet<String>, files: &[String]) {
    let told = || {
        let mut ids: BTreeMap<(String, String), BTreeSet<(String, String)>> = BTreeMap::new();
        for one in receiver.all() {
            let event = one.event();
            let of = ["audioFileId", "id"].iter().find_map(|name| event["data"][*name].as_str());
            let of = of.expect("what it is about").to_owned();
            let message = (one.header("x-webhook-id"), text(&event["id"]));
            ids.entry((text(&event["event"]), of)).or_default().insert(message);
        }
        ids
    };
    let expected: BTreeSet<(String, String)> = evaluations
        .iter()
        .map(|id| ("evaluation.completed".to_owned(), id.clone()))
        .chain(files.iter().map(|id| ("audio.processed".to_owned(), id.clone())))
        .collect();
    eventually_within(LONGEST, "the end of everything to be told", async || {
        (told().len() >= expected.len()).then_some(())
    })
    .await;
    let told = told();
    assert_eq!(told.keys().cloned().collect::<BTreeSet<_>>(), expected);
    for (event, ids) in told {
        assert_eq!(ids.len(), 1, "{event:?} was told under several ids: {ids:?}");
        assert!(ids.iter().all(|(header, id)| header == id), "{event:?}: {ids:?}");
    }
}
