//! Actions against a server on loopback.

use colloquy_agent::tools::{run, tool_spec};
use colloquy_agent::{Secrets, ToolOutcome};
use colloquy_domain::WorkspaceId;
use colloquy_domain::action::{Action, ActionMethod, InputVariable};
use colloquy_netguard::{Guard, Policy};
use serde_json::{Map, Value, json};

use crate::shop::{Shop, open_guard};
use crate::support::{SHOP_KEY, order_checking, pair, secrets, secrets_for};

fn arguments(value: Value) -> Map<String, Value> {
    let Value::Object(object) = value else { panic!("no object") };
    object
}

async fn run_open(action: &Action, given: Value) -> ToolOutcome {
    run(&open_guard(), &secrets(), action, &arguments(given)).await
}

fn variable(name: &str, data_type: &str) -> InputVariable {
    InputVariable { name: name.into(), description: None, is_required: false, data_type: data_type.into() }
}

#[tokio::test]
async fn every_method_is_sent_and_those_with_a_body_send_the_input() {
    for method in ActionMethod::ALL.iter().copied() {
        let shop = Shop::start(200, "fine").await;
        let mut action = order_checking(&shop.url);
        action.method = Some(method);
        action.input_variables.push(variable("count", "integer"));
        let outcome = run_open(&action, json!({"phone": "1", "count": "2", "other": true})).await;
        assert_eq!(outcome, ToolOutcome { text: "fine".into(), is_error: false });
        let asked = shop.only();
        assert_eq!(asked.method, method.as_str());
        let content_type = asked.header("content-type");
        if method.has_body() {
            assert_eq!(
                serde_json::from_str::<Value>(&asked.body).unwrap(),
                json!({"phone": "1", "count": 2})
            );
            assert_eq!(content_type, Some("application/json"));
        } else {
            assert_eq!((asked.body.as_str(), content_type), ("", None));
        }
    }
}

#[tokio::test]
async fn what_is_missing_or_unknown_stops_the_request() {
    let shop = Shop::start(200, "fine").await;
    let action = order_checking(&shop.url);
    let mut secretive = action.clone();
    secretive.headers.push(pair("X-Other", "{{other-key}}"));
    let mut nowhere = action.clone();
    nowhere.url = None;
    let mut reserved = action.clone();
    reserved.headers.push(pair("Bad Name", "1"));
    let rows = [
        (&action, json!({}), "phone is missing"),
        (&action, json!({"phone": ["1"]}), "phone must be a text"),
        (&action, json!({"phone": "1\r\nX-Evil: 1"}), "X-Phone"),
        (&action, json!({"phone": ".."}), "change the path"),
        (&secretive, json!({"phone": "1"}), "other-key"),
        (&nowhere, json!({"phone": "1"}), "address cannot be used"),
        (&reserved, json!({"phone": "1"}), "Bad Name"),
    ];
    for (action, given, expected) in rows {
        let outcome = run_open(action, given).await;
        assert!(outcome.is_error && outcome.text.contains(expected), "{expected}: {outcome:?}");
    }
    assert!(shop.asked().is_empty());
    assert_eq!((tool_spec(&nowhere), tool_spec(&action).is_some()), (None, true));
}

#[tokio::test]
async fn headers_of_the_connection_are_ours() {
    let shop = Shop::start(200, "fine").await;
    let mut action = order_checking(&shop.url);
    for name in ["Host", "Content-Length", "transfer-encoding", "Accept-Encoding", "Connection"] {
        action.headers.push(pair(name, "77"));
    }
    assert!(!run_open(&action, json!({"phone": "1"})).await.is_error);
    let asked = shop.only();
    assert!(asked.headers.iter().all(|(_, value)| value != "77"), "{asked:?}");
}

#[tokio::test]
async fn answers_are_bounded_and_secrets_taken_out() {
    // A secret that stands across the cut.
    let filling = "x".repeat(64 * 1024 - 5);
    for body in [format!("{filling}{SHOP_KEY}{filling}"), format!("{SHOP_KEY} ").repeat(20_000)] {
        let shop = Shop::start(200, &body).await;
        let outcome = run_open(&order_checking(&shop.url), json!({"phone": "1"})).await;
        assert!(outcome.text.len() < 65 * 1024 && !outcome.is_error);
        assert!(outcome.text.ends_with("the rest was left out)"));
        for length in 3..=SHOP_KEY.len() {
            let beginning = &SHOP_KEY[..length];
            assert!(!outcome.text.contains(beginning), "{beginning}");
        }
    }
    let rows = [
        (200, "", false, "done; the answer is empty"),
        (200, "a\u{0}b\u{1b}[1m", false, "ab[1m"),
        (404, "no such order", true, "answered 404: no such order"),
        (500, SHOP_KEY, true, "answered 500: …"),
        // However it is spelled, and torn apart by what nobody sees.
        (200, "s3cret%2dshop%2Dkey, s3cret\\u002dshop-key", false, "…, …"),
        (200, "Basic czNjcmV0LXNob3Ata2V5", false, "Basic …"),
        (403, "s3cret-\u{0}shop-\u{8}key", true, "answered 403: …"),
        (302, "elsewhere", true, "answered 302: redirects are not followed"),
    ];
    for (status, body, is_error, text) in rows {
        let shop = Shop::start(status, body).await;
        let outcome = run_open(&order_checking(&shop.url), json!({"phone": "1"})).await;
        assert_eq!(outcome, ToolOutcome { text: text.into(), is_error });
        assert_eq!(shop.asked().len(), 1, "redirects are not followed");
    }
}

#[tokio::test]
async fn a_secret_is_sent_to_its_hosts_and_from_its_workspaces_only() {
    let shop = Shop::start(200, "fine").await;
    let action = order_checking(&shop.url);
    let run_with = async |secrets: Secrets| {
        run(&open_guard(), &secrets, &action, &arguments(json!({"phone": "1"}))).await
    };
    for (secrets, part) in [
        (secrets_for(&["shop.example"], None), "may not be sent to 127.0.0.1"),
        (secrets_for(&[], None), "may not be sent to 127.0.0.1"),
        (secrets_for(&["127.0.0.1"], Some(WorkspaceId::generate())), "there is no secret \"shop-key\""),
    ] {
        let outcome = run_with(secrets).await;
        assert!(outcome.is_error && outcome.text.contains(part), "{part}: {outcome:?}");
        assert!(!outcome.text.contains(SHOP_KEY), "{outcome:?}");
    }
    assert!(shop.asked().is_empty());
    let outcome = run_with(secrets_for(&["shop.example", "127.0.0.1"], Some(action.workspace_id))).await;
    assert_eq!(outcome, ToolOutcome { text: "fine".into(), is_error: false });
    assert_eq!(shop.only().header("x-shop-key"), Some(SHOP_KEY));
}

#[tokio::test]
async fn private_addresses_are_out_of_reach() {
    let shop = Shop::start(200, "inside").await;
    let strict = Guard::new(Policy::default()).unwrap();
    for url in [
        shop.url.replace("http:", "https:"),
        "https://169.254.169.254".into(),
        "https://localhost".into(),
        shop.url.clone(),
    ] {
        let secrets = secrets_for(&["127.0.0.1", "169.254.169.254", "localhost"], None);
        let outcome = run(&strict, &secrets, &order_checking(&url), &arguments(json!({"phone": "1"}))).await;
        assert!(outcome.is_error && outcome.text.starts_with("the request failed"), "{url}: {outcome:?}");
    }
    assert!(shop.asked().is_empty());
    // Nobody there.
    let action = order_checking("http://127.0.0.1:1");
    let outcome = run(&open_guard(), &Secrets::default(), &action, &arguments(json!({"phone": "1"}))).await;
    assert!(outcome.is_error && outcome.text.contains("shop-key"), "{outcome:?}");
    let outcome = run_open(&action, json!({"phone": "1"})).await;
    assert!(outcome.is_error && outcome.text.starts_with("the request failed"), "{outcome:?}");
}
