//! The request for a new call as Elemente's reference page shows it, and what its answer has to say on every channel.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::auralytik::assert_members;
use super::client::Client;

/// The number and the address of the customer in the request, and the number that it calls and writes from.
pub const CUSTOMER: &str = "+12673624525";
pub const CUSTOMERS_MAIL: &str = "john.doe@example.com";
pub const OURS: &str = "+12673624524";

/// What the customer hears first.
pub const HEARD: &str = "Hello John, My name is John Doe. I am calling you about your order ID 12345";

/// The request of the vendor's reference page, but for the ids, which are those of another server, and the channel.
const REQUEST: &str = r#"{
  "agentId": "{agent}",
  "channel": "{channel}",
  "skillId": "{skill}",
  "customerOverride": {
    "firstName": "John",
    "lastName": "Doe",
    "phoneNumber": "+12673624525",
    "email": "john.doe@example.com",
    "language": "en-US",
    "customFields": [
      {
        "name": "Order ID",
        "value": "12345"
      },
      {
        "name": "Order Date",
        "value": "2025-03-12"
      },
      {
        "name": "Order Amount",
        "value": 150.75
      },
      {
        "name": "Is Paid",
        "value": true
      }
    ]
  },
  "agentOverride": {
    "name": "John Doe",
    "phone": "+12673624524",
    "imageURL": "https://example.com/john.png",
    "language": "en-US",
    "voiceStability": 0.5,
    "voiceSpeed": 1.5,
    "prompt": {
      "initialMessage": "Hello {{firstName}}, My name is {{aiName}}. I am calling you about your order ID {{Order ID}}",
      "prompt": "Ask whether the order of {{Order Amount}} arrived on {{Delivery Date}}.",
      "routingConditions": {
        "priority": "high"
      }
    }
  },
  "customerName": "John Does",
  "customerPhone": "+1234567890",
  "customerEmail": "john.does@example.com"
}"#;

/// Every member of the answer.
const MEMBERS: [&str; 14] = [
    "id",
    "status",
    "agentPhone",
    "agentEmail",
    "customerPhone",
    "customerEmail",
    "agentId",
    "customerId",
    "skillId",
    "customerName",
    "transcription",
    "recordingUrl",
    "messages",
    "duration",
];

impl Client {
    /// Sends the documented request for that channel and checks its answer, in which the agent has that address.
    pub async fn documented_call(&self, channel: &str, agent: &str, skill: &str, agent_email: &str) -> Value {
        let body = REQUEST.replace("{agent}", agent).replace("{skill}", skill).replace("{channel}", channel);
        let answer = self.try_send(Method::POST, "/api/v1/calls", Some(body.into_bytes()), &[]).await;
        let call = answer.expect("an answer").expect(200).json();
        assert_members(channel, &call, &MEMBERS);
        for (member, expected) in [
            ("status", "in-progress"),
            ("agentPhone", OURS),
            ("agentEmail", agent_email),
            ("customerPhone", CUSTOMER),
            ("customerEmail", CUSTOMERS_MAIL),
            ("customerName", "John Doe"),
            ("agentId", agent),
            ("skillId", skill),
            ("recordingUrl", ""),
        ] {
            assert_eq!(call[member], expected, "{channel}, {member}: {call}");
        }
        for member in ["id", "customerId"] {
            let is_id = call[member].as_str().is_some_and(|text| Uuid::try_parse(text).is_ok());
            assert!(is_id, "{channel}, {member}: {call}");
        }
        assert!(call["duration"].is_u64() && call["transcription"].is_string(), "{channel}: {call}");
        check_messages(&call);
        call
    }
}

/// Every message of a call has the documented members, in their form.
pub fn check_messages(call: &Value) {
    for message in call["messages"].as_array().unwrap_or_else(|| panic!("no messages: {call}")) {
        let members = ["sid", "timestamp", "sender", "content", "mediaUrl", "status"];
        assert_members("a message", message, &members);
        let sid = message["sid"].as_str().and_then(|sid| sid.strip_prefix("SM"));
        let is_hex = |sid: &str| sid.len() == 32 && sid.bytes().all(|digit| digit.is_ascii_hexdigit());
        assert!(sid.is_some_and(is_hex), "{message}");
        assert!(["agent", "customer"].map(|side| json!(side)).contains(&message["sender"]), "{message}");
        let timestamp = message["timestamp"].as_str().expect("an instant");
        let shape: String =
            timestamp.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
        assert_eq!(shape, "0000-00-00T00:00:00Z");
        assert!(message["content"].is_string() && message["mediaUrl"] == "", "{message}");
    }
}

/// The messages of a call: who said what.
pub fn lines(call: &Value) -> Vec<(&str, &str)> {
    let messages = call["messages"].as_array().expect("messages").iter();
    messages
        .map(|one| (one["sender"].as_str().expect("a side"), one["content"].as_str().expect("a text")))
        .collect()
}
