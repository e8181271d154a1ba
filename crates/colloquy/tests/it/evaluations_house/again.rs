//! A call that is evaluated again keeps what people decided, and calls of which nobody said who works here are scored.

use reqwest::Method;
use serde_json::{Value, json};

use super::{called, criteria};
use crate::support::quality::{HOUSE, criterion, spelled, text};
use crate::support::{House, call, merged};

#[tokio::test]
async fn what_people_decided_goes_on_to_the_next_evaluation() {
    let house = House::open().await;
    let owner = house.owner().await;
    let scorecard = owner.scorecard("Care", &criteria(&owner).await).await;
    let project = owner.project(json!({ "scorecard_id": scorecard["id"] })).await;
    let id = called(&owner, "acme:1", json!({})).await;
    let first = owner.evaluated(&project, &id).await;
    let reviews = format!("{HOUSE}/evaluations/{}/reviews", text(&first["id"]));
    let verdicts = json!({ "verdicts": [
        { "criterion_id": "named_price", "answer": { "type": "yes" }, "reason": "In the mail." },
        { "criterion_id": "greeted", "answer": { "type": "no" }, "reason": "Not the right words." },
    ] });
    owner.post(&reviews, &verdicts).await.expect(200);
    let disputes = format!("{HOUSE}/evaluations/{}/disputes", text(&first["id"]));
    let dispute = json!({ "criterion_id": "offered_further_help", "reason": "I did." });
    owner.post(&disputes, &dispute).await.expect(200);

    // One question is put otherwise meanwhile: what was said of the old one says nothing of the new one.
    let mut changed = criteria(&owner).await;
    changed[2]["question"] = json!("Was the price named?");
    let body = json!({ "sections": [{ "name": "All", "criteria": changed }] });
    let path = format!("{HOUSE}/scorecards/{}", text(&scorecard["id"]));
    owner.patch(&path, &body).await.expect(200);
    let again = format!("{HOUSE}/evaluations/{}/evaluate", text(&first["id"]));
    let begun = owner.post(&again, &json!({})).await.expect(202).json();
    let second = owner.evaluation_ended(&text(&begun["id"])).await;
    assert_eq!(
        (&second["state"], &second["scorecard_version"]),
        (&json!("completed"), &json!(2)),
        "{second}"
    );
    let greeted = criterion(&second, "greeted");
    assert_eq!(
        (&greeted["decision"]["answer"]["type"], &greeted["note"]),
        (&json!("no"), &json!(0.0)),
        "{greeted}"
    );
    assert_eq!(greeted["answer"]["type"], "yes", "the engine's answer stays on record: {greeted}");
    assert_eq!(criterion(&second, "offered_further_help")["dispute"]["reason"], "I did.");
    assert_eq!(criterion(&second, "named_price")["decision"], Value::Null);
    let former = owner.evaluation(&text(&first["id"])).await;
    assert_eq!((&former["is_current"], &second["is_current"]), (&json!(false), &json!(true)));
    assert_eq!(owner.quality_of(&project).await["total"], 1);
}

#[tokio::test]
async fn the_agent_is_told_by_name_or_by_words_where_everybody_is_a_stranger() {
    let house = House::open().await;
    let owner = house.owner().await;
    let scorecard = owner.scorecard("Care", &[owner.default_criterion("greeted").await]).await;
    let project = owner.project(json!({ "scorecard_id": scorecard["id"] })).await;
    let people = json!({ "participants": [
        { "name": "Rae Moss", "email": "rae@desk.example" },
        { "name": "Jonas", "email": "jonas@customer.example" },
    ] });
    let id = owner.created(&merged(call("acme:strangers"), people)).await;
    owner.finished(&id).await;
    let by_words = owner.evaluated(&project, &id).await;
    assert_eq!(criterion(&by_words, "greeted")["answer"]["type"], "yes", "{by_words}");
    let path = format!("/v1/evaluations/{}/transcript", spelled("eval_", &by_words["id"]));
    let told = owner.get(&path).await.expect(200).json();
    let roles: Vec<&Value> =
        told["transcript"].as_array().expect("entries").iter().map(|entry| &entry["role"]).collect();
    assert_eq!(roles, ["agent", "customer", "agent", "customer"], "{told}");

    // Whose work the call shows counts more than words.
    let attribution = format!("{HOUSE}/conversations/{id}/attribution");
    owner.send(Method::PUT, &attribution, Some(&json!({ "executive_name": "Jonas" }))).await.expect(200);
    let by_name = owner.evaluated(&project, &id).await;
    let told = owner.get(&format!("/v1/evaluations/{}/transcript", spelled("eval_", &by_name["id"]))).await;
    assert_eq!(told.expect(200).json()["transcript"][1]["role"], "agent");
}
