//! Lists that are read by a cursor, the newest first.

use colloquy_app::AppError;
use colloquy_app::lists::{Page, Walk};
use colloquy_domain::filter::Order;
use colloquy_http::{Cursor, cursor};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::params::Params;
use crate::query::{MOST_ROWS, USUAL_ROWS};

/// Which part of a list.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct OnwardQuery {
    /// Most rows of the answer; 50 where it is left out.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// `next_cursor` of the page before; it carries the filter, which need not be sent again.
    #[param(pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub struct Onward<T: ToSchema> {
    /// The rows, the newest first.
    data: Vec<T>,
    /// Asks for the next page; null on the last.
    next_cursor: Option<String>,
}

/// What was asked of a list.
#[derive(Debug)]
pub struct Asked<F> {
    list: &'static str,
    /// Which rows.
    pub filter: F,
    /// From where on.
    pub walk: Walk,
    /// How many.
    pub limit: u64,
}

impl<F: Serialize + DeserializeOwned + Default + PartialEq> Asked<F> {
    /// Reads what is left of the parameters of that list, whose filter was read: `limit` and `cursor`, and no others.
    pub fn of(list: &'static str, mut params: Params<'_>, given: F) -> Result<Self, AppError> {
        let (limit, cursor) = (params.limit(USUAL_ROWS, MOST_ROWS), params.given("cursor"));
        params.finish()?;
        let (filter, walk) = match cursor {
            None => (given, Walk::new(Order::default())),
            Some(text) => {
                let cursor = Cursor::<F>::read(list, text)?;
                if given != F::default() && given != cursor.filter {
                    return Err(cursor::refused());
                }
                (cursor.filter, cursor.walk)
            }
        };
        Ok(Self { list, filter, walk, limit })
    }

    /// The answer, each row of it made by `make`.
    pub fn answer<R, T: ToSchema>(
        self,
        page: Page<R>,
        make: impl Fn(&R) -> T,
    ) -> Result<Onward<T>, AppError> {
        let Self { list, filter, .. } = self;
        let next_cursor = page.next.map(|walk| Cursor { filter, walk }.write(list)).transpose()?;
        Ok(Onward { data: page.rows.iter().map(make).collect(), next_cursor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::filter::Position;
    use colloquy_http::QueryPairs;
    use uuid::Uuid;

    const LIST: &str = "things";

    fn asked(query: &str, given: Option<u8>) -> Result<Asked<Option<u8>>, AppError> {
        let pairs = QueryPairs::parse(query)?;
        Asked::of(LIST, Params::of(&pairs), given)
    }

    #[test]
    fn a_cursor_carries_the_filter_and_fits_no_other_one() {
        let first = asked("limit=2", Some(7)).expect("sound");
        assert_eq!((first.limit, first.walk.after), (2, None));
        let position = Position { micros: 5, id: Uuid::from_u128(1) };
        let next = Walk { after: Some(position), ..first.walk };
        let page = Page { rows: vec![1, 2], next: Some(next) };
        let answer = first.answer(page, |number: &i32| number.to_string()).expect("a page");
        let cursor = answer.next_cursor.expect("there is more");
        for given in [None, Some(7)] {
            let second = asked(&format!("cursor={cursor}"), given).expect("sound");
            assert_eq!(
                (second.filter, second.walk.after, second.limit),
                (Some(7), Some(position), USUAL_ROWS)
            );
        }
        assert!(asked(&format!("cursor={cursor}"), Some(8)).is_err());
        for wrong in ["cursor=x", "limit=0", "limit=201", "page=1"] {
            assert!(asked(wrong, None).is_err(), "{wrong}");
        }
    }
}
