//! Lists that go on after the last row that was seen, the newest first.
//!
//! A page is asked for with one row more than it has, which tells whether there is more.

use colloquy_domain::Instant;
use colloquy_domain::filter::{Order, Position};
use uuid::Uuid;

use crate::lists::{Page, Walk};

/// So many rows have to be read for a page of so many.
pub(crate) fn rows_of(limit: u64) -> u64 {
    limit.saturating_add(1)
}

/// The page of at most `limit` of these rows, each made then and with that id.
pub(crate) fn page<T>(mut rows: Vec<T>, limit: u64, made: impl Fn(&T) -> (Instant, Uuid)) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| has_more);
    let next = last.map(|row| {
        let (instant, id) = made(row);
        let micros = instant.unix_timestamp_nanos().div_euclid(1_000);
        let micros = i64::try_from(micros).unwrap_or(i64::MAX);
        Walk { after: Some(Position { micros, id }), ..Walk::new(Order::default()) }
    });
    Page { rows, next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_next_page_where_there_is_one_row_more() {
        let made = |number: &u128| (Instant::UNIX_EPOCH, Uuid::from_u128(*number));
        let cut = page(vec![3, 2, 1], 2, made);
        assert_eq!(cut.rows, [3, 2]);
        let after = cut.next.and_then(|walk| walk.after);
        assert_eq!(after, Some(Position { micros: 0, id: Uuid::from_u128(2) }));
        let whole = page(vec![3, 2], 2, made);
        assert_eq!((whole.rows.len(), whole.next), (2, None));
    }
}
