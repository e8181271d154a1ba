//! Webhooks: what goes wrong on the way, and what their owner can do about it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Client, House, Receiver, Reply, call};

const CREATED: &str = "v1.engagement.created";

fn path_of(webhook: &Value) -> String {
    format!("/api/colloquy/v1/webhooks/{}", webhook["id"].as_str().unwrap())
}

async fn webhook_now(owner: &Client, webhook: &Value) -> Value {
    owner.get(&path_of(webhook)).await.expect(200).json()
}

#[tokio::test]
async fn during_the_overlap_both_secrets_verify() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let webhook = owner.webhook(&receiver.url("/"), &[CREATED]).await;
    let old = webhook["secret"].as_str().unwrap();
    let rotated = owner.post(&format!("{}/rotate-secret", path_of(&webhook)), &json!({})).await.expect(200);
    let new = rotated.text("secret");
    assert_ne!(old, new);
    let shown = webhook_now(&owner, &webhook).await;
    assert!(shown.get("secret").is_none() && shown["previous_secret_until"].is_string(), "{shown}");
    let listed = owner.get("/api/colloquy/v1/webhooks").await.expect(200).json();
    assert!(!listed.to_string().contains("whsec_"), "{listed}");
    let id = owner.created(&call("acme:1")).await;
    let received = receiver.event(CREATED, &id).await;
    assert_eq!(received.header("webhook-signature").split(' ').count(), 2);
    receiver.verify_all("rotation_old_secret", old);
    receiver.verify_all("rotation_new_secret", &new);
}

#[tokio::test]
async fn gone_disables_and_nothing_more_is_sent_until_it_is_enabled() {
    let house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::answering(|_, before| Reply::Status(if before == 0 { 410 } else { 200 })).await;
    let webhook = owner.webhook(&receiver.url("/"), &[CREATED]).await;
    let first = owner.created(&call("acme:1")).await;
    receiver.event(CREATED, &first).await;
    let disabled = crate::support::eventually("the endpoint to be disabled", async || {
        let now = webhook_now(&owner, &webhook).await;
        (now["enabled"] == false).then_some(now)
    })
    .await;
    assert_eq!(disabled["disabled_reason"], "gone");
    let unheard = owner.created(&call("acme:2")).await;
    let refused = owner.post(&format!("{}/test", path_of(&webhook)), &json!({})).await;
    refused.expect(409);
    owner.patch(&path_of(&webhook), &json!({ "enabled": true })).await.expect(200);
    let third = owner.created(&call("acme:3")).await;
    receiver.event(CREATED, &third).await;
    assert!(receiver.all().iter().all(|one| one.engagement_id() != unheard), "not sent while disabled");
    // What was given up is sent again when its owner asks, with the id it had.
    let before = receiver.of_type(CREATED);
    let recover = format!("{}/recover", path_of(&webhook));
    let since = json!({ "since": "2026-01-01T00:00:00Z" });
    assert_eq!(owner.post(&recover, &since).await.expect(200).json()["resent"], 1);
    receiver
        .wait_for("the first event once more", |all| {
            (all.iter().filter(|one| one.engagement_id() == first).count() == 2).then_some(())
        })
        .await;
    let again = receiver.all().into_iter().rfind(|one| one.engagement_id() == first).unwrap();
    assert_eq!(again.header("webhook-id"), before[0].header("webhook-id"));
    assert_eq!(again.body, before[0].body);
    assert_eq!(
        owner.post(&recover, &json!({})).await.expect(400).json()["error"]["fields"][0]["field"],
        "since"
    );
}

#[tokio::test]
async fn a_receiver_can_end_the_retries_of_a_message_and_its_owner_can_send_it_again() {
    let house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::answering(|_, before| match before {
        0 => Reply::WithHeader(500, "webhook-delivery", "abort-message".to_owned()),
        _ => Reply::Status(200),
    })
    .await;
    let webhook = owner.webhook(&receiver.url("/"), &[CREATED]).await;
    owner.created(&call("acme:1")).await;
    let failed = owner.delivery_where(&webhook, "the end of retries", |it| it["status"] == "failed").await;
    assert_eq!((&failed["attempts"], &failed["event_type"]), (&json!(1), &json!(CREATED)));
    let resend = format!("/api/colloquy/v1/deliveries/{}/resend", failed["id"].as_str().unwrap());
    assert_eq!(owner.post(&resend, &json!({})).await.expect(200).json()["status"], "pending");
    let delivered = owner.delivery_where(&webhook, "a success", |it| it["status"] == "delivered").await;
    assert_eq!(delivered["message_id"], failed["message_id"]);
    let sent = receiver.all();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].header("webhook-id"), delivered["message_id"].as_str().unwrap());
    assert_eq!((sent[0].header("webhook-id"), &sent[0].body), (sent[1].header("webhook-id"), &sent[1].body));
    assert_eq!(owner.attempts(&delivered).await.len(), 2);
}

#[tokio::test]
async fn a_test_event_comes_whatever_was_subscribed_to() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let webhook = owner.webhook(&receiver.url("/"), &["v1.engagement.updated"]).await;
    owner.post(&format!("{}/test", path_of(&webhook)), &json!({})).await.expect(202);
    receiver.wait_for("the test event", |all| (all.len() == 1).then_some(())).await;
    assert_eq!(receiver.all()[0].event_type(), "colloquy.test");
    receiver.verify_all("test_event", webhook["secret"].as_str().unwrap());
    owner.delete(&path_of(&webhook)).await.expect(204);
    owner.get(&path_of(&webhook)).await.expect(404);
    owner.created(&call("acme:1")).await;
    assert_eq!(receiver.all().len(), 1, "nothing to who is gone");
}

#[tokio::test]
async fn a_receiver_that_hangs_holds_up_nobody_and_late_is_a_failure() {
    let house = House::open().await;
    let owner = house.owner().await;
    // Answers, but after the 15 seconds that an attempt has.
    let hanging = Receiver::answering(|_, _| Reply::After(Duration::from_secs(18))).await;
    let prompt = Receiver::open().await;
    let slow_webhook = owner.webhook(&hanging.url("/"), &[CREATED]).await;
    owner.webhook(&prompt.url("/"), &[CREATED]).await;
    let started = Instant::now();
    for number in 0..40 {
        owner.created(&call(&format!("acme:{number}"))).await;
    }
    let everything = |all: &[crate::support::Received]| (all.len() == 40).then_some(());
    prompt.wait_for_within(Duration::from_secs(14), "all at the prompt receiver", everything).await;
    assert!(started.elapsed() < Duration::from_secs(15), "before the hanging one gave anything up");
    let deliveries = owner.deliveries(&slow_webhook).await;
    assert_eq!(deliveries.len(), 40);
    assert!(deliveries.iter().all(|one| one["status"] == "pending"), "none counts as delivered");
    let tried =
        owner.delivery_where(&slow_webhook, "an attempt that was given up", |it| it["attempts"] == 1).await;
    let attempt = &owner.attempts(&tried).await[0];
    let duration_ms = attempt["duration_ms"].as_u64().unwrap();
    assert!((14_900..17_500).contains(&duration_ms), "{attempt}");
    assert!(attempt["error"].is_string() && attempt["response_status"].is_null(), "{attempt}");
    assert!(tried["next_attempt_at"].is_string());
}

#[tokio::test]
async fn subscriptions_are_checked() {
    let house = House::open().await;
    let owner = house.owner().await;
    let types = owner.get("/api/colloquy/v1/webhook-event-types").await.expect(200).json();
    let names = types["data"][0]["event_types"].as_array().unwrap();
    assert!(names.contains(&json!(CREATED)) && names.contains(&json!("colloquy.signals.failed")), "{types}");
    let path = "/api/colloquy/v1/webhooks";
    let refused =
        owner.post(path, &json!({ "url": "https://10.0.0.1/", "event_types": ["v1.nothing"] })).await;
    let fields = refused.expect(422).json()["error"]["fields"].to_string();
    assert!(fields.contains("\"url\"") && fields.contains("\"event_types\""), "{fields}");
    let shapeless = owner.post(path, &json!({ "url": 5, "event_types": [1], "description": true })).await;
    assert_eq!(shapeless.expect(400).json()["error"]["fields"].as_array().unwrap().len(), 3);
    let webhook = owner.webhook("http://127.0.0.1:9/", &[]).await;
    let change =
        json!({ "url": "http://127.0.0.1:9/other", "event_types": [CREATED], "description": "dialer" });
    let changed = owner.patch(&path_of(&webhook), &change).await.expect(200).json();
    for member in ["url", "event_types", "description"] {
        assert_eq!(changed[member], change[member]);
    }
    let bad = owner.get(&format!("{}/deliveries?status=lost", path_of(&webhook))).await.expect(400).json();
    assert_eq!(bad["error"]["fields"][0]["field"], "status");
}

#[tokio::test]
async fn metrics_tell_the_time_from_a_commit_to_the_answer_of_first_attempts() {
    let house = House::open().await;
    let owner = house.owner().await;
    // What is tried again would only tell of the schedule.
    let receiver = Receiver::answering(|_, before| Reply::Status(if before == 0 { 500 } else { 200 })).await;
    owner.webhook(&receiver.url("/"), &[CREATED]).await;
    for name in ["acme:1", "acme:2"] {
        let id = owner.created(&call(name)).await;
        receiver.event(CREATED, &id).await;
    }
    receiver.wait_for("the second attempt of the first", |all| (all.len() >= 3).then_some(())).await;
    let nobody = Client::nobody(house.url());
    crate::support::eventually("both first attempts in the histogram", async || {
        let metrics = nobody.get("/metrics").await.expect(200).bytes;
        let metrics = String::from_utf8_lossy(&metrics).into_owned();
        metrics.lines().any(|line| line == "colloquy_delivery_answered_seconds_count 2").then_some(())
    })
    .await;
}
