//! Erasing a conversation for good.
//!
//! What was said in it goes, and everything that was made of that: the transcript and insights, the messages that
//! told of it with their deliveries and the answers to these, the runs of workflows with their logs, its traces, the
//! states of the transcript before people corrected it, the links that show it, the pieces of its recording, its
//! evaluations with what people said of them, the files that it was made of, what was said where it is a dialogue, its
//! jobs. The people who took part stay in the directory: they belong to the workspace. The files of its recordings are
//! [objects](crate::objects), which the caller removes once this is committed. SQLite overwrites what is deleted here;
//! until its next checkpoint the log beside the database may still hold some of it.
//!
//! What is replaced long before is to be gone by then, too: who puts something said in place of something else does so
//! [`overwriting`] it.

use std::collections::BTreeSet;

use colloquy_domain::job::JobKind;
use colloquy_domain::stage::StageName;
use colloquy_domain::{ConversationId, EvaluationId, WorkspaceId};
use sea_orm::{ConnectionTrait, DbBackend, Value};

use crate::error::StoreError;
use crate::metrics::collections;
use crate::sql::{IDS_AT_ONCE, execute, execute_one, json, placeholders, query_all, values};
use crate::tx::Tx;
use crate::{
    audio_files, audio_pieces, dialers, dialogue_messages, evaluations, exports, recordings, traces,
    workflow_runs,
};

/// Erases it, also where it was deleted before, and returns the keys of the objects that nothing names any more: those
/// of its recordings, of their pieces and of the files that it was made of.
///
/// # Errors
/// [`StoreError::NotFound`] where the workspace has no such conversation.
pub async fn conversation(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ConversationId,
) -> Result<Vec<String>, StoreError> {
    overwrite_free_pages(tx, "on").await?;
    let recordings = recordings::list_for(tx, id).await?;
    let mut keys: BTreeSet<String> = recordings.into_iter().map(|recording| recording.object_key).collect();
    keys.extend(audio_files::object_keys(tx, id).await?);
    // Deliveries and attempts go with their messages.
    let told = "DELETE FROM message WHERE event_id IN (SELECT id FROM event WHERE conversation_id = $1)";
    execute(tx, told, values![id.0]).await?;
    execute(tx, "DELETE FROM event WHERE conversation_id = $1", values![id.0]).await?;
    delete_jobs(tx, workspace_id, id).await?;
    delete_workflow_jobs(tx, workspace_id, id).await?;
    delete_dialer_jobs(tx, workspace_id, id).await?;
    delete_metric_jobs(tx, workspace_id, id).await?;
    traces::delete_linked(tx, workspace_id, id).await?;
    let pieces = audio_pieces::delete_of_conversation(tx, workspace_id, id).await?;
    // A file of many rows may hold some of it, and nobody can tell which does.
    keys.extend(exports::forget_objects(tx, workspace_id).await?);
    // Before they go with the conversation, so that they are in no sum any more.
    evaluations::hide_of_conversation(tx, id, tx.now()).await?;
    execute(tx, "DELETE FROM dialogue_begun WHERE conversation_id = $1", values![id.0]).await?;
    // Everything else goes with the conversation.
    let sql = "DELETE FROM conversation WHERE id = $1 AND workspace_id = $2";
    execute_one(tx, "conversation", sql, values![id.0, workspace_id.0]).await?;
    overwrite_free_pages(tx, "fast").await?;
    // A file that was processed again is the recording of another conversation as well.
    let keys: Vec<String> = keys.into_iter().collect();
    let named = recordings::named_keys(tx, &keys).await?;
    Ok(keys.into_iter().filter(|key| !named.contains(key)).chain(pieces).collect())
}

/// Removes the jobs of a conversation, also those that were given up. A worker that is at one of them loses it and
/// stores nothing.
pub async fn delete_jobs(tx: &Tx, workspace_id: WorkspaceId, id: ConversationId) -> Result<(), StoreError> {
    let insights = StageName::INSIGHTS.map(|stage| JobKind::Insight { conversation_id: id, stage });
    let fetch = JobKind::FetchRecording { conversation_id: id };
    let transcribe = JobKind::Transcribe { conversation_id: id };
    let evaluations = evaluation_ids(tx, id).await?;
    let evaluate = evaluations.into_iter().map(|evaluation_id| JobKind::Evaluate { evaluation_id });
    let messages = dialogue_messages::ids_sent(tx, id).await?;
    let send = messages.into_iter().map(|message_id| JobKind::SendMessage { message_id });
    let dialogue = [
        JobKind::BeginDialogue { conversation_id: id },
        JobKind::Reply { conversation_id: id },
        JobKind::DialogueIdle { conversation_id: id },
        JobKind::PlaceCall { conversation_id: id },
    ];
    let kinds = [fetch, transcribe].into_iter().chain(insights).chain(evaluate).chain(dialogue).chain(send);
    delete_jobs_of(tx, workspace_id, kinds).await
}

/// Also those that are hidden, as the conversation is deleted.
async fn evaluation_ids(tx: &Tx, id: ConversationId) -> Result<Vec<EvaluationId>, StoreError> {
    let sql = "SELECT id FROM evaluation WHERE conversation_id = $1";
    query_all(tx, sql, values![id.0], |row| Ok(EvaluationId(row.uuid()?))).await
}

/// A conversation that is merely deleted leaves these: each then says in its run's log why nothing was done.
async fn delete_workflow_jobs(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ConversationId,
) -> Result<(), StoreError> {
    let runs = workflow_runs::ids_of_conversation(tx, id).await?;
    let kinds = runs.into_iter().map(|workflow_run_id| JobKind::Workflow { workflow_run_id });
    delete_jobs_of(tx, workspace_id, kinds).await
}

async fn delete_dialer_jobs(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ConversationId,
) -> Result<(), StoreError> {
    let events = dialers::ids_of_conversation(tx, id).await?;
    let kinds = events.into_iter().map(|dialer_event_id| JobKind::TakeDialerCall { dialer_event_id });
    delete_jobs_of(tx, workspace_id, kinds).await
}

/// Likewise: each then counts the conversation as one that could not be measured.
async fn delete_metric_jobs(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ConversationId,
) -> Result<(), StoreError> {
    let jobs = collections::jobs_of(tx, id).await?;
    let kinds =
        jobs.into_iter().map(|collection_job_id| JobKind::Metric { collection_job_id, conversation_id: id });
    delete_jobs_of(tx, workspace_id, kinds).await
}

async fn delete_jobs_of(
    tx: &Tx,
    workspace_id: WorkspaceId,
    kinds: impl Iterator<Item = JobKind>,
) -> Result<(), StoreError> {
    let kinds = kinds.map(|kind| json(&kind)).collect::<Result<Vec<_>, _>>()?;
    // A dialogue may have any number of messages.
    for some in kinds.chunks(IDS_AT_ONCE) {
        let mut values = values![workspace_id.0];
        values.extend(some.iter().map(|kind| Value::from(kind.as_str())));
        let named = placeholders(2, some.len());
        for table in ["job", "dead_job"] {
            let sql = format!("DELETE FROM {table} WHERE workspace_id = $1 AND kind IN ({named})");
            execute(tx, &sql, values.clone()).await?;
        }
    }
    Ok(())
}

/// Does what `work` does such that nothing of what it replaces or deletes stays in the file of the database, which it
/// would until the place is used for something else. Slower: for changes that people make by hand.
pub async fn overwriting<T, E: From<StoreError>>(
    tx: &Tx,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    overwrite_free_pages(tx, "on").await?;
    let done = work.await;
    overwrite_free_pages(tx, "fast").await?;
    done
}

/// Whether pages that become free are overwritten, too, which `connect` does without: it costs a quarter of the
/// creates a second. Where the change fails it stays on until the connection is opened anew, which is slow and no
/// more.
async fn overwrite_free_pages(tx: &Tx, setting: &str) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Sqlite {
        tx.execute_unprepared(&format!("PRAGMA secure_delete = {setting}")).await?;
    }
    Ok(())
}
