//! Calls as a voice agent's software sends them.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Answer, Client};
use super::wait::eventually;

/// The least that a call needs, with its transcript: nothing has to be listened to.
pub fn roark_call(recording_url: &str) -> Value {
    json!({
        "recordingUrl": recording_url,
        "startedAt": "2026-06-01T09:00:00.000Z",
        "interfaceType": "PHONE",
        "callDirection": "INBOUND",
        "transcript": [
            { "role": "AGENT", "text": "Thanks for calling Acme, this is Ada, how can I help?",
              "startOffsetMs": 0, "endOffsetMs": 3500 },
            { "role": "CUSTOMER", "text": "The price of the renewal is too high for us.",
              "startOffsetMs": 4000, "endOffsetMs": 7250 },
            { "role": "AGENT", "text": "I will send you a new quote by Friday.",
              "startOffsetMs": 8000, "endOffsetMs": 11500 },
        ],
    })
}

impl Client {
    /// Creates a call and returns what is told of it.
    pub async fn roark_created(&self, body: &Value) -> Value {
        self.post("/v1/call", body).await.expect(201).json()["data"].clone()
    }

    /// A call.
    pub async fn roark_call(&self, id: &str) -> Value {
        self.get(&format!("/v1/call/{id}")).await.expect(200).json()["data"].clone()
    }

    /// Waits until nothing more will happen to the call by itself, and returns it.
    pub async fn roark_finished(&self, id: &str) -> Value {
        self.finished(id).await;
        self.roark_call(id).await
    }

    /// Waits until the call is so.
    pub async fn roark_call_where(&self, id: &str, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        eventually(what, async || Some(self.roark_call(id).await).filter(|call| is_so(call))).await
    }

    /// All pages of a list, with the totals that they told.
    pub async fn roark_pages(&self, path: &str, query: &str) -> (Vec<Value>, Vec<u64>) {
        let (mut rows, mut totals, mut after) = (Vec::new(), Vec::new(), String::new());
        loop {
            let page = self.get(&format!("{path}?{query}{after}")).await.expect(200).json();
            rows.extend(page["data"].as_array().expect("data").clone());
            totals.push(page["pagination"]["total"].as_u64().expect("a total"));
            let next = page["pagination"]["nextCursor"].as_str().map(str::to_owned);
            assert_eq!(page["pagination"]["hasMore"], next.is_some(), "{page}");
            let Some(next) = next else { return (rows, totals) };
            let encoded: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            after = format!("&after={encoded}");
        }
    }

    /// Sends a request with a body as text.
    pub async fn send_bytes(&self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        self.try_send(method, path, Some(body), &[]).await.expect("an answer")
    }
}

impl Answer {
    /// Fails the test unless this is an error of the voice agents' API about that field.
    #[track_caller]
    pub fn roark_error(self, status: u16, kind: &str, param: &str) -> Value {
        let error = self.expect(status).json();
        assert_eq!(error["type"], kind, "{error}");
        assert!(error["code"].is_string() && error["message"].is_string(), "{error}");
        if !param.is_empty() {
            assert_eq!(error["param"], param, "{error}");
            let named = param.split(['[', '.']).next().unwrap_or_default();
            assert!(error["message"].as_str().expect("a message").contains(named), "{error}");
        }
        error
    }
}
