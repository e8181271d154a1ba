//! What an agent's calls are judged against.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use reqwest::Method;
use serde_json::{Value, json};

use super::{measured, text, values};
use crate::support::roark::roark_call;
use crate::support::{House, merged};

/// What the model was asked, whole.
type Asked = Arc<Mutex<Vec<String>>>;

/// A language model that says yes to everything.
async fn yes(State(asked): State<Asked>, body: String) -> String {
    asked.lock().unwrap().push(body);
    let top = json!([{ "token": "A", "logprob": -0.1 }]);
    let letters = json!([{ "token": "A", "logprob": -0.1, "top_logprobs": top }]);
    json!({ "choices": [{ "message": { "content": "A" }, "logprobs": { "content": letters } }] }).to_string()
}

#[tokio::test]
async fn a_call_is_judged_against_the_prompt_that_it_came_with() {
    let asked = Asked::default();
    let model = Router::new().fallback(post(yes)).with_state(asked.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, model).await });
    let settings = [
        ("COLLOQUY_LANGUAGE__ENGINE", "remote"),
        ("COLLOQUY_LANGUAGE__URL", url.as_str()),
        ("COLLOQUY_LANGUAGE__MODEL", "yes"),
    ];
    let house = House::open_with("all", &settings).await;
    let owner = house.owner().await;
    let called = async |prompt: Value| {
        let agent = json!({ "agent": merged(json!({ "name": "Ada", "customId": "ada-1" }), prompt) });
        let body = merged(roark_call("http://10.0.0.1/1.wav"), agent);
        owner.roark_created(&body).await
    };
    let resolved = |prompt: &str| json!({ "prompt": { "resolvedPrompt": prompt } });
    let bob = called(resolved("You speak to Bob.")).await;
    let alice = called(resolved("You speak to Alice.")).await;
    let unknown = called(json!({})).await;
    let prompts = format!("/v1/agent/{}/prompts", text(&bob["agents"][0]["id"]));
    owner.send(Method::PUT, &prompts, Some(&json!({ "prompt": "You speak to all." }))).await.expect(200);
    let managed = called(json!({})).await;
    for (call, own) in [(&bob, "Bob"), (&alice, "Alice"), (&managed, "all")] {
        let id = text(&call["id"]);
        asked.lock().unwrap().clear();
        measured(&owner, &id, &["instruction_follow"]).await;
        let told = asked.lock().unwrap().concat();
        for name in ["Bob", "Alice", "all"] {
            assert_eq!(
                told.contains(&format!("You speak to {name}.")),
                name == own,
                "{name} and {own}: {told}"
            );
        }
    }
    let id = text(&unknown["id"]);
    measured(&owner, &id, &["instruction_follow"]).await;
    let all = values(&owner, &id).await;
    let value = all.iter().find(|value| value["slug"] == "instruction_follow").expect("a value");
    assert_eq!(value["captureStatus"], "DATA_MISSING", "{value}");
}
