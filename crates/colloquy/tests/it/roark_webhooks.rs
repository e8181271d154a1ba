//! Receivers of webhooks as the Roark API makes them: shown, paged through, signed in their own way.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Client, House, Receiver};

const PATH: &str = "/v1/webhook";

async fn made(owner: &Client, url: &str) -> Value {
    let body = json!({ "url": url, "events": ["CALL_ANALYSIS_COMPLETED", "ISSUE_OPENED"] });
    owner.post(PATH, &body).await.expect(201).json()["data"].clone()
}

#[tokio::test]
async fn a_delivery_is_signed_with_the_secret_that_is_shown_once() {
    let house = House::open().await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let body = json!({
        "url": receiver.url("/roark"),
        "events": ["CALL_ANALYSIS_FAILED", "CALL_ANALYSIS_COMPLETED", "CALL_ANALYSIS_FAILED"],
        "description": "the dashboard",
        "headers": { "X-Team": "care" },
        "somethingElse": 1,
    });
    let made = owner.post(PATH, &body).await.expect(201).json()["data"].clone();
    let secret = made["signingSecret"].as_str().expect("a secret").to_owned();
    assert_eq!(made["events"], json!(["CALL_ANALYSIS_COMPLETED", "CALL_ANALYSIS_FAILED"]));
    assert_eq!(made["headers"], json!({ "x-team": "care" }));
    let one = format!("{PATH}/{}", made["id"].as_str().expect("an id"));
    let shown = owner.get(&one).await.expect(200).json()["data"].clone();
    let mut expected = made.clone();
    expected.as_object_mut().expect("an object").remove("signingSecret");
    assert_eq!(shown, expected);

    owner.post(&format!("/api/colloquy/v1/webhooks/{}/test", made["id"].as_str().unwrap()), &json!({})).await;
    let received = receiver.wait_for("the test message", |all| all.first().cloned()).await;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(&received.body);
    let signature: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(received.header("x-roark-signature"), signature);
    assert_eq!(received.header("x-team"), "care");
    assert_eq!(received.header("content-type"), "application/json");
    let told: Value = serde_json::from_slice(&received.body).expect("JSON");
    assert_eq!((&told["event"], &told["version"]), (&json!("colloquy.test"), &json!("1.0")));
    assert!(told["timestamp"].as_str().is_some_and(|time| time.ends_with('Z')), "{told}");
    assert!(told["data"]["projectId"].is_string(), "{told}");

    assert_eq!(owner.delete(&one).await.expect(200).json(), json!({ "data": { "success": true } }));
    owner.get(&one).await.expect(404);
    owner.delete(&one).await.expect(404);
}

#[tokio::test]
async fn receivers_are_listed_page_by_page_and_only_those_of_this_api() {
    let house = House::open().await;
    let owner = house.owner().await;
    let other = owner.webhook("http://127.0.0.1:9/other", &[]).await;
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(made(&owner, &format!("http://127.0.0.1:9/{number}")).await["id"].clone());
    }
    ids.reverse();
    let mut found: Vec<Value> = Vec::new();
    let mut after = String::new();
    loop {
        let page = owner.get(&format!("{PATH}?limit=2{after}")).await.expect(200).json();
        found.extend(page["data"].as_array().expect("rows").iter().map(|row| row["id"].clone()));
        assert_eq!(page["pagination"]["total"], 5);
        assert_eq!(page["pagination"]["hasMore"], page["pagination"]["nextCursor"].is_string());
        let Some(next) = page["pagination"]["nextCursor"].as_str() else { break };
        after =
            format!("&after={}", url::form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>());
    }
    assert_eq!(found, ids);
    let from_second = format!("{PATH}?after={}", ids[1].as_str().unwrap());
    assert_eq!(owner.get(&from_second).await.expect(200).json()["data"].as_array().unwrap().len(), 3);
    owner.get(&format!("{PATH}/{}", other["id"].as_str().unwrap())).await.expect(404);
    owner.get(&format!("{PATH}?limit=51")).await.expect(400);
    owner.get(&format!("{PATH}?after=x")).await.expect(400);
}

#[tokio::test]
async fn who_may_not_make_one_is_refused_and_so_is_what_makes_no_sense() {
    let house = House::open().await;
    let (owner, writer) = (house.owner().await, house.key_with_scopes("webhooks:write,webhooks:read").await);
    let good = json!({ "url": "http://127.0.0.1:9/", "events": ["ISSUE_RESOLVED"] });
    assert_eq!(writer.post(PATH, &good).await.expect(403).json()["type"], "forbidden");
    // What is wrong, and the parameter that is named.
    let rows = [
        (json!({ "events": ["ISSUE_RESOLVED"] }), "url"),
        (json!({ "url": "http://127.0.0.1:9/" }), "events"),
        (json!({ "url": "http://127.0.0.1:9/", "events": [] }), "events"),
        (json!({ "url": "http://127.0.0.1:9/", "events": ["call.analysis.completed"] }), "events[0]"),
        (json!({ "url": "ftp://127.0.0.1/", "events": ["ISSUE_RESOLVED"] }), "url"),
        (json!({ "url": "http://10.0.0.1/", "events": ["ISSUE_RESOLVED"] }), "url"),
        (json!({ "url": "http://127.0.0.1:9/\t", "events": ["ISSUE_RESOLVED"] }), "url"),
        (
            json!({ "url": "http://127.0.0.1:9/", "events": ["ISSUE_RESOLVED"], "headers": { "x": 1 } }),
            "headers",
        ),
        (
            json!({ "url": "http://127.0.0.1:9/", "events": ["ISSUE_RESOLVED"], "headers": { "Host": "x" } }),
            "headers.Host",
        ),
        (
            json!({
                "url": "http://127.0.0.1:9/",
                "events": ["ISSUE_RESOLVED"],
                "headers": { "X-Roark-Signature": "x" },
            }),
            "headers.X-Roark-Signature",
        ),
    ];
    for (body, param) in rows {
        let refused = owner.post(PATH, &body).await.expect(400).json();
        assert_eq!(
            (&refused["type"], &refused["param"]),
            (&json!("validation"), &json!(param)),
            "{body}: {refused}"
        );
    }
    assert_eq!(owner.get(PATH).await.expect(200).json()["pagination"]["total"], 0, "nothing was kept");
}
