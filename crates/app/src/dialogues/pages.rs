//! Dialogues page by page.

use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::dialogue::Dialogue;
pub use colloquy_store::dialogues::WalkFilter;
use colloquy_store::dialogues::{self, Sight};

use crate::keys::Caller;
use crate::lists::{Page, Walk};
use crate::{App, AppError, onward};

/// Dialogues that satisfy the filter, the newest first, without what was said in them. Private ones of others are left out
/// for callers without [`READ_PRIVATE`].
pub async fn page(
    app: &App,
    caller: &Caller,
    filter: &WalkFilter,
    walk: Walk,
    limit: u64,
) -> Result<Page<Dialogue>, AppError> {
    let sight = match caller.may(READ_PRIVATE) {
        true => Sight::Everything,
        false => Sight::Own { credential_id: caller.credential.id, user_id: caller.user_id() },
    };
    let (reader, workspace_id) = (app.store.reader(), caller.workspace_id());
    let rows = onward::rows_of(limit);
    let mut found = dialogues::onward(reader, workspace_id, filter, sight, walk.after, rows).await?;
    for dialogue in &mut found {
        dialogue.status = dialogues::shown_status(dialogue);
    }
    Ok(onward::page(found, limit, |dialogue| (dialogue.created_at, dialogue.conversation_id.0)))
}
