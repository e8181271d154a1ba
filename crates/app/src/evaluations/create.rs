//! Asking for evaluations of conversations that are there, whatever way they came in.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::audio_file::AudioFileState;
use colloquy_domain::call::CallStatus;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::Evaluation;
use colloquy_domain::project::Project;
use colloquy_domain::{ConversationId, CredentialId, EvaluationId, Instant, ProjectId, ScorecardId};
use colloquy_store::{
    Durability, Tx, attributions, audio_files, calls, conversations, evaluations, projects, scorecards,
};

use super::begin::begin;
use super::read::{get, visible_conversation};
use crate::again::again;
use crate::clock::dated;
use crate::events::EventDialects;
use crate::keys::Caller;
use crate::{App, AppError};

/// Puts a conversation into a project: it is scored by the project's scorecard, or by the one that is told apart. One
/// that waits there or is being scored already is returned as it is.
///
/// # Errors
/// [`AppError::NotFound`] for a conversation, project or scorecard that is not there; [`AppError::Conflict`] where the
/// call goes on; [`AppError::MissingScope`] where the conversation is private.
pub async fn create(
    app: &App,
    caller: &Caller,
    project: ProjectId,
    conversation: ConversationId,
    scorecard: Option<ScorecardId>,
) -> Result<Evaluation, AppError> {
    visible_conversation(app, caller, conversation).await?;
    let workspace_id = caller.workspace_id();
    again(|| {
        let (dialects, by, now) = (app.dialects.clone(), caller.credential.id, app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = conversations::get_for_update(tx, conversation).await?;
                let conversation = found
                    .filter(|conversation| conversation.workspace_id == workspace_id)
                    .ok_or(AppError::NotFound("conversation"))?;
                let project = projects::get(tx, workspace_id, project).await?;
                let project = project.ok_or(AppError::NotFound("project"))?;
                if let Some(id) = scorecard {
                    let known = scorecards::get(tx, workspace_id, id).await?;
                    known.ok_or(AppError::NotFound("scorecard"))?;
                }
                let details = calls::get(tx, conversation.id).await?;
                if details.is_some_and(|details| details.status != CallStatus::Ended) {
                    return Err(AppError::Conflict("the call is not over yet".into()));
                }
                start(tx, &dialects, &project, &conversation, scorecard, by, now).await
            })
        })
    })
    .await
}

/// Evaluates a conversation again, within the same project and by the newest version of the same scorecard; by that of
/// the project where it was deleted. One that waits there or is being scored already is returned as it is.
///
/// # Errors
/// [`AppError::NotFound`] and [`AppError::MissingScope`] as [`get`].
pub async fn reevaluate(app: &App, caller: &Caller, id: EvaluationId) -> Result<Evaluation, AppError> {
    let before = get(app, caller, id).await?;
    again(|| {
        let (dialects, by, now) = (app.dialects.clone(), caller.credential.id, app.now());
        let (workspace_id, conversation_id) = (before.workspace_id, before.conversation_id);
        let (project_id, scorecard_id) = (before.project_id, before.scorecard_id);
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let conversation = conversations::get_for_update(tx, conversation_id).await?;
                let conversation = conversation.ok_or(AppError::NotFound("evaluation"))?;
                let project = projects::get(tx, workspace_id, project_id).await?;
                let project = project.ok_or(AppError::NotFound("project"))?;
                let known = scorecards::get(tx, workspace_id, scorecard_id).await?;
                let scorecard = known.map(|scorecard| scorecard.id);
                start(tx, &dialects, &project, &conversation, scorecard, by, now).await
            })
        })
    })
    .await
}

/// Begins an evaluation, unless one is under way. A conversation that was made of a file which is evaluated for this
/// project belongs to it: the file is processed once more.
async fn start(
    tx: &Tx,
    dialects: &EventDialects,
    project: &Project,
    conversation: &Conversation,
    scorecard: Option<ScorecardId>,
    by: CredentialId,
    now: Instant,
) -> Result<Evaluation, AppError> {
    let waiting = evaluations::pending_of(tx, conversation.id).await?;
    if let Some(there) = waiting.into_iter().find(|one| one.project_id == project.id) {
        return Ok(there);
    }
    let attribution = match attributions::get(tx, conversation.id).await? {
        Some(own) => own,
        // Nobody has said where it belongs; in a call that came in as a program's one spoke.
        None => Attribution {
            is_ai_call: calls::get(tx, conversation.id).await?.is_some(),
            ..Attribution::default()
        },
    };
    let files = audio_files::of_conversation(tx, conversation.id).await?;
    let file = files.into_iter().find(|file| file.project_id == project.id);
    let file_id = file.as_ref().map(|file| file.id);
    let name = file.map_or_else(|| conversation.title.clone(), |file| file.file_name);
    let evaluation =
        begin(tx, dialects, project, conversation, file_id, scorecard, &attribution, &name, Some(by), now)
            .await?;
    if let Some(id) = file_id
        && let Some(mut file) = audio_files::get_for_update(tx, id).await?
    {
        file.state = AudioFileState::Processing;
        file.error = None;
        file.evaluation_id = Some(evaluation.id);
        file.updated_at = dated(tx, file.updated_at);
        audio_files::update(tx, &file).await?;
    }
    Ok(evaluation)
}
