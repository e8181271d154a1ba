//! Cases 13, 14 and 15: what receivers are told, and when.

use serde_json::json;

use crate::support::{House, Receiver, Reply, call, merged};

#[tokio::test]
async fn case_13_without_workflows_everything_but_automations_happens() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    owner.webhook(&receiver.url("/"), &[]).await;
    let id = owner.created(&merged(call("acme:13"), json!({ "run_workflows": false }))).await;
    let finished = owner.finished(&id).await;
    for stage in finished["stages"].as_array().unwrap() {
        assert_eq!(stage["status"], "done", "{stage}");
    }
    for event_type in [
        "v1.engagement.created",
        "v1.engagement.updated",
        "v1.engagement.transcript_timeline.completed",
        "colloquy.summary.completed",
        "colloquy.action_items.completed",
        "colloquy.signals.completed",
        "colloquy.tags.completed",
        "colloquy.sentiment.completed",
    ] {
        receiver.event(event_type, &id).await;
    }
}

#[tokio::test]
async fn case_14_what_an_event_tells_can_be_read_when_it_arrives() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let webhook = owner.webhook(&receiver.url("/"), &[]).await;
    let id = owner.created(&call("acme:14")).await;
    let completed = receiver.event("v1.engagement.transcript_timeline.completed", &id).await.event();
    let path = format!("/api/v2/engagements/{id}/transcript_timeline");
    let timeline = owner.get(&path).await.expect(200).json();
    assert_eq!(timeline["entries"].as_array().unwrap().len(), 4);
    let told = &completed["data"]["object"];
    assert_eq!(told["processing_status"], "COMPLETED");
    assert_eq!(
        (&told["duration_seconds"], &told["end_at"]),
        (&json!(16), &json!("2026-06-01T09:00:15.500Z"))
    );

    let finished = owner.finished(&id).await;
    let last_change = finished["updated_at"].clone();
    receiver
        .wait_for("the update that tells of the end of every stage", |all| {
            let of_it = |event: &serde_json::Value| {
                event["type"] == "v1.engagement.updated"
                    && event["data"]["object"]["updated_at"] == last_change
            };
            all.iter().any(|one| of_it(&one.event())).then_some(())
        })
        .await;
    let workspace = owner.get("/api/colloquy/v1/workspace").await.expect(200).json();
    for one in receiver.all() {
        let event = one.event();
        let previous = event["data"].get("previous_attributes");
        assert_eq!(previous.is_some(), one.event_type() == "v1.engagement.updated", "{event}");
        assert_eq!(event["api_version"], "v1");
        assert!(event["id"].as_str().unwrap().starts_with("evt_"));
        assert!(event["workspace_id"].as_str().unwrap().starts_with("wrks_"), "{workspace}");
        assert_eq!(event["data"]["object"]["object"], "engagement");
        for (member, old) in previous.and_then(|previous| previous.as_object()).into_iter().flatten() {
            assert_ne!(old, &event["data"]["object"][member], "only what changed: {event}");
        }
    }
    let to_completed = receiver.of_type("v1.engagement.updated").into_iter().find(|one| {
        let previous = &one.event()["data"]["previous_attributes"]["processing_status"];
        previous.is_string() && one.event()["data"]["object"]["processing_status"] == "COMPLETED"
    });
    assert!(to_completed.is_some(), "the way to COMPLETED is told");
    receiver.verify_all("case_14", webhook["secret"].as_str().unwrap());
}

#[tokio::test]
async fn case_15_a_retry_is_the_same_message_signed_anew() {
    let house = House::open().await;
    let owner = house.owner().await;
    let target = Receiver::open().await;
    let elsewhere = target.url("/elsewhere");
    // A redirect is a failure and is not followed.
    let receiver = Receiver::answering(move |_, before| match before {
        0 => Reply::WithHeader(307, "location", elsewhere.clone()),
        _ => Reply::Status(204),
    })
    .await;
    let webhook = owner.webhook(&receiver.url("/hook"), &["v1.engagement.created"]).await;
    let id = owner.created(&call("acme:15")).await;
    let attempts = receiver.wait_for("two attempts", |all| (all.len() == 2).then(|| all.to_vec())).await;
    let [first, second] = &attempts[..] else { panic!("two attempts") };
    for name in ["svix-id", "webhook-id"] {
        assert_eq!(first.header(name), second.header(name));
        assert_eq!(first.header(name), first.header("svix-id"));
    }
    let seconds = |one: &crate::support::Received| one.header("svix-timestamp").parse::<u64>().unwrap();
    let pause = seconds(second) - seconds(first);
    assert!((5..=7).contains(&pause), "the second attempt comes after 5 s, and a tenth at most: {pause}");
    assert_ne!(first.header("svix-signature"), second.header("svix-signature"));
    assert_eq!(first.body, second.body);
    assert_eq!(first.header("content-type"), "application/json");
    assert_eq!(first.event()["data"]["object"]["id"], id);
    assert!(target.all().is_empty(), "redirects are not followed");
    receiver.verify_all("case_15", webhook["secret"].as_str().unwrap());
    let delivery = owner.delivery_where(&webhook, "a success", |it| it["status"] == "delivered").await;
    let logged = owner.attempts(&delivery).await;
    assert_eq!((&logged[0]["response_status"], &logged[1]["response_status"]), (&json!(307), &json!(204)));
    assert!(logged[0]["error"].is_string() && logged[1]["error"].is_null(), "{logged:?}");
}
