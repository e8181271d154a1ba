//! The beginning of an evaluation.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::{Evaluation, EvaluationState};
use colloquy_domain::event::EventKind;
use colloquy_domain::project::Project;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::{AudioFileId, CredentialId, EvaluationId, Instant, ScorecardId};
use colloquy_store::{StoreError, Tx, evaluations, jobs, scorecards};

use super::ready::{is_ready, job};
use super::stage::{length, put_stage};
use super::told::event;
use crate::events::{EventDialects, publish};

/// Writes a new evaluation, the stage, the event, and the job where nothing is left to wait for. It is the current one
/// of its conversation within the project from now on. The conversation's row is written or locked by the caller in
/// this transaction, and its other stages are there.
///
/// A scorecard that was told apart counts also where it was deleted since, in its last version: so it was agreed.
///
/// # Errors
/// [`StoreError::NotFound`] where there is no such scorecard.
#[expect(
    clippy::too_many_arguments,
    reason = "everything that an evaluation is made of, each of its own type"
)]
pub(crate) async fn begin(
    tx: &Tx,
    dialects: &EventDialects,
    project: &Project,
    conversation: &Conversation,
    audio_file_id: Option<AudioFileId>,
    scorecard: Option<ScorecardId>,
    attribution: &Attribution,
    name: &str,
    by: Option<CredentialId>,
    now: Instant,
) -> Result<Evaluation, StoreError> {
    let (scorecard_id, scorecard_version) = newest_version(tx, project, scorecard).await?;
    let evaluation = Evaluation {
        id: EvaluationId::generate(),
        workspace_id: conversation.workspace_id,
        project_id: project.id,
        conversation_id: conversation.id,
        audio_file_id,
        scorecard_id,
        scorecard_version,
        state: EvaluationState::Pending,
        error: None,
        is_current: true,
        is_private: conversation.is_private,
        name: name.to_owned(),
        recorded_at: conversation.started_at,
        duration_seconds: length(tx, conversation).await?,
        attribution: attribution.clone(),
        outcome: None,
        created_by: by,
        created_at: now,
        updated_at: now,
        completed_at: None,
    };
    evaluations::insert(tx, &evaluation).await?;
    let stage = Stage::pending(conversation.workspace_id, conversation.id, StageName::Evaluation);
    put_stage(tx, &stage).await?;
    let created = event(tx, EventKind::EvaluationCreated, &evaluation, now).await?;
    publish(tx, dialects, vec![created]).await?;
    if is_ready(tx, conversation.id).await? {
        jobs::enqueue(tx, vec![job(&evaluation, now)]).await?;
    }
    Ok(evaluation)
}

/// What to score by, in its newest version.
async fn newest_version(
    tx: &Tx,
    project: &Project,
    wanted: Option<ScorecardId>,
) -> Result<(ScorecardId, u64), StoreError> {
    let id = wanted.unwrap_or(project.scorecard_id);
    if let Some(scorecard) = scorecards::get(tx, project.workspace_id, id).await? {
        return Ok((id, scorecard.version));
    }
    let versions = scorecards::versions(tx, id).await?;
    let newest = versions.iter().map(|version| version.number).max();
    newest.map(|number| (id, number)).ok_or(StoreError::NotFound("scorecard"))
}
