//! The end of a call that was told of while it went on.

use colloquy_domain::agent::Agent;
use colloquy_domain::call::{CallStatus, EndedStatus};
use colloquy_domain::conversation::Conversation;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{Durability, Tx, agents, calls, participants, transcripts};
use serde_json::Value;

use super::create::begin_analysis;
use super::new::{CallRecording, NewTurn};
use super::transcript;
use crate::again::again;
use crate::conversations::{to_complete, write_changed};
use crate::events::EventDialects;
use crate::keys::Caller;
use crate::search::{Person, Spoken, document};
use crate::tools::GivenInvocation;
use crate::{App, AppError, tools};

/// What is told when a call ends.
#[derive(Debug, Clone)]
pub struct CallEnd {
    /// The start, where it is told better than before.
    pub started_at: Option<Instant>,
    /// The end.
    pub ended_at: Option<Instant>,
    /// Why.
    pub ended_status: Option<EndedStatus>,
    /// What nothing else holds: members to add to what is there.
    pub extra: serde_json::Map<String, Value>,
    /// What was said.
    pub turns: Vec<NewTurn>,
    /// The tools that were used.
    pub tool_invocations: Vec<GivenInvocation>,
    /// The recording.
    pub recording: CallRecording,
}

/// Ends a call that goes on, and begins its analysis. One that is over stays as it is: whoever repeats the end changes
/// nothing. Says whether it was this that ended the call. Whoever brought a private call may end it.
///
/// # Errors
/// [`AppError::NotFound`] where it is no call, or deleted; [`AppError::Invalid`] where what came along breaks a rule.
pub async fn end(app: &App, caller: &Caller, id: ConversationId, mut end: CallEnd) -> Result<bool, AppError> {
    transcript::check(&end.turns)?;
    let now = app.now();
    let draft = transcript::draft(&mut end.turns, caller.workspace_id(), id, now);
    let spoken = draft.as_ref().map(Spoken::of).unwrap_or_default();
    again(|| {
        let (dialects, caller, end) = (app.dialects.clone(), caller.clone(), end.clone());
        let (draft, spoken) = (draft.clone(), spoken.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_complete(tx, &caller, id).await?;
                let mut details = calls::get(tx, id).await?.ok_or(AppError::NotFound("call"))?;
                if details.status == CallStatus::Ended {
                    return Ok(false);
                }
                details.status = CallStatus::Ended;
                details.ended_status = end.ended_status.or(details.ended_status);
                calls::update(tx, &details).await?;
                calls::add_extra(tx, id, end.extra).await?;
                let after = Conversation {
                    started_at: end.started_at.unwrap_or(before.started_at),
                    ended_at: end.ended_at.or(before.ended_at),
                    ..before.clone()
                };
                let people = participants::list(tx, id).await?;
                let agent_ids: Vec<_> = people.iter().filter_map(|one| one.agent_id).collect();
                let known = agents::list_by_ids(tx, before.workspace_id, &agent_ids).await?;
                // In the order of the participants, whose first ones they are.
                let in_order = agent_ids.iter().filter_map(|id| known.iter().find(|one| one.id == *id));
                let agents: Vec<Agent> = in_order.cloned().collect();
                if let Some(mut transcript) = draft {
                    transcript::bind(&mut transcript, &end.turns, &agents, &people, &end.recording)?;
                    transcripts::put(tx, &transcript).await?;
                }
                tools::append(tx, before.workspace_id, id, &agents, &end.tool_invocations, now).await?;
                let after = changed(tx, &dialects, &before, after, now).await?;
                let words = document(&after, people.iter().map(Person::from), &spoken);
                colloquy_store::search::put(tx, &words).await?;
                // Policies that came while it went on hold for it.
                calls::set_over(tx, id, now).await?;
                begin_analysis(tx, &after, end.recording, now).await?;
                Ok(true)
            })
        })
    })
    .await
}

async fn changed(
    tx: &Tx,
    dialects: &EventDialects,
    before: &Conversation,
    after: Conversation,
    now: Instant,
) -> Result<Conversation, AppError> {
    Ok(write_changed(tx, dialects, before, after, now).await?)
}
