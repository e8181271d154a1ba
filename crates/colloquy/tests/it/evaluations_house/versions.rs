//! A call is put into a project, scored with evidence, and keeps the version by which it was scored.

use serde_json::{Value, json};

use super::{called, criteria};
use crate::support::quality::{HOUSE, check_criteria, criterion, own_criterion, spelled, text};
use crate::support::{House, call};

#[tokio::test]
async fn a_call_of_another_api_is_scored_with_evidence() {
    let house = House::open().await;
    let owner = house.owner().await;
    let scorecard = owner.scorecard("Care", &criteria(&owner).await).await;
    assert_eq!((&scorecard["version"], &scorecard["is_default"]), (&json!(1), &json!(false)));
    let project = owner.project(json!({ "scorecard_id": scorecard["id"] })).await;
    let id = called(&owner, "acme:1", json!({})).await;
    let begun = owner.evaluate(&project, &id).await;
    assert_eq!((&begun["project_id"], &begun["is_current"]), (&json!(project), &json!(true)), "{begun}");
    let scored = owner.evaluation_ended(&text(&begun["id"])).await;
    assert_eq!((&scored["state"], &scored["error"]), (&json!("completed"), &Value::Null), "{scored}");
    assert_eq!((&scored["name"], &scored["duration_seconds"]), (&json!("Renewal call"), &json!(15.5)));
    assert_eq!((&scored["audio_file_id"], &scored["is_ai_call"]), (&Value::Null, &json!(false)));
    let conversation = owner.finished(&id).await;
    assert_eq!(scored["conversation_id"], conversation["id"]);
    check_criteria(&conversation, &scored);
    let stages = conversation["stages"].as_array().expect("stages");
    let stage = stages.iter().find(|stage| stage["name"] == "evaluation").expect("the stage");
    assert_eq!((&stage["status"], &stage["engine"]), (&json!("done"), &json!("basic")), "{stage}");

    let greeted = criterion(&scored, "greeted");
    assert_eq!((&greeted["answer"]["type"], &greeted["is_unsure"]), (&json!("yes"), &json!(false)));
    assert!(text(&greeted["evidence"][0]["quote"]).contains("this is Rae"), "{greeted}");
    let further = criterion(&scored, "offered_further_help");
    assert_eq!((&further["answer"]["type"], &further["note"]), (&json!("no"), &json!(0.0)), "{further}");
    for own in ["named_price", "tone"] {
        let unsure = criterion(&scored, own);
        assert_eq!((&unsure["answer"], &unsure["is_unsure"]), (&Value::Null, &json!(true)), "{unsure}");
        assert_eq!((&unsure["note"], &unsure["is_passed"]), (&Value::Null, &Value::Null), "{unsure}");
        assert!(text(&unsure["reasoning"]).contains("language model"), "it says what is missing: {unsure}");
    }
    // (100 + 0) ⁄ 2, both of weight 1; what is unsure counts nowhere.
    assert_eq!((&scored["average_note"], &scored["score"]), (&json!(50.0), &json!(50.0)));
    assert_eq!((&scored["undecided"], &scored["is_auto_failed"]), (&json!(2), &json!(false)));

    // The contact center's API shows the same.
    let evaluation = spelled("eval_", &scored["id"]);
    let there = owner.get(&format!("/v1/evaluations/{evaluation}")).await.expect(200).json();
    assert_eq!((&there["state"], &there["averageNote"]), (&json!("Completed"), &json!(50.0)), "{there}");
    let engagement = spelled("eng_", &json!(project));
    assert_eq!(there["engagementId"], json!(engagement));
    let engagement = owner.get(&format!("/api/v1/engagements/{engagement}")).await.expect(200).json();
    assert_eq!(engagement["evaluationCount"], 1, "{engagement}");
}

#[tokio::test]
async fn what_is_not_there_cannot_be_put_into_a_project() {
    // Nobody works here: what waits goes on waiting.
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let project = owner.project(json!({})).await;
    let path = format!("{HOUSE}/projects/{project}/evaluations");
    let nothing = "01KFXKBAV0R7S2VBVK3QSBHMR3";
    let refused = owner.post(&path, &json!({ "conversation_id": nothing })).await;
    assert_eq!(refused.house_error(422, "validation_failed"), ["conversation_id"]);
    let id = owner.created(&call("acme:1")).await;
    let refused = owner.post(&path, &json!({ "conversation_id": id, "scorecard_id": nothing })).await;
    assert_eq!(refused.house_error(422, "validation_failed"), ["scorecard_id"]);
    let elsewhere = format!("{HOUSE}/projects/{nothing}/evaluations");
    owner.post(&elsewhere, &json!({ "conversation_id": id })).await.expect(404);

    let waiting = owner.evaluate(&project, &id).await;
    assert_eq!((&waiting["state"], &waiting["average_note"]), (&json!("pending"), &Value::Null), "{waiting}");
    assert_eq!(owner.evaluate(&project, &id).await["id"], waiting["id"], "one at a time");
    let one = format!("{HOUSE}/evaluations/{}", text(&waiting["id"]));
    assert_eq!(owner.get(&one).await.expect(200).json()["results"], Value::Null);
    let again = owner.post(&format!("{one}/evaluate"), &json!({})).await.expect(202).json();
    assert_eq!(again["id"], waiting["id"]);
    // Nothing is reviewed before it is completed.
    let verdict = json!({ "verdicts": [{ "criterion_id": "greeted" }] });
    owner.post(&format!("{one}/reviews"), &verdict).await.house_error(409, "conflict");
    owner.post(&format!("{one}/close"), &json!({})).await.house_error(409, "conflict");
    let dispute = json!({ "criterion_id": "greeted", "reason": "no" });
    owner.post(&format!("{one}/disputes"), &dispute).await.house_error(409, "conflict");
    let evaluation = spelled("eval_", &waiting["id"]);
    owner.get(&format!("/v1/evaluations/{evaluation}/results")).await.expect(409);
    let said = owner.get(&format!("/v1/evaluations/{evaluation}/transcript")).await.expect(200).json();
    assert_eq!(said["transcript"], json!([]), "as long as it goes on: {said}");
}

#[tokio::test]
async fn a_changed_scorecard_is_a_new_version_and_leaves_what_was_scored() {
    let house = House::open().await;
    let owner = house.owner().await;
    let greeted = owner.default_criterion("greeted").await;
    let scorecard = owner.scorecard("Care", std::slice::from_ref(&greeted)).await;
    let path = format!("{HOUSE}/scorecards/{}", text(&scorecard["id"]));
    let project = owner.project(json!({ "scorecard_id": scorecard["id"] })).await;
    let id = called(&owner, "acme:1", json!({})).await;
    let first = owner.evaluated(&project, &id).await;
    assert_eq!((&first["scorecard_version"], &first["average_note"]), (&json!(1), &json!(100.0)), "{first}");

    let same = json!({ "name": "Care calls", "sections": scorecard["sections"] });
    let renamed = owner.patch(&path, &same).await.expect(200).json();
    assert_eq!((&renamed["version"], &renamed["name"]), (&json!(1), &json!("Care calls")));
    let wider = json!({ "sections": [
        { "name": "All", "criteria": [greeted, own_criterion("named_price", json!({}))] },
    ] });
    assert_eq!(owner.patch(&path, &wider).await.expect(200).json()["version"], 2);
    let versions = owner.get(&format!("{path}/versions")).await.expect(200).json();
    let numbers: Vec<_> =
        versions["data"].as_array().expect("data").iter().map(|one| &one["number"]).collect();
    assert_eq!(numbers, [&json!(1), &json!(2)]);
    let original = owner.get(&format!("{path}/versions/1")).await.expect(200).json();
    assert_eq!(original["sections"], scorecard["sections"]);
    owner.get(&format!("{path}/versions/3")).await.expect(404);

    let one = format!("{HOUSE}/evaluations/{}", text(&first["id"]));
    let begun = owner.post(&format!("{one}/evaluate"), &json!({})).await.expect(202).json();
    assert_ne!(begun["id"], first["id"]);
    let second = owner.evaluation_ended(&text(&begun["id"])).await;
    assert_eq!((&second["scorecard_version"], &second["undecided"]), (&json!(2), &json!(1)), "{second}");
    assert_eq!(second["results"]["criteria"].as_array().map(Vec::len), Some(2));
    let kept = owner.evaluation(&text(&first["id"])).await;
    assert_eq!((&kept["scorecard_version"], &kept["results"]), (&json!(1), &first["results"]));
    assert_eq!((&kept["is_current"], &second["is_current"]), (&json!(false), &json!(true)));
    // Lists show both; of the numbers the conversation is one.
    let listed = owner.get(&format!("{HOUSE}/evaluations?project_id={project}")).await.expect(200).json();
    assert_eq!(listed["total"], 2, "{listed}");
    let numbers = owner.quality_of(&project).await;
    assert_eq!((&numbers["total"], &numbers["completed"]), (&json!(1), &json!(1)), "{numbers}");
    assert!(owner.waits_for(&kept).await.is_empty(), "only the newest one waits");
    assert!(owner.waits_for(&second).await.contains(&"unsure".to_owned()));
    // What a project scores by stays.
    owner.delete(&path).await.house_error(409, "conflict");
}
