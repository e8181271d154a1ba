//! Usage of the Auralytik API: what a workspace and each of its keys used in a month.

use serde_json::{Value, json};

use crate::support::auralytik::{assert_is_instant, assert_members};
use crate::support::tones::wav;
use crate::support::{Client, House, Receiver};

async fn used(client: &Client, query: &str) -> Value {
    client.get(&format!("/v1/usage/summary{query}")).await.expect(200).json()
}

/// A key that reads usage and engagements, and its name in the list of keys.
async fn counted(house: &House, name: &str) -> Client {
    let scopes = "usage:read,engagements:read";
    let made = house.cli(&["key", "create", "--name", name, "--scopes", scopes]).await;
    Client::new(house.url(), &format!("Bearer {}", made["bearer"].as_str().expect("a key")))
}

#[tokio::test]
async fn every_request_of_a_key_is_counted() {
    let house = House::open_with("api", &[]).await;
    let (first, second) = (counted(&house, "first").await, counted(&house, "second").await);
    // Before anything: the read itself is counted once it is answered.
    let before = used(&second, "").await;
    let period = before["billingPeriod"].as_str().expect("a month").to_owned();
    assert!(period.len() == 7 && period.as_bytes()[4] == b'-', "{period}");
    let nothing = |used: Value| json!({ "used": used, "included": 0, "overage": 0 });
    let storage = json!({ "used": 0.0, "included": 0, "overage": 0.0 });
    let expected = json!({
        "billingPeriod": period, "tier": "self-hosted",
        "usage": { "calls": nothing(json!(0)), "webhooks": nothing(json!(0)), "storage_gb": storage },
    });
    assert_eq!(before, expected);

    first.get("/v1/engagements?page=1").await.expect(200);
    first.get("/api/v1/engagements/eng_1").await.expect(404);
    first.get("/v1/campaigns").await.expect(403);
    first.post("/v1/engagements", &json!({})).await.expect(403);
    // Who is not let in has no key to count for.
    Client::nobody(house.url()).get("/v1/engagements").await.expect(401);

    let by_key = second.get("/v1/usage/by-key").await.expect(200).json();
    assert_eq!(by_key["billingPeriod"], period.as_str());
    let keys = by_key["keys"].as_array().expect("keys");
    let of = |name: &str| keys.iter().find(|key| key["name"] == name).expect("its row");
    for (name, calls) in [("first", 4), ("second", 1)] {
        assert_members("a key", of(name), &["keyId", "name", "calls", "lastUsedAt"]);
        assert_eq!(of(name)["calls"], calls, "{name}: {by_key}");
        assert_is_instant(&of(name)["lastUsedAt"]);
    }
    assert_eq!(used(&second, "").await["usage"]["calls"]["used"], 6);

    let details = second.get("/api/v1/usage/details?pageSize=5").await.expect(200).json();
    assert_eq!((&details["totalCount"], &details["pagination"]["totalPages"]), (&json!(7), &json!(2)));
    let row = |row: &Value| {
        let name = if row["keyId"] == of("first")["keyId"] { "first" } else { "second" };
        json!([name, row["method"], row["path"], row["status"]])
    };
    let rows: Vec<Value> = details["data"].as_array().expect("rows").iter().map(row).collect();
    let expected = [
        json!(["second", "GET", "/v1/usage/summary", 200]),
        json!(["second", "GET", "/v1/usage/by-key", 200]),
        json!(["first", "POST", "/v1/engagements", 403]),
        json!(["first", "GET", "/v1/campaigns", 403]),
        json!(["first", "GET", "/api/v1/engagements/eng_1", 404]),
    ];
    assert_eq!(rows, expected, "newest first");

    // A month in which nothing happened.
    let past = "?billingPeriod=2020-02";
    let unused = used(&second, past).await;
    assert_eq!((&unused["billingPeriod"], &unused["usage"]["calls"]["used"]), (&json!("2020-02"), &json!(0)));
    assert_eq!(second.auralytik_page(&format!("/v1/usage/details{past}")).await.1, 0);
    let keys = second.get(&format!("/v1/usage/by-key{past}")).await.expect(200).json()["keys"].clone();
    let has_calls = |key: &Value| key["calls"] != 0;
    assert!(!keys.as_array().expect("keys").iter().any(has_calls), "{keys}");
}

#[tokio::test]
async fn recordings_take_room() {
    let house = House::open_with("api", &[]).await;
    let owner = house.bearer_owner().await;
    let engagement = owner.auralytik_engagement("Q1").await;
    let (one, other) = (wav(1), wav(2));
    for recording in [&one, &other] {
        owner.auralytik_uploaded(&engagement, json!({}), recording).await;
    }
    let gigabytes = (one.len() + other.len()) as f64 / 1e9;
    let told = used(&owner, "").await["usage"]["storage_gb"]["used"].as_f64().expect("a number");
    assert!((told - gigabytes).abs() <= 1e-6, "{told} of {gigabytes}");
}

#[tokio::test]
async fn four_fifths_of_a_quota_are_told_once() {
    let house = House::open_with("all", &[("COLLOQUY_QUOTA__CALLS", "10")]).await;
    let (owner, receiver) = (house.bearer_owner().await, Receiver::open().await);
    let webhook = owner.auralytik_webhook(&receiver.url("/"), &["usage.quota_warning"]).await;
    for _ in 0..14 {
        owner.get("/v1/engagements").await.expect(200);
    }
    let told = receiver.told("usage.quota_warning", |_| true).await;
    told.check_signed(webhook["signing_secret"].as_str().expect("a secret"));
    let summary = used(&owner, "").await;
    let data = told.event()["data"].clone();
    assert_eq!((&data["billingPeriod"], &data["resource"]), (&summary["billingPeriod"], &json!("calls")));
    assert!(data["used"].as_u64().is_some_and(|used| (8..=15).contains(&used)), "{data}");
    // Nobody is stopped; what goes beyond is shown.
    let calls = &summary["usage"]["calls"];
    assert_eq!(calls, &json!({ "used": 15, "included": 10, "overage": 5 }));
    assert_eq!(receiver.all().len(), 1);
}
