//! Language models that hold a dialogue, behind one trait: an endpoint that speaks the OpenAI protocol, the embedded
//! model, or none.

mod basic;
mod embedded;
mod remote;

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
pub use colloquy_insight::Pieces;
use serde_json::{Map, Value};

pub use self::basic::BasicChat;
pub use self::embedded::EmbeddedChat;
pub use self::remote::{RemoteChat, RemoteLimits};
use crate::error::AgentError;

/// What a model is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatRequest {
    /// The instructions, and what is known of the customer below a heading of its own: the same in all turns of a dialogue.
    pub system: String,
    /// What this turn adds, below headings of its own: the time, and what was looked up. What a model read before it may
    /// stay read.
    pub material: String,
    /// The passages in it, best first.
    pub looked_up: Vec<String>,
    /// What was said so far, oldest first.
    pub messages: Vec<ChatMessage>,
    /// What the model may call before it answers.
    pub tools: Vec<ToolSpec>,
    /// How freely words are chosen, 0 to 2.
    pub temperature: f64,
    /// Longest answer.
    pub max_tokens: u32,
    /// The model that an endpoint with several is asked for.
    pub model: Option<String>,
}

/// One message of a dialogue with a model.
#[derive(Debug, Clone, PartialEq)]
pub enum ChatMessage {
    /// The customer said it.
    Customer(String),
    /// The model said it, or called tools, or both.
    Agent {
        /// What it said.
        text: String,
        /// What it called.
        calls: Vec<ToolCall>,
    },
    /// What a call brought.
    ToolResult {
        /// Which call.
        call_id: String,
        /// The result.
        text: String,
    },
}

/// A model's wish to know something first.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolCall {
    /// Names the call among those of its answer.
    pub id: String,
    /// Which tool.
    pub name: String,
    /// With what.
    pub arguments: Map<String, Value>,
}

/// A tool as a model sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolSpec {
    /// Name, unlike that of any other.
    pub name: String,
    /// When to use it.
    pub description: String,
    /// What it takes: a JSON Schema of an object.
    pub parameters: Value,
}

/// What a model answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChatReply {
    /// What it said; empty where it only calls.
    pub text: String,
    /// What it wants to know before it says more.
    pub calls: Vec<ToolCall>,
    /// False where the text was cut for length.
    pub is_finished: bool,
}

/// A language model that holds a dialogue.
#[async_trait]
pub trait ChatModel: Send + Sync {
    /// Answers. `pieces` is given the text of the answer as it comes, all of it in the end and none of it twice; with an
    /// error it may have been given a beginning. Whoever drops the future stops the model.
    async fn reply(&self, request: &ChatRequest, pieces: &mut Pieces<'_>) -> Result<ChatReply, AgentError>;

    /// Whether [`Self::prepare`] does anything.
    fn reads_ahead(&self) -> bool {
        false
    }

    /// Reads ahead, so that the next answer comes sooner: the instructions and what was said, of a request whose last words
    /// are still to come. Whoever waits for an answer goes first.
    async fn prepare(&self, _request: &ChatRequest) -> Result<(), AgentError> {
        Ok(())
    }

    /// How the model stands in results.
    fn label(&self) -> EngineLabel;
}
