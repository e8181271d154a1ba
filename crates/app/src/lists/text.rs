//! Conversations in which words stand, narrowed like any other list.
//!
//! Word search names the conversations, the newest first, and the filter is asked of those that it names. Where nearly none
//! of them satisfies it, a page looks at a bounded number: it may hold fewer than asked for, even none, and still say where
//! the list goes on.

use std::collections::HashSet;

use colloquy_domain::ConversationId;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::filter::ConversationFilter;
use colloquy_store::lists::having;

use crate::keys::Caller;
use crate::search::{SearchRequest, search};
use crate::{App, AppError, FieldProblem};

/// Hits that one page looks at.
const MOST_HITS: usize = 200;

/// The field of word search, and the one that it is here.
const THERE: &str = "q";
const HERE: &str = "text";

/// Some conversations in which words stand.
#[derive(Debug, Clone, Default)]
pub struct TextPage {
    /// The newest first.
    pub rows: Vec<Conversation>,
    /// With what the list goes on, where there may be more.
    pub next: Option<i64>,
}

/// Conversations in which the words of `text` stand as [`search`] finds them, and that satisfy the filter; after the place
/// `cursor`, which an earlier page has given.
///
/// # Errors
/// [`AppError::Malformed`] naming `text` where it asks for no word.
pub async fn with_text(
    app: &App,
    caller: &Caller,
    text: &str,
    filter: &ConversationFilter,
    cursor: Option<i64>,
    limit: usize,
) -> Result<TextPage, AppError> {
    let mut page = TextPage { rows: Vec::new(), next: cursor };
    let mut looked_at = 0;
    while page.rows.len() < limit && looked_at < MOST_HITS {
        let wanted = limit - page.rows.len();
        let request = SearchRequest {
            text: text.to_owned(),
            kinds: filter.kinds.clone(),
            started_at: filter.started_at,
            cursor: page.next,
            limit: wanted,
        };
        let found = search(app, caller, request).await.map_err(renamed)?;
        // A page of hits may be empty and go on all the same.
        looked_at += found.hits.len().max(wanted);
        let ids: Vec<ConversationId> = found.hits.iter().map(|hit| hit.conversation.id).collect();
        let kept = having(app.store.reader(), caller.workspace_id(), &ids, filter).await?;
        let kept: HashSet<ConversationId> = kept.into_iter().collect();
        let hits = found.hits.into_iter().map(|hit| hit.conversation);
        page.rows.extend(hits.filter(|conversation| kept.contains(&conversation.id)));
        page.next = found.next;
        if page.next.is_none() {
            break;
        }
    }
    Ok(page)
}

/// What word search refuses, by the name that the words have here.
fn renamed(error: AppError) -> AppError {
    let AppError::Malformed(problems) = error else { return error };
    let rename = |problem: FieldProblem| {
        let rest = problem.message.strip_prefix(THERE).filter(|_| problem.field == THERE);
        match rest {
            Some(rest) => FieldProblem::new(HERE, problem.code, format!("{HERE}{rest}")),
            None => problem,
        }
    };
    AppError::Malformed(problems.into_iter().map(rename).collect())
}
