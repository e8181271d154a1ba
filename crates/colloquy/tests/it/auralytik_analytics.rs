//! Analytics of the Auralytik API, against numbers that were computed by hand.
//!
//! The notes are known because people decided all criteria: whatever the engine says of them does not count then.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::auralytik::NO_RECORDING;
use crate::support::calls::timeline;
use crate::support::{Client, House, call, merged};

/// An engagement whose evaluations have two criteria that count the same.
async fn engagement(owner: &Client) -> String {
    let criterion =
        |id: &str| json!({ "id": id, "name": id, "question": format!("{id}?"), "kind": "yes_no" });
    let sections = json!([{ "name": "All", "criteria": [criterion("first"), criterion("second")] }]);
    let scorecard = json!({ "name": "By hand", "sections": sections });
    let made = owner.post("/api/colloquy/v1/scorecards", &scorecard).await.expect(201);
    let id = owner.auralytik_engagement("Q1").await;
    let change = json!({ "scorecard_id": made.text("id") });
    owner.patch(&format!("/api/colloquy/v1/projects/{id}"), &change).await.expect(200);
    id
}

/// What a person says of a criterion.
fn verdict((id, answer): (&str, &str)) -> Value {
    json!({ "criterion_id": id, "answer": { "type": answer }, "reason": "I listened." })
}

/// Takes a call in, evaluates it, and decides both criteria. Returns how people felt.
async fn decided(owner: &Client, engagement: &str, body: Value, to: Value, answers: [&str; 2]) -> String {
    let conversation = owner.finished_call(&body).await;
    owner.attributed(&conversation, &to).await;
    let evaluation = owner.auralytik_evaluated(engagement, &conversation).await;
    let verdicts: Vec<Value> = ["first", "second"].into_iter().zip(answers).map(verdict).collect();
    let id = evaluation["id"].as_str().expect("an id");
    let path = format!("/api/colloquy/v1/evaluations/{id}/reviews");
    owner.post(&path, &json!({ "verdicts": verdicts })).await.expect(200);
    evaluation["sentiment"].as_str().expect("a sentiment").to_lowercase()
}

/// How many felt how.
fn felt(sentiments: &[&String]) -> Value {
    let count = |word: &str| sentiments.iter().filter(|one| **one == word).count();
    json!({ "positive": count("positive"), "neutral": count("neutral"), "negative": count("negative") })
}

fn at(name: &str, start_at: &str) -> Value {
    merged(call(name), json!({ "start_at": start_at }))
}

async fn rows(client: &Client, path: &str) -> Value {
    client.get(&format!("/v1/analytics/{path}")).await.expect(200).json()["data"].clone()
}

#[tokio::test]
async fn numbers_are_those_of_a_computation_by_hand() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let id = engagement(&owner).await;
    // Notes of 100, 50 and 0; 15.5, 15.5 and 7.5 seconds. The first of June is a Monday.
    let spring = json!({ "campaign": "camp_1", "call_center": "cc_1", "executive_name": "Rae" });
    let bot = json!({ "campaign": "camp_1", "executive_name": "Rae", "is_ai_call": true });
    let short = timeline(&[(0, "Acme, this is Rae."), (1, "This is terrible, I am very angry.")]);
    let short = merged(at("c", "2026-06-16T09:00:00Z"), json!({ "transcript_timeline": short }));
    let kim = json!({ "campaign": "camp_2", "executive_name": "Kim" });
    let first = decided(&owner, &id, at("a", "2026-06-01T09:00:00Z"), spring, ["yes", "yes"]).await;
    let second = decided(&owner, &id, at("b", "2026-06-03T23:59:59Z"), bot, ["yes", "no"]).await;
    let third = decided(&owner, &id, short, kim, ["no", "no"]).await;
    // One that fails, and one that belongs elsewhere.
    let file =
        owner.auralytik_uploaded(&id, json!({ "audioDate": "2026-06-17T10:00:00Z" }), NO_RECORDING).await;
    let failed = owner.auralytik_processing(&file).await;
    owner.auralytik_evaluation_in(&failed, "Failed").await;
    let other = owner.auralytik_engagement("Q2").await;
    let elsewhere = json!({ "campaignId": "camp_2", "audioDate": "2026-07-01T00:00:00Z" });
    let file = owner.auralytik_uploaded(&other, elsewhere, NO_RECORDING).await;
    owner.auralytik_processing(&file).await;

    let summary = owner.get(&format!("/v1/analytics/summary?engagementId={id}")).await.expect(200).json();
    let expected = json!({
        "dateFrom": "2026-06-01T09:00:00Z", "dateTo": "2026-06-17T10:00:00Z",
        "totalEvaluations": 4, "completedEvaluations": 3, "failedEvaluations": 1, "pendingEvaluations": 0,
        "averageNote": 50.0, "averageDurationInSeconds": 12.8, "totalDurationInSeconds": 38.5,
        "aiCalls": 1, "humanCalls": 3, "sentiment": felt(&[&first, &second, &third]),
    });
    assert_eq!(summary, expected);
    let range = "dateFrom=2026-06-01&dateTo=2026-06-03";
    let two = owner.get(&format!("/v1/analytics/summary?{range}")).await.expect(200).json();
    let told = ["dateFrom", "dateTo", "totalEvaluations", "averageNote", "averageDurationInSeconds"];
    let told: Vec<&Value> = told.iter().map(|member| &two[*member]).collect();
    assert_eq!(json!(told), json!(["2026-06-01T00:00:00Z", "2026-06-03T23:59:59Z", 2, 75.0, 15.5]));
    let none = owner.get("/v1/analytics/summary?campaignId=camp_none").await.expect(200).json();
    assert_eq!((&none["totalEvaluations"], &none["averageNote"]), (&json!(0), &Value::Null));

    let numbers = |count: u64, note: f64, seconds: f64, sentiments: &[&String]| {
        json!({
            "evaluationCount": count, "averageNote": note, "averageDurationInSeconds": seconds,
            "sentiment": felt(sentiments),
        })
    };
    let (of_two, of_one) = (numbers(2, 75.0, 15.5, &[&first, &second]), numbers(1, 0.0, 7.5, &[&third]));
    let own = format!("engagementId={id}");
    let campaign = |key: &str| json!({ "campaignId": key, "campaignName": key });
    let expected =
        json!([merged(campaign("camp_1"), of_two.clone()), merged(campaign("camp_2"), of_one.clone())]);
    assert_eq!(rows(&owner, &format!("campaigns?{own}")).await, expected);
    let center = json!({ "callCenterId": "cc_1", "callCenterName": "cc_1" });
    let expected = json!([merged(center, numbers(1, 100.0, 15.5, &[&first]))]);
    assert_eq!(rows(&owner, "call-centers").await, expected);
    let executive = |name: &str| json!({ "executiveName": name });
    let expected = json!([merged(executive("Rae"), of_two), merged(executive("Kim"), of_one)]);
    assert_eq!(rows(&owner, "executives").await, expected);
    assert_eq!(rows(&owner, "executives?campaignId=camp_2").await, json!([expected[1]]));
    assert_eq!(rows(&owner, "campaigns?callCenterId=cc_none").await, json!([]));

    check_trends(&owner, &own, [&first, &second, &third]).await;
}

/// A step of a trend.
fn step(date: &str, count: u64, note: Value, sentiments: &[&String]) -> Value {
    json!({ "date": date, "evaluationCount": count, "averageNote": note, "sentiment": felt(sentiments) })
}

async fn check_trends(owner: &Client, own: &str, [first, second, third]: [&String; 3]) {
    let weekly =
        owner.get(&format!("/v1/analytics/trends?granularity=weekly&{own}")).await.expect(200).json();
    let expected = json!({ "granularity": "weekly", "data": [
        step("2026-06-01", 2, json!(75.0), &[first, second]),
        step("2026-06-08", 0, Value::Null, &[]),
        step("2026-06-15", 2, json!(0.0), &[third]),
    ] });
    assert_eq!(weekly, expected);
    // Weeks begin on Monday also where the range does not.
    let part = "trends?granularity=weekly&dateFrom=2026-06-03&dateTo=2026-06-10";
    let expected =
        json!([step("2026-06-01", 1, json!(50.0), &[second]), step("2026-06-08", 0, Value::Null, &[])]);
    assert_eq!(rows(owner, part).await, expected);
    let daily =
        owner.get("/v1/analytics/trends?dateFrom=2026-05-31&dateTo=2026-06-03").await.expect(200).json();
    let expected = json!({ "granularity": "daily", "data": [
        step("2026-05-31", 0, Value::Null, &[]),
        step("2026-06-01", 1, json!(100.0), &[first]),
        step("2026-06-02", 0, Value::Null, &[]),
        step("2026-06-03", 1, json!(50.0), &[second]),
    ] });
    assert_eq!(daily, expected);
    let expected = json!([step("2026-06-01", 4, json!(50.0), &[first, second, third])]);
    assert_eq!(rows(owner, &format!("trends?granularity=monthly&{own}")).await, expected);
}

#[tokio::test]
async fn what_is_private_counts_for_those_alone_who_may_read_it() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let id = owner.auralytik_engagement("Q1").await;
    for (name, is_private) in [("open", false), ("private", true)] {
        let body = merged(call(name), json!({ "is_private": is_private }));
        let conversation = owner.finished_call(&body).await;
        owner.attributed(&conversation, &json!({ "campaign": "camp_1" })).await;
        owner.auralytik_evaluated(&id, &conversation).await;
    }
    let scopes = "analytics:read,evaluations:read,engagements:read";
    let plain = house.bearer_with_scopes(scopes).await;
    let may = house.bearer_with_scopes(&format!("{scopes},engagements:private:read")).await;
    for (client, count) in [(&plain, 1), (&may, 2), (&owner, 2)] {
        let summary = client.get("/v1/analytics/summary").await.expect(200).json();
        assert_eq!(summary["totalEvaluations"], count);
        assert_eq!(rows(client, "campaigns").await[0]["evaluationCount"], count);
        assert_eq!(rows(client, "trends").await[0]["evaluationCount"], count);
        assert_eq!(client.auralytik_page("/v1/evaluations").await.1, count);
        let engagement = client.get(&format!("/v1/engagements/{id}")).await.expect(200).json();
        assert_eq!(engagement["evaluationCount"], count);
    }
    let (all, _) = may.auralytik_page("/v1/evaluations").await;
    let private = all[0]["id"].as_str().expect("an id");
    for rest in ["", "/results", "/transcript"] {
        let path = format!("/v1/evaluations/{private}{rest}");
        plain.send(Method::GET, &path, None).await.auralytik_error(403, "INSUFFICIENT_SCOPE");
        may.get(&path).await.expect(200);
    }
}
