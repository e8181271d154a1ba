//! Evaluations that were given up and are to be made after all: an operator has put back the job that failed them.

use colloquy_domain::EvaluationId;
use colloquy_domain::audio_file::AudioFileState;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::EvaluationState;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_store::{StoreError, Tx, audio_files, evaluations};

use super::stage::put_stage;
use crate::clock::dated;

/// Has a failed evaluation wait again: the named one, or all current ones where none is named. The conversation's row is
/// locked by the caller.
pub(crate) async fn reopen(
    tx: &Tx,
    conversation: &Conversation,
    only: Option<EvaluationId>,
) -> Result<(), StoreError> {
    let is_meant = |id: EvaluationId, is_current: bool| match only {
        Some(named) => id == named,
        None => is_current,
    };
    let mut is_any = false;
    for mut evaluation in evaluations::of_conversation(tx, conversation.id).await? {
        if evaluation.state != EvaluationState::Failed || !is_meant(evaluation.id, evaluation.is_current) {
            continue;
        }
        evaluation.state = EvaluationState::Pending;
        evaluation.error = None;
        evaluation.updated_at = dated(tx, evaluation.updated_at);
        evaluations::update(tx, &evaluation).await?;
        evaluations::take_place(tx, &evaluation).await?;
        is_any = true;
        // The file may have been processed anew meanwhile.
        if let Some(id) = evaluation.audio_file_id
            && let Some(mut file) = audio_files::get_for_update(tx, id).await?
            && file.evaluation_id == Some(evaluation.id)
        {
            file.state = AudioFileState::Processing;
            file.error = None;
            file.updated_at = dated(tx, file.updated_at);
            audio_files::update(tx, &file).await?;
        }
    }
    if is_any {
        let stage = Stage::pending(conversation.workspace_id, conversation.id, StageName::Evaluation);
        put_stage(tx, &stage).await?;
    }
    Ok(())
}
