//! One turn of an agent, from what the customer said to what the agent says.

use std::sync::Arc;

use colloquy_domain::action::Action;
use colloquy_domain::dialogue::Channel;
use colloquy_domain::text::one_line;
use colloquy_netguard::Guard;
use tokio::time::Instant;

use crate::chat::{ChatMessage, ChatModel, ToolCall, ToolSpec};
use crate::error::AgentError;
use crate::material::unmarked;
use crate::prompt::{TurnFacts, assemble};
use crate::rules::without_markup;
use crate::tools::{self, Secrets, tool_spec};
use crate::turn::rests_on;
pub use crate::turn::{Said, ToolUse, Turn};

/// How often a model may call tools before it has to answer.
const MOST_ROUNDS: usize = 4;
/// How many tools it may call at once.
const MOST_CALLS: usize = 8;

/// What lets agents speak. One serves all dialogues.
pub struct Runtime {
    /// Finds the words.
    pub chat: Arc<dyn ChatModel>,
    /// The way to the addresses of actions.
    pub guard: Guard,
    /// What actions may use and nobody sees.
    pub secrets: Secrets,
}

/// Hears an answer while it is being made.
pub trait Ear: Send {
    /// The next piece of the answer. All pieces together are [`Said::text`], but for the space around it and what does
    /// not fit the channel.
    fn piece(&mut self, text: &str);
    /// Something to say at once, because an action runs: no part of the answer.
    fn waiting(&mut self, text: &str);
}

/// Waits for the whole answer.
impl Ear for () {
    fn piece(&mut self, _text: &str) {}
    fn waiting(&mut self, _text: &str) {}
}

impl Runtime {
    /// Takes a turn: answers what the customer said last. Where nobody has said anything the agent begins.
    ///
    /// After an error the ear may have heard a beginning. A turn that is taken again runs its actions again.
    ///
    /// # Errors
    ///
    /// Any [`AgentError`] of the model. Actions that fail are no error: the model is told.
    #[tracing::instrument(skip_all, fields(dialogue.channel = turn.channel.as_str()))]
    pub async fn turn(&self, turn: &Turn<'_>, ear: &mut dyn Ear) -> Result<Said, AgentError> {
        if let Some(said) = turn.by_rule() {
            ear.piece(&said.text);
            return Ok(said);
        }
        let started_at = Instant::now();
        let passages = turn.looked_up();
        let tools = named(turn.actions);
        let mut request = assemble(&TurnFacts {
            brief: turn.brief,
            channel: turn.channel,
            history: turn.history,
            passages: &passages,
            tools: tools.iter().map(|(spec, _)| spec.clone()).collect(),
            now: turn.now,
        });
        let mut mouth =
            Mouth { ear, is_voice: turn.channel == Channel::Call, has_spoken: false, is_speaking: false };
        let mut toolbox = Toolbox { runtime: self, tools, uses: Vec::new(), started_at };
        let mut texts: Vec<String> = Vec::new();
        let mut is_finished = true;
        for round in 0..=MOST_ROUNDS {
            let is_last = round == MOST_ROUNDS;
            if is_last {
                request.tools.clear();
            }
            mouth.is_speaking = false;
            let reply = self.chat.reply(&request, &mut |piece: &str| mouth.say(piece)).await?;
            if !mouth.is_speaking {
                mouth.say(&reply.text);
            }
            is_finished = reply.is_finished;
            let is_silent = reply.text.trim().is_empty();
            if !is_silent {
                texts.push(reply.text.trim().to_owned());
            }
            let mut calls = reply.calls;
            calls.truncate(MOST_CALLS);
            if calls.is_empty() || is_last {
                break;
            }
            request.messages.push(ChatMessage::Agent { text: reply.text, calls: calls.clone() });
            for call in calls {
                if is_silent && let Some(words) = toolbox.waiting_message(&call) {
                    mouth.wait(words);
                }
                let text = toolbox.result_of(&call).await;
                request.messages.push(ChatMessage::ToolResult { call_id: call.id, text: unmarked(&text) });
            }
        }
        let mut text = turn.fitted(&texts.join(" "), is_finished);
        if text.is_empty() {
            text = turn.without_answer().to_owned();
            mouth.is_speaking = false;
            mouth.say(&text);
        }
        let passage_ids = rests_on(&text, &passages);
        Ok(Said { text, tool_uses: toolbox.uses, passage_ids, ends: false, engine: self.chat.label() })
    }
}

/// Passes pieces on as the channel takes them.
struct Mouth<'e> {
    ear: &'e mut dyn Ear,
    is_voice: bool,
    /// Whether anything was said in this turn, and in this round.
    has_spoken: bool,
    is_speaking: bool,
}

impl Mouth<'_> {
    fn say(&mut self, piece: &str) {
        let spoken = if self.is_voice { without_markup(piece) } else { piece.to_owned() };
        if spoken.is_empty() {
            return;
        }
        // What is said before and after an action are two sentences.
        if self.has_spoken && !self.is_speaking {
            self.ear.piece(" ");
        }
        (self.has_spoken, self.is_speaking) = (true, true);
        self.ear.piece(&spoken);
    }

    fn wait(&mut self, words: &str) {
        self.ear.waiting(words);
    }
}

/// The actions as the model knows them: a name for each, unlike all others.
fn named(actions: &[Action]) -> Vec<(ToolSpec, &Action)> {
    let mut tools: Vec<(ToolSpec, &Action)> = Vec::new();
    for action in actions {
        let Some(mut spec) = tool_spec(action) else { continue };
        let slug: String = spec.name.chars().take(60).collect();
        let mut number = 1;
        while tools.iter().any(|(known, _)| known.name == spec.name) {
            number += 1;
            spec.name = format!("{slug}_{number}");
        }
        tools.push((spec, action));
    }
    tools
}

/// Runs what a model calls, and remembers it.
struct Toolbox<'a> {
    runtime: &'a Runtime,
    tools: Vec<(ToolSpec, &'a Action)>,
    uses: Vec<ToolUse>,
    started_at: Instant,
}

impl<'a> Toolbox<'a> {
    fn action(&self, name: &str) -> Option<&'a Action> {
        self.tools.iter().find(|(spec, _)| spec.name == name).map(|(_, action)| *action)
    }

    /// The same call within this turn.
    fn earlier(&self, call: &ToolCall) -> Option<&ToolUse> {
        self.uses.iter().find(|before| before.name == call.name && before.arguments == call.arguments)
    }

    /// What is said while the call runs, where it has to.
    fn waiting_message(&self, call: &ToolCall) -> Option<&'a str> {
        let action = self.action(&call.name).filter(|_| self.earlier(call).is_none())?;
        action.waiting_message.as_deref().map(str::trim).filter(|words| !words.is_empty())
    }

    /// What the call brings. One that was made before brings the same again and does not run: a model that repeats itself
    /// must not order twice.
    async fn result_of(&mut self, call: &ToolCall) -> String {
        if let Some(before) = self.earlier(call) {
            return before.result.clone();
        }
        let Some(action) = self.action(&call.name) else {
            let name: String = one_line(&call.name).chars().take(64).collect();
            return format!("there is no tool {name:?}");
        };
        let began_at = Instant::now();
        let outcome = tools::run(&self.runtime.guard, &self.runtime.secrets, action, &call.arguments).await;
        let duration = began_at.elapsed();
        tracing::info!(
            action.id = %action.id,
            is_error = outcome.is_error,
            duration_ms = duration.as_millis() as u64,
            "an agent ran an action"
        );
        self.uses.push(ToolUse {
            action_id: action.id,
            name: call.name.clone(),
            arguments: call.arguments.clone(),
            result: outcome.text.clone(),
            is_error: outcome.is_error,
            offset_ms: (began_at - self.started_at).as_millis() as u64,
            duration_ms: duration.as_millis() as u64,
        });
        outcome.text
    }
}
