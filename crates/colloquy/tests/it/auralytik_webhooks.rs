//! Webhooks of the Auralytik API: who is told of what, signed and repeated in its way.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::auralytik::{
    BASES, NO_RECORDING, assert_is_instant, assert_members, delivery_signature, members, spelled,
};
use crate::support::roark::roark_call;
use crate::support::{Client, House, Receiver, Reply, call, eventually, merged};

const PATH: &str = "/v1/webhooks";

fn one(webhook: &Value) -> String {
    format!("{PATH}/{}", webhook["id"].as_str().expect("an id"))
}

async fn test_now(owner: &Client, webhook: &Value) -> Value {
    owner.send(Method::POST, &format!("{}/test", one(webhook)), None).await.expect(200).json()
}

/// Rows of the deliveries, newest first.
async fn sent(owner: &Client, webhook: &Value) -> Vec<Value> {
    owner.auralytik_page(&format!("{}/deliveries", one(webhook))).await.0
}

#[tokio::test]
async fn a_receiver_is_registered_shown_without_its_secret_changed_and_removed() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    for base in BASES {
        let path = format!("{base}/webhooks");
        let new = json!({
            "url": "http://127.0.0.1:9/hook",
            "events": ["evaluation.completed", "alert.triggered", "evaluation.completed"],
            "description": "Production webhook",
        });
        let made = owner.post(&path, &new).await.expect(201).json();
        let secret = made["signing_secret"].as_str().expect("a secret").to_owned();
        assert!(secret.starts_with("whsec_") && secret.len() >= 30, "{secret}");
        assert!(made["id"].as_str().is_some_and(|id| id.starts_with("wh_")), "{made}");
        assert_is_instant(&made["created_at"]);
        let mut expected = merged(new, json!({ "id": made["id"], "active": true }));
        expected["events"] = json!(["evaluation.completed", "alert.triggered"]);
        expected["created_at"] = made["created_at"].clone();
        assert_eq!(made, merged(expected.clone(), json!({ "signing_secret": secret })));
        let listed = owner.get(&path).await.expect(200);
        assert!(!String::from_utf8_lossy(&listed.bytes).contains("whsec_"));
        assert_eq!(listed.json()["data"], json!([expected]));

        let own = format!("{base}/webhooks/{}", made["id"].as_str().expect("an id"));
        let change = json!({
            "url": "http://127.0.0.1:9/other", "events": ["export.ready"], "active": false, "description": null,
        });
        let changed = owner.patch(&own, &change).await.expect(200).json();
        assert_eq!(changed, merged(expected, change));
        assert_eq!(owner.patch(&own, &json!({})).await.expect(200).json(), changed);
        let removed = owner.delete(&own).await.expect(204);
        assert!(removed.bytes.is_empty());
        owner.delete(&own).await.auralytik_error(404, "NOT_FOUND");
        assert_eq!(owner.auralytik_page(&path).await.1, 0);
    }
    // A receiver of another API is none of this one's.
    let other = owner.webhook("http://127.0.0.1:9/", &[]).await;
    let other = spelled("wh", other["id"].as_str().expect("an id"));
    owner.delete(&format!("{PATH}/{other}")).await.auralytik_error(404, "NOT_FOUND");
    assert_eq!(owner.auralytik_page(PATH).await.1, 0);
}

#[tokio::test]
async fn what_makes_no_receiver_is_refused_by_name() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let url = "http://127.0.0.1:9/";
    let kept = owner.auralytik_webhook(url, &["export.ready"]).await;
    for (body, field) in [
        (json!({ "url": url }), "events"),
        (json!({ "url": url, "events": [] }), "events"),
        (json!({ "url": url, "events": "export.ready" }), "events"),
        (json!({ "url": url, "events": ["export.ready", "EXPORT.READY"] }), "events[1]"),
        (json!({ "url": url, "events": ["webhook.test"] }), "events[0]"),
        (json!({ "events": ["export.ready"] }), "url"),
        (json!({ "url": "ftp://127.0.0.1/", "events": ["export.ready"] }), "url"),
        (json!({ "url": "http://10.0.0.1/", "events": ["export.ready"] }), "url"),
        (json!({ "url": "https://192.168.0.1/", "events": ["export.ready"] }), "url"),
        (json!({ "url": url, "events": ["export.ready"], "description": 7 }), "description"),
    ] {
        assert_eq!(owner.post(PATH, &body).await.refused_fields(), [field], "{body}");
    }
    for (change, field) in [
        (json!({ "events": [] }), "events"),
        (json!({ "events": ["x"] }), "events[0]"),
        (json!({ "url": "http://10.0.0.1/" }), "url"),
        (json!({ "active": "no" }), "active"),
    ] {
        assert_eq!(owner.patch(&one(&kept), &change).await.refused_fields(), [field], "{change}");
    }
    let (rows, _) = owner.auralytik_page(PATH).await;
    assert_eq!((rows.len(), &rows[0]["events"]), (1, &json!(["export.ready"])));
}

#[tokio::test]
async fn events_are_told_signed() {
    // The verifier of this test against the specification's vector.
    let body = concat!(
        r#"{"id":"evt_9d4e2f1a","event":"evaluation.completed","timestamp":"2026-03-30T12:00:00Z","#,
        r#""data":{"evaluationId":"eval_1"}}"#,
    );
    let signature = delivery_signature("whsec_example", "1774872000", body.as_bytes());
    assert_eq!(signature, "MkLEYNhrJeToKy8Rh5GmQfGmlIuGBHzR+7g+YpOIO4g=");

    let house = House::open().await;
    let (owner, receiver) = (house.bearer_owner().await, Receiver::open().await);
    let events = [
        "evaluation.created",
        "evaluation.completed",
        "audio.processed",
        "voice-call.completed",
        "api-key.rotated",
    ];
    let webhook = owner.auralytik_webhook(&receiver.url("/"), &events).await;
    let engagement = owner.auralytik_engagement("Q1").await;

    // A call that came in by another API.
    let conversation = owner.finished_call(&call("acme:1")).await;
    owner.attributed(&conversation, &json!({ "campaign": "camp_1", "executive_name": "Rae" })).await;
    let evaluation = owner.auralytik_evaluated(&engagement, &conversation).await;
    let is_it = |data: &Value| data["id"] == evaluation["id"];
    let completed = receiver.told("evaluation.completed", is_it).await.event();
    let mut without_results = evaluation.clone();
    without_results.as_object_mut().expect("an object").remove("results");
    assert_eq!(completed["data"], without_results);
    let created = receiver.told("evaluation.created", is_it).await.event();
    // That event is of the older generation, whose names have underscores.
    for member in members(&without_results) {
        assert!(created["data"].get(member).is_some(), "{member} in {created}");
    }
    assert_eq!(created["data"]["engagement_id"], engagement.as_str());
    assert_eq!(
        (&created["data"]["state"], &created["data"]["averageNote"]),
        (&json!("Pending"), &Value::Null)
    );

    // A recording that is none.
    let file = owner.auralytik_uploaded(&engagement, json!({ "campaignId": "camp_1" }), NO_RECORDING).await;
    let failed = owner.auralytik_processing(&file).await;
    owner.auralytik_evaluation_in(&failed, "Failed").await;
    let processed =
        receiver.told("audio.processed", |data| data["audioFileId"] == file.as_str()).await.event();
    let expected = json!({
        "audioFileId": file, "engagementId": engagement, "campaignId": "camp_1", "evaluationId": failed,
        "state": "Failed",
    });
    assert_eq!(processed["data"], expected);
    let status = owner.get(&format!("/v1/audio-files/{file}/processing-status")).await.expect(200).json();
    assert_eq!((&status["status"], &status["stage"]), (&json!("Failed"), &json!("done")), "{status}");
    assert!(status["error"].as_str().is_some_and(|reason| !reason.is_empty()), "{status}");
    assert_ne!(owner.auralytik_processing(&file).await, failed, "what has ended begins anew");

    // A call of a voice agent.
    let voice = owner.roark_created(&roark_call("http://10.0.0.1/1.wav")).await;
    let voice = spelled("vc", voice["id"].as_str().expect("an id"));
    let ended = receiver.told("voice-call.completed", |data| data["id"] == voice.as_str()).await.event();
    let shown = owner.get(&format!("/v1/voice-calls/{voice}")).await.expect(200).json();
    assert_eq!(ended["data"], merged(shown, json!({ "transcript": [] })));

    // A key that is given new secrets.
    let key = house.key_spellings(&[]).await;
    let id = key["id"].as_str().expect("an id");
    house.cli(&["key", "rotate", id]).await;
    let rotated = receiver.told("api-key.rotated", |_| true).await.event();
    assert_eq!(rotated["data"], json!({ "keyId": spelled("key", id) }));

    let secret = webhook["signing_secret"].as_str().expect("a secret");
    let all = receiver.all();
    all.iter().for_each(|one| one.check_signed(secret));
    assert!(receiver.told_names().iter().all(|name| events.contains(&name.as_str())), "and nothing else");
    // Another event for another thing.
    let ids: std::collections::BTreeSet<String> = all.iter().map(|one| one.header("x-webhook-id")).collect();
    assert_eq!(ids.len(), all.len());
}

#[tokio::test]
async fn a_test_is_sent_at_once_and_deliveries_tell_how_it_went() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let receiver = Receiver::answering(|_, before| Reply::Status(if before == 0 { 200 } else { 503 })).await;
    let webhook = owner.auralytik_webhook(&receiver.url("/"), &["export.ready"]).await;
    assert_eq!(test_now(&owner, &webhook).await, json!({ "delivered": true, "statusCode": 200 }));
    assert_eq!(receiver.told_names(), ["webhook.test"], "whatever it subscribed to");
    receiver.all()[0].check_signed(webhook["signing_secret"].as_str().expect("a secret"));
    assert_eq!(test_now(&owner, &webhook).await, json!({ "delivered": false, "statusCode": 503 }));
    let nobody = owner.auralytik_webhook("http://127.0.0.1:9/", &["export.ready"]).await;
    assert_eq!(test_now(&owner, &nobody).await, json!({ "delivered": false, "statusCode": null }));

    let rows = sent(&owner, &webhook).await;
    let told = |row: &Value| json!([row["event"], row["status"], row["statusCode"], row["attempts"]]);
    let expected = [json!(["webhook.test", "pending", 503, 1]), json!(["webhook.test", "delivered", 200, 1])];
    assert_eq!(rows.iter().map(told).collect::<Vec<_>>(), expected);
    for row in &rows {
        assert_is_instant(&row["lastAttemptAt"]);
        assert_is_instant(&row["createdAt"]);
    }
    assert_eq!(rows[1]["eventId"], receiver.all()[0].header("x-webhook-id").as_str());
    let waiting = &sent(&owner, &nobody).await[0];
    assert_eq!((&waiting["status"], &waiting["statusCode"]), (&json!("pending"), &Value::Null));
    let page = owner.get(&format!("{}/deliveries?pageSize=1&page=2", one(&webhook))).await.expect(200).json();
    assert_members("a page", &page, &["data", "page", "pageSize", "totalCount"]);
    assert_eq!((&page["data"][0], &page["totalCount"]), (&rows[1], &json!(2)));
}

#[tokio::test]
async fn a_receiver_that_is_switched_off_is_told_nothing_more() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let failing = Receiver::answering(|_, _| Reply::Status(500)).await;
    let other = Receiver::open().await;
    let engagement = owner.auralytik_engagement("Q1").await;
    let event = ["evaluation.created"];
    let webhook = owner.auralytik_webhook(&failing.url("/"), &event).await;
    owner.auralytik_webhook(&other.url("/"), &event).await;
    let first = owner.finished_call(&call("acme:1")).await;
    owner.auralytik_evaluated(&engagement, &first).await;
    eventually("the first attempt", async || {
        let rows = sent(&owner, &webhook).await;
        (rows[0]["attempts"] == 1).then_some(())
    })
    .await;
    assert_eq!(sent(&owner, &webhook).await[0]["status"], "pending", "it is to be tried again");

    owner.patch(&one(&webhook), &json!({ "active": false })).await.expect(200);
    assert_eq!(sent(&owner, &webhook).await[0]["status"], "failed", "it is not, any more");
    let refused = owner.send(Method::POST, &format!("{}/test", one(&webhook)), None).await;
    refused.auralytik_error(409, "CONFLICT");
    let second = owner.finished_call(&call("acme:2")).await;
    let unheard = owner.auralytik_evaluated(&engagement, &second).await;
    other.told(event[0], |data| data["id"] == unheard["id"]).await;
    assert_eq!((sent(&owner, &webhook).await.len(), failing.all().len()), (1, 1));

    owner.patch(&one(&webhook), &json!({ "active": true })).await.expect(200);
    let third = owner.finished_call(&call("acme:3")).await;
    let heard = owner.auralytik_evaluated(&engagement, &third).await;
    failing.told(event[0], |data| data["id"] == heard["id"]).await;
    assert_eq!(failing.all().len(), 2, "and nothing of what came before");
}

#[tokio::test]
async fn private_conversations_are_told_to_those_alone_who_may_read_them() {
    let house = House::open().await;
    let owner = house.bearer_owner().await;
    let (may, may_not) = (Receiver::open().await, Receiver::open().await);
    let event = ["evaluation.created", "evaluation.completed"];
    owner.auralytik_webhook(&may.url("/"), &event).await;
    let manager = house.bearer_with_scopes("webhooks:manage").await;
    manager.auralytik_webhook(&may_not.url("/"), &event).await;
    let engagement = owner.auralytik_engagement("Q1").await;
    let private = owner.finished_call(&merged(call("private"), json!({ "is_private": true }))).await;
    let private = owner.auralytik_evaluated(&engagement, &private).await;
    let open = owner.finished_call(&call("open")).await;
    let open = owner.auralytik_evaluated(&engagement, &open).await;
    for evaluation in [&private, &open] {
        for name in event {
            may.told(name, |data| data["id"] == evaluation["id"]).await;
        }
    }
    for name in event {
        may_not.told(name, |data| data["id"] == open["id"]).await;
    }
    assert_eq!(may_not.all().len(), 2, "nothing of the private one");
    // One that is told of them is turned elsewhere only by who may read them.
    let (rows, _) = owner.auralytik_page(PATH).await;
    let told_all = rows.iter().find(|row| row["url"] == may.url("/").as_str()).expect("the owner's");
    let elsewhere = json!({ "url": may_not.url("/other") });
    manager.patch(&one(told_all), &elsewhere).await.auralytik_error(403, "INSUFFICIENT_SCOPE");
}
