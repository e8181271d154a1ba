//! Lists of calls, page by page.

use colloquy_domain::ConversationId;
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::filter::{CallFilter, CallOrderKey, CallSortValue, CallWindow};
use colloquy_store::{conversations, lists};
use uuid::Uuid;

use super::view::{Call, load};
use crate::keys::Caller;
use crate::{App, AppError};

/// Some calls of a list.
#[derive(Debug, Clone)]
pub struct CallPage {
    /// The calls, in order.
    pub calls: Vec<Call>,
    /// The place of the last one, where there are more.
    pub next: Option<(CallSortValue, ConversationId)>,
    /// Calls on all pages.
    pub total: u64,
}

/// Calls that satisfy the filter. Private ones are left out for callers without [`READ_PRIVATE`]; what was said is
/// searched only for callers who may read it.
pub async fn list(
    app: &App,
    caller: &Caller,
    mut filter: CallFilter,
    mut window: CallWindow,
) -> Result<CallPage, AppError> {
    filter.search_transcripts &= caller.may("transcript_timelines:read");
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    // One more tells whether there is another page.
    window.limit = window.limit.saturating_add(1);
    let reader = app.store.reader();
    let workspace_id = caller.workspace_id();
    let (mut rows, total) =
        lists::calls(reader, workspace_id, caller.may(READ_PRIVATE), &filter, &window).await?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| has_more).map(|(id, value)| (value.clone(), *id));
    let ids: Vec<ConversationId> = rows.into_iter().map(|(id, _)| id).collect();
    let found = conversations::list_by_ids(reader, workspace_id, &ids).await?;
    let in_order = ids.iter().filter_map(|id| found.iter().find(|one| one.id == *id).cloned());
    let calls = load(app, workspace_id, in_order.collect()).await?;
    Ok(CallPage { calls, next, total })
}

/// The place in a list of a call of which only the id is known; none where there never was such a call that the caller
/// might see.
pub async fn place_of(
    app: &App,
    caller: &Caller,
    id: Uuid,
    key: CallOrderKey,
) -> Result<Option<CallSortValue>, AppError> {
    let (reader, id) = (app.store.reader(), ConversationId(id));
    let include_private = caller.may(READ_PRIVATE);
    Ok(lists::call_sort_value(reader, caller.workspace_id(), include_private, id, key).await?)
}
