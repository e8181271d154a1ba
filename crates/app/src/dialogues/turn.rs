//! A turn: what the agent says to what the customer has said, by messages. On the telephone turns are the telephone's.
//!
//! The turn is found out without any lock, which may take a minute; then one transaction writes what was said, the tools
//! that were used, and up to where it is an answer (`outcome`). A job without anything to say ends under the dialogue's
//! lock as well: what comes in at that moment writes no job of its own, since this one is there.
//!
//! A customer who has asked gets an answer: where the words cannot be found, and trying again cannot help or did not, the
//! agent says just that. Two programs would thank each other for ever: a customer gets so many answers within an hour.

mod outcome;

use std::sync::Arc;

use colloquy_agent::runtime::APOLOGY;
use colloquy_agent::{Index, Said, Turn};
use colloquy_domain::action::Action;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::dialogue_message::{DialogueMessage, Sender};
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{StoreError, actions, agent_profiles, dialogue_messages, dialogues};
use time::Duration;
use tokio_util::sync::CancellationToken;

pub(crate) use self::outcome::give_up;
pub(super) use self::outcome::use_tools;
use self::outcome::{Outcome, Turned};
use super::transcript::was_lost;
use super::{end, write};
use crate::work::WorkError;
use crate::{App, AppError, knowledge};

/// The time within which answers are counted.
const COUNTED: Duration = Duration::HOUR;

/// What a turn looks at.
#[derive(Clone)]
pub struct Situation {
    /// The dialogue, as it was read.
    pub dialogue: Dialogue,
    /// What was said, what is to be answered last.
    pub history: Vec<DialogueMessage>,
    /// Up to here it was read.
    pub read_to: u64,
    /// What the agent may call.
    pub actions: Vec<Action>,
    /// What it may look things up in.
    pub index: Arc<Index>,
}

impl Situation {
    /// As it is now; none where the dialogue is over, or nobody of ours speaks in it.
    pub async fn read(app: &App, id: ConversationId) -> Result<Option<Self>, AppError> {
        let reader = app.store.reader();
        let Some(dialogue) = spoken_in(app, id).await? else { return Ok(None) };
        let messages = dialogue_messages::list(reader, id).await?;
        let read_to = messages.last().map_or(0, |message| message.position);
        // What came in while the last answer was made stands before that answer, which is none to it. What never reached
        // the customer was not said.
        let (open, mut history): (Vec<_>, Vec<_>) = messages
            .into_iter()
            .filter(|message| !was_lost(message))
            .partition(|message| is_open(message, dialogue.answered_to));
        history.extend(open);
        let actions = actions::list_by_ids(reader, dialogue.workspace_id, &dialogue.brief.action_ids).await?;
        let index = knowledge::index_of(app, dialogue.workspace_id, dialogue.agent_id).await?;
        Ok(Some(Self { dialogue, history, read_to, actions, index }))
    }

    /// As the agent takes it.
    pub fn turn(&self, now: Instant) -> Turn<'_> {
        Turn {
            brief: &self.dialogue.brief,
            channel: self.dialogue.channel,
            history: &self.history,
            actions: &self.actions,
            index: Some(self.index.as_ref()),
            now,
        }
    }
}

/// The dialogue, where it goes on and an agent of ours speaks in it.
async fn spoken_in(app: &App, id: ConversationId) -> Result<Option<Dialogue>, StoreError> {
    let reader = app.store.reader();
    let Some(dialogue) = dialogues::get_any(reader, id).await? else { return Ok(None) };
    let profile = agent_profiles::get(reader, dialogue.workspace_id, dialogue.agent_id).await?;
    let speaks = !end::is_over(&dialogue) && profile.as_ref().is_some_and(write::speaks);
    Ok(speaks.then_some(dialogue))
}

/// Whether the customer said it and nobody answered.
fn is_open(message: &DialogueMessage, answered_to: u64) -> bool {
    message.sender == Sender::Customer && message.position > answered_to
}

/// What is to be said in a dialogue by messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    /// An answer.
    Answer,
    /// The first message of one of ours.
    FirstMessage,
}

/// What is to be said in a dialogue, of which these messages are the last ones; none where nothing is.
fn due(dialogue: &Dialogue, messages: &[DialogueMessage]) -> Option<Due> {
    if dialogue.channel == Channel::Call {
        return None;
    }
    if messages.iter().any(|message| is_open(message, dialogue.answered_to)) {
        return Some(Due::Answer);
    }
    let begins = dialogue.message_count == 0 && dialogue.status == DialogueStatus::Pending;
    begins.then_some(Due::FirstMessage)
}

/// The position of the last message: an attempt that begins now may not know of what comes after it.
pub(crate) async fn seen(app: &App, id: ConversationId) -> Result<u64, StoreError> {
    let found = dialogues::get_any(app.store.reader(), id).await?;
    Ok(found.map_or(0, |dialogue| dialogue.message_count))
}

/// The job.
pub(crate) async fn run(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    shutdown: &CancellationToken,
) -> Result<(), WorkError> {
    let began_at = app.now();
    if job.job.attempts > job.job.max_attempts {
        // Reading the situation, or finding words, may be what ended those processes.
        let lost = job.job.attempts - 1;
        let reason = format!("given up: {lost} attempts ended with the process that made them");
        return without_words(app, job, id, &reason, began_at).await;
    }
    let situation = Situation::read(app, id).await.map_err(unread)?;
    let found = situation.and_then(|situation| {
        let due = due(&situation.dialogue, &situation.history)?;
        Some((situation, due))
    });
    let Some((situation, due)) = found else { return outcome::rest(app, job, id).await };
    let turned = if due == Due::Answer && has_answered_enough(app, &situation.dialogue, began_at).await? {
        Turned::Enough
    } else {
        find_words(app, job, &situation, due, began_at, shutdown).await?
    };
    Outcome { id, read_to: situation.read_to, began_at, turned }.write_down(app, job).await
}

/// Whether the customer has got as many answers lately as anybody reads.
async fn has_answered_enough(app: &App, dialogue: &Dialogue, now: Instant) -> Result<bool, StoreError> {
    let said = dialogues::said_since(app.store.reader(), dialogue, now - COUNTED).await?;
    Ok(said >= most_answers(dialogue.channel))
}

/// Answers that somebody gets within an hour by a channel: more than people ask for there, few enough that two programs
/// that answer each other cost little.
fn most_answers(channel: Channel) -> u64 {
    match channel {
        Channel::Email => 20,
        Channel::Sms | Channel::Whatsapp => 60,
        // Nobody pays for these, and people type fast. Of a call turns are the telephone's.
        Channel::Webchat | Channel::Call => 240,
    }
}

async fn find_words(
    app: &App,
    job: &LeasedJob,
    situation: &Situation,
    due: Due,
    now: Instant,
    shutdown: &CancellationToken,
) -> Result<Turned, WorkError> {
    let error = match app.speaking.runtime.turn(&situation.turn(now), &mut ()).await {
        Ok(said) => return Ok(Turned::Said(said)),
        Err(error) => error,
    };
    let reason = format!("the turn could not be made: {error}");
    let is_tried_again = error.is_transient() && (shutdown.is_cancelled() || !job.is_last_attempt());
    if is_tried_again {
        Err(WorkError::Transient(reason))
    } else {
        Ok(speechless(due, &situation.dialogue, &reason))
    }
}

/// Ends a job whose attempts are used up, without anything that may have used them up.
async fn without_words(
    app: &App,
    job: &Arc<LeasedJob>,
    id: ConversationId,
    reason: &str,
    began_at: Instant,
) -> Result<(), WorkError> {
    let Some(dialogue) = spoken_in(app, id).await? else { return outcome::rest(app, job, id).await };
    let messages = dialogue_messages::after(app.store.reader(), id, dialogue.answered_to).await?;
    let Some(due) = due(&dialogue, &messages) else { return outcome::rest(app, job, id).await };
    let read_to = messages.last().map_or(dialogue.answered_to, |message| message.position);
    let turned = speechless(due, &dialogue, reason);
    Outcome { id, read_to, began_at, turned }.write_down(app, job).await
}

/// There are no words, and will be none.
fn speechless(due: Due, dialogue: &Dialogue, reason: &str) -> Turned {
    let (id, channel) = (dialogue.conversation_id, dialogue.channel.as_str());
    tracing::error!(conversation.id = %id, channel, reason, "an agent has no words");
    metrics::counter!("colloquy_turns_failed_total", "channel" => channel).increment(1);
    match due {
        Due::Answer => Turned::Said(Said {
            text: APOLOGY.to_owned(),
            tool_uses: Vec::new(),
            passage_ids: Vec::new(),
            ends: false,
            engine: EngineLabel("basic".to_owned()),
        }),
        // Nobody waits for it, and an excuse is nothing to begin with.
        Due::FirstMessage => Turned::Speechless,
    }
}

fn unread(error: AppError) -> WorkError {
    WorkError::Transient(match error {
        AppError::Internal(source) | AppError::Unavailable(source) => {
            format!("the database failed: {source}")
        }
        other => other.to_string(),
    })
}
