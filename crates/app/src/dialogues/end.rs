//! The end of a dialogue: what was said becomes the transcript, and the analysis begins.

use colloquy_domain::Instant;
use colloquy_domain::call::{CallStatus, EndedStatus};
use colloquy_domain::conversation::Conversation;
use colloquy_domain::dialogue::{Dialogue, DialogueStatus};
use colloquy_store::dialogues::SHOWN_AS;
use colloquy_store::search as word_index;
use colloquy_store::{
    StoreError, Tx, calls, dialogue_messages, dialogues, jobs, participants, recordings, transcripts,
};
use serde_json::{Value, json};

use super::jobs::idle_key;
use super::transcript;
use crate::conversations::write_changed;
use crate::events::EventDialects;
use crate::ingest::{StoredMedia, transcribe_job};
use crate::search::{Person, Spoken, document};

/// Member of a dialogue's `channel_state`: what its status is to be once its recording has a transcript.
pub(super) const ENDS_AS: &str = "ends_as";

/// How a dialogue ends.
#[derive(Debug, Clone)]
pub(super) struct End {
    /// As what.
    pub status: DialogueStatus,
    /// Why, where that needs words.
    pub reason: Option<String>,
    /// The same of a telephone call.
    pub ended_status: Option<EndedStatus>,
    /// When somebody answered, of a telephone call.
    pub answered_at: Option<Instant>,
    /// Its recording, of a telephone call.
    pub recording: Option<StoredMedia>,
}

impl End {
    /// Without a reason.
    pub fn to(status: DialogueStatus) -> Self {
        Self { status, reason: None, ended_status: None, answered_at: None, recording: None }
    }

    /// With one.
    pub fn because(status: DialogueStatus, reason: impl Into<String>) -> Self {
        Self { reason: Some(reason.into()), ..Self::to(status) }
    }
}

/// Whether nothing more is said in it. People may set any status of what is over; that does not bring it back.
pub(super) fn is_over(dialogue: &Dialogue) -> bool {
    dialogue.status.is_over() || dialogue.ended_at.is_some()
}

/// Ends a dialogue that has not ended, whose rows are both locked. Where a job does it, that job is removed before:
/// the one that waits for silence is withdrawn here.
pub(super) async fn write(
    tx: &Tx,
    dialects: &EventDialects,
    before: &Conversation,
    mut dialogue: Dialogue,
    end: End,
    now: Instant,
) -> Result<Dialogue, StoreError> {
    let (workspace_id, id) = (dialogue.workspace_id, dialogue.conversation_id);
    if end.recording.is_some() {
        note(&mut dialogue, ENDS_AS, json!(end.status.as_str()));
        move_to(&mut dialogue, DialogueStatus::Processing);
    } else {
        move_to(&mut dialogue, end.status);
    }
    dialogue.ended_reason = end.reason.or(dialogue.ended_reason);
    dialogue.ended_at = Some(now);
    dialogue.idle_at = None;
    dialogue.updated_at = now;
    dialogues::update(tx, &dialogue).await?;
    jobs::withdraw(tx, &idle_key(id)).await?;
    let started_at = end.answered_at.or(dialogue.started_at).unwrap_or(before.started_at).min(now);
    let after = Conversation { started_at, ended_at: Some(now), ..before.clone() };
    let after = write_changed(tx, dialects, before, after, now).await?;
    let people = participants::list(tx, id).await?;
    let mut spoken = Spoken::default();
    if end.recording.is_none() {
        let messages = dialogue_messages::list(tx, id).await?;
        if let Some(transcript) = transcript::of(&dialogue, started_at, &messages, &people, now) {
            spoken = Spoken::of(&transcript);
            transcripts::put(tx, &transcript).await?;
        }
    }
    word_index::put(tx, &document(&after, people.iter().map(Person::from), &spoken)).await?;
    if let Some(mut details) = calls::get(tx, id).await? {
        details.status = CallStatus::Ended;
        details.ended_status = end.ended_status.or(details.ended_status);
        calls::update(tx, &details).await?;
        // Policies that came while it went on hold for it.
        calls::set_over(tx, id, now).await?;
    }
    if let Some(stored) = end.recording {
        recordings::insert(tx, &stored.recording(workspace_id, id, now)).await?;
    }
    jobs::enqueue(tx, vec![transcribe_job(workspace_id, id, now)]).await?;
    Ok(dialogue)
}

/// The dialogue has come to that status. What people had it shown as before is past.
pub(super) fn move_to(dialogue: &mut Dialogue, status: DialogueStatus) {
    dialogue.status = status;
    show_as(dialogue, status);
}

/// Has a dialogue shown with a status that it has not come to. Shown with its own it has no such note.
pub(super) fn show_as(dialogue: &mut Dialogue, status: DialogueStatus) {
    if status != dialogue.status {
        note(dialogue, SHOWN_AS, json!(status.as_str()));
    } else if let Some(state) = dialogue.channel_state.as_object_mut() {
        state.remove(SHOWN_AS);
    }
}

/// Notes something that only the channel knows.
pub(super) fn note(dialogue: &mut Dialogue, name: &str, value: Value) {
    if !dialogue.channel_state.is_object() {
        dialogue.channel_state = json!({});
    }
    dialogue.channel_state[name] = value;
}
