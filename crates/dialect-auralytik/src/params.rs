//! Parameters of queries. Those that are not known are ignored; a wrong value of one that is known is refused.

use colloquy_app::AppError;
use colloquy_domain::Instant;
use colloquy_domain::filter::Slice;
use colloquy_http::{QueryPairs, pairs};
use time::format_description::StaticFormatDescription;
use time::macros::format_description;
use time::{Date, Duration};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

use crate::{ids, names};

/// Most rows of a page; who asks for more gets so many.
const LARGEST_PAGE: u64 = 100;

/// Rows of a page where nothing is said.
pub const USUAL_PAGE: u64 = 25;

/// A larger number of a page is taken for this one, which no list has.
const LAST_PAGE: u64 = i64::MAX as u64;

const DATE: StaticFormatDescription = format_description!("[year]-[month]-[day]");

/// What the description says of the parameters of most lists.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the descriptions only")]
pub struct Paging {
    /// Number of the page, from 1.
    #[param(minimum = 1, default = 1)]
    page: Option<u64>,
    /// Rows of a page; more than 100 are taken for 100.
    #[param(minimum = 1, default = 25)]
    page_size: Option<u64>,
}

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Number, from 1.
    pub page: u64,
    /// Most rows.
    pub page_size: u64,
}

impl Page {
    /// The rows that it has.
    pub fn slice(self) -> Slice {
        let offset = self.page.saturating_sub(1).saturating_mul(self.page_size);
        Slice { offset: offset.min(LAST_PAGE), limit: self.page_size }
    }
}

/// `page` and `pageSize`, of which the latter is `default` where it is left out.
pub fn page(query: &QueryPairs, default: u64) -> Result<Page, AppError> {
    let page = number(query, "page")?.unwrap_or(1);
    let page_size = number(query, "pageSize")?.unwrap_or(default).min(LARGEST_PAGE);
    Ok(Page { page, page_size })
}

/// A whole number from 1 to the greatest of 64 bits with a sign, as the description says.
fn number(query: &QueryPairs, name: &str) -> Result<Option<u64>, AppError> {
    let Some(text) = query.one(name)? else { return Ok(None) };
    let is_whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|number| is_whole && (1..=LAST_PAGE).contains(number));
    number.map(Some).ok_or_else(|| refused(name, "must be a whole number from 1 to 9223372036854775807"))
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

/// `true` or `false`.
pub fn boolean(query: &QueryPairs, name: &str) -> Result<Option<bool>, AppError> {
    one_of(query, name, &[("true", true), ("false", false)])
}

/// Any text.
pub fn text(query: &QueryPairs, name: &str) -> Result<Option<String>, AppError> {
    Ok(query.one(name)?.map(str::to_owned))
}

/// An id. One of another shape is that of nothing, so that it finds nothing.
pub fn id<T>(
    query: &QueryPairs,
    name: &str,
    prefix: &str,
    make: fn(Uuid) -> T,
) -> Result<Option<T>, AppError> {
    Ok(query.one(name)?.map(|text| make(ids::parse(prefix, text).unwrap_or_default())))
}

/// An instant from which on something is wanted: of a bare date its first one in UTC.
pub fn instant_from(query: &QueryPairs, name: &str) -> Result<Option<Instant>, AppError> {
    instant(query, name, Duration::ZERO)
}

/// An instant up to which something is wanted: of a bare date its last one in UTC.
pub fn instant_until(query: &QueryPairs, name: &str) -> Result<Option<Instant>, AppError> {
    instant(query, name, Duration::DAY - Duration::MICROSECOND)
}

fn instant(query: &QueryPairs, name: &str, into_day: Duration) -> Result<Option<Instant>, AppError> {
    let Some(text) = query.one(name)? else { return Ok(None) };
    let date = || {
        let date = (text.len() == 10).then(|| Date::parse(text, DATE).ok()).flatten()?;
        date.midnight().assume_utc().checked_add(into_day)
    };
    let instant = date().or_else(|| date_time(text)).filter(|_| has_known_year(text));
    let rule = "must be an ISO 8601 date or date and time, such as 2024-01-10 or 2024-01-10T09:00:00Z, \
                of the years 1900 to 9998";
    instant.map(Some).ok_or_else(|| refused(name, rule))
}

/// Whether a date or instant begins with a year that is taken: of its own calendar day, whatever day it is in UTC.
pub fn has_known_year(text: &str) -> bool {
    let year = text.get(..4).and_then(|year| year.parse::<u16>().ok());
    year.is_some_and(|year| (1900..=9998).contains(&year))
}

fn date_time(text: &str) -> Option<Instant> {
    // A plus sign that nobody encoded arrives as a blank.
    let text = text.replace(' ', "+");
    // Without an offset it is UTC, as bare dates are.
    pairs::instant(&text).or_else(|| pairs::instant(&format!("{text}Z")))
}

/// The refusal of a parameter; `rule` follows its name.
pub fn refused(name: &str, rule: &str) -> AppError {
    AppError::malformed(name, names::WRONG_QUERY, format!("{name} {rule}"))
}

colloquy_http::words! {
    /// Yes or no.
    Flag = ["true", "false"];
    /// How far an evaluation is.
    StateWord = ["Pending", "Processing", "Completed", "Failed"];
    /// How people felt.
    FeelingWord = ["Positive", "Neutral", "Negative"];
}

/// A date, or an instant, as queries may hold it, for descriptions.
pub struct DateOrInstant;

impl PartialSchema for DateOrInstant {
    fn schema() -> RefOr<Schema> {
        const YEARS: &str = "(19[0-9]{2}|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])";
        let text = |format, pattern: String| {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .format(Some(SchemaFormat::KnownFormat(format)))
                .pattern(Some(pattern))
        };
        AnyOfBuilder::new()
            .item(text(KnownFormat::Date, format!("^{YEARS}-[0-9]{{2}}-[0-9]{{2}}$")))
            .item(text(KnownFormat::DateTime, format!("^{YEARS}-")))
            .into()
    }
}

impl ToSchema for DateOrInstant {
    fn name() -> std::borrow::Cow<'static, str> {
        "AuralytikDateOrInstant".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::iso;

    fn query(text: &str) -> QueryPairs {
        QueryPairs::parse(text).unwrap()
    }

    #[test]
    fn a_page_is_clamped_above_and_refused_below() {
        let page = |text: &str| page(&query(text), USUAL_PAGE).map(|page| (page.page, page.page_size)).ok();
        assert_eq!(page(""), Some((1, 25)));
        assert_eq!(page("page=3&pageSize=100"), Some((3, 100)));
        assert_eq!(page("pageSize=101"), Some((1, 100)));
        assert_eq!(page("pageSize=9223372036854775807"), Some((1, 100)));
        assert_eq!(page("pageSize=9223372036854775808"), None);
        assert_eq!(page("page=9223372036854775807"), Some((LAST_PAGE, 25)));
        assert_eq!(page("page=99999999999999999999999"), None);
        for wrong in ["page=0", "pageSize=0", "page=-1", "page=1.5", "page=", "pageSize=x", "page=1&page=2"] {
            assert_eq!(page(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_page_skips_those_before_it() {
        let slice = |page, page_size| Page { page, page_size }.slice();
        assert_eq!(slice(1, 25), Slice { offset: 0, limit: 25 });
        assert_eq!(slice(3, 50), Slice { offset: 100, limit: 50 });
        assert_eq!(slice(LAST_PAGE, 100).offset, LAST_PAGE);
    }

    #[test]
    fn a_bare_date_is_the_start_or_the_end_of_its_day() {
        let read = |text: &str| {
            let query = query(&format!("d={text}"));
            let from = instant_from(&query, "d").ok().flatten();
            (from.map(iso), instant_until(&query, "d").ok().flatten().map(iso))
        };
        let some = |from: &str, until: &str| (Some(from.to_owned()), Some(until.to_owned()));
        assert_eq!(read("2024-02-29"), some("2024-02-29T00:00:00Z", "2024-02-29T23:59:59Z"));
        let same = some("2024-01-10T09:00:00Z", "2024-01-10T09:00:00Z");
        for text in [
            "2024-01-10T09:00:00Z",
            "2024-01-10T11:00:00%2B02:00",
            "2024-01-10T11:00:00+02:00",
            "2024-01-10T09:00:00",
            "2024-01-10T09:00:00.999Z",
        ] {
            assert_eq!(read(text), same, "{text}");
        }
        // The year is that of the text, not that of its instant in UTC.
        assert_eq!(read("1900-01-01T00:00:00%2B01:00").0.as_deref(), Some("1899-12-31T23:00:00Z"));
        let wrong = [
            "",
            "2024",
            "2024-02-30",
            "2024-1-1",
            "1899-12-31",
            "1899-12-31T23:00:00-02:00",
            "9999-01-01",
            "10.01.2024",
            "now",
            "２０２４-01-01",
        ];
        for wrong in wrong {
            assert_eq!(read(wrong), (None, None), "{wrong}");
        }
    }

    #[test]
    fn words_are_spelled_exactly() {
        let read =
            |text: &str| one_of(&query(text), "state", &names::STATES).map(|state| state.is_some()).ok();
        assert_eq!(read(""), Some(false));
        assert_eq!(read("state=Failed"), Some(true));
        assert_eq!(read("state=failed"), None);
        assert_eq!(boolean(&query("x=true"), "x").unwrap(), Some(true));
        assert!(boolean(&query("x=True"), "x").is_err());
    }

    #[test]
    fn an_id_of_another_shape_is_that_of_nothing() {
        let id_of = |text: &str| id(&query(text), "id", ids::ENGAGEMENT, |id| id).unwrap();
        assert_eq!(id_of(""), None);
        assert_eq!(id_of("id=eng_456"), Some(Uuid::nil()));
        let id = Uuid::from_u128(7);
        assert_eq!(id_of(&format!("id={}", ids::render(ids::ENGAGEMENT, id))), Some(id));
    }
}
