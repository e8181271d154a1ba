//! Agents of the server's own, and where they answer.

use serde_json::{Value, json};

use super::calls::merged;
use super::client::Client;
use super::wait::eventually;

const HOUSE: &str = "/api/colloquy/v1";

/// Somebody who speaks for us, and the task.
#[derive(Debug, Clone)]
pub struct Staff {
    pub agent: String,
    pub skill: String,
}

impl Client {
    /// Makes an agent that is called Ada, and a skill; `more` of the skill's members.
    pub async fn staff(&self, more: Value) -> Staff {
        let agent = self.elemente_agent(json!({})).await;
        let usual = json!({
            "name": "Help",
            "initialMessage": "Hello, this is {{aiName}}. How can I help?",
            "prompt": "Help the customer.",
        });
        let skill = self.elemente_skill(merged(usual, more)).await;
        Staff { agent, skill }
    }

    /// Lets that agent answer at a route; returns the route.
    pub async fn route(&self, staff: &Staff, more: Value) -> Value {
        let usual = json!({ "agent_id": staff.agent, "skill_id": staff.skill });
        let path = format!("{HOUSE}/inbound-routes");
        self.post(&path, &merged(usual, more)).await.expect(201).json()
    }

    /// What was said in a dialogue, in order.
    pub async fn said(&self, dialogue: &str) -> Vec<Value> {
        let path = format!("{HOUSE}/dialogues/{dialogue}/messages");
        self.get(&path).await.expect(200).json()["data"].as_array().expect("data").clone()
    }

    /// Waits until so many messages were said.
    pub async fn said_at_least(&self, dialogue: &str, count: usize) -> Vec<Value> {
        eventually(&format!("{count} messages"), async || {
            Some(self.said(dialogue).await).filter(|said| said.len() >= count)
        })
        .await
    }
}

/// Who said something, and what.
pub fn line(message: &Value) -> (&str, &str) {
    (message["sender"].as_str().expect("a sender"), message["text"].as_str().expect("a text"))
}
