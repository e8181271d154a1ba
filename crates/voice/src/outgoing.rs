//! Calls that our agents make.

use colloquy_app::{App, AppError};
use colloquy_domain::dialogue::Dialogue;
use colloquy_telephone::{CallFailed, Telephone};
use tokio_util::sync::CancellationToken;

use crate::end::{unanswered, write};
use crate::hold::hold;
use crate::opening::Opening;
use crate::senses::Senses;

/// Calls the customer and holds the call until it is over.
pub(crate) async fn place(
    app: &App,
    telephone: &Telephone,
    senses: &Senses,
    dialogue: &Dialogue,
    own_name: &str,
    cancelled: &CancellationToken,
) -> Result<(), AppError> {
    let id = dialogue.conversation_id;
    let Some(to) = dialogue.customer_phone.as_deref() else {
        let failed = CallFailed::Unreachable("the customer has no telephone number".to_owned());
        return write(app, id, unanswered(&failed)).await;
    };
    let from = dialogue.agent_phone.as_deref().unwrap_or(own_name);
    let opening = Opening::prepare(&dialogue.brief, &senses.voice);
    let placed = tokio::select! {
        biased;
        // A call that is not waited for any more is called off.
        () = cancelled.cancelled() => Err(CallFailed::Canceled),
        placed = telephone.call(from, to, |_progress| {}) => placed,
    };
    match placed {
        Ok(call) => hold(app, senses, dialogue, call, opening, cancelled).await,
        Err(failed) => {
            tracing::info!(conversation.id = %id, %failed, "a call did not come about");
            write(app, id, unanswered(&failed)).await
        }
    }
}
