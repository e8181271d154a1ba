//! Writing down what is said. The dialogue's row is locked by the caller, who stores the dialogue afterwards.

use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::dialogue_message::{DialogueMessage, LONGEST_CONTENT, MessageStatus, Sender};
use colloquy_domain::{DialogueMessageId, Instant, PassageId};
use colloquy_store::{StoreError, Tx, dialogue_messages};

use super::{end, idle};

/// Something that came in.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    /// The words.
    pub text: String,
    /// Address of a picture or file that came along.
    pub media_url: Option<String>,
    /// Name by which the channel knows it.
    pub channel_key: Option<String>,
    /// When it was said.
    pub at: Instant,
}

/// Adds what the customer said, and notes that they did. None where there is a message of that name already: then
/// nothing has changed.
pub(super) async fn heard(
    tx: &Tx,
    dialogue: &mut Dialogue,
    heard: Heard,
    now: Instant,
) -> Result<Option<DialogueMessage>, StoreError> {
    let mut message = message(dialogue, Sender::Customer, heard.text, MessageStatus::Received, now);
    message.media_url = heard.media_url;
    message.channel_key = heard.channel_key;
    // Other people's clocks are theirs: nothing is said before its dialogue began, or later than now.
    message.created_at = heard.at.min(now).max(dialogue.created_at);
    if !dialogue_messages::insert(tx, dialogue.channel, &message).await? {
        return Ok(None);
    }
    dialogue.message_count = message.position;
    dialogue.heard_at = now;
    dialogue.presence_checks = 0;
    let before = dialogue.status;
    let mut reached = before;
    if dialogue.channel != Channel::Call {
        // A customer who writes while our first message waits for its turn has begun.
        let is_new = before == DialogueStatus::Queued;
        if is_new || before.leads_to(DialogueStatus::Ongoing, dialogue.channel) {
            reached = DialogueStatus::Ongoing;
        }
        dialogue.started_at.get_or_insert(now);
    }
    end::move_to(dialogue, reached);
    idle::expect(tx, dialogue, before, now).await?;
    Ok(Some(message))
}

/// Adds what our agent says. Who stores the dialogue then asks [`super::send::next`] to hand it over.
pub(super) async fn said(
    tx: &Tx,
    dialogue: &mut Dialogue,
    text: String,
    passage_ids: Vec<PassageId>,
    now: Instant,
) -> Result<DialogueMessage, StoreError> {
    let status = match dialogue.channel {
        // It was heard when it is written down.
        Channel::Call => MessageStatus::Delivered,
        // Visitors read rows.
        Channel::Webchat => MessageStatus::Sent,
        Channel::Sms | Channel::Whatsapp | Channel::Email => MessageStatus::Queued,
    };
    let mut message = message(dialogue, Sender::Agent, text, status, now);
    message.passage_ids = passage_ids;
    dialogue_messages::insert(tx, dialogue.channel, &message).await?;
    dialogue.message_count = message.position;
    Ok(message)
}

fn message(
    dialogue: &Dialogue,
    sender: Sender,
    text: String,
    status: MessageStatus,
    now: Instant,
) -> DialogueMessage {
    let id = DialogueMessageId::generate();
    DialogueMessage {
        id,
        workspace_id: dialogue.workspace_id,
        conversation_id: dialogue.conversation_id,
        position: dialogue.message_count + 1,
        sender,
        content: content(&text),
        media_url: None,
        status,
        error: None,
        sid: format!("SM{}", id.0.simple()),
        channel_key: None,
        passage_ids: Vec::new(),
        created_at: now,
        updated_at: now,
    }
}

/// At most as long as a message may be; without U+0000, which no text of a database holds.
fn content(text: &str) -> String {
    text.chars().filter(|character| *character != '\0').take(LONGEST_CONTENT).collect()
}
