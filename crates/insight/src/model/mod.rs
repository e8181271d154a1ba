//! Language models, behind one trait: the embedded one in its engine process, or any endpoint that speaks the
//! OpenAI protocol.

mod embedded;
mod remote;

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
pub use colloquy_engine::protocol::ChatPrefix;

pub use self::embedded::EmbeddedModel;
pub use self::remote::{RemoteModel, RemoteSettings};
use crate::error::InsightError;

/// Takes a text piece by piece. (A name of its own, because `async_trait` would tie the text to the caller.)
pub type Pieces<'p> = dyn FnMut(&str) + Send + 'p;

/// A language model.
#[async_trait]
pub trait LanguageModel: Send + Sync {
    /// How likely each of `options` is as the answer to `question`: one probability for each, adding up to 1.
    async fn choose(
        &self,
        prefix: &ChatPrefix,
        question: &str,
        options: &[String],
    ) -> Result<Vec<f32>, InsightError>;

    /// Writes an answer to `task`, of at most `max_tokens` tokens and in that form.
    async fn generate(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        form: AnswerForm,
        max_tokens: u32,
    ) -> Result<Generated, InsightError>;

    /// Writes a text of any form. `pieces` is given all of it as it is written, none of it twice; with an error it may have
    /// been given a beginning.
    async fn write(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        max_tokens: u32,
        pieces: &mut Pieces<'_>,
    ) -> Result<Generated, InsightError> {
        let generated = self.generate(prefix, task, AnswerForm::Free, max_tokens).await?;
        pieces(&generated.text);
        Ok(generated)
    }

    /// Reads ahead of a question whose prefix will begin like this one, where that makes the answer come sooner.
    async fn read_ahead(&self, _prefix: &ChatPrefix) -> Result<(), InsightError> {
        Ok(())
    }

    /// Length of texts in the model's tokens, one for each; an estimate where the model does not tell.
    async fn count_tokens(&self, texts: &[String]) -> Result<Vec<usize>, InsightError>;

    /// How the model stands in results.
    fn label(&self) -> EngineLabel;

    /// Most tokens of a question with its answer.
    fn context_tokens(&self) -> usize;
}

/// What an answer may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerForm {
    /// Any text.
    Free,
    /// A number in digits, or "none".
    NumberOrNone,
    /// A line of at most 80 characters, or "none".
    ShortTextOrNone,
}

impl AnswerForm {
    /// The form as a GBNF grammar; none where anything goes.
    #[must_use]
    pub fn grammar(self) -> Option<&'static str> {
        match self {
            Self::Free => None,
            Self::NumberOrNone => Some(r#"root ::= "none" | [0-9]{1,12} ("." [0-9]{1,4})?"#),
            Self::ShortTextOrNone => Some(r#"root ::= "none" | [A-Za-z0-9À-ÿ] [^\n\r"<>{}]{0,79}"#),
        }
    }

    /// The form in words, for models that take no grammar.
    #[must_use]
    pub fn instruction(self) -> &'static str {
        match self {
            Self::Free => "",
            Self::NumberOrNone => "Answer with one number in digits and nothing else, or with the word none.",
            Self::ShortTextOrNone => {
                "Answer with at most 80 characters, quoted exactly from the conversation, and nothing else, or with the word none."
            }
        }
    }
}

/// A text that a model wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The text.
    pub text: String,
    /// False where it was cut for length.
    pub is_finished: bool,
}

/// The probability of one option in a model's answer.
pub(crate) fn probability_of(probabilities: &[f32], option: usize) -> Result<f64, InsightError> {
    let probability = probabilities.get(option).copied().map(f64::from).filter(|value| value.is_finite());
    let probability = probability
        .ok_or_else(|| InsightError::UnusableAnswer(format!("no probability for option {}", option + 1)))?;
    Ok(probability.clamp(0.0, 1.0))
}

/// An estimate of a text's tokens that errs on the high side, for models that do not count: English has some four
/// characters a token and most tokenisers no fewer than three; an accented, Greek or Cyrillic letter may be a token
/// of its own, a character of the scripts without spaces two, an emoji four.
pub(crate) fn estimated_tokens(text: &str) -> usize {
    let thirds: usize = text.chars().map(|c| [1, 3, 6, 12][c.len_utf8() - 1]).sum();
    thirds.div_ceil(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dense_scripts_are_estimated_by_character() {
        for (text, tokens) in
            [("", 0), ("hello there", 4), ("привет", 6), ("你好", 4), ("สวัสดี", 12), ("🙂", 4)]
        {
            assert_eq!(estimated_tokens(text), tokens, "{text}");
        }
    }
}
