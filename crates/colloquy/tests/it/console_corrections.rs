//! What people correct: everybody reads it from then on, whichever API they speak, and what was there before is not lost.

mod comments;
mod erased;
mod insights;
mod shares;
mod speakers;
mod transcript;
mod whole;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::house::OWNER_EMAIL;
use crate::support::quality::{HOUSE, text};
use crate::support::{Answer, Client, call, merged};

/// Said in every call of these tests, by its entry 1.
const SAID: &str = "Hi, this is Jonas. The price of the renewal is too high for us.";
/// What people make of it.
const CORRECTED: &str = "Hi, this is Jonas. The prize of the tournament is too high for us.";

/// A call between two people who can be reached.
fn renewal(external_id: &str) -> Value {
    let people = json!({ "participants": [
        { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": "jonas@customer.example", "phone": "+15551230009" },
    ] });
    merged(call(external_id), people)
}

/// The path of something of a conversation in the house API.
fn of(id: &str, rest: &str) -> String {
    format!("{HOUSE}/conversations/{id}{rest}")
}

/// Takes a call in, waits for all that is found in it, and returns its id as the first API spells it, with the whole.
async fn taken(client: &Client, body: &Value) -> (String, Value) {
    let id = client.created(body).await;
    let full = client.finished(&id).await;
    (id, full)
}

/// Corrects a transcript.
async fn edit(client: &Client, id: &str, base_revision: u64, changes: Value) -> Answer {
    let body = json!({ "base_revision": base_revision, "changes": changes });
    client.patch(&of(id, "/transcript"), &body).await
}

/// What people make of entry 1.
fn correction() -> Value {
    json!({ "op": "text", "entry_id": 1, "text": CORRECTED })
}

async fn put(client: &Client, path: &str, body: &Value) -> Answer {
    client.send(Method::PUT, path, Some(body)).await
}

/// Has a stage run again.
async fn run(client: &Client, id: &str, stage: &str) -> Answer {
    client.send(Method::POST, &of(id, &format!("/stages/{stage}/run")), None).await
}

/// External ids of what a word finds.
async fn found(client: &Client, word: &str) -> Vec<String> {
    let page = client.get(&format!("{HOUSE}/search?q={word}")).await.expect(200).json();
    let hits = page["data"].as_array().expect("data").iter();
    hits.map(|hit| text(&hit["conversation"]["external_id"])).collect()
}

/// The text of an export.
async fn exported(client: &Client, id: &str, format: &str) -> String {
    let answer = client.get(&of(id, &format!("/export?format={format}"))).await.expect(200);
    String::from_utf8(answer.bytes).expect("text")
}

/// The rows of a list of the house API.
async fn rows(client: &Client, path: &str) -> Vec<Value> {
    client.get(path).await.expect(200).json()["data"].as_array().expect("data").clone()
}

/// Members of that name of all of them.
fn each(rows: &Value, member: &str) -> Vec<Value> {
    rows.as_array().expect("rows").iter().map(|row| row[member].clone()).collect()
}
