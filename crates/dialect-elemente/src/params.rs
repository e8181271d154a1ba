//! Parameters of queries. Those that are not known are ignored; a wrong value of one that is known is refused.

use colloquy_app::AppError;
use colloquy_domain::filter::Slice;
use colloquy_http::QueryPairs;
use utoipa::IntoParams;

use crate::names::{self, LARGEST_PAGE, USUAL_PAGE};

/// The largest number that is taken.
const LAST_PAGE: u64 = i64::MAX as u64;

/// What the description says of the parameters of lists. Both are numbers; of a fraction the whole part counts.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the descriptions only")]
pub struct Paging {
    /// Number of the page, from 1.
    #[param(minimum = 1, default = 1)]
    page: Option<f64>,
    /// Rows of a page; more than 100 are taken for 100.
    #[param(minimum = 1, default = 20)]
    limit: Option<f64>,
}

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Number, from 1.
    pub page: u64,
    /// Most rows.
    pub limit: u64,
}

impl Page {
    /// The rows that it has.
    pub fn slice(self) -> Slice {
        let offset = self.page.saturating_sub(1).saturating_mul(self.limit);
        Slice { offset: offset.min(LAST_PAGE), limit: self.limit }
    }

    /// How many pages a list of so many rows has.
    pub fn pages(self, total: u64) -> u64 {
        total.div_ceil(self.limit.max(1))
    }
}

/// `page` and `limit`.
pub fn page(query: &QueryPairs) -> Result<Page, AppError> {
    let page = number(query, "page")?.unwrap_or(1);
    let limit = number(query, "limit")?.unwrap_or(USUAL_PAGE).min(LARGEST_PAGE);
    Ok(Page { page, limit })
}

/// The same, and the largest page where neither of them is given.
pub fn page_or_all(query: &QueryPairs) -> Result<Page, AppError> {
    let is_given = query.one("page")?.is_some() || query.one("limit")?.is_some();
    if is_given { page(query) } else { Ok(Page { page: 1, limit: LARGEST_PAGE }) }
}

/// A number from 1 without its fraction. What no page can have is taken for the last one.
fn number(query: &QueryPairs, name: &str) -> Result<Option<u64>, AppError> {
    let Some(text) = query.one(name)? else { return Ok(None) };
    let number = whole_part(text).filter(|number| *number > 0);
    let number = number.ok_or_else(|| refused(name, "must be a number from 1"))?;
    Ok(Some(number.min(LAST_PAGE)))
}

/// The whole part of a number, in any decimal spelling. What Rust reads beside these (`+1`, `inf`, `nan`) is none.
fn whole_part(text: &str) -> Option<u64> {
    // A plus sign that nobody encoded arrives as a blank.
    let text = text.replace("e ", "e+").replace("E ", "E+");
    let is_number = text.starts_with(|first: char| first.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    if !is_number {
        return None;
    }
    // Beyond the largest it is the largest.
    text.parse().ok().or_else(|| text.parse::<f64>().ok().map(|number| number as u64))
}

/// What a word stands for, which has to be spelled exactly so.
pub fn one_of<T: Clone>(query: &QueryPairs, name: &str, words: &[(&str, T)]) -> Result<Option<T>, AppError> {
    let Some(text) = query.one(name)? else { return Ok(None) };
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| Some(value.clone())).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        refused(name, &format!("must be one of {}", known.join(", ")))
    })
}

/// The refusal of a parameter; `rule` follows its name.
pub fn refused(name: &str, rule: &str) -> AppError {
    AppError::malformed(name, names::WRONG_QUERY, format!("{name} {rule}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> QueryPairs {
        QueryPairs::parse(text).unwrap()
    }

    #[test]
    fn a_page_is_clamped_above_and_refused_below() {
        let read = |text: &str| page(&query(text)).map(|page| (page.page, page.limit)).ok();
        assert_eq!(read(""), Some((1, 20)));
        assert_eq!(read("page=3&limit=100"), Some((3, 100)));
        assert_eq!(read("limit=101"), Some((1, 100)));
        assert_eq!(read("page=9223372036854775807&limit=1"), Some((LAST_PAGE, 1)));
        // Any spelling of a number will do.
        assert_eq!(read("page=1.0&limit=05"), Some((1, 5)));
        assert_eq!(read("page=2.00&limit=1e1"), Some((2, 10)));
        assert_eq!(read("page=1.5&limit=2E%2B1"), Some((1, 20)));
        assert_eq!(read("page=1&limit=1e+1"), Some((1, 10)));
        for large in ["9223372036854775808", "18446744073709551616", "1e300", "1e999"] {
            assert_eq!(read(&format!("page={large}&limit={large}")), Some((LAST_PAGE, 100)), "{large}");
        }
        for wrong in [
            "page=0",
            "page=0.9",
            "page=1e-1",
            "limit=0",
            "limit=000",
            "page=-1",
            "page=%2B1",
            "page=",
            "page=.",
            "page=1.2.3",
            "page=1e",
            "page=inf",
            "page=nan",
            "page=0x1",
            "limit=x",
            "page=1&page=2",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn where_all_are_wanted_a_page_is_told_from_none() {
        let read = |text: &str| page_or_all(&query(text)).map(|page| (page.page, page.limit)).ok();
        assert_eq!((read(""), read("x=1")), (Some((1, 100)), Some((1, 100))));
        assert_eq!((read("page=2"), read("limit=5"), read("limit=x")), (Some((2, 20)), Some((1, 5)), None));
    }

    #[test]
    fn a_page_skips_those_before_it_and_counts_them() {
        let of = |page, limit| Page { page, limit };
        assert_eq!(of(3, 50).slice(), Slice { offset: 100, limit: 50 });
        assert_eq!(of(LAST_PAGE, 100).slice().offset, LAST_PAGE);
        assert_eq!([0, 1, 20, 21].map(|total| of(1, 20).pages(total)), [0, 1, 1, 2]);
    }
}
