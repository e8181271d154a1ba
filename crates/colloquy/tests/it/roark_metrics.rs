//! Metrics as Roark's clients know them: definitions, variants, policies, collection jobs, values.

mod definitions;
mod jobs;
mod policies;
mod prompts;
mod road;
mod takeover;
mod variants;

use serde_json::{Value, json};

use crate::support::house::OWNER_EMAIL;
use crate::support::{Client, call, eventually, merged};

/// The built-in metric of that slug.
async fn builtin(owner: &Client, slug: &str) -> Value {
    owner.get(&format!("/v1/metric/definitions/{slug}")).await.expect(200).json()["data"].clone()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// What is wrong with a request, as this API says it.
#[track_caller]
fn refused(answer: crate::support::Answer, status: u16) -> Value {
    let error = answer.expect(status).json();
    for member in ["type", "code", "message"] {
        assert!(error[member].as_str().is_some_and(|text| !text.is_empty()), "{member} in {error}");
    }
    error
}

/// A call with a transcript of two sides, all stages ended; its id as this API spells it.
async fn finished_call(owner: &Client, external_id: &str) -> String {
    let id = owner.created(&call_of_two(external_id)).await;
    owner.finished(&id).await;
    uuid_of(&id)
}

/// A call whose agent and customer are known.
fn call_of_two(external_id: &str) -> Value {
    let people = json!({ "participants": [
        { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example" },
    ] });
    merged(call(external_id), people)
}

/// The UUID with the bits of a prefixed ULID.
fn uuid_of(id: &str) -> String {
    let ulid = id.rsplit('_').next().expect("a part");
    let letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digit = |letter: char| letters.find(letter.to_ascii_uppercase()).expect("a digit") as u128;
    let bits = ulid.chars().fold(0_u128, |bits, letter| (bits << 5) | digit(letter));
    let hex = format!("{bits:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// Waits until a job is over, and returns it.
async fn ended(owner: &Client, job: &Value) -> Value {
    let path = format!("/v1/metric/collection-jobs/{}", text(&job["id"]));
    eventually("the end of a collection job", async || {
        let job = owner.get(&path).await.expect(200).json()["data"].clone();
        let is_over = matches!(job["status"].as_str(), Some("COMPLETED" | "FAILED" | "CANCELED"));
        is_over.then_some(job)
    })
    .await
}

/// Measures a call and waits for it.
async fn measured(owner: &Client, call: &str, metrics: &[&str]) -> Value {
    let metrics: Vec<Value> = metrics.iter().map(|id| json!({ "id": id })).collect();
    let body = json!({ "callIds": [call], "metrics": metrics });
    let job = owner.post("/v1/metric/collection-jobs", &body).await.expect(201).json()["data"].clone();
    ended(owner, &job).await
}

/// The values of a call, each by itself.
async fn values(owner: &Client, call: &str) -> Vec<Value> {
    let path = format!("/v1/call/{call}/metrics?status=all&flatten=true");
    owner.get(&path).await.expect(200).json()["data"].as_array().expect("a list").clone()
}
