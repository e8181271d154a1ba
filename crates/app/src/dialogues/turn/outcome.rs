//! The end of a turn's job: what came of the turn is written down, and whether there is more to answer is looked at once
//! more under the dialogue's lock.

use std::sync::Arc;

use colloquy_agent::{Said, ToolUse};
use colloquy_domain::dialogue::{Dialogue, DialogueStatus};
use colloquy_domain::dialogue_message::Sender;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::jobs::{self, LeasedJob};
use colloquy_store::{Durability, StoreError, Tx, agent_profiles, agents, dialogue_messages, dialogues};
use serde_json::{Value, json};

use super::due;
use crate::again::again;
use crate::agents::AgentReference;
use crate::dialogues::end::{self, End};
use crate::dialogues::jobs::{failed, reply as reply_job};
use crate::dialogues::place::Place;
use crate::dialogues::{say, send, write};
use crate::events::EventDialects;
use crate::tools::GivenInvocation;
use crate::work::WorkError;
use crate::work::lease::{bury, finish, hold};
use crate::{App, AppError, tools};

/// Why a dialogue ends with somebody who answers too fast.
const ENOUGH: &str = "the agent answered too often within an hour: somebody's program may be answering it";

/// Why a dialogue of ours ends that has no beginning.
const SPEECHLESS: &str = "the agent could not find its first words";

/// What a turn came to.
#[derive(Debug, Clone)]
pub(super) enum Turned {
    /// Words.
    Said(Said),
    /// None to begin with.
    Speechless,
    /// None any more.
    Enough,
}

/// A turn that is over.
pub(super) struct Outcome {
    /// Of which dialogue.
    pub id: ConversationId,
    /// Up to this position it answers.
    pub read_to: u64,
    /// When it began.
    pub began_at: Instant,
    /// To what it came.
    pub turned: Turned,
}

impl Outcome {
    /// Writes it down and ends its job. What gave way to another transaction is tried again at once: a turn that is taken
    /// once more runs its actions once more.
    pub async fn write_down(&self, app: &App, job: &Arc<LeasedJob>) -> Result<(), WorkError> {
        let written = again(|| {
            let (job, dialects, now) = (job.clone(), app.dialects.clone(), app.now());
            let (id, read_to, began_at, turned) = (self.id, self.read_to, self.began_at, self.turned.clone());
            app.store.write(Durability::Full, move |tx| {
                Box::pin(async move {
                    Self { id, read_to, began_at, turned }.write_in(tx, &dialects, &job, now).await
                })
            })
        });
        written.await.map_err(failed)
    }

    async fn write_in(
        &self,
        tx: &Tx,
        dialects: &EventDialects,
        job: &LeasedJob,
        now: Instant,
    ) -> Result<(), AppError> {
        let place = Place::lock(tx, self.id).await?;
        hold(tx, job).await?;
        let Some(Place { conversation, mut dialogue }) = place else { return Ok(finish(tx, job).await?) };
        if let Turned::Said(said) = &self.turned {
            // What ran has run, also where somebody ended the dialogue while the answer was made.
            note_tools(tx, &dialogue, &said.tool_uses, self.began_at, now).await?;
        }
        if end::is_over(&dialogue) {
            return Ok(finish(tx, job).await?);
        }
        if let Turned::Said(said) = &self.turned
            && !said.text.trim().is_empty()
        {
            say::said(tx, &mut dialogue, said.text.clone(), said.passage_ids.clone(), now).await?;
        }
        dialogue.answered_to = dialogue.answered_to.max(self.read_to);
        dialogue.updated_at = now;
        dialogues::update(tx, &dialogue).await?;
        finish(tx, job).await?;
        let is_asked = has_spoken(tx, self.id, self.read_to).await?;
        let ends = match &self.turned {
            Turned::Enough => Some(End::because(DialogueStatus::Closed, ENOUGH)),
            Turned::Speechless if !is_asked => Some(End::because(DialogueStatus::Failed, SPEECHLESS)),
            Turned::Said(said) if said.ends && !is_asked => Some(End::to(DialogueStatus::Resolved)),
            Turned::Said(_) | Turned::Speechless => None,
        };
        if let Some(ends) = ends {
            dialogue = end::write(tx, dialects, &conversation, dialogue, ends, now).await?;
        } else if is_asked {
            jobs::enqueue(tx, vec![reply_job(&dialogue, now)]).await?;
        }
        Ok(send::next(tx, &dialogue, now).await?)
    }
}

/// Ends a job that found nothing to say. Where something is to be said after all, which came while it looked, the next one
/// says it.
pub(super) async fn rest(app: &App, job: &Arc<LeasedJob>, id: ConversationId) -> Result<(), WorkError> {
    let (job, now) = (job.clone(), app.now());
    let done = app.store.write(Durability::Relaxed, move |tx| {
        Box::pin(async move {
            let dialogue = dialogues::get_for_update(tx, id).await?;
            finish(tx, &job).await?;
            let Some(dialogue) = dialogue.filter(|dialogue| !end::is_over(dialogue)) else { return Ok(()) };
            let profile = agent_profiles::get(tx, dialogue.workspace_id, dialogue.agent_id).await?;
            let messages = dialogue_messages::after(tx, id, dialogue.answered_to).await?;
            if profile.as_ref().is_some_and(write::speaks) && due(&dialogue, &messages).is_some() {
                jobs::enqueue(tx, vec![reply_job(&dialogue, now)]).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    done.await.map_err(WorkError::from)
}

/// Gives a job up. What the customer said after that position no attempt has read: it gets a job of its own.
pub(crate) async fn give_up(
    tx: &Tx,
    job: &LeasedJob,
    id: ConversationId,
    seen: Option<u64>,
    reason: &str,
    now: Instant,
) -> Result<(), StoreError> {
    let dialogue = dialogues::get_for_update(tx, id).await?;
    bury(tx, job, reason).await?;
    let (Some(dialogue), Some(seen)) = (dialogue, seen) else { return Ok(()) };
    if !end::is_over(&dialogue) && has_spoken(tx, id, seen).await? {
        jobs::enqueue(tx, vec![reply_job(&dialogue, now)]).await?;
    }
    Ok(())
}

/// Whether the customer said something after that position.
async fn has_spoken(tx: &Tx, id: ConversationId, position: u64) -> Result<bool, StoreError> {
    let newer = dialogue_messages::after(tx, id, position).await?;
    Ok(newer.iter().any(|message| message.sender == Sender::Customer))
}

/// Writes down the tools that a turn used. A use that breaks a rule of tools is left out: it must not run again for that.
async fn note_tools(
    tx: &Tx,
    dialogue: &Dialogue,
    uses: &[ToolUse],
    started_at: Instant,
    now: Instant,
) -> Result<(), AppError> {
    match use_tools(tx, dialogue, uses, started_at, now).await {
        Err(error @ (AppError::Internal(_) | AppError::Unavailable(_))) => Err(error),
        Err(error) => {
            let id = dialogue.conversation_id;
            tracing::error!(conversation.id = %id, %error, "the tools of a turn could not be written down");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// Writes down the tools that a turn used, which began then.
pub(in crate::dialogues) async fn use_tools(
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
    let (workspace_id, id) = (dialogue.workspace_id, dialogue.conversation_id);
    let speaking = agents::list_by_ids(tx, workspace_id, &[dialogue.agent_id]).await?;
    // One that was deleted meanwhile is named by nothing.
    let agent_id = speaking.first().map(|agent| agent.id);
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
                agent: AgentReference { id: agent_id, custom_id: None },
            }
        })
        .collect();
    tools::append(tx, workspace_id, id, &speaking, &given, now).await.map(|_| ())
}
