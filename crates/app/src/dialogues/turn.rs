//! A turn: what the agent says to what the customer has said, by messages. On the telephone turns are the telephone's.
//!
//! The turn is found out without any lock, which may take a minute; then one transaction writes what was said, the tools
//! that were used, and up to where it is an answer.

use std::sync::Arc;

use colloquy_agent::{Index, Said, ToolUse, Turn};
use colloquy_domain::action::Action;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::dialogue_message::{DialogueMessage, Sender};
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::jobs::{self, LeasedJob};
use colloquy_store::{
    Durability, StoreError, Tx, actions, agent_profiles, agents, conversations, dialogue_messages, dialogues,
};
use serde_json::{Value, json};

use super::end::{self, End};
use super::jobs::reply as reply_job;
use super::{say, send, write};
use crate::agents::AgentReference;
use crate::tools::GivenInvocation;
use crate::work::WorkError;
use crate::work::lease::{finish, hold};
use crate::{App, AppError, knowledge, tools};

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
        let Some(dialogue) = dialogues::get_any(reader, id).await? else { return Ok(None) };
        let profile = agent_profiles::get(reader, dialogue.workspace_id, dialogue.agent_id).await?;
        if end::is_over(&dialogue) || !profile.as_ref().is_some_and(write::speaks) {
            return Ok(None);
        }
        let messages = dialogue_messages::list(reader, id).await?;
        let read_to = messages.last().map_or(0, |message| message.position);
        // What came in while the last answer was made stands before that answer, which is none to it.
        let (open, mut history): (Vec<_>, Vec<_>) =
            messages.into_iter().partition(|message| is_open(message, dialogue.answered_to));
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

/// Whether the customer said it and nobody answered.
fn is_open(message: &DialogueMessage, answered_to: u64) -> bool {
    message.sender == Sender::Customer && message.position > answered_to
}

/// The job.
pub(crate) async fn run(app: &App, job: &Arc<LeasedJob>, id: ConversationId) -> Result<(), WorkError> {
    let situation = Situation::read(app, id).await.map_err(unread)?;
    let answers = |situation: &Situation| {
        let dialogue = &situation.dialogue;
        // Of a dialogue of ours in which nobody has said anything this is the first message.
        let begins = situation.history.is_empty() && dialogue.status == DialogueStatus::Pending;
        let is_asked = situation.history.iter().any(|message| is_open(message, dialogue.answered_to));
        dialogue.channel != Channel::Call && (begins || is_asked)
    };
    let Some(situation) = situation.filter(answers) else {
        let job = job.clone();
        let done =
            app.store.write(Durability::Relaxed, move |tx| Box::pin(async move { finish(tx, &job).await }));
        return done.await.map_err(WorkError::from);
    };
    let started_at = app.now();
    let said = app.speaking.runtime.turn(&situation.turn(started_at), &mut ()).await;
    let said = said.map_err(|error| {
        let reason = format!("the turn could not be made: {error}");
        if error.is_transient() { WorkError::Transient(reason) } else { WorkError::Permanent(reason) }
    })?;
    write_down(app, job, situation, said, started_at).await
}

fn unread(error: AppError) -> WorkError {
    WorkError::Transient(match error {
        AppError::Internal(source) | AppError::Unavailable(source) => {
            format!("the database failed: {source}")
        }
        other => other.to_string(),
    })
}

async fn write_down(
    app: &App,
    job: &Arc<LeasedJob>,
    situation: Situation,
    said: Said,
    started_at: Instant,
) -> Result<(), WorkError> {
    let (job, dialects, now) = (job.clone(), app.dialects.clone(), app.now());
    let (id, read_to) = (situation.dialogue.conversation_id, situation.read_to);
    let written = app.store.write(Durability::Full, move |tx| {
        Box::pin(async move {
            hold(tx, &job).await?;
            let conversation = conversations::get_for_update(tx, id).await?;
            let dialogue = dialogues::get_for_update(tx, id).await?;
            let (Some(conversation), Some(mut dialogue)) = (conversation, dialogue) else {
                return Ok(finish(tx, &job).await?);
            };
            if end::is_over(&dialogue) {
                // Whoever ended it did so while the answer was made.
                return Ok(finish(tx, &job).await?);
            }
            if !said.text.trim().is_empty() {
                say::said(tx, &mut dialogue, said.text, said.passage_ids, now).await?;
            }
            use_tools(tx, &dialogue, &said.tool_uses, started_at, now).await?;
            dialogue.answered_to = dialogue.answered_to.max(read_to);
            dialogue.updated_at = now;
            dialogues::update(tx, &dialogue).await?;
            finish(tx, &job).await?;
            let newer = dialogue_messages::after(tx, id, read_to).await?;
            if newer.iter().any(|message| message.sender == Sender::Customer) {
                jobs::enqueue(tx, vec![reply_job(&dialogue, now)]).await?;
            } else if said.ends {
                let ends = End::to(DialogueStatus::Resolved);
                dialogue = end::write(tx, &dialects, &conversation, dialogue, ends, now).await?;
            }
            Ok::<_, AppError>(send::next(tx, &dialogue, now).await?)
        })
    });
    written.await.map_err(|error| match error {
        AppError::Internal(source) => match source.downcast::<StoreError>() {
            Ok(error) => WorkError::from(*error),
            Err(other) => WorkError::Transient(other.to_string()),
        },
        AppError::Unavailable(source) => WorkError::Transient(format!("the database failed: {source}")),
        // What an agent used breaks a rule of tools: another turn may not.
        other => WorkError::Transient(other.to_string()),
    })
}

/// Writes down the tools that a turn used, which began then.
pub(super) async fn use_tools(
    tx: &Tx,
    dialogue: &Dialogue,
    uses: &[ToolUse],
    started_at: Instant,
    now: Instant,
) -> Result<(), AppError> {
    if uses.is_empty() {
        return Ok(());
    }
    let origin = dialogue.started_at.unwrap_or(dialogue.created_at);
    let turn_ms = u64::try_from((started_at - origin).whole_milliseconds()).unwrap_or_default();
    let given: Vec<GivenInvocation> = uses
        .iter()
        .enumerate()
        .map(|(number, one)| {
            let start_ms = turn_ms.saturating_add(one.offset_ms);
            let result = Value::String(one.result.clone());
            GivenInvocation {
                place: format!("tools[{number}]"),
                name: one.name.clone(),
                description: None,
                parameters: one.arguments.clone(),
                result: if one.is_error { json!({ "error": result }) } else { result },
                start_ms,
                end_ms: Some(start_ms.saturating_add(one.duration_ms)),
                agent: AgentReference { id: Some(dialogue.agent_id), custom_id: None },
            }
        })
        .collect();
    let (workspace_id, id) = (dialogue.workspace_id, dialogue.conversation_id);
    let speaking = agents::list_by_ids(tx, workspace_id, &[dialogue.agent_id]).await?;
    tools::append(tx, workspace_id, id, &speaking, &given, now).await.map(|_| ())
}
