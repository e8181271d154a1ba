//! Lists, page by page, and whole walks over them for exports.
//!
//! A walk goes from a row to the next in a total order, so that what is inserted, changed or deleted meanwhile makes
//! it miss nothing that stayed as it was. What is changed moves to the end of the order by time of change: a walk
//! towards the newest would meet it again, and could go on for ever. Such a walk therefore ends at the latest change
//! that could be seen when it began. What is changed afterwards is dated later ([`crate::clock`]), so no row comes
//! twice. The machine's clock would not do: a change may be dated and not yet be seen. On PostgreSQL, where changes are
//! written side by side, one that began before another and ends after it can still be met twice; none is missed.
//!
//! A list that is narrowed by several things may have to be looked through for long to fill a page: such a page may come
//! short, even empty, and still say where the list goes on. What stands beside a conversation in the console's list is
//! read for the page only ([`listed`]).

mod rows;
mod text;

use colloquy_domain::Instant;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::directory::{Company, Contact, Tag, User};
use colloquy_domain::filter::{ConversationFilter, Direction, DirectoryFilter, Order, OrderKey, Position};
use colloquy_store::lists::{self, List, Window};
use futures::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::rows::{Listed, RowParts, listed};
pub use self::text::{TextPage, with_text};
use crate::keys::Caller;
use crate::{App, AppError};

/// Rows that are looked at for one page of conversations, where looking further may bring nothing for long.
const MOST_LOOKED_AT: u64 = 15_000;

/// How far somebody has got in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Walk {
    /// In what order.
    pub order: Order,
    /// The last row that was seen; none before the first page.
    pub after: Option<Position>,
    /// The latest change when the walk began, in microseconds since 1970, where it ends there.
    pub until: Option<i64>,
}

impl Walk {
    /// At the beginning of a list.
    #[must_use]
    pub fn new(order: Order) -> Self {
        Self { order, after: None, until: None }
    }

    async fn window(self, app: &App, caller: &Caller, list: List, limit: u64) -> Result<Window, AppError> {
        let goes_to_the_newest =
            self.order.key == OrderKey::UpdatedAt && self.order.direction == Direction::Ascending;
        let until = match self.after {
            None if goes_to_the_newest => {
                let latest = lists::latest(app.store.reader(), caller.workspace_id(), list).await?;
                // In an empty list there is nothing to see, whatever comes next.
                Some(latest.unwrap_or(i64::MIN))
            }
            _ => self.until,
        };
        // One more tells whether there is more.
        Ok(Window { order: self.order, after: self.after, until, limit: limit.saturating_add(1) })
    }
}

/// Some rows of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Where the next page begins; none at the end.
    pub next: Option<Walk>,
}

impl<T> Page<T> {
    fn of(mut rows: Vec<T>, limit: u64, window: Window, position: impl Fn(&T) -> Position) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| has_more);
        let next =
            last.map(|row| Walk { order: window.order, after: Some(position(row)), until: window.until });
        Self { rows, next }
    }
}

/// Conversations that satisfy the filter. Private ones are left out for callers without [`READ_PRIVATE`]. Of filters that
/// are not [plain](ConversationFilter::is_plain) a page may hold fewer rows than asked for though there are more.
pub async fn conversations(
    app: &App,
    caller: &Caller,
    filter: &ConversationFilter,
    walk: Walk,
    limit: u64,
) -> Result<Page<Conversation>, AppError> {
    let include_private = caller.may(READ_PRIVATE);
    let window = walk.window(app, caller, List::Conversations { include_private }, limit).await?;
    let workspace_id = caller.workspace_id();
    let looked = lists::conversations_within(
        app.store.reader(),
        workspace_id,
        include_private,
        filter,
        &window,
        MOST_LOOKED_AT,
    )
    .await?;
    let mut page = Page::of(looked.rows, limit, window, |conversation| {
        let instant = match walk.order.key {
            OrderKey::UpdatedAt => conversation.updated_at,
            OrderKey::StartedAt => conversation.started_at,
        };
        position(instant, conversation.id.0)
    });
    if let (None, Some(place)) = (page.next, looked.looked_to) {
        page.next = Some(Walk { order: window.order, after: Some(place), until: window.until });
    }
    Ok(page)
}

macro_rules! directory_lists {
    ($($(#[$doc:meta])* $name:ident of $list:expr => $row:ty;)*) => {$(
        $(#[$doc])*
        pub async fn $name(
            app: &App,
            caller: &Caller,
            filter: &DirectoryFilter,
            walk: Walk,
            limit: u64,
        ) -> Result<Page<$row>, AppError> {
            let window = walk.window(app, caller, $list, limit).await?;
            let rows = lists::$name(app.store.reader(), caller.workspace_id(), filter, &window).await?;
            Ok(Page::of(rows, limit, window, |row| position(row.updated_at, row.id.0)))
        }
    )*};
}

directory_lists! {
    /// Contacts that satisfy the filter, by time of change.
    contacts of List::Contacts => Contact;
    /// Companies that satisfy the filter, by time of change.
    companies of List::Companies => Company;
    /// Users that satisfy the filter, by time of change.
    users of List::Users => User;
    /// Tags that satisfy the filter, by time of change.
    tags of List::Tags => Tag;
}

/// All pages of a list, each read when the one before has been taken: `page` is one of the functions above. Ends
/// after the first error.
pub fn pages<T, P, F>(order: Order, page: P) -> impl Stream<Item = Result<Vec<T>, AppError>>
where
    P: Fn(Walk) -> F,
    F: Future<Output = Result<Page<T>, AppError>>,
{
    stream::try_unfold((Some(Walk::new(order)), page), async |(walk, page)| {
        let Some(walk) = walk else { return Ok(None) };
        let Page { rows, next } = page(walk).await?;
        Ok(Some((rows, (next, page))))
    })
}

fn position(instant: Instant, id: Uuid) -> Position {
    Position { micros: micros(instant), id }
}

fn micros(instant: Instant) -> i64 {
    i64::try_from(instant.unix_timestamp_nanos().div_euclid(1_000)).unwrap_or(i64::MAX)
}
