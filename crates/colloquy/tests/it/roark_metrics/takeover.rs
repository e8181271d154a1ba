//! A worker that is killed at a collection job: another one goes on, and nothing is there twice.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;

use super::{call_of_two, text, uuid_of, values};
use crate::support::{House, eventually_within};

const CALLS: usize = 40;

#[tokio::test]
async fn another_worker_takes_over_and_no_value_is_there_twice() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let mut calls = Vec::new();
    for number in 0..CALLS {
        calls.push(uuid_of(&owner.created(&call_of_two(&format!("acme:{number}"))).await));
    }
    let metrics = ["talk_time", "response_time", "silence_time", "words_per_minute"];
    let wanted: Vec<_> = metrics.iter().map(|slug| json!({ "id": slug })).collect();
    let body = json!({ "callIds": calls, "metrics": wanted });
    let job = owner.post("/v1/metric/collection-jobs", &body).await.expect(201).json()["data"].clone();
    let path = format!("/v1/metric/collection-jobs/{}", text(&job["id"]));
    let mut first = house.another("worker").await;
    first.line_with("colloquy works").await;
    let begun = async || {
        let job = owner.get(&path).await.expect(200).json()["data"].clone();
        (job["status"] != "PENDING").then_some(job)
    };
    let at_kill = eventually_within(Duration::from_secs(60), "the first conversations", begun).await;
    first.kill();
    let mut second = house.another("worker").await;
    second.line_with("colloquy works").await;
    // A lease lives for 30 seconds; the rest is for the work on a busy machine.
    let over = async || {
        let job = owner.get(&path).await.expect(200).json()["data"].clone();
        (job["status"] == "COMPLETED").then_some(job)
    };
    let done = eventually_within(Duration::from_secs(120), "the end of the job", over).await;
    assert_eq!(done["totalItems"], (CALLS * metrics.len()) as u64);
    let (completed, failed) =
        (done["completedItems"].as_u64().unwrap(), done["failedItems"].as_u64().unwrap());
    assert_eq!(completed + failed, (CALLS * metrics.len()) as u64, "killed at {at_kill}");
    for call in &calls {
        let all = values(&owner, call).await;
        let places: BTreeSet<String> = all
            .iter()
            .map(|value| {
                format!(
                    "{} {} {} {}",
                    value["slug"], value["participantRole"], value["context"], value["segment"]["id"]
                )
            })
            .collect();
        assert_eq!(places.len(), all.len(), "a value twice: {all:?}");
        assert!(all.iter().any(|value| value["slug"] == "silence_time"), "{all:?}");
    }
}
