//! Workflows: what starts a rule, what it does, and that it does it once.

mod calls;
mod mail;
mod once;
mod rules;

use serde_json::{Value, json};

use crate::support::house::OWNER_EMAIL;
use crate::support::{Client, House, MailSink, call, eventually, merged};

pub const WORKFLOWS: &str = "/api/colloquy/v1/workflows";

/// A house that sends its mail to `sink`.
pub async fn house_with_mail(sink: &MailSink) -> House {
    let settings = sink.settings();
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    House::open_with("all", &settings).await
}

/// A call for which rules run.
pub fn automated_call(external_id: &str) -> Value {
    merged(call(external_id), json!({ "run_workflows": true }))
}

/// The same with the owner and a customer.
pub fn call_with_people(external_id: &str, customer: &str) -> Value {
    let participants = json!({ "participants": [
        { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
        { "name": "Jonas", "email": customer },
    ] });
    merged(automated_call(external_id), participants)
}

/// A rule that tags, with a name of its own.
pub fn tagging(name: &str, when: Value, tag: &Value) -> Value {
    json!({ "name": name, "when": when, "actions": [{ "type": "tag", "tag_id": tag["id"] }] })
}

/// Makes a rule.
pub async fn rule(owner: &Client, body: &Value) -> Value {
    owner.post(WORKFLOWS, body).await.expect(201).json()
}

/// Makes a tag that is given by hand only.
pub async fn tag(owner: &Client, name: &str) -> Value {
    let body = json!({ "name": name, "auto_tagging_enabled": false });
    owner.post("/api/colloquy/v1/tags", &body).await.expect(201).json()
}

/// The runs for a conversation, newest first.
pub async fn runs(owner: &Client, conversation: &str) -> Vec<Value> {
    let path = format!("/api/colloquy/v1/conversations/{conversation}/workflow_runs");
    owner.get(&path).await.expect(200).json()["data"].as_array().expect("data").clone()
}

/// Waits until so many runs of a conversation are over, and returns them, newest first.
pub async fn ended_runs(owner: &Client, conversation: &str, count: usize) -> Vec<Value> {
    eventually(&format!("the end of {count} runs"), async || {
        let runs = runs(owner, conversation).await;
        let all_ended = runs.iter().all(|run| run["status"] != "pending");
        (runs.len() == count && all_ended).then_some(runs)
    })
    .await
}

/// Names of the tags that a conversation was given, but for those that automatic tagging found.
pub async fn tags_of(owner: &Client, conversation: &str) -> Vec<String> {
    let full = owner.conversation(conversation).await;
    let tags = full["tags"].as_array().expect("tags");
    let given = tags.iter().filter(|tag| tag["grounds"].is_null());
    given.map(|tag| tag["name"].as_str().expect("a name").to_owned()).collect()
}

/// The question with that name.
pub async fn question(owner: &Client, name: &str) -> Value {
    let all = owner.get("/api/colloquy/v1/signal-definitions").await.expect(200).json();
    let all = all["data"].as_array().expect("data").clone();
    all.into_iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no question {name}"))
}
