//! What the exports of the directory's lists have in common.

use axum::response::Response;
use futures::TryStreamExt;
use serde::Serialize;

use colloquy_app::keys::Caller;
use colloquy_app::lists::{self, Page, Walk};
use colloquy_app::{App, AppError};
use colloquy_domain::filter::{Direction, DirectoryFilter, Order, OrderKey};
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::stream::{ListFormat, answer};
use crate::params::Params;

/// Towards the newest: the walk ends at the moment at which it began.
const ORDER: Order = Order { key: OrderKey::UpdatedAt, direction: Direction::Ascending };

/// A row of such a list, as it stands in the file.
pub trait Row: Serialize + Sized + Send + 'static {
    /// What it is made of.
    type Listed: Send + 'static;

    /// Name of the list, and of the file.
    const LIST: &'static str;

    /// The members that a line of CSV has, in order.
    const COLUMNS: &'static [&'static str];

    /// Makes it.
    fn of(listed: &Self::Listed) -> Self;

    /// Reads which rows are wanted.
    fn filter(params: &mut Params<'_>) -> DirectoryFilter;

    /// Reads some of them.
    fn page(
        app: App,
        caller: Caller,
        filter: DirectoryFilter,
        walk: Walk,
    ) -> impl Future<Output = Result<Page<Self::Listed>, AppError>> + Send;
}

/// Answers with all rows that the parameters ask for.
pub async fn export<R: Row>(
    state: &HttpState,
    caller: Caller,
    pairs: &QueryPairs,
) -> Result<Response, Problem> {
    let mut params = Params::of(pairs);
    let (format, filter) = (ListFormat::read(&mut params), R::filter(&mut params));
    params.finish()?;
    let app = state.app().clone();
    let pages = lists::pages(ORDER, move |walk| R::page(app.clone(), caller.clone(), filter.clone(), walk));
    let pages = pages.map_ok(|rows| rows.iter().map(R::of).collect::<Vec<_>>());
    answer(format, R::LIST, R::COLUMNS, pages).await
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Every member of a row has a column, and every column a member.
    pub fn assert_columns<R: Row>(listed: &R::Listed) {
        let members = serde_json::to_value(R::of(listed)).unwrap();
        let mut members: Vec<&str> = members.as_object().unwrap().keys().map(String::as_str).collect();
        let mut columns = R::COLUMNS.to_vec();
        members.sort_unstable();
        columns.sort_unstable();
        assert_eq!(members, columns);
    }
}
