//! The model's chat template, taken apart once.
//!
//! llama.cpp renders a template to text in which the words of a customer and the control marks of the
//! template can no longer be told apart: who says `<|im_end|>` on the phone would end the message. So the
//! template is rendered once around two placeholders and cut there; its pieces become tokens with control
//! marks recognised, the messages become tokens without.

use llama_cpp_2::model::{LlamaChatMessage, LlamaModel};
use llama_cpp_2::token::LlamaToken;

use crate::error::LlamaError;
use crate::session::Session;

const SYSTEM_PLACE: &str = "@@colloquy-system@@";
const USER_PLACE: &str = "@@colloquy-user@@";

/// What stands before, between and after the messages.
pub struct ChatTemplate {
    before_system: Vec<LlamaToken>,
    before_user: Vec<LlamaToken>,
    before_answer: Vec<LlamaToken>,
}

impl ChatTemplate {
    /// The template in the model's file.
    pub fn of_model(model: &LlamaModel) -> Result<Self, LlamaError> {
        let template = model
            .chat_template(None)
            .map_err(|error| LlamaError::Template(format!("is missing: {error}")))?;
        let message = |role: &str, content: &str| {
            LlamaChatMessage::new(role.to_owned(), content.to_owned())
                .map_err(|error| LlamaError::Template(error.to_string()))
        };
        let chat = [message("system", SYSTEM_PLACE)?, message("user", USER_PLACE)?];
        let rendered = model
            .apply_chat_template(&template, &chat, true)
            .map_err(|error| LlamaError::Template(format!("is of a kind that is not known: {error}")))?;
        let (before_system, before_user, before_answer) = cut(&rendered)
            .ok_or_else(|| LlamaError::Template("does not hold a system and a user message".to_owned()))?;
        let vocabulary = model.vocab();
        let tokens = |text: &str, is_first| vocabulary.tokenize(text.as_bytes(), is_first, true);
        Ok(Self {
            // Only here may the beginning-of-text token go, if the model wants one. Models that have one and
            // whose template spells it out get it once.
            before_system: once(tokens(before_system, true), vocabulary.bos()),
            before_user: tokens(before_user, false),
            before_answer: tokens(before_answer, false),
        })
    }

    /// Tokens that it puts around the messages.
    pub fn tokens(&self) -> usize {
        self.before_system.len() + self.before_user.len() + self.before_answer.len()
    }

    /// The whole prompt. `context` and `question` make up the user message; they become tokens separately, so
    /// that another question leaves the tokens before it as they are.
    pub fn prompt(
        &self,
        session: &Session<'_>,
        system: &str,
        context: &str,
        question: &str,
    ) -> Vec<LlamaToken> {
        [self.beginning(session, system, context), session.text_tokens(question), self.before_answer.clone()]
            .concat()
    }

    /// The prompt up to the question.
    pub fn beginning(&self, session: &Session<'_>, system: &str, context: &str) -> Vec<LlamaToken> {
        [
            self.before_system.clone(),
            session.text_tokens(system),
            self.before_user.clone(),
            session.text_tokens(context),
        ]
        .concat()
    }
}

/// The text before the system message, between it and the user message, and after that.
fn cut(rendered: &str) -> Option<(&str, &str, &str)> {
    let (before_system, rest) = rendered.split_once(SYSTEM_PLACE)?;
    let (before_user, before_answer) = rest.split_once(USER_PLACE)?;
    Some((before_system, before_user, before_answer))
}

/// Without a second beginning-of-text token at the start.
fn once(mut tokens: Vec<LlamaToken>, begin: LlamaToken) -> Vec<LlamaToken> {
    if tokens.starts_with(&[begin, begin]) {
        tokens.remove(0);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_cut_at_its_messages() {
        let chat_ml = format!("<s>{SYSTEM_PLACE}<e>\n<s>user\n{USER_PLACE}<e>\n<s>assistant\n");
        assert_eq!(cut(&chat_ml), Some(("<s>", "<e>\n<s>user\n", "<e>\n<s>assistant\n")));
        assert_eq!(cut(&format!("{USER_PLACE}{SYSTEM_PLACE}")), None, "the order is that of the prompt");
        assert_eq!(cut("no messages"), None);
    }
}
