//! A file goes along with its conversation and its evaluation: workers tell here what became of them, in the
//! transactions in which it shows. The conversation's row is locked by the caller. Of conversations that are no files
//! nothing is written.

use colloquy_domain::audio_file::{AudioFile, AudioFileState};
use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::{Evaluation, EvaluationState};
use colloquy_domain::event::{AudioFileTold, Event, EventKind};
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::{StoreError, Tx, audio_files, evaluations};

use crate::attribution::told_keys;
use crate::clock::dated;
use crate::evaluations::length;
use crate::events::{EventDialects, event_about, publish};

/// The transcript of the conversation is there.
pub(crate) async fn on_transcribed(
    tx: &Tx,
    dialects: &EventDialects,
    conversation: &Conversation,
    now: Instant,
) -> Result<(), StoreError> {
    for mut file in locked(tx, conversation.id).await? {
        file.duration_seconds = length(tx, conversation).await?;
        file.updated_at = dated(tx, file.updated_at);
        audio_files::update(tx, &file).await?;
        tell(tx, dialects, EventKind::AudioTranscribed, file, now).await?;
    }
    Ok(())
}

/// An evaluation of the conversation has ended, well or badly.
pub(crate) async fn on_evaluated(
    tx: &Tx,
    dialects: &EventDialects,
    evaluation: &Evaluation,
    now: Instant,
) -> Result<(), StoreError> {
    let state = match evaluation.state {
        EvaluationState::Completed => AudioFileState::Completed,
        EvaluationState::Failed => AudioFileState::Failed,
        EvaluationState::Pending | EvaluationState::Processing => return Ok(()),
    };
    let Some(id) = evaluation.audio_file_id else { return Ok(()) };
    let Some(mut file) = audio_files::get_for_update(tx, id).await? else { return Ok(()) };
    // Only the newest one counts: where it is another one, that is still under way, or was told already.
    let newest = evaluations::newest_of_file(tx, id).await?.map(|newest| newest.id);
    let is_told = file.state == state && file.evaluation_id == newest;
    if newest != Some(evaluation.id) || is_told {
        return Ok(());
    }
    file.state = state;
    file.error.clone_from(&evaluation.error);
    file.evaluation_id = newest;
    file.updated_at = dated(tx, file.updated_at);
    audio_files::update(tx, &file).await?;
    tell(tx, dialects, EventKind::AudioProcessed, file, now).await
}

/// What the conversation's files wait for will not come, for that reason.
pub(crate) async fn on_failed(
    tx: &Tx,
    dialects: &EventDialects,
    conversation: &Conversation,
    reason: &str,
    now: Instant,
) -> Result<(), StoreError> {
    for mut file in locked(tx, conversation.id).await? {
        if file.state != AudioFileState::Processing {
            continue;
        }
        file.state = AudioFileState::Failed;
        file.error = Some(reason.to_owned());
        file.updated_at = dated(tx, file.updated_at);
        audio_files::update(tx, &file).await?;
        tell(tx, dialects, EventKind::AudioProcessed, file, now).await?;
    }
    Ok(())
}

/// The files that became that conversation, each locked.
async fn locked(tx: &Tx, id: ConversationId) -> Result<Vec<AudioFile>, StoreError> {
    let mut files = Vec::new();
    for file in audio_files::of_conversation(tx, id).await? {
        let found = audio_files::get_for_update(tx, file.id).await?;
        files.extend(found.filter(|file| file.conversation_id == Some(id)));
    }
    Ok(files)
}

async fn tell(
    tx: &Tx,
    dialects: &EventDialects,
    kind: EventKind,
    file: AudioFile,
    now: Instant,
) -> Result<(), StoreError> {
    let (campaign_key, _) = told_keys(tx, &file.attribution).await?;
    let error = file.error.clone();
    let event = event_about(kind, AudioFileTold { file, campaign_key }, now);
    publish(tx, dialects, vec![with_error(event, error)]).await
}

fn with_error(mut event: Event, error: Option<String>) -> Event {
    event.snapshot.error = error;
    event
}
