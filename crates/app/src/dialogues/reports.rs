//! What providers report of messages: late, twice and out of order.

use colloquy_domain::WorkspaceId;
use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_domain::dialogue_message::{DialogueMessage, MessageStatus};
use colloquy_store::{Durability, conversations, dialogue_messages, dialogues};

use super::end::{self, End};
use super::send;
use crate::again::again;
use crate::{App, AppError};

/// Notes how far a message has got that a provider knows by that name. Says whether there is such a message of that
/// channel; what is no news changes nothing. Where the very first message does not arrive the dialogue has failed.
pub async fn reports(
    app: &App,
    workspace_id: Option<WorkspaceId>,
    channel: Channel,
    sid: &str,
    status: MessageStatus,
    error: Option<String>,
) -> Result<bool, AppError> {
    let wanted =
        |own: WorkspaceId, of: Channel| workspace_id.is_none_or(|given| given == own) && of == channel;
    reported(app, wanted, sid, status, error).await
}

/// The same for messages of which workspace and channel are `wanted`.
pub(super) async fn reported(
    app: &App,
    wanted: impl Fn(WorkspaceId, Channel) -> bool,
    sid: &str,
    status: MessageStatus,
    error: Option<String>,
) -> Result<bool, AppError> {
    let reader = app.store.reader();
    let Some(found) = dialogue_messages::by_sid(reader, sid).await? else { return Ok(false) };
    let dialogue = dialogues::get_any(reader, found.conversation_id).await?;
    if !dialogue.is_some_and(|dialogue| wanted(dialogue.workspace_id, dialogue.channel)) {
        return Ok(false);
    }
    note(app, &found, status, error).await
}

/// Notes how far a message has got. False where it is gone.
pub(super) async fn note(
    app: &App,
    found: &DialogueMessage,
    status: MessageStatus,
    error: Option<String>,
) -> Result<bool, AppError> {
    again(|| {
        let (dialects, error, now) = (app.dialects.clone(), error.clone(), app.now());
        let (id, conversation_id) = (found.id, found.conversation_id);
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let conversation = conversations::get_for_update(tx, conversation_id).await?;
                let dialogue = dialogues::get_for_update(tx, conversation_id).await?;
                let message = dialogue_messages::get_for_update(tx, id).await?;
                let (Some(conversation), Some(dialogue), Some(mut message)) =
                    (conversation, dialogue, message)
                else {
                    return Ok(false);
                };
                if !message.status.leads_to(status) {
                    return Ok(true);
                }
                message.status = status;
                message.error = error;
                message.updated_at = now;
                dialogue_messages::update(tx, &message).await?;
                let is_lost = matches!(status, MessageStatus::Undelivered | MessageStatus::Failed);
                let nobody_answered =
                    matches!(dialogue.status, DialogueStatus::Pending | DialogueStatus::Open);
                if is_lost && message.position == 1 && nobody_answered && !end::is_over(&dialogue) {
                    let reason = message.error.unwrap_or_else(|| "the first message did not arrive".into());
                    let ends = End::because(DialogueStatus::Failed, reason);
                    end::write(tx, &dialects, &conversation, dialogue, ends, now).await?;
                } else {
                    // What waited for it may go out.
                    send::next(tx, &dialogue, now).await?;
                }
                Ok::<_, AppError>(true)
            })
        })
    })
    .await
}
