//! No model at all: what was looked up is quoted, and nothing is made up.

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;

use super::{ChatMessage, ChatModel, ChatReply, ChatRequest, Pieces};
use crate::error::AgentError;
use crate::prompt::OPENING;
use crate::rules::cut;

const GREETING: &str = "Hello, how can I help you?";
const NO_ANSWER: &str = "Thank you for your message. I am sorry, I do not have an answer to that.";
/// Longest quotation, in characters.
const LONGEST_QUOTATION: usize = 600;

/// Answers without a model.
#[derive(Debug, Clone, Copy, Default)]
pub struct BasicChat;

#[async_trait]
impl ChatModel for BasicChat {
    async fn reply(&self, request: &ChatRequest, pieces: &mut Pieces<'_>) -> Result<ChatReply, AgentError> {
        let is_opening = match request.messages.as_slice() {
            [] => true,
            [ChatMessage::Customer(only)] => only == OPENING,
            _ => false,
        };
        let text = match request.looked_up.first() {
            _ if is_opening => GREETING.to_owned(),
            Some(best) => cut(best, LONGEST_QUOTATION),
            None => NO_ANSWER.to_owned(),
        };
        pieces(&text);
        Ok(ChatReply { text, calls: Vec::new(), is_finished: true })
    }

    fn label(&self) -> EngineLabel {
        EngineLabel("basic".to_owned())
    }
}
