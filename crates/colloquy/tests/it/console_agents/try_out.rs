//! Trying an action out: the request is made as an agent would make it, and no secret comes back.

use std::sync::{Arc, Mutex};

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{HOUSE, NOBODY, fields, id, made};
use crate::support::{House, merged};

const SECRET: &str = "s3cret/of the shop";

/// The settings of a server that knows the secret `{{shop}}`.
const SETTINGS: [(&str, &str); 2] = [
    ("COLLOQUY_ACTIONS__SECRETS__SHOP__VALUE", SECRET),
    ("COLLOQUY_ACTIONS__SECRETS__SHOP__HOSTS", "127.0.0.1"),
];

/// A shop on loopback that tells everybody what they sent.
struct Shop {
    url: String,
    seen: Arc<Mutex<Vec<Value>>>,
}

impl Shop {
    async fn open() -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(echo).with_state(seen.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, seen }
    }

    fn seen(&self) -> Vec<Value> {
        self.seen.lock().unwrap().clone()
    }
}

async fn echo(State(seen): State<Arc<Mutex<Vec<Value>>>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap_or_default();
    let header = |name: &str| {
        head.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let told = json!({
        "method": head.method.as_str(), "address": head.uri.to_string(), "token": header("x-token"),
        "body": String::from_utf8_lossy(&body),
    });
    seen.lock().unwrap().push(told.clone());
    match head.uri.path() {
        "/broken" => (StatusCode::INTERNAL_SERVER_ERROR, "no order for you").into_response(),
        "/elsewhere" => (StatusCode::FOUND, [("location", "/orders")]).into_response(),
        _ => Json(told).into_response(),
    }
}

fn order_checking(url: &str) -> Value {
    json!({
        "name": "Order checking", "method": "POST", "url": format!("{url}/orders/{{order}}?key={{{{shop}}}}"),
        "headers": [{ "key": "X-Token", "value": "Bearer {{shop}}" }],
        "query_params": [{ "key": "phone", "value": "{phone}" }],
        "input_variables": [
            { "name": "order", "is_required": true, "data_type": "integer" },
            { "name": "phone", "data_type": "string" },
        ],
    })
}

#[tokio::test]
async fn an_action_runs_with_its_secrets_and_shows_none() {
    let house = House::open_with("api", &SETTINGS).await;
    let owner = house.owner().await;
    let shop = Shop::open().await;
    let action = order_checking(&shop.url);
    let saved = made(&owner, "/actions", &action).await;
    assert!(!saved.to_string().contains(SECRET), "{saved}");
    let arguments = json!({ "order": "7", "phone": "+1 555", "unknown": "x" });
    for tried in [json!({ "action_id": saved["id"] }), json!({ "action": action })] {
        let body = merged(tried, json!({ "arguments": arguments }));
        let came = owner.post(&format!("{HOUSE}/actions/try"), &body).await.expect(200);
        let text = String::from_utf8_lossy(&came.bytes).into_owned();
        for form in [SECRET, "s3cret%2Fof%20the%20shop", "s3cret%2Fof+the+shop", "s3cret\\/of"] {
            assert!(!text.contains(form), "{form} in {text}");
        }
        let came = came.json();
        assert_eq!(came["status"], "ok", "{came}");
        assert!(came["duration_ms"].is_u64(), "{came}");
        let told: Value = serde_json::from_str(came["text"].as_str().expect("a text")).expect("JSON");
        assert_eq!((&told["method"], &told["token"]), (&json!("POST"), &json!("Bearer …")));
        assert_eq!(told["address"], "/orders/7?key=…&phone=%2B1%20555");
        let sent: Value = serde_json::from_str(told["body"].as_str().expect("a text")).expect("JSON");
        assert_eq!(sent, json!({ "order": 7, "phone": "+1 555" }));
    }
    // The shop itself was shown it.
    let seen = shop.seen();
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|one| one["token"] == format!("Bearer {SECRET}")), "{seen:?}");
    let listed = owner.get(&format!("{HOUSE}/actions")).await.expect(200).json();
    let ids: Vec<String> = listed["data"].as_array().expect("rows").iter().map(id).collect();
    assert_eq!(ids, [id(&saved)], "what is only tried is kept nowhere");
}

#[tokio::test]
async fn what_goes_wrong_is_told_and_what_cannot_be_tried_is_refused() {
    let house = House::open_with("api", &SETTINGS).await;
    let owner = house.owner().await;
    let shop = Shop::open().await;
    let path = format!("{HOUSE}/actions/try");
    let of = |url: &str| json!({ "action": { "url": url } });
    let by_header = json!({ "headers": [{ "key": "X-Token", "value": "{{other}}" }], "url": shop.url });
    let rows = [
        (json!({ "action": order_checking(&shop.url) }), "order is missing"),
        (json!({ "action": by_header }), "there is no secret"),
        (of(&format!("{}/broken", shop.url)), "answered 500: no order for you"),
        (of(&format!("{}/elsewhere", shop.url)), "redirects are not followed"),
        (of("http://10.0.0.1/orders"), "the request failed"),
        (json!({ "action": {} }), "cannot be used"),
    ];
    for (body, expected) in rows {
        let came = owner.post(&path, &body).await.expect(200).json();
        assert_eq!(came["status"], "error", "{body}: {came}");
        assert!(came["text"].as_str().is_some_and(|text| text.contains(expected)), "{body}: {came}");
    }
    assert_eq!(shop.seen().len(), 2, "only two of them reached the shop, and no redirect was followed");
    for (body, field) in [
        (json!({}), "action"),
        (json!({ "action": {}, "action_id": NOBODY }), "action"),
        (json!({ "action_id": "x" }), "action_id"),
        (json!({ "action": { "method": "TRACE" } }), "action.method"),
        (json!({ "action": { "url": "https://{host}/" } }), "action.url"),
        (json!({ "action": {}, "arguments": [] }), "arguments"),
    ] {
        assert_eq!(fields(&owner.post(&path, &body).await.expect(400)), [field], "{body}");
    }
    owner.post(&path, &json!({ "action_id": NOBODY })).await.expect(404);
    let reader = house.key_with_scopes("actions:read").await;
    reader.post(&path, &json!({ "action": {} })).await.expect(403);
}
