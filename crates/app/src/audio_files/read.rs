//! Reading files and how far they are.

use colloquy_domain::audio_file::{AudioFile, AudioFileFilter, AudioFileState};
use colloquy_domain::conversation::Participant;
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::evaluation::{Evaluation, EvaluationState};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::stage::{StageName, StageStatus};
use colloquy_domain::transcript::Transcript;
use colloquy_domain::{AudioFileId, CallCenterId, CampaignId, Instant};
use colloquy_store::{audio_files, call_centers, campaigns, evaluations, stages};

use crate::keys::Caller;
use crate::links::USUAL_LIFE;
use crate::{App, AppError, read};

/// A file with the names by which clients know what it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct AudioFileShown {
    /// It.
    pub file: AudioFile,
    /// The name by which clients refer to its campaign.
    pub campaign_key: Option<String>,
    /// The name by which clients refer to its call center.
    pub call_center_key: Option<String>,
}

/// What is being done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProcessingStage {
    /// Its transcript comes next, or is being made.
    Transcription,
    /// Its evaluation comes next, or is being made.
    Evaluation,
    /// Nothing more.
    Done,
}

/// How far a file is.
#[derive(Debug, Clone, PartialEq)]
pub struct ProcessingStatus {
    /// It.
    pub file: AudioFile,
    /// Its newest evaluation.
    pub evaluation: Option<Evaluation>,
    /// What is being done.
    pub stage: ProcessingStage,
    /// So many of a hundred, roughly: what is left is not known beforehand.
    pub progress: u8,
    /// Why it failed.
    pub error: Option<String>,
    /// When one of them changed last.
    pub updated_at: Instant,
}

/// The file.
///
/// # Errors
/// [`AppError::MissingScope`] where it is private and was announced by another key.
pub async fn get(app: &App, caller: &Caller, id: AudioFileId) -> Result<AudioFileShown, AppError> {
    let file = visible(app, caller, id).await?;
    let (campaign_key, call_center_key) = crate::attribution::shown_keys(app, &file.attribution).await?;
    Ok(AudioFileShown { file, campaign_key, call_center_key })
}

/// The file's row, if the caller may see it.
pub(super) async fn visible(app: &App, caller: &Caller, id: AudioFileId) -> Result<AudioFile, AppError> {
    let found = audio_files::get(app.store.reader(), caller.workspace_id(), id).await?;
    let file = found.ok_or(AppError::NotFound("audio file"))?;
    let is_own = file.created_by == Some(caller.credential.id);
    if file.is_private && !is_own {
        caller.require(READ_PRIVATE)?;
    }
    Ok(file)
}

/// Files that satisfy the filter, newest first. Private ones that others announced are left out for callers without
/// [`READ_PRIVATE`].
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &AudioFileFilter,
    slice: Slice,
) -> Result<Sliced<AudioFileShown>, AppError> {
    let reader = app.store.reader();
    let (include_private, own) = (caller.may(READ_PRIVATE), Some(caller.credential.id));
    let found = audio_files::list(reader, caller.workspace_id(), filter, include_private, own, slice).await?;
    let mut campaign_ids: Vec<CampaignId> =
        found.rows.iter().filter_map(|file| file.attribution.campaign_id).collect();
    campaign_ids.sort();
    campaign_ids.dedup();
    let mut call_center_ids: Vec<CallCenterId> =
        found.rows.iter().filter_map(|file| file.attribution.call_center_id).collect();
    call_center_ids.sort();
    call_center_ids.dedup();
    let campaign_keys = campaigns::keys(reader, &campaign_ids).await?;
    let call_center_keys = call_centers::keys(reader, &call_center_ids).await?;
    let rows = found.rows.into_iter().map(|file| AudioFileShown {
        campaign_key: file.attribution.campaign_id.and_then(|id| campaign_keys.get(&id).cloned()),
        call_center_key: file.attribution.call_center_id.and_then(|id| call_center_keys.get(&id).cloned()),
        file,
    });
    Ok(Sliced { rows: rows.collect(), total: found.total })
}

/// How far the file is.
pub async fn status(app: &App, caller: &Caller, id: AudioFileId) -> Result<ProcessingStatus, AppError> {
    let file = visible(app, caller, id).await?;
    let reader = app.store.reader();
    let evaluation = match file.evaluation_id {
        Some(id) => evaluations::get(reader, file.workspace_id, id).await?,
        None => None,
    };
    let transcript = match file.conversation_id {
        Some(id) => stages::get(reader, id, StageName::Transcript).await?,
        None => None,
    };
    let transcript_status = transcript.as_ref().map(|stage| stage.status);
    let evaluation_state = evaluation.as_ref().map(|evaluation| evaluation.state);
    let (stage, progress) = how_far(file.state, transcript_status, evaluation_state);
    let of_stage = transcript.and_then(|stage| stage.finished_at.or(stage.started_at));
    let changes = [Some(file.updated_at), of_stage, evaluation.as_ref().map(|one| one.updated_at)];
    let updated_at = changes.into_iter().flatten().max().unwrap_or(file.updated_at);
    Ok(ProcessingStatus { error: file.error.clone(), file, evaluation, stage, progress, updated_at })
}

fn how_far(
    state: AudioFileState,
    transcript: Option<StageStatus>,
    evaluation: Option<EvaluationState>,
) -> (ProcessingStage, u8) {
    match state {
        AudioFileState::AwaitingUpload | AudioFileState::Uploaded => (ProcessingStage::Transcription, 0),
        AudioFileState::Completed | AudioFileState::Failed => (ProcessingStage::Done, 100),
        AudioFileState::Processing => match (transcript, evaluation) {
            (Some(StageStatus::Running), _) => (ProcessingStage::Transcription, 30),
            (Some(status), Some(EvaluationState::Processing)) if status.is_final() => {
                (ProcessingStage::Evaluation, 85)
            }
            (Some(status), _) if status.is_final() => (ProcessingStage::Evaluation, 60),
            _ => (ProcessingStage::Transcription, 5),
        },
    }
}

/// The key of the file's bytes in the object store, and until when a link to them is to hold.
///
/// # Errors
/// [`AppError::Conflict`] where they have not come.
pub async fn download(app: &App, caller: &Caller, id: AudioFileId) -> Result<(String, Instant), AppError> {
    let file = visible(app, caller, id).await?;
    let upload =
        file.upload.ok_or_else(|| AppError::Conflict("the file has not been uploaded yet".into()))?;
    Ok((upload.object_key, app.now() + USUAL_LIFE))
}

/// What is said in the file, once it is transcribed, and who takes part.
pub async fn transcript(
    app: &App,
    caller: &Caller,
    id: AudioFileId,
) -> Result<(AudioFile, Option<Transcript>, Vec<Participant>), AppError> {
    let file = visible(app, caller, id).await?;
    let Some(conversation_id) = file.conversation_id else { return Ok((file, None, Vec::new())) };
    let transcript = read::transcript(app, conversation_id).await?;
    let people = read::participants(app, conversation_id).await?;
    let transcript = crate::sides::told(app, conversation_id, transcript, &people).await?;
    Ok((file, transcript, people))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_goes_on_and_never_back() {
        let processing = |transcript, evaluation| how_far(AudioFileState::Processing, transcript, evaluation);
        let pending = Some(EvaluationState::Pending);
        let road = [
            how_far(AudioFileState::AwaitingUpload, None, None),
            how_far(AudioFileState::Uploaded, None, None),
            processing(Some(StageStatus::Pending), pending),
            processing(Some(StageStatus::Running), pending),
            processing(Some(StageStatus::Done), pending),
            processing(Some(StageStatus::Done), Some(EvaluationState::Processing)),
            how_far(AudioFileState::Completed, Some(StageStatus::Done), Some(EvaluationState::Completed)),
        ];
        assert!(road.is_sorted_by_key(|(_, progress)| *progress), "{road:?}");
        assert_eq!(road[4].0, ProcessingStage::Evaluation);
        assert_eq!(road[6], (ProcessingStage::Done, 100));
    }
}
