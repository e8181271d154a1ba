//! What a client may change of a dialogue: a note on it, who goes on with it, how far it is.

use colloquy_domain::agent_profile::AgentProfile;
use colloquy_domain::conversation::ParticipantRole;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::{AgentId, ConversationId, Instant};
use colloquy_store::{Durability, StoreError, Tx, agent_profiles, dialogues, jobs, participants};

use super::brief::handed_over;
use super::end::{self, End};
use super::jobs::reply as reply_job;
use super::read::{DialogueShown, check_visible, shown};
use crate::again::again;
use crate::conversations::to_complete;
use crate::events::EventDialects;
use crate::keys::Caller;
use crate::{App, AppError};

/// What is to become of a dialogue; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct DialogueChange {
    /// A note, for those who look after it.
    pub note: Option<String>,
    /// The agent that goes on with it.
    pub agent_id: Option<AgentId>,
    /// How far it is. A final one ends a dialogue that goes on: on the telephone it hangs up. Any other one is shown until
    /// the dialogue gets further, and moves nothing: whoever holds it knows alone where it is.
    pub status: Option<DialogueStatus>,
}

/// Changes a dialogue. Whoever began a private one may.
///
/// # Errors
/// [`AppError::NotFound`] for the dialogue, also where it is private and the caller may not read it, or for the agent;
/// [`AppError::MissingScope`] where the caller may read a private one and not change it; [`AppError::Invalid`] where an
/// agent is to go on with it that is not active.
pub async fn change(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    change: DialogueChange,
) -> Result<DialogueShown, AppError> {
    check_visible(app, caller, id).await.map_err(|error| match error {
        // Who may not read it is not told that it is there.
        AppError::MissingScope(_) => AppError::NotFound("call"),
        other => other,
    })?;
    let dialogue = again(|| {
        let (dialects, now) = (app.dialects.clone(), app.now());
        let (caller, change) = (caller.clone(), change.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { change_in(tx, &dialects, &caller, id, change, now).await })
        })
    })
    .await?;
    let shown = shown(app, vec![dialogue]).await?;
    shown.into_iter().next().ok_or(AppError::NotFound("call"))
}

async fn change_in(
    tx: &Tx,
    dialects: &EventDialects,
    caller: &Caller,
    id: ConversationId,
    change: DialogueChange,
    now: Instant,
) -> Result<Dialogue, AppError> {
    let conversation = to_complete(tx, caller, id).await.map_err(|error| match error {
        AppError::NotFound(_) => AppError::NotFound("call"),
        other => other,
    })?;
    let mut dialogue = dialogues::get_for_update(tx, id).await?.ok_or(AppError::NotFound("call"))?;
    if change.note.is_some() {
        dialogue.note = change.note;
    }
    if let Some(agent_id) = change.agent_id.filter(|agent_id| *agent_id != dialogue.agent_id) {
        let profile = agent_profiles::get(tx, dialogue.workspace_id, agent_id).await?;
        hand_over(tx, &mut dialogue, profile.ok_or(AppError::NotFound("agent"))?, now).await?;
    }
    dialogue.updated_at = now;
    match change.status {
        Some(status) if !is_end(status) => end::show_as(&mut dialogue, status),
        // People may give any end to what is over.
        Some(status) if dialogue.ended_at.is_some() => end::move_to(&mut dialogue, status),
        Some(status) if !is_on_the_line(&dialogue) => {
            let ends = End { reason: dialogue.ended_reason.clone(), ..End::to(status) };
            return Ok(end::write(tx, dialects, &conversation, dialogue, ends, now).await?);
        }
        // On the telephone whoever holds the call sees this, hangs up, and writes the rest of its end.
        Some(status) => end::move_to(&mut dialogue, status),
        None => {}
    }
    dialogues::update(tx, &dialogue).await?;
    Ok(dialogue)
}

/// Whether somebody holds it as a telephone call, or is about to place it.
fn is_on_the_line(dialogue: &Dialogue) -> bool {
    dialogue.channel == Channel::Call && dialogue.status != DialogueStatus::Queued
}

/// Whether nothing follows that status. What is being processed waits for its transcript.
fn is_end(status: DialogueStatus) -> bool {
    status.is_over() && status != DialogueStatus::Processing
}

/// Another agent goes on with the dialogue, and answers what nobody has answered.
async fn hand_over(
    tx: &Tx,
    dialogue: &mut Dialogue,
    profile: AgentProfile,
    now: Instant,
) -> Result<(), AppError> {
    let goes_on = !end::is_over(dialogue);
    if goes_on && !profile.is_active {
        let message = "agentId names an agent that is not active";
        return Err(AppError::invalid("agentId", "inactive", message));
    }
    dialogue.agent_id = profile.agent_id;
    dialogue.brief = handed_over(&dialogue.brief, &profile);
    take_part(tx, dialogue).await?;
    if goes_on && dialogue.channel != Channel::Call {
        jobs::enqueue(tx, vec![reply_job(dialogue, now)]).await?;
    }
    Ok(())
}

async fn take_part(tx: &Tx, dialogue: &Dialogue) -> Result<(), StoreError> {
    let mut people = participants::list(tx, dialogue.conversation_id).await?;
    if let Some(agent) = people.iter_mut().find(|one| one.role == ParticipantRole::Agent) {
        agent.agent_id = Some(dialogue.agent_id);
        agent.name = Some(dialogue.brief.agent_name.clone()).filter(|name| !name.is_empty());
    }
    participants::replace(tx, dialogue.conversation_id, &people).await
}
