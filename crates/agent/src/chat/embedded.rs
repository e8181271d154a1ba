//! The embedded model holding a dialogue.
//!
//! It knows neither roles nor tools: the dialogue is material at the beginning of its prompt, a line for each message,
//! and every step is a question of its own. First which tool is needed now (none stands first), then what the tool takes,
//! value by value and only from what was said, then the answer. What the model names but nobody said is not used; where
//! that leaves a tool without something it needs, the answer asks for it. Sentences with figures that stand nowhere in
//! what the model has read are left out ([`figures`]).
//!
//! Reading takes most of its time, so what stays the same stands first and is read ahead: the instructions, the dialogue,
//! then what the turn adds, then the question.

mod figures;
mod lines;
mod spoken;

use std::sync::Arc;

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_insight::{AnswerForm, ChatPrefix, LanguageModel};
use serde_json::{Map, Number, Value};
use tokio::sync::watch;

use self::figures::FigureFilter;
use self::lines::{Line, called_since_customer, is_said, lines};
use self::spoken::{Speech, spoken};
use super::{ChatMessage, ChatModel, ChatReply, ChatRequest, Pieces, ToolCall, ToolSpec};
use crate::error::AgentError;
use crate::material::json_line;
use crate::prompt::is_said_by_customer;

/// What stands above the dialogue.
const DIALOGUE: &str = "The conversation so far:\n";
/// Room for a question and for the marks between messages.
const RESERVED_TOKENS: usize = 600;
/// So much of what the customer said is repeated where it is asked for an answer, in characters.
const LONGEST_REPEATED: usize = 300;
/// A choice has at most so many options.
const MOST_TOOLS: usize = 19;
/// No tool's name has a space.
const NO_TOOL: &str = "no tool";
/// Longest value that is asked for, in tokens.
const VALUE_TOKENS: u32 = 40;

/// Asks the embedded model.
pub struct EmbeddedChat {
    model: Arc<dyn LanguageModel>,
    /// How many dialogues wait for an answer. While one does, nothing is read ahead.
    waiting: watch::Sender<usize>,
}

/// A dialogue that waits for an answer, until it is dropped.
struct Waiting<'c>(&'c watch::Sender<usize>);

impl<'c> Waiting<'c> {
    fn begin(waiting: &'c watch::Sender<usize>) -> Self {
        waiting.send_modify(|count| *count += 1);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

/// What is to happen before the answer.
enum Wanted {
    Nothing,
    Call(ToolCall),
    /// A tool would help, but the customer has not said this.
    Ask(String),
}

impl EmbeddedChat {
    /// Asks that model.
    #[must_use]
    pub fn new(model: Arc<dyn LanguageModel>) -> Self {
        Self { model, waiting: watch::Sender::new(0) }
    }

    /// The instructions and the dialogue, a line each, without the oldest messages where there are too many.
    async fn dialogue(&self, request: &ChatRequest) -> Result<String, AgentError> {
        let mut texts = vec![format!("{}{}", request.system, request.material)];
        let lines: Vec<String> = lines(&request.messages).iter().map(Line::written).collect();
        texts.extend(lines.iter().cloned());
        let counts = self.model.count_tokens(&texts).await?;
        let most = self.model.context_tokens();
        let room = most.saturating_sub(request.max_tokens as usize + RESERVED_TOKENS);
        let system = counts.first().copied().unwrap_or_default();
        let counts = counts.get(1..).unwrap_or_default();
        if system > room {
            return Err(AgentError::TooLong(format!(
                "the agent's instructions have {system} tokens, and the language model reads {room} of {most}"
            )));
        }
        let mut left = room - system;
        let mut first_kept = lines.len();
        for (number, count) in counts.iter().enumerate().rev() {
            // A line has its end, too.
            let needed = count + 1;
            if needed > left {
                break;
            }
            left -= needed;
            first_kept = number;
        }
        let kept = lines.get(first_kept..).unwrap_or_default();
        Ok(kept.iter().fold(DIALOGUE.to_owned(), |text, line| text + line + "\n"))
    }

    /// The beginning of all questions of this turn.
    async fn prefix(&self, request: &ChatRequest) -> Result<ChatPrefix, AgentError> {
        let dialogue = self.dialogue(request).await?;
        Ok(ChatPrefix {
            system: request.system.clone(),
            context: format!("{dialogue}\n{}\n", request.material),
        })
    }

    async fn wanted(&self, request: &ChatRequest, prefix: &ChatPrefix) -> Result<Wanted, AgentError> {
        let called = called_since_customer(&request.messages);
        let open = request.tools.iter().filter(|tool| !called.contains(&tool.name.as_str()));
        let tools: Vec<&ToolSpec> = open.take(MOST_TOOLS).collect();
        if tools.is_empty() {
            return Ok(Wanted::Nothing);
        }
        let mut question =
            "Which of these tools must the agent use now, before it can answer the customer?\n".to_owned();
        question.push_str(&format!("- {NO_TOOL}: the agent can answer, or has to ask the customer first\n"));
        for tool in &tools {
            question.push_str(&format!(
                "- {}: {}\n",
                tool.name,
                colloquy_domain::text::one_line(&tool.description)
            ));
        }
        let mut options = vec![NO_TOOL.to_owned()];
        options.extend(tools.iter().map(|tool| tool.name.clone()));
        let probabilities = self.model.choose(prefix, &question, &options).await?;
        let best = probabilities.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1));
        // The first option is none.
        let chosen = best.and_then(|(option, _)| tools.get(option.checked_sub(1)?));
        match chosen {
            Some(tool) => self.call(tool, prefix, called.len()).await,
            None => Ok(Wanted::Nothing),
        }
    }

    /// Finds what a tool takes.
    async fn call(&self, tool: &ToolSpec, prefix: &ChatPrefix, number: usize) -> Result<Wanted, AgentError> {
        let nothing = Map::new();
        let properties = tool.parameters.get("properties").and_then(Value::as_object).unwrap_or(&nothing);
        let required = tool.parameters.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
        let mut arguments = Map::new();
        for (name, property) in properties {
            let described = property.get("description").and_then(Value::as_str).unwrap_or_default();
            let what = if described.is_empty() { name.clone() } else { format!("{name} ({described})") };
            let what = colloquy_domain::text::one_line(&what);
            let kind = property.get("type").and_then(Value::as_str).unwrap_or("string");
            match self.value(kind, &what, prefix).await? {
                Some(value) => {
                    arguments.insert(name.clone(), value);
                }
                None if is_required(name) => return Ok(Wanted::Ask(what)),
                None => {}
            }
        }
        let id = format!("call_{}", number + 1);
        Ok(Wanted::Call(ToolCall { id, name: tool.name.clone(), arguments }))
    }

    /// A value that was said; none where it was not.
    async fn value(&self, kind: &str, what: &str, prefix: &ChatPrefix) -> Result<Option<Value>, AgentError> {
        let question = format!("What is the value of {what}? Answer none where nobody has said it.");
        if kind == "boolean" {
            let options = ["yes", "no", "not said"].map(str::to_owned);
            let probabilities = self.model.choose(prefix, &question, &options).await?;
            let best = probabilities.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1));
            return Ok(match best {
                Some((0, _)) => Some(Value::Bool(true)),
                Some((1, _)) => Some(Value::Bool(false)),
                _ => None,
            });
        }
        let is_number = matches!(kind, "number" | "integer");
        let form = if is_number { AnswerForm::NumberOrNone } else { AnswerForm::ShortTextOrNone };
        let written = self.model.generate(prefix, &question, form, VALUE_TOKENS).await?;
        let text = written.text.trim();
        if text.is_empty() || text.eq_ignore_ascii_case("none") || !is_said(text, prefix) {
            return Ok(None);
        }
        if !is_number {
            return Ok(Some(Value::from(text)));
        }
        let whole = text.parse::<i64>().ok().map(Number::from);
        let number = whole.or_else(|| Number::from_f64(text.parse().ok()?));
        Ok(number.map(Value::Number))
    }

    /// Has the model write, and hands on what can be said of it. Whether it came to an end.
    async fn say(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        max_tokens: u32,
        filter: &mut FigureFilter,
        pieces: &mut Pieces<'_>,
    ) -> Result<bool, AgentError> {
        let mut speech = Speech::default();
        let mut say = |words: &str| {
            if !words.is_empty() {
                pieces(words);
            }
        };
        let mut take = |piece: &str| say(&filter.push(speech.push(piece)));
        let written = self.model.write(prefix, task, max_tokens, &mut take).await?;
        say(&filter.push(speech.rest(&spoken(&written.text))));
        say(&filter.end());
        Ok(written.is_finished)
    }
}

/// Asks the model to go on as the agent.
fn next_words(wish: &str) -> String {
    format!(
        "You are the agent. What do you say next to the customer? Say only these words, in at most three sentences.{wish}"
    )
}

/// Asks the model for an answer to the customer's words. It is short: somebody waits while it is read.
fn answer(asked: &str, how: &str) -> String {
    format!("Write the agent's answer to {}, {how}", json_line(&last_words(asked)))
}

/// What the customer has said last; nothing where that was not a word.
fn asked(messages: &[ChatMessage]) -> &str {
    let last = messages.iter().rev().find_map(|message| match message {
        ChatMessage::Customer(text) => Some(text.as_str()),
        _ => None,
    });
    last.filter(|text| is_said_by_customer(text)).unwrap_or_default()
}

/// The end of a text, where questions stand.
fn last_words(text: &str) -> String {
    let Some(skipped) = text.chars().count().checked_sub(LONGEST_REPEATED).filter(|count| *count > 0) else {
        return text.to_owned();
    };
    let end: String = text.chars().skip(skipped).collect();
    format!("…{}", end.find(char::is_whitespace).map_or(end.as_str(), |space| &end[space..]))
}

#[async_trait]
impl ChatModel for EmbeddedChat {
    async fn reply(&self, request: &ChatRequest, pieces: &mut Pieces<'_>) -> Result<ChatReply, AgentError> {
        let _waiting = Waiting::begin(&self.waiting);
        let prefix = self.prefix(request).await?;
        let asked = asked(&request.messages);
        let (task, wanted) = match self.wanted(request, &prefix).await? {
            Wanted::Call(call) => {
                return Ok(ChatReply { text: String::new(), calls: vec![call], is_finished: true });
            }
            // Without the customer's words beside it the model finds no answer in a passage, even where it is there; with
            // them it makes one up where there is none.
            Wanted::Nothing if request.looked_up.is_empty() || asked.is_empty() => {
                (next_words(""), String::new())
            }
            Wanted::Nothing => (answer(asked, "from the facts above."), String::new()),
            Wanted::Ask(what) => {
                let wish =
                    format!(" You need to know this and ask the customer for it: {}.", json_line(&what));
                (next_words(&wish), what)
            }
        };
        let mut filter = FigureFilter::new(&prefix, &wanted);
        let mut is_finished = self.say(&prefix, &task, request.max_tokens, &mut filter, pieces).await?;
        let is_silent = !filter.said().chars().any(char::is_alphanumeric);
        // Whoever has asked nothing, or is to be asked, is not told that.
        if is_silent && wanted.is_empty() && !asked.is_empty() {
            let task = answer(asked, "which says that it does not know that.");
            is_finished = self.say(&prefix, &task, request.max_tokens, &mut filter, pieces).await?;
        }
        Ok(ChatReply { text: filter.said().trim().to_owned(), calls: Vec::new(), is_finished })
    }

    fn reads_ahead(&self) -> bool {
        true
    }

    async fn prepare(&self, request: &ChatRequest) -> Result<(), AgentError> {
        let context = self.dialogue(request).await?;
        let prefix = ChatPrefix { system: request.system.clone(), context };
        let mut waiting = self.waiting.subscribe();
        loop {
            // The sender lives as long as `self`.
            drop(waiting.wait_for(|count| *count == 0).await);
            tokio::select! {
                biased;
                _ = waiting.wait_for(|count| *count > 0) => {}
                read = self.model.read_ahead(&prefix) => return Ok(read?),
            }
        }
    }

    fn label(&self) -> EngineLabel {
        self.model.label()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_words_the_last_are_repeated() {
        assert_eq!(last_words("Where is it?"), "Where is it?");
        let words = format!("{}where is it?", "Good morning! ".repeat(40));
        let last = last_words(&words);
        assert!(last.starts_with("… ") && last.ends_with("morning! where is it?"), "{last}");
        assert!(last.chars().count() <= LONGEST_REPEATED + 1);
        assert_eq!(last_words(&"é".repeat(400)).chars().count(), LONGEST_REPEATED + 1);
    }
}
