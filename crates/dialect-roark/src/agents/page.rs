//! Pages of agents and of their endpoints: what the query says, and where the next page begins.

use colloquy_app::AppError;
use colloquy_app::agents::{ListWindow, Listed};
use colloquy_domain::filter::{Position, is_search};
use colloquy_http::pairs::QueryPairs;
use uuid::Uuid;

use crate::envelope::{Cursor, Pagination, RoarkList, limit};

/// Most rows of a page.
pub const MOST_ROWS: u64 = 50;

/// Reads what both lists have in common. `of_row` tells where the row with an id stands, for older clients, which send
/// the id alone.
pub async fn window<F>(query: &QueryPairs, of_row: impl FnOnce(Uuid) -> F) -> Result<ListWindow, AppError>
where
    F: Future<Output = Result<Position, AppError>>,
{
    let search = query.one("searchText")?;
    if search.is_some_and(|text| !is_search(text)) {
        let message = "searchText must have at most 500 characters";
        return Err(AppError::malformed("searchText", "invalid_length", message));
    }
    let after = match query.one("after")?.map(Cursor::read).transpose()? {
        None => None,
        Some((cursor, true)) => Some(of_row(cursor.id).await.map_err(|error| match error {
            AppError::NotFound(_) => refused(),
            other => other,
        })?),
        Some((cursor, false)) => Some(position(&cursor).ok_or_else(refused)?),
    };
    Ok(ListWindow {
        agent_id: None,
        search: search.map(str::to_owned),
        after,
        limit: limit(query.one("limit")?, MOST_ROWS)?,
    })
}

/// The answer to a list.
pub fn answer<T, A: From<T>>(listed: Listed<T>) -> RoarkList<A> {
    // Microseconds: milliseconds would not tell rows apart that were made at once.
    let cursor =
        |position: Position| Cursor { sort_value: Some(position.micros.to_string()), id: position.id };
    RoarkList {
        pagination: Pagination::new(listed.next.map(cursor).as_ref(), listed.total),
        data: listed.rows.into_iter().map(A::from).collect(),
    }
}

fn position(cursor: &Cursor) -> Option<Position> {
    let micros = cursor.sort_value.as_ref()?.parse().ok()?;
    Some(Position { micros, id: cursor.id })
}

fn refused() -> AppError {
    let message = "after must be the nextCursor of an earlier page, or the id of a row";
    AppError::malformed("after", "invalid_cursor", message)
}
