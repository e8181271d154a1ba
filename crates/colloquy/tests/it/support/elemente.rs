//! Clients of Elemente's API: how they show their key, what they make, and how they are refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::calls::merged;
use super::client::{Answer, Client};
use super::wait::eventually;

/// First words of its paths below `/api/v1`.
const WORDS: [&str; 5] = ["calls", "agents", "actions", "knowledgebase", "skills"];

/// Whether a path or an address is of this API.
pub fn is_elemente(path: &str) -> bool {
    let word = path.split_once("/api/v1/").and_then(|(_, rest)| rest.split(['/', '?']).next());
    word.is_some_and(|word| WORDS.contains(&word))
}

/// What a client shows at a path that has a key of ours: this API takes it by HTTP Basic alone. What is no raw key is shown
/// as it is.
pub fn shown_at(path: &str, authorization: &str) -> String {
    match basic(authorization) {
        Some(basic) if is_elemente(path) => basic,
        _ => authorization.to_owned(),
    }
}

/// A raw key of ours by HTTP Basic.
pub fn basic(key: &str) -> Option<String> {
    let (id, secret) = key.strip_prefix("sk-apik_")?.split_once('.')?;
    Some(format!("Basic {}", STANDARD.encode(format!("{id}:{secret}"))))
}

impl Client {
    /// Makes an agent and returns its id; `more` of its settings.
    pub async fn elemente_agent(&self, more: Value) -> String {
        let body = merged(json!({ "name": "Ada" }), more);
        self.post("/api/v1/agents", &body).await.expect(200).text("id")
    }

    /// Makes a skill and returns its id; `more` of its members.
    pub async fn elemente_skill(&self, more: Value) -> String {
        let body = merged(json!({ "name": "Orders" }), more);
        self.post("/api/v1/skills", &body).await.expect(200).text("id")
    }

    /// Has an agent begin a webchat and returns what is told of it; `more` of the request.
    pub async fn elemente_webchat(&self, agent: &str, skill: &str, more: Value) -> Value {
        let usual = json!({
            "agentId": agent, "skillId": skill, "channel": "webchat", "customerOverride": {},
        });
        self.post("/api/v1/calls", &merged(usual, more)).await.expect(200).json()
    }

    /// Waits until the call is so.
    pub async fn elemente_call_where(&self, id: &str, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        let path = format!("/api/v1/calls/{id}");
        eventually(what, async || Some(self.get(&path).await.expect(200).json()).filter(|call| is_so(call)))
            .await
    }
}

impl Answer {
    /// Fails the test unless this is an error of this API; returns its message.
    #[track_caller]
    pub fn elemente_error(self, status: u16) -> Value {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let body = answer.json();
        assert_eq!(body["statusCode"], status, "{body}");
        let has_no_name = [401, 429, 500].contains(&status);
        assert_eq!(body.get("error").is_none(), has_no_name, "{body}");
        assert!(body["message"].is_string() || body["message"].is_array(), "{body}");
        body["message"].clone()
    }

    /// The first words of what is refused in a body: the names of its members.
    #[track_caller]
    pub fn elemente_refusals(self) -> Vec<String> {
        let message = self.elemente_error(400);
        let texts = message.as_array().unwrap_or_else(|| panic!("one text: {message}"));
        let member = |text: &Value| {
            let text = text.as_str().expect("a text");
            text.split([' ', ':']).next().unwrap_or_default().to_owned()
        };
        texts.iter().map(member).collect()
    }
}
