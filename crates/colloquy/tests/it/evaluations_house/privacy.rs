//! What was found of private conversations is for who may see these.

use serde_json::{Value, json};

use super::{called, criteria};
use crate::support::quality::{HOUSE, spelled, text};
use crate::support::{Client, House, Receiver, eventually};

const SCOPES: &str = "engagements:read,evaluations:read,evaluations:write,evaluations:review,evaluations:dispute,\
                      analytics:read,conversations:read,webhooks:manage";

/// How many evaluations somebody sees in each place that counts or lists them.
async fn seen(client: &Client, project: &str) -> Vec<(String, Value)> {
    let engagement = spelled("eng_", &json!(project));
    let places = [
        (format!("{HOUSE}/evaluations?project_id={project}"), "/total"),
        (format!("{HOUSE}/projects/{project}"), "/evaluation_count"),
        (format!("{HOUSE}/quality/summary?project_id={project}"), "/total"),
        (format!("{HOUSE}/quality/criteria?project_id={project}"), "/data/0/scored"),
        (format!("{HOUSE}/quality/trends?project_id={project}"), "/data/0/total"),
        (format!("{HOUSE}/quality/executives?project_id={project}"), "/data/0/total"),
        (format!("{HOUSE}/review-queue?project_id={project}"), "/total"),
        (format!("/v1/evaluations?engagementId={engagement}"), "/totalCount"),
        (format!("/v1/engagements/{engagement}"), "/evaluationCount"),
        (format!("/v1/analytics/summary?engagementId={engagement}"), "/totalEvaluations"),
        (format!("/api/v1/analytics/executives?engagementId={engagement}"), "/data/0/evaluationCount"),
        ("/api/v1/conversations?pageSize=1".to_owned(), "/totalCount"),
    ];
    let mut counts = Vec::new();
    for (path, place) in places {
        let read = client.get(&path).await.expect(200).json();
        counts.push((path, read.pointer(place).cloned().unwrap_or_default()));
    }
    counts
}

#[tokio::test]
async fn private_conversations_are_seen_by_who_may_and_counted_by_nobody_else() {
    let house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    let plain = house.key_with_scopes(SCOPES).await;
    let may = house.key_with_scopes(&format!("{SCOPES},engagements:private:read")).await;
    let webhook = |path: &str| json!({ "url": receiver.url(path), "events": ["evaluation.completed"] });
    plain.post("/v1/webhooks", &webhook("/plain")).await.expect(201);
    may.post("/v1/webhooks", &webhook("/may")).await.expect(201);
    let scorecard = owner.scorecard("Care", &criteria(&owner).await).await;
    let project = owner.project(json!({ "scorecard_id": scorecard["id"] })).await;
    let mut evaluations = Vec::new();
    for (name, is_private) in [("open", false), ("private", true)] {
        let id = called(&owner, name, json!({ "is_private": is_private })).await;
        let conversation = text(&owner.conversation(&id).await["id"]);
        let attribution = format!("{HOUSE}/conversations/{conversation}/attribution");
        let rae = json!({ "executive_name": "Rae" });
        owner.send(reqwest::Method::PUT, &attribution, Some(&rae)).await.expect(200);
        evaluations.push(owner.evaluated(&project, &id).await);
    }
    for (client, count) in [(&owner, 2), (&may, 2), (&plain, 1)] {
        for (path, told) in seen(client, &project).await {
            assert_eq!(told, json!(count), "{path}");
        }
    }
    assert!(plain.waits_for(&evaluations[1]).await.is_empty());
    assert!(!plain.waits_for(&evaluations[0]).await.is_empty());

    let private = format!("{HOUSE}/evaluations/{}", text(&evaluations[1]["id"]));
    let there = format!("/v1/evaluations/{}", spelled("eval_", &evaluations[1]["id"]));
    for path in [private.clone(), format!("{private}/reviews"), there.clone(), format!("{there}/results")] {
        plain.get(&path).await.expect(403);
        may.get(&path).await.expect(200);
    }
    plain.get(&format!("{there}/transcript")).await.expect(403);
    let verdict = json!({ "verdicts": [{ "criterion_id": "greeted" }] });
    let dispute = json!({ "criterion_id": "greeted", "reason": "It was no greeting." });
    for (what, body) in [("reviews", &verdict), ("disputes", &dispute), ("close", &json!({}))] {
        plain.post(&format!("{private}/{what}"), body).await.expect(403);
    }
    plain.post(&format!("{private}/evaluate"), &json!({})).await.expect(403);
    let into = format!("{HOUSE}/projects/{project}/evaluations");
    let conversation = json!({ "conversation_id": evaluations[1]["conversation_id"] });
    plain.post(&into, &conversation).await.expect(403);
    may.post(&format!("{private}/reviews"), &verdict).await.expect(200);

    // Receivers are told what the key that made them may read.
    eventually("both evaluations to be told to who may see them", async || {
        let of = |path: &str| receiver.all().into_iter().filter(|one| one.path == path).count();
        (of("/may") >= 2 && of("/plain") >= 1).then_some(())
    })
    .await;
    for one in receiver.all().into_iter().filter(|one| one.path == "/plain") {
        assert_ne!(one.event()["data"]["id"], json!(spelled("eval_", &evaluations[1]["id"])));
    }
}
