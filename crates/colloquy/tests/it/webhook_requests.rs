//! What is sent to receivers of webhooks: headers of their own, and what the log shows of a request.

use serde_json::{Value, json};

use crate::support::house::OWNER_EMAIL;
use crate::support::{Client, House, Receiver, call, merged};

const CREATED: &str = "v1.engagement.created";
const WEBHOOKS: &str = "/api/colloquy/v1/webhooks";
const NOBODY: &str = "http://127.0.0.1:9/hook";

/// Values of headers: they stand in no answer.
const SECRETS: [&str; 3] = ["Bearer b1946ac9", "red-9f86d081", "blue-7d865e95"];

fn path_of(webhook: &Value) -> String {
    format!("{WEBHOOKS}/{}", webhook["id"].as_str().unwrap())
}

fn path_of_delivery(delivery: &Value) -> String {
    format!("/api/colloquy/v1/deliveries/{}", delivery["id"].as_str().unwrap())
}

#[track_caller]
fn assert_tells_no_secret(answer: &Value) {
    let text = answer.to_string();
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

/// A receiver of new engagements with these headers.
async fn with_headers(owner: &Client, url: &str, headers: Value) -> Value {
    let body = json!({ "url": url, "event_types": [CREATED], "headers": headers });
    let made = owner.post(WEBHOOKS, &body).await.expect(201).json();
    assert_tells_no_secret(&made);
    made
}

/// Scopes of somebody who may read what webhooks tell of conversations.
const READS: &str = "webhooks:read,engagements:read,transcript_timelines:read,contacts:read";

#[tokio::test]
async fn headers_go_along_and_their_values_are_never_shown() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let headers = json!({ "Authorization": SECRETS[0], "X-Team": SECRETS[1] });
    let webhook = with_headers(&owner, &receiver.url("/"), headers).await;
    assert_eq!(webhook["headers"], json!({ "authorization": null, "x-team": null }));
    let first = owner.created(&call("acme:1")).await;
    let received = receiver.event(CREATED, &first).await;
    assert_eq!(received.header("authorization"), SECRETS[0]);
    assert_eq!(received.header("x-team"), SECRETS[1]);

    // One is replaced, whatever the case of its name, one taken away, one added; what is not named stays.
    let path = path_of(&webhook);
    let change = |headers: Value| json!({ "headers": headers });
    let changed = owner.patch(&path, &change(json!({ "x-TEAM": SECRETS[2] }))).await.expect(200).json();
    assert_eq!(changed["headers"], webhook["headers"]);
    let change = change(json!({ "authorization": null, "X-Floor": "2", "x-unknown": null }));
    owner.patch(&path, &change).await.expect(200);
    let changed = owner.patch(&path, &json!({ "description": "the second floor" })).await.expect(200).json();
    assert_eq!(changed["headers"], json!({ "x-floor": null, "x-team": null }));
    let second = owner.created(&call("acme:2")).await;
    let received = receiver.event(CREATED, &second).await;
    assert_eq!(received.header("x-floor"), "2");
    assert_eq!(received.header("x-team"), SECRETS[2]);
    assert!(!received.headers.contains_key("authorization"), "{received:?}");
    for path in [WEBHOOKS, &path] {
        assert_tells_no_secret(&owner.get(path).await.expect(200).json());
    }
    assert_tells_no_secret(&changed);
}

#[tokio::test]
async fn headers_that_cannot_be_sent_are_refused_by_name() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let webhook = with_headers(&owner, NOBODY, json!({ "x-team": SECRETS[1] })).await;
    let many = |count: usize| {
        let named = (0..count).map(|number| (format!("x-{number}"), json!("1")));
        Value::Object(named.collect())
    };
    let own = [
        "Host",
        "content-length",
        "Content-Type",
        "user-agent",
        "Transfer-Encoding",
        "connection",
        "Webhook-Id",
        "webhook-signature",
        "svix-timestamp",
    ];
    let own = own.map(|name| (json!({ name: "1" }), 422, format!("headers.{name}")));
    let rows = [
        (json!(["x-team: red"]), 400, "headers"),
        (json!({ "x-team": 1 }), 400, "headers.x-team"),
        (json!({ "x-team": "a\u{0}b" }), 400, "headers.x-team"),
        (json!({ ("x".repeat(101)): "1" }), 400, "headers"),
        (many(41), 400, "headers"),
        (many(21), 422, "headers"),
        (json!({ "a b": "1" }), 422, "headers"),
        (json!({ "": "1" }), 422, "headers"),
        (json!({ "x-lines": "a\r\nb: c" }), 422, "headers.x-lines"),
        (json!({ "x-letters": "ü" }), 422, "headers.x-letters"),
        (json!({ "x-long": "y".repeat(1_001) }), 422, "headers.x-long"),
        (json!({ "X-Once": "1", "x-once": "2" }), 422, "headers.x-once"),
    ];
    let rows = rows.into_iter().map(|(headers, status, field)| (headers, status, field.to_owned()));
    for (headers, status, field) in rows.chain(own) {
        let new = json!({ "url": NOBODY, "headers": headers });
        let change = json!({ "description": "changed", "headers": headers });
        for refused in [owner.post(WEBHOOKS, &new).await, owner.patch(&path_of(&webhook), &change).await] {
            let told = refused.expect(status).json();
            assert_eq!(told["error"]["fields"][0]["field"], field, "{headers}: {told}");
        }
    }
    // What a new one does not have cannot be taken away; what one has counts beside what is added.
    let new = json!({ "url": NOBODY, "headers": { "x-team": null } });
    let refused = owner.post(WEBHOOKS, &new).await.expect(400).json();
    assert_eq!(refused["error"]["fields"][0]["field"], "headers.x-team");
    let change = json!({ "headers": many(20) });
    let refused = owner.patch(&path_of(&webhook), &change).await.expect(422).json();
    assert_eq!(refused["error"]["fields"][0]["field"], "headers");
    // To another server a value that nobody can read goes only with whoever knows it.
    let elsewhere = "http://127.0.0.1:19/else";
    let refused = owner.patch(&path_of(&webhook), &json!({ "url": elsewhere })).await.expect(422).json();
    assert_eq!(refused["error"]["fields"][0]["field"], "url");
    let all = owner.get(WEBHOOKS).await.expect(200).json();
    assert_eq!(all["data"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&all["data"][0]["headers"], &all["data"][0]["description"]),
        (&json!({ "x-team": null }), &Value::Null)
    );
    let nearby = format!("{NOBODY}/other");
    owner.patch(&path_of(&webhook), &json!({ "url": nearby })).await.expect(200);
    let given = json!({ "url": elsewhere, "headers": { "X-Team": "sales" } });
    owner.patch(&path_of(&webhook), &given).await.expect(200);
    let without = json!({ "url": NOBODY, "headers": { "x-team": null } });
    let changed = owner.patch(&path_of(&webhook), &without).await.expect(200).json();
    assert_eq!((&changed["url"], &changed["headers"]), (&json!(NOBODY), &json!({})));
}

#[tokio::test]
async fn a_delivery_is_shown_with_what_was_sent() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let headers = json!({ "Authorization": SECRETS[0] });
    let webhook = with_headers(&owner, &receiver.url("/hook"), headers).await;
    let id = owner.created(&call("acme:1")).await;
    let received = receiver.event(CREATED, &id).await;
    let row = owner.delivery_where(&webhook, "a success", |it| it["status"] == "delivered").await;
    let shown = owner.get(&path_of_delivery(&row)).await.expect(200).json();
    let message_id = &row["message_id"];
    let request = json!({
        "url": receiver.url("/hook"),
        "headers": {
            "authorization": null,
            "content-type": "application/json",
            "svix-id": message_id,
            "svix-signature": null,
            "svix-timestamp": null,
            "webhook-id": message_id,
            "webhook-signature": null,
            "webhook-timestamp": null,
        },
        "body": String::from_utf8(received.body.clone()).expect("text"),
    });
    assert_eq!(shown, merged(row.clone(), json!({ "request": request })));
    for (name, value) in request["headers"].as_object().expect("an object") {
        let sent = received.header(name);
        assert!(value.is_null() || *value == sent.as_str(), "{name}: {value} is not {sent}");
    }
    assert_tells_no_secret(&shown);
    let secret = webhook["secret"].as_str().expect("a secret");
    assert!(!shown.to_string().contains(secret.trim_start_matches("whsec_")), "{shown}");

    house.cli(&["workspace", "create", "--name", "elsewhere"]).await;
    let stranger = house.key(&["--workspace", "elsewhere"]).await;
    stranger.get(&path_of_delivery(&row)).await.expect(404);
    let told =
        house.key_with_scopes("webhooks:write").await.get(&path_of_delivery(&row)).await.expect(403).json();
    assert_eq!(told["error"]["code"], "missing_scope");
    owner.get(&path_of_delivery(&webhook)).await.expect(404);

    // Who is gone has no address any more.
    owner.delete(&path_of(&webhook)).await.expect(204);
    let left = owner.get(&path_of_delivery(&row)).await.expect(200).json();
    assert_eq!((&left["id"], &left["request"]), (&row["id"], &Value::Null));
}

#[tokio::test]
async fn what_is_private_is_shown_to_those_alone_who_may_read_it() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    house.user("kim@acme.example", "member").await;
    // Made by somebody who may read private ones: it is told of all.
    let webhook = owner.webhook(NOBODY, &[CREATED]).await;
    let private = owner.created(&merged(call("private"), json!({ "is_private": true }))).await;
    let open = owner.created(&call("open")).await;
    let mut deliveries = Vec::new();
    for id in [&private, &open] {
        deliveries.push(path_of_delivery(&about(&owner, &webhook, id).await));
    }
    let key = async |scopes: &str, user: Option<&str>| {
        let mut options = vec!["--scopes", scopes];
        options.extend(user.into_iter().flat_map(|user| ["--user", user]));
        house.key(&options).await
    };
    // Who asks, and of which of the two the body is told.
    let rows = [
        (key(READS, None).await, [false, true]),
        (key(READS, Some("kim@acme.example")).await, [false, true]),
        (key(&format!("{READS},engagements:private:read"), None).await, [true, true]),
        // The owner of both.
        (key(READS, Some(OWNER_EMAIL)).await, [true, true]),
        // Who may see the log, and nothing of what it tells.
        (key("webhooks:read", Some(OWNER_EMAIL)).await, [false, false]),
        (key("webhooks:read,engagements:private:read", None).await, [false, false]),
    ];
    for (place, (client, expected)) in rows.iter().enumerate() {
        assert_eq!(bodies_told(client, &deliveries).await, expected, "row {place}");
    }

    // What has become private, or was deleted, is told to nobody who could not read it now.
    let conversation = |id: &str| format!("/api/colloquy/v1/conversations/{id}");
    owner.patch(&conversation(&open), &json!({ "is_private": true })).await.expect(200);
    assert_eq!(bodies_told(&rows[0].0, &deliveries).await, [false, false]);
    owner.patch(&conversation(&private), &json!({ "is_private": false })).await.expect(200);
    assert_eq!(bodies_told(&rows[0].0, &deliveries).await, [true, false]);
    owner.delete(&conversation(&private)).await.expect(204);
    assert_eq!(bodies_told(&rows[0].0, &deliveries).await, [false, false]);
    assert_eq!(bodies_told(&owner, &deliveries).await, [true, true]);
}

/// The delivery that tells of an engagement.
async fn about(owner: &Client, webhook: &Value, id: &str) -> Value {
    for delivery in owner.deliveries(webhook).await {
        let shown = owner.get(&path_of_delivery(&delivery)).await.expect(200).json();
        if shown["request"]["body"].as_str().is_some_and(|body| body.contains(id)) {
            return delivery;
        }
    }
    panic!("nothing is told of {id}");
}

/// Of which deliveries somebody is told the body. Everything else is told of each.
async fn bodies_told(client: &Client, deliveries: &[String]) -> Vec<bool> {
    let mut told = Vec::new();
    for path in deliveries {
        let shown = client.get(path).await.expect(200).json();
        assert_eq!((&shown["event_type"], &shown["request"]["url"]), (&json!(CREATED), &json!(NOBODY)));
        assert_eq!(shown["request"]["headers"]["webhook-id"], shown["message_id"]);
        told.push(shown["request"]["body"].is_string());
    }
    told
}
