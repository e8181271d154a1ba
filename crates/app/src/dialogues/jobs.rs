//! The jobs of dialogues. Each has a key: however often one is asked for, there is one.

use colloquy_domain::dialogue::Dialogue;
use colloquy_domain::dialogue_message::DialogueMessage;
use colloquy_domain::job::JobKind;
use colloquy_domain::{ConversationId, Instant};
use colloquy_store::StoreError;
use colloquy_store::jobs::NewJob;

use crate::AppError;
use crate::work::WorkError;

/// Attempts of what looks again and again whether its time has come, and asks nobody but the database.
const MOST_LOOKS: u32 = 1_000_000_000;

/// Attempts of a turn: some three minutes.
const REPLY_ATTEMPTS: u32 = 8;

/// Attempts of handing a message over.
const SEND_ATTEMPTS: u32 = 6;

/// A call is placed once. Further attempts only write down that it is over.
const CALL_ATTEMPTS: u32 = 20;

/// Begins a dialogue of ours, or looks whether it may.
pub(super) fn begin(dialogue: &Dialogue, run_at: Instant) -> NewJob {
    let conversation_id = dialogue.conversation_id;
    let key = format!("begin:{conversation_id}");
    new(dialogue, JobKind::BeginDialogue { conversation_id }, run_at, MOST_LOOKS, key)
}

/// Answers what the customer said.
pub(super) fn reply(dialogue: &Dialogue, run_at: Instant) -> NewJob {
    let conversation_id = dialogue.conversation_id;
    let key = format!("reply:{conversation_id}");
    new(dialogue, JobKind::Reply { conversation_id }, run_at, REPLY_ATTEMPTS, key)
}

/// Does what silence brings about.
pub(super) fn idle(dialogue: &Dialogue, run_at: Instant) -> NewJob {
    let conversation_id = dialogue.conversation_id;
    let key = idle_key(conversation_id);
    new(dialogue, JobKind::DialogueIdle { conversation_id }, run_at, MOST_LOOKS, key)
}

/// The key of that job.
pub(super) fn idle_key(conversation_id: ConversationId) -> String {
    format!("idle:{conversation_id}")
}

/// Hands a message over.
pub(super) fn send(dialogue: &Dialogue, message: &DialogueMessage, run_at: Instant) -> NewJob {
    let message_id = message.id;
    let key = format!("send:{message_id}");
    new(dialogue, JobKind::SendMessage { message_id }, run_at, SEND_ATTEMPTS, key)
}

/// Places a telephone call and holds it.
pub(super) fn call(dialogue: &Dialogue, run_at: Instant) -> NewJob {
    let conversation_id = dialogue.conversation_id;
    let key = format!("call:{conversation_id}");
    new(dialogue, JobKind::PlaceCall { conversation_id }, run_at, CALL_ATTEMPTS, key)
}

/// How an attempt failed whose transaction was tried by [`again`](crate::again::again).
pub(super) fn failed(error: AppError) -> WorkError {
    match error {
        AppError::Internal(source) => match source.downcast::<StoreError>() {
            Ok(error) => WorkError::from(*error),
            Err(other) => WorkError::Transient(other.to_string()),
        },
        AppError::Unavailable(source) => WorkError::Transient(format!("the database failed: {source}")),
        other => WorkError::Transient(other.to_string()),
    }
}

fn new(dialogue: &Dialogue, kind: JobKind, run_at: Instant, max_attempts: u32, key: String) -> NewJob {
    NewJob {
        workspace_id: dialogue.workspace_id,
        lane: dialogue.workspace_id.0,
        kind,
        run_at,
        max_attempts,
        dedupe_key: Some(key),
    }
}
