//! The JSON of the protocol, as much of it as is used.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::chat::{ChatMessage, ChatRequest, ToolCall, ToolSpec};

#[derive(Serialize)]
pub(super) struct Request<'a> {
    model: &'a str,
    messages: Vec<Value>,
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Value>,
}

impl<'a> Request<'a> {
    pub(super) fn new(chat: &ChatRequest, model: &'a str) -> Self {
        let system = json!({"role": "system", "content": format!("{}{}", chat.system, chat.material)});
        Self {
            model,
            messages: std::iter::once(system).chain(chat.messages.iter().map(message)).collect(),
            stream: true,
            temperature: Some(chat.temperature),
            max_tokens: Some(chat.max_tokens),
            max_completion_tokens: None,
            tools: chat.tools.iter().map(tool).collect(),
        }
    }

    pub(super) fn with_stream(self, is_stream: bool) -> Self {
        Self { stream: is_stream, ..self }
    }

    pub(super) fn with_temperature(self, is_taken: bool) -> Self {
        Self { temperature: self.temperature.filter(|_| is_taken), ..self }
    }

    /// Calls the bound on the answer by its older name, or by its newer.
    pub(super) fn with_max_tokens(self, is_taken: bool) -> Self {
        if is_taken {
            return self;
        }
        Self { max_completion_tokens: self.max_tokens, max_tokens: None, ..self }
    }
}

fn message(message: &ChatMessage) -> Value {
    match message {
        ChatMessage::Customer(text) => json!({"role": "user", "content": text}),
        ChatMessage::Agent { text, calls } if calls.is_empty() => {
            json!({"role": "assistant", "content": text})
        }
        ChatMessage::Agent { text, calls } => {
            let content = Some(text).filter(|text| !text.is_empty());
            let calls: Vec<Value> = calls.iter().map(call).collect();
            json!({"role": "assistant", "content": content, "tool_calls": calls})
        }
        ChatMessage::ToolResult { call_id, text } => {
            json!({"role": "tool", "tool_call_id": call_id, "content": text})
        }
    }
}

fn call(call: &ToolCall) -> Value {
    let arguments = Value::Object(call.arguments.clone()).to_string();
    json!({"id": call.id, "type": "function", "function": {"name": call.name, "arguments": arguments}})
}

fn tool(tool: &ToolSpec) -> Value {
    let function = json!({"name": tool.name, "description": tool.description, "parameters": tool.parameters});
    json!({"type": "function", "function": function})
}

/// A piece of a stream, or a whole answer: they differ in one name.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    pub(super) choices: Option<Vec<Choice>>,
    #[serde(default)]
    pub(super) error: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    pub(super) delta: Option<Said>,
    #[serde(default)]
    pub(super) message: Option<Said>,
    #[serde(default)]
    pub(super) finish_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Said {
    #[serde(default)]
    pub(super) content: Option<String>,
    /// Some endpoints put the words here with which the model declines.
    #[serde(default)]
    pub(super) refusal: Option<String>,
    #[serde(default)]
    pub(super) tool_calls: Option<Vec<CallPiece>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CallPiece {
    #[serde(default)]
    pub(super) index: Option<u64>,
    #[serde(default)]
    pub(super) id: Option<String>,
    #[serde(default)]
    pub(super) function: Option<FunctionPiece>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FunctionPiece {
    #[serde(default)]
    pub(super) name: Option<String>,
    /// JSON as text, in pieces; an object with endpoints that take the protocol less exactly.
    #[serde(default)]
    pub(super) arguments: Option<Value>,
}

/// The words of OpenAI's error object, or whatever came.
pub(super) fn refusal(body: &[u8]) -> String {
    let json: Option<Value> = serde_json::from_slice(body).ok();
    let words = json.as_ref().map(error_words).filter(|words| !words.is_empty());
    words.unwrap_or_else(|| String::from_utf8_lossy(body).into_owned())
}

fn error_words(json: &Value) -> String {
    let places = [json.pointer("/error/message"), json.get("error"), json.get("message"), json.get("detail")];
    places.into_iter().flatten().find_map(Value::as_str).unwrap_or_default().to_owned()
}

/// The words of an error within a stream.
pub(super) fn error_in_stream(error: &Value) -> String {
    let words = error.get("message").and_then(Value::as_str).or_else(|| error.as_str());
    words.unwrap_or("the endpoint reports an error").to_owned()
}
