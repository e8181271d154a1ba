//! Lists of conversations as people narrow them, what they do with many at once, and the numbers over all.

mod bulk;
mod filters;
mod overview;
mod questions;
mod traces;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::calls::timeline;
use crate::support::house::OWNER_EMAIL;
use crate::support::quality::text;
use crate::support::{Client, House, call, merged};

const HOUSE: &str = "/api/colloquy/v1";

/// A call that differs from the others.
fn own_call(number: usize, title: &str, customer: &str, turns: &[(u32, &str)]) -> Value {
    let more = json!({
        "title": title,
        "start_at": format!("2026-06-{:02}T09:00:00Z", number * 3),
        "participants": [
            { "name": "Rae", "email": OWNER_EMAIL, "is_owner": true },
            { "name": customer, "email": format!("customer{number}@customer.example") },
        ],
        "transcript_timeline": timeline(turns),
    });
    merged(call(&format!("acme:{number}")), more)
}

/// Some conversations that differ in all that lists are narrowed by.
struct Shelf {
    house: House,
    owner: Client,
    /// In full, by their start.
    full: Vec<Value>,
    tags: [String; 2],
    project: String,
    question: String,
}

impl Shelf {
    async fn filled() -> Self {
        let house = House::open().await;
        let owner = house.owner().await;
        let question = json!({
            "name": "quote_promised", "question": "Was a new quote promised?", "kind": { "type": "yes_no" },
            "keywords": ["quote"],
        });
        let question =
            owner.post(&format!("{HOUSE}/signal-definitions"), &question).await.expect(201).text("id");
        let mut tags = Vec::new();
        for name in ["Hot", "Cold"] {
            let tag = json!({ "name": name, "auto_tagging_enabled": false });
            tags.push(owner.post(&format!("{HOUSE}/tags"), &tag).await.expect(201).text("id"));
        }
        let project = owner.project(json!({})).await;
        let promise = [
            (0, "Thanks for calling Acme, this is Rae, how can I help?"),
            (1, "The price of the renewal is too high for us."),
            (0, "I understand. I will send you a new quote by Friday."),
        ];
        let anger = [
            (1, "This is terrible, I am very angry and disappointed. Your service is awful."),
            (0, "I am sorry to hear that."),
            (1, "It is the worst service ever, I hate it."),
        ];
        let praise = [
            (1, "This is wonderful, I love it. Thank you so much, great work, excellent."),
            (0, "I am very happy to hear that, thank you."),
        ];
        type Turns<'a> = &'a [(u32, &'a str)];
        let rows: [(&str, &str, Turns<'_>); 5] = [
            ("Renewal of Acme", "Jonas Weber", &promise),
            ("Complaint", "Ana-Maria Müller", &anger),
            ("Thanks", "Jon Snow", &praise),
            ("Renewal of Globex", "Kim", &promise),
            ("Prices", "Lea", &praise),
        ];
        let mut ids = Vec::new();
        for (number, (title, customer, turns)) in (1..).zip(rows) {
            ids.push(owner.created(&own_call(number, title, customer, turns)).await);
        }
        let uuids: Vec<String> = {
            let mut uuids = Vec::new();
            for id in &ids {
                uuids.push(text(&owner.finished(id).await["id"]));
            }
            uuids
        };
        bulk(&owner, &uuids[..2], "tag", Some(&tags[0])).await;
        bulk(&owner, &uuids[1..3], "tag", Some(&tags[1])).await;
        for id in &uuids[..2] {
            owner.evaluated(&project, id).await;
        }
        // What was undertaken in the fourth is done.
        for item in owner.conversation(&uuids[3]).await["action_items"].as_array().expect("items") {
            let path = format!("{HOUSE}/conversations/{}/action-items/{}", uuids[3], text(&item["id"]));
            owner.patch(&path, &json!({ "is_done": true })).await.expect(200);
        }
        let mut full = Vec::new();
        for id in &uuids {
            full.push(owner.finished(id).await);
        }
        let tags = [tags[0].clone(), tags[1].clone()];
        Self { house, owner, full, tags, project, question }
    }

    fn id(&self, position: usize) -> String {
        text(&self.full[position]["id"])
    }

    fn answer_is(&self, full: &Value, value: &Value) -> bool {
        let signals = full["signals"].as_array().expect("signals");
        signals
            .iter()
            .any(|signal| signal["definition_id"] == self.question.as_str() && signal["value"] == *value)
    }
}

async fn bulk(client: &Client, ids: &[String], action: &str, tag: Option<&str>) -> Value {
    let body = json!({ "conversation_ids": ids, "action": action, "tag_id": tag });
    client.post(&format!("{HOUSE}/conversations/bulk"), &body).await.expect(200).json()
}

/// All rows of a list, page by page.
async fn rows(client: &Client, query: &str, limit: usize) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut path = format!("{HOUSE}/conversations?limit={limit}&{query}");
    loop {
        let page = client.get(&path).await.expect(200).json();
        let data = page["data"].as_array().expect("data");
        assert!(data.len() <= limit, "{path}");
        rows.extend(data.iter().cloned());
        let Some(cursor) = page["next_cursor"].as_str() else { return rows };
        path = format!("{HOUSE}/conversations?limit={limit}&cursor={cursor}");
    }
}

async fn listed(client: &Client, query: &str) -> BTreeSet<String> {
    let rows = rows(client, query, 3).await;
    let ids: BTreeSet<String> = rows.iter().map(|row| text(&row["id"])).collect();
    assert_eq!(ids.len(), rows.len(), "{query}: none comes twice");
    ids
}

fn has_word(full: &Value, word: &str) -> bool {
    let entries = full["transcript"]["entries"].as_array().expect("entries");
    entries.iter().any(|entry| entry["text"].as_str().expect("text").to_lowercase().contains(word))
}

fn has_tag(full: &Value, tag: &str) -> bool {
    full["tags"].as_array().expect("tags").iter().any(|one| one["id"] == tag)
}

fn start(full: &Value) -> &str {
    full["started_at"].as_str().expect("a start")
}
