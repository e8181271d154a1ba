//! One turn of an agent, from what the customer said to what the agent says.

mod toolbox;

use std::sync::Arc;

use colloquy_domain::dialogue::Channel;
use colloquy_netguard::Guard;

use self::toolbox::Toolbox;
use crate::chat::{ChatMessage, ChatModel, ToolSpec};
use crate::error::AgentError;
use crate::knowledge::Found;
use crate::prompt::{TurnFacts, assemble, assemble_ahead};
use crate::rules::{whole_sentences, without_markup};
use crate::tools::Secrets;
use crate::turn::rests_on;
pub use crate::turn::{Said, ToolUse, Turn};

/// How often a model may call tools before it has to answer.
const MOST_ROUNDS: usize = 4;
/// How many tools it may call at once.
const MOST_CALLS: usize = 8;

/// What is said where there should be an answer and is none. It asks for nothing: who says it again fares no better.
pub const APOLOGY: &str =
    "I am sorry, something went wrong on my side, and I cannot tell you more at the moment.";

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
    /// After an error the ear may have heard a beginning, and no action has run: the turn may be taken again. Once one has
    /// run there is an answer, if only [`APOLOGY`], so that nobody runs it twice because the model failed after it.
    ///
    /// # Errors
    ///
    /// Any [`AgentError`] of the model before an action has run. Actions that fail are no error: the model is told.
    #[tracing::instrument(skip_all, fields(dialogue.channel = turn.channel.as_str()))]
    pub async fn turn(&self, turn: &Turn<'_>, ear: &mut dyn Ear) -> Result<Said, AgentError> {
        if let Some(said) = turn.by_rule() {
            ear.piece(&said.text);
            return Ok(said);
        }
        let passages = turn.looked_up();
        let mut toolbox = Toolbox::new(self, turn.actions);
        let mut request = assemble(&facts(turn, &passages, toolbox.specs()));
        let is_voice = turn.channel == Channel::Call;
        let mut mouth = Mouth { ear, is_voice, has_spoken: false, is_speaking: false };
        let mut texts: Vec<String> = Vec::new();
        let mut is_finished = true;
        for round in 0..=MOST_ROUNDS {
            let is_last = round == MOST_ROUNDS;
            if is_last {
                request.tools.clear();
            }
            mouth.is_speaking = false;
            let mut begun = String::new();
            let mut take = |piece: &str| {
                begun.push_str(piece);
                mouth.say(piece);
            };
            let reply = match self.chat.reply(&request, &mut take).await {
                Ok(reply) => reply,
                Err(error) if toolbox.has_run() => {
                    tracing::warn!(%error, "a model failed after its actions had run");
                    // What was spoken was heard; of what is written nobody has seen the beginning.
                    let begun = if is_voice { begun.trim().to_owned() } else { whole_sentences(&begun) };
                    texts.extend(Some(begun).filter(|text| !text.is_empty()));
                    texts.push(APOLOGY.to_owned());
                    mouth.is_speaking = false;
                    mouth.say(APOLOGY);
                    is_finished = true;
                    break;
                }
                Err(error) => return Err(error),
            };
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
                request.messages.push(ChatMessage::ToolResult { call_id: call.id, text });
            }
        }
        let mut text = turn.fitted(&texts.join(" "), is_finished);
        if text.is_empty() {
            text = turn.without_answer().to_owned();
            mouth.is_speaking = false;
            mouth.say(&text);
        }
        let passage_ids = rests_on(&text, &passages);
        let tool_uses = toolbox.into_uses();
        Ok(Said { text, tool_uses, passage_ids, ends: false, engine: self.chat.label() })
    }

    /// Whether the model profits from [`Self::prepare`].
    #[must_use]
    pub fn reads_ahead(&self) -> bool {
        self.chat.reads_ahead()
    }

    /// Lets the model read what was said, while nobody waits for an answer: the next turn finds it read.
    ///
    /// # Errors
    ///
    /// Any [`AgentError`] of the model. The next turn is taken all the same, and takes longer.
    pub async fn prepare(&self, turn: &Turn<'_>) -> Result<(), AgentError> {
        self.chat.prepare(&assemble_ahead(&facts(turn, &[], Vec::new()))).await
    }
}

fn facts<'a>(turn: &Turn<'a>, passages: &'a [Found], tools: Vec<ToolSpec>) -> TurnFacts<'a> {
    TurnFacts {
        brief: turn.brief,
        channel: turn.channel,
        history: turn.history,
        passages,
        tools,
        now: turn.now,
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
