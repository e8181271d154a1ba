//! The end of a conversation's analysis: recording, transcript, insights, and what policies want measured.
//!
//! Whoever ends a part of it asks [`ended`] in the same transaction. The end is told once for each conversation, in the
//! transaction in which the last part ends, whichever that is and whether it found something or not. Parts that are
//! tried again by hand afterwards tell of themselves only.
//!
//! Of a call with a program that end is told a second time, as that of the call ([`call_completed`]).

use colloquy_domain::Instant;
use colloquy_domain::call::CallStatus;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::event::{CallTold, Event, EventKind, Subject};
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_store::{StoreError, Tx, analyses, attributions, calls, metrics, stages, surveys, transcripts};

use crate::attribution;
use crate::events::event_about;
use crate::voice_calls::talk_seconds;

/// Parts without which an analysis counts as failed.
const NEEDED: [StageName; 3] = [StageName::Recording, StageName::Transcript, StageName::Summary];

/// What tells that the analysis has ended; none while a part of it is under way, or where that was told before. To be
/// published in this transaction, in which the conversation's row is locked.
pub(crate) async fn ended(
    tx: &Tx,
    conversation: &Conversation,
    now: Instant,
) -> Result<Option<Event>, StoreError> {
    let all = stages::list(tx, conversation.id).await?;
    if !is_over(tx, conversation, &all).await? {
        return Ok(None);
    }
    let reason = failure(&all);
    let kind = if reason.is_some() { EventKind::AnalysisFailed } else { EventKind::AnalysisCompleted };
    tell(tx, kind, conversation, reason, now).await
}

/// What tells that a conversation was deleted before its analysis had ended; none where it had, or where it could not
/// begin yet because the call goes on.
pub(crate) async fn cancelled(
    tx: &Tx,
    conversation: &Conversation,
    now: Instant,
) -> Result<Option<Event>, StoreError> {
    let details = calls::get(tx, conversation.id).await?;
    let is_live = details.is_some_and(|details| details.status != CallStatus::Ended);
    let all = stages::list(tx, conversation.id).await?;
    if is_live || is_over(tx, conversation, &all).await? {
        return Ok(None);
    }
    tell(tx, EventKind::AnalysisCancelled, conversation, None, now).await
}

/// What tells that a call with a program is over, where `event` tells that its analysis is. How long somebody spoke
/// takes a look at the transcript, which is spared where no receiver is told.
pub(crate) async fn call_completed(
    tx: &Tx,
    event: &Event,
    is_told: bool,
) -> Result<Option<Event>, StoreError> {
    let is_end = matches!(event.kind, EventKind::AnalysisCompleted | EventKind::AnalysisFailed);
    let Some(Subject::Conversation(conversation)) = event.snapshot.subject.as_ref().filter(|_| is_end) else {
        return Ok(None);
    };
    let Some(details) = calls::get(tx, conversation.id).await? else { return Ok(None) };
    let talk_seconds =
        if is_told { transcripts::get(tx, conversation.id).await?.as_ref().map(talk_seconds) } else { None };
    let campaign_key = match attributions::get(tx, conversation.id).await? {
        Some(own) => attribution::told_keys(tx, &own).await?.0,
        None => None,
    };
    let told = CallTold {
        conversation: (**conversation).clone(),
        details,
        campaign_key,
        talk_seconds,
        survey: surveys::get(tx, conversation.id).await?,
    };
    Ok(Some(event_about(EventKind::CallCompleted, told, event.created_at)))
}

async fn is_over(tx: &Tx, conversation: &Conversation, all: &[Stage]) -> Result<bool, StoreError> {
    // Evaluations come whenever somebody asks for one, and tell of themselves.
    let mut parts = all.iter().filter(|stage| stage.name != StageName::Evaluation);
    let have_ended = parts.all(|stage| stage.status.is_final());
    Ok(have_ended && !metrics::collections::has_pending_of_policy(tx, conversation.id).await?)
}

async fn tell(
    tx: &Tx,
    kind: EventKind,
    conversation: &Conversation,
    reason: Option<String>,
    now: Instant,
) -> Result<Option<Event>, StoreError> {
    let mut event = event_about(kind, conversation, now);
    event.snapshot.error = reason;
    let is_first = analyses::end(tx, conversation.workspace_id, conversation.id, event.id, now).await?;
    Ok(is_first.then_some(event))
}

/// Why the analysis counts as failed: the first part that it needs and that was given up.
fn failure(all: &[Stage]) -> Option<String> {
    let failed =
        all.iter().find(|stage| NEEDED.contains(&stage.name) && stage.status == StageStatus::Failed)?;
    let reason = failed.error.as_deref().unwrap_or("it was given up");
    Some(format!("{}: {reason}", failed.name.as_str()))
}
