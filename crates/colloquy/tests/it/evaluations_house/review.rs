//! People say what they think of an evaluation: the numbers follow, the machine's word stays on record.

use reqwest::Method;
use serde_json::{Value, json};

use super::{called, criteria};
use crate::support::quality::{HOUSE, criterion, text};
use crate::support::{Answer, Client, House};

/// An evaluation under review.
struct Review<'a> {
    by: &'a Client,
    id: String,
}

impl Review<'_> {
    async fn try_post(&self, what: &str, body: Value) -> Answer {
        self.by.post(&format!("{HOUSE}/evaluations/{}/{what}", self.id), &body).await
    }

    async fn decided(&self, verdicts: Value) -> Value {
        self.try_post("reviews", json!({ "verdicts": verdicts })).await.expect(200).json()
    }
}

/// Mean of the notes, weighted score, criteria that nobody has decided, and whether it failed at once.
#[track_caller]
fn check_numbers(evaluation: &Value, mean: f64, score: f64, undecided: u32, is_auto_failed: bool) {
    let told = ["average_note", "score", "undecided", "is_auto_failed"].map(|name| &evaluation[name]);
    let expected = [json!(mean), json!(score), json!(undecided), json!(is_auto_failed)];
    assert_eq!(told, [&expected[0], &expected[1], &expected[2], &expected[3]], "{evaluation}");
}

#[tokio::test]
async fn people_decide_and_the_numbers_follow() {
    let house = House::open().await;
    let owner = house.owner().await;
    let scorecard = owner.scorecard("Care", &criteria(&owner).await).await;
    let rules = json!({ "below_score": 60, "sample_percent": 100 });
    let project = json!({ "scorecard_id": scorecard["id"], "review_rules": rules });
    let project = owner.project(project).await;
    let conversation = called(&owner, "acme:1", json!({})).await;
    let scored = owner.evaluated(&project, &conversation).await;
    let review = Review { by: &owner, id: text(&scored["id"]) };
    // Weights: greeted 1, further help 1, price 2, tone 2 and critical.
    check_numbers(&scored, 50.0, 50.0, 2, false);
    assert_eq!(owner.waits_for(&scored).await, ["below_threshold", "sample", "unsure"]);

    let reasonless = json!([{ "criterion_id": "offered_further_help", "answer": { "type": "yes" } }]);
    let refused = review.try_post("reviews", json!({ "verdicts": reasonless })).await.expect(400).json();
    assert_eq!(refused["error"]["fields"][0]["field"], "verdicts[0].reason", "{refused}");
    let wrong = json!([
        { "criterion_id": "tone", "answer": { "type": "scale", "value": 9 }, "reason": "heard" },
        { "criterion_id": "nothing", "reason": "heard" },
        { "criterion_id": "named_price" },
    ]);
    let refused = review.try_post("reviews", json!({ "verdicts": wrong })).await.expect(400).json();
    let fields: Vec<String> = refused["error"]["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .map(|one| text(&one["field"]))
        .collect();
    assert_eq!(fields, ["verdicts[0].answer", "verdicts[1].criterion_id", "verdicts[2].answer"]);
    let untouched = owner.evaluation(&review.id).await;
    assert_eq!(untouched["results"], scored["results"], "all or nothing");

    // Confirmed, and overridden: (100 + 100) ⁄ 2.
    let decided = review
        .decided(json!([
            { "criterion_id": "greeted" },
            { "criterion_id": "offered_further_help", "answer": { "type": "yes" }, "reason": "She mailed it." },
        ]))
        .await;
    check_numbers(&decided, 100.0, 100.0, 2, false);
    let further = criterion(&decided, "offered_further_help");
    assert_eq!((&further["answer"]["type"], &further["note"]), (&json!("no"), &json!(100.0)), "{further}");
    let decision = &further["decision"];
    assert_eq!((&decision["answer"]["type"], &decision["reason"]), (&json!("yes"), &json!("She mailed it.")));
    assert!(decision["by"]["user_id"].is_string() && decision["decided_at"].is_string(), "{decision}");
    assert_eq!(owner.waits_for(&decided).await, ["sample", "unsure"]);

    // (100 + 100 + 0) ⁄ 3, and (100 + 100 + 2·0) ⁄ 4.
    let no =
        json!([{ "criterion_id": "named_price", "answer": { "type": "no" }, "reason": "None was named." }]);
    let decided = review.decided(no).await;
    check_numbers(&decided, 66.7, 50.0, 1, false);
    // One of 0 to 4 is 25: (100 + 100 + 0 + 25) ⁄ 4, and nothing as the criterion is critical.
    let place = |value: i64| json!({ "type": "scale", "value": value });
    let rude = json!([{ "criterion_id": "tone", "answer": place(1), "reason": "She sighs." }]);
    let decided = review.decided(rude).await;
    check_numbers(&decided, 56.3, 0.0, 0, true);
    assert_eq!(owner.waits_for(&decided).await, ["auto_failed", "below_threshold", "sample"]);

    let agent = house.key_with_scopes("evaluations:dispute,evaluations:read").await;
    let disputing = Review { by: &agent, id: review.id.clone() };
    let blank = json!({ "criterion_id": "tone", "reason": " " });
    assert_eq!(disputing.try_post("disputes", blank).await.house_error(400, "bad_request"), ["reason"]);
    let dispute = json!({ "criterion_id": "tone", "reason": "That was the line." });
    let disputed = disputing.try_post("disputes", dispute.clone()).await.expect(200).json();
    check_numbers(&disputed, 56.3, 0.0, 0, true);
    assert_eq!(criterion(&disputed, "tone")["dispute"]["reason"], "That was the line.");
    assert_eq!(criterion(&disputed, "tone")["dispute"]["by"]["user_id"], Value::Null);
    disputing.try_post("disputes", dispute).await.house_error(409, "conflict");
    let waiting = owner.waits_for(&disputed).await;
    assert_eq!(waiting, ["auto_failed", "below_threshold", "disputed", "sample"]);
    // Who disputes does not decide.
    let heard = json!([{ "criterion_id": "tone", "answer": place(4), "reason": "It was the line." }]);
    disputing.try_post("reviews", json!({ "verdicts": heard })).await.expect(403);
    disputing.try_post("close", json!({})).await.expect(403);
    // (100 + 100 + 0 + 100) ⁄ 4, and (100 + 100 + 2·0 + 2·100) ⁄ 6.
    let settled = review.decided(heard).await;
    check_numbers(&settled, 75.0, 66.7, 0, false);
    assert_eq!(criterion(&settled, "tone")["dispute"], Value::Null);
    assert_eq!(owner.waits_for(&settled).await, ["sample"]);

    let closed = review.try_post("close", json!({ "reason": "Seen." })).await.expect(200).json();
    check_numbers(&closed, 75.0, 66.7, 0, false);
    assert!(owner.waits_for(&closed).await.is_empty());
    check_history(&owner, &agent, &scored).await;
    check_analytics(&owner, &project).await;
}

/// Everything that was said stands there, oldest first, with who, when and why; the machine's answers are as they were.
async fn check_history(owner: &Client, agent: &Client, scored: &Value) {
    let path = format!("{HOUSE}/evaluations/{}/reviews", text(&scored["id"]));
    let history = owner.get(&path).await.expect(200).json();
    let rows = history["data"].as_array().expect("data");
    let steps: Vec<_> = rows.iter().map(|row| (text(&row["kind"]), row["criterion_id"].clone())).collect();
    let expected = [
        ("confirm", json!("greeted")),
        ("override", json!("offered_further_help")),
        ("override", json!("named_price")),
        ("override", json!("tone")),
        ("dispute", json!("tone")),
        ("override", json!("tone")),
        ("close", Value::Null),
    ];
    assert_eq!(steps, expected.map(|(kind, of)| (kind.to_owned(), of)));
    let answer = |value: &Value| (value["type"].clone(), value["value"].clone());
    assert_eq!(answer(&rows[1]["before"]), (json!("no"), Value::Null));
    assert_eq!(answer(&rows[1]["after"]), (json!("yes"), Value::Null));
    assert_eq!((&rows[2]["before"], &rows[2]["reason"]), (&Value::Null, &json!("None was named.")));
    assert_eq!(answer(&rows[5]["before"]), (json!("scale"), json!(1)));
    assert_eq!(answer(&rows[5]["after"]), (json!("scale"), json!(4)));
    let me = owner.get(&format!("{HOUSE}/me")).await.expect(200).json();
    let other = agent.get(&format!("{HOUSE}/me")).await.expect(200).json();
    for (number, row) in rows.iter().enumerate() {
        let (who, user) = if number == 4 { (&other, &Value::Null) } else { (&me, &me["user"]["id"]) };
        assert_eq!(row["by"]["credential_id"], who["credential"]["id"], "{row}");
        assert_eq!(row["by"]["user_id"], *user, "{row}");
        assert!(text(&row["created_at"]).ends_with('Z'), "{row}");
    }
    let now = owner.evaluation(&text(&scored["id"])).await;
    for id in ["greeted", "offered_further_help", "named_price", "tone"] {
        for member in ["answer", "is_unsure", "confidence", "reasoning", "evidence", "engine"] {
            assert_eq!(criterion(&now, id)[member], criterion(scored, id)[member], "{member} of {id}");
        }
    }
    // It is a record: nobody changes it.
    owner.send(Method::DELETE, &path, None).await.expect(405);
}

/// Numbers over many follow people's decisions, too.
async fn check_analytics(owner: &Client, project: &str) {
    let numbers = owner.quality_of(project).await;
    assert_eq!(
        (&numbers["average_note"], &numbers["average_score"]),
        (&json!(75.0), &json!(66.7)),
        "{numbers}"
    );
    assert_eq!(numbers["auto_failed"], 0, "{numbers}");
    let path = format!("{HOUSE}/quality/criteria?project_id={project}");
    let rows = owner.get(&path).await.expect(200).json()["data"].as_array().expect("data").clone();
    let of = |id: &str| rows.iter().find(|row| row["criterion_id"] == id).expect("its row");
    for (id, note, passed) in [
        ("greeted", 100.0, 1),
        ("offered_further_help", 100.0, 1),
        ("named_price", 0.0, 0),
        ("tone", 100.0, 1),
    ] {
        let row = of(id);
        assert_eq!((&row["average_note"], &row["passed"]), (&json!(note), &json!(passed)), "{row}");
        assert_eq!((&row["scored"], &row["decided"]), (&json!(1), &json!(1)), "{row}");
        assert_eq!((&row["undecided"], &row["not_applicable"]), (&json!(0), &json!(0)), "{row}");
    }
}

#[tokio::test]
async fn the_queue_is_narrowed_by_reason_and_holds_what_the_rules_of_its_project_say() {
    let house = House::open().await;
    let owner = house.owner().await;
    let further = owner.default_criterion("offered_further_help").await;
    let scorecard = owner.scorecard("Help", &[further]).await;
    let mut evaluations = Vec::new();
    for (number, rules) in [
        json!({ "below_score": null, "sample_percent": 0 }),
        json!({ "below_score": null, "sample_percent": 100 }),
        json!({ "below_score": 0.5, "sample_percent": 0 }),
    ]
    .into_iter()
    .enumerate()
    {
        let project = json!({ "scorecard_id": scorecard["id"], "review_rules": rules });
        let project = owner.project(project).await;
        let conversation = called(&owner, &format!("acme:{number}"), json!({})).await;
        let evaluation = owner.evaluated(&project, &conversation).await;
        check_numbers(&evaluation, 0.0, 0.0, 0, false);
        evaluations.push(evaluation);
    }
    let mut waiting = Vec::new();
    for evaluation in &evaluations {
        waiting.push(owner.waits_for(evaluation).await);
    }
    assert_eq!(waiting, [vec![], vec!["sample".to_owned()], vec!["below_threshold".to_owned()]]);
    for (reason, expected) in [("sample", Some(1)), ("below_threshold", Some(2)), ("unsure", None)] {
        let path = format!("{HOUSE}/review-queue?reason={reason}");
        let queue = owner.get(&path).await.expect(200).json();
        let ids: Vec<&Value> =
            queue["data"].as_array().expect("data").iter().map(|row| &row["evaluation"]["id"]).collect();
        let expected: Vec<&Value> =
            expected.map(|number: usize| &evaluations[number]["id"]).into_iter().collect();
        assert_eq!((ids, queue["total"].clone()), (expected.clone(), json!(expected.len())), "{reason}");
    }
    let wrong = owner.get(&format!("{HOUSE}/review-queue?reason=bored")).await.expect(400).json();
    assert_eq!(wrong["error"]["fields"][0]["field"], "reason");
}
