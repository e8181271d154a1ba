//! The stage of a conversation that tells how far its evaluation is, and what an evaluation takes from its
//! conversation.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_store::{StoreError, Tx, recordings, stages};

/// Writes the stage in place of the one that is there; most conversations have none until somebody evaluates them. The
/// conversation's row is locked by the caller.
pub(crate) async fn put_stage(tx: &Tx, stage: &Stage) -> Result<(), StoreError> {
    debug_assert_eq!(stage.name, StageName::Evaluation);
    match stages::get(tx, stage.conversation_id, stage.name).await? {
        Some(_) => stages::update(tx, stage).await,
        None => stages::insert_many(tx, std::slice::from_ref(stage)).await,
    }
}

/// Length of a conversation in seconds, as its recording tells, else its start and its end; none where neither does.
pub(crate) async fn length(tx: &Tx, conversation: &Conversation) -> Result<Option<f64>, StoreError> {
    let recorded = recordings::list_for(tx, conversation.id).await?;
    if let Some(seconds) = recorded.iter().find_map(|recording| recording.duration_seconds) {
        return Ok(Some(seconds));
    }
    let length = conversation.ended_at.map(|ended_at| ended_at - conversation.started_at);
    Ok(length.map(|length| length.as_seconds_f64().max(0.0)))
}
