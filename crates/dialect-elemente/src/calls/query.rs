//! What narrows a list of calls. How an object travels in a query is not documented: `dateRange` is taken in all three
//! usual forms. Everything given has to hold.

use colloquy_app::AppError;
use colloquy_domain::Instant;
use colloquy_domain::dialogue::DialogueFilter;
use colloquy_http::{QueryPairs, pairs};
use serde_json::{Map, Value};
use time::format_description::StaticFormatDescription;
use time::macros::format_description;
use time::{Date, Duration};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::names;
use crate::params::{one_of, refused};
use crate::schema::{ElementeChannel, ElementeStatus};

const DATE: StaticFormatDescription = format_description!("[year]-[month]-[day]");

/// Most hours that a list can go back: more than a century.
const MOST_HOURS: f64 = 1_000_000.0;

/// What the description says of the filters.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[expect(dead_code, reason = "the fields are read by the descriptions only")]
pub struct Filters {
    /// Made on these days, the first and the last included, in UTC. As `from=…&to=…`, as
    /// `dateRange[from]=…&dateRange[to]=…`, or as JSON.
    #[param(inline)]
    date_range: Option<DateRange>,
    /// Made within the last so many hours.
    #[param(minimum = 0, maximum = 1000000)]
    hrs: Option<f64>,
    /// In exactly this state.
    #[param(inline)]
    status: Option<ElementeStatus>,
    /// By exactly this channel.
    #[param(inline)]
    channel: Option<ElementeChannel>,
    /// Any value, however often; calls are always told in the same way.
    sanitised: Option<String>,
}

/// Days from one to another, for descriptions.
struct DateRange;

impl PartialSchema for DateRange {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().property("from", day_schema()).property("to", day_schema()).into()
    }
}

impl ToSchema for DateRange {
    fn name() -> std::borrow::Cow<'static, str> {
        "ElementeDateRange".into()
    }
}

fn day_schema() -> AnyOfBuilder {
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
}

/// Reads the filters.
pub fn read(query: &QueryPairs, now: Instant) -> Result<DialogueFilter, AppError> {
    let mut from: Vec<Date> = Vec::new();
    let mut to: Vec<Date> = Vec::new();
    from.extend(day(query, "dateRange[from]")?);
    from.extend(day(query, "from")?);
    to.extend(day(query, "dateRange[to]")?);
    to.extend(day(query, "to")?);
    if let Some(text) = query.one("dateRange")? {
        let range = json_range(text)?;
        from.extend(json_day(&range, "from")?);
        to.extend(json_day(&range, "to")?);
    }
    let first_day = from.into_iter().max().map(|day| day.midnight().assume_utc());
    let last_day = to.into_iter().min();
    let since = hours(query)?.and_then(|hours| now.checked_sub(Duration::seconds_f64(hours * 3_600.0)));
    Ok(DialogueFilter {
        status: one_of(query, "status", &names::STATUSES)?,
        channel: one_of(query, "channel", &names::CHANNELS)?,
        from: first_day.into_iter().chain(since).max(),
        until: last_day.and_then(Date::next_day).map(|day| day.midnight().assume_utc()),
    })
}

fn hours(query: &QueryPairs) -> Result<Option<f64>, AppError> {
    let Some(text) = query.one("hrs")? else { return Ok(None) };
    // What Rust reads beside numbers (`inf`, `nan`) is none.
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    let hours = text.parse::<f64>().ok().filter(|hours| is_number && (0.0..=MOST_HOURS).contains(hours));
    hours.map(Some).ok_or_else(|| refused("hrs", "must be a number from 0 to 1000000"))
}

fn day(query: &QueryPairs, name: &str) -> Result<Option<Date>, AppError> {
    let Some(text) = query.one(name)? else { return Ok(None) };
    // A plus sign that nobody encoded arrives as a blank.
    parse_day(&text.replace(' ', "+")).map(Some).ok_or_else(|| wrong_day(name))
}

fn json_range(text: &str) -> Result<Map<String, Value>, AppError> {
    serde_json::from_str(text).map_err(|_| {
        refused("dateRange", "must be an object, such as {\"from\":\"2022-01-01\",\"to\":\"2022-01-31\"}")
    })
}

fn json_day(range: &Map<String, Value>, name: &str) -> Result<Option<Date>, AppError> {
    match range.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let day = value.as_str().and_then(parse_day);
            day.map(Some).ok_or_else(|| wrong_day(&format!("dateRange.{name}")))
        }
    }
}

fn wrong_day(name: &str) -> AppError {
    refused(name, "must be an ISO 8601 date, such as 2022-01-31, of the years 1900 to 9998")
}

/// A date, or the day on which an instant lies in UTC.
fn parse_day(text: &str) -> Option<Date> {
    let date = (text.len() == 10).then(|| Date::parse(text, DATE).ok()).flatten();
    let of_instant = || pairs::instant(text).map(Instant::date);
    let year = text.get(..4)?.parse::<u16>().ok()?;
    date.or_else(of_instant).filter(|_| (1900..=9998).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::dialogue::{Channel, DialogueStatus};
    use time::macros::datetime;

    const NOW: Instant = datetime!(2022-02-01 12:00 UTC);

    fn filter(text: &str) -> Option<DialogueFilter> {
        read(&QueryPairs::parse(text).unwrap(), NOW).ok()
    }

    #[test]
    fn a_range_of_days_is_read_in_three_forms() {
        let expected = DialogueFilter {
            from: Some(datetime!(2022-01-01 0:00 UTC)),
            until: Some(datetime!(2022-02-01 0:00 UTC)),
            ..DialogueFilter::default()
        };
        for form in [
            "dateRange[from]=2022-01-01&dateRange[to]=2022-01-31",
            "dateRange%5Bfrom%5D=2022-01-01&dateRange%5Bto%5D=2022-01-31",
            "from=2022-01-01&to=2022-01-31",
            "dateRange=%7B%22from%22%3A%222022-01-01%22%2C%22to%22%3A%222022-01-31%22%7D",
            "from=2022-01-01T08:00:00Z&to=2022-01-31T23:30:00.000-00:15",
        ] {
            assert_eq!(filter(form).as_ref(), Some(&expected), "{form}");
        }
        assert_eq!(filter("dateRange={}"), Some(DialogueFilter::default()));
        assert_eq!(filter("dateRange={\"from\":null}"), Some(DialogueFilter::default()));
    }

    #[test]
    fn everything_that_is_given_has_to_hold() {
        let both =
            filter("from=2022-01-10&dateRange[from]=2022-01-05&to=2022-01-20&dateRange[to]=2022-01-15");
        let both = both.unwrap();
        assert_eq!(both.from, Some(datetime!(2022-01-10 0:00 UTC)));
        assert_eq!(both.until, Some(datetime!(2022-01-16 0:00 UTC)));
        let hours = filter("hrs=24&from=2022-01-01").unwrap();
        assert_eq!(hours.from, Some(datetime!(2022-01-31 12:00 UTC)));
        assert_eq!(filter("hrs=0.5").unwrap().from, Some(datetime!(2022-02-01 11:30 UTC)));
        let words = filter("status=close&channel=sms&sanitised=yes&sanitised=no&unknown=1").unwrap();
        assert_eq!((words.status, words.channel), (Some(DialogueStatus::Closed), Some(Channel::Sms)));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for wrong in [
            "dateRange=",
            "dateRange=null",
            "dateRange=2022-01-01",
            "dateRange={\"from\":1}",
            "dateRange={\"to\":\"31.01.2022\"}",
            "dateRange[from]=",
            "from=2022-02-30",
            "from=1899-12-31",
            "to=9999-01-01",
            "to=tomorrow",
            "from=2022-01-01&from=2022-01-02",
            "hrs=",
            "hrs=-1",
            "hrs=nan",
            "hrs=inf",
            "hrs=1000001",
            "hrs=day",
            "status=cancelled",
            "status=",
            "channel=phone",
        ] {
            assert_eq!(filter(wrong), None, "{wrong}");
        }
    }
}
