//! Days of a time zone: the range of a report.
//!
//! A day begins and ends when clocks of the zone say so, be it 23, 24 or 25 hours long; one whose midnight clocks skip
//! begins with the first instant after it.

use colloquy_domain::Instant;
use colloquy_http::Fields;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Most days of a range, its first and its last among them.
const MOST_DAYS: i32 = 92;
/// Years that a range can lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9998;
/// Longest name of a zone.
const LONGEST_ZONE: usize = 64;

/// From an instant to another one, which is not part of it, and the zone whose days they bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    pub from: Instant,
    pub until: Instant,
    /// The zone's name in the IANA database.
    pub time_zone: String,
}

/// `dateFrom`, `dateTo` and `timezone` of a body; none where something is wrong with them, which is noted.
pub fn read(fields: &mut Fields<'_>) -> Option<Days> {
    let zone = zone(fields);
    let (first, last) = (date(fields, "dateFrom"), date(fields, "dateTo"));
    let (first, last, zone) = (first?, last?, zone?);
    if last < first {
        fields.refuse("dateTo", "invalid_range", "must not be before dateFrom");
        return None;
    }
    if (last - first).get_days() >= MOST_DAYS {
        let rule = format!("must be at most {MOST_DAYS} days from dateFrom, both included");
        fields.refuse("dateTo", "invalid_range", &rule);
        return None;
    }
    let after_last = last.checked_add(1.day()).ok();
    let bounds = start(first, &zone).zip(after_last.and_then(|day| start(day, &zone)));
    if bounds.is_none() {
        fields.refuse("dateFrom", "invalid_range", "is not a day of that time zone");
    }
    let (from, until) = bounds?;
    Some(Days { from, until, time_zone: zone.iana_name().unwrap_or("UTC").to_owned() })
}

fn zone(fields: &mut Fields<'_>) -> Option<TimeZone> {
    if fields.value("timezone").is_none() {
        return Some(TimeZone::UTC);
    }
    let name = fields.string("timezone", 1, LONGEST_ZONE)?;
    let zone = TimeZone::get(name).ok();
    if zone.is_none() {
        let rule = "must be the name of an IANA time zone, such as Europe/Berlin";
        fields.refuse("timezone", "unknown_value", rule);
    }
    zone
}

/// A required date, `2026-03-01`.
fn date(fields: &mut Fields<'_>, name: &str) -> Option<Date> {
    fields.require(name);
    let date = parse(fields.string(name, 0, usize::MAX)?).filter(|date| YEARS.contains(&date.year()));
    if date.is_none() {
        let rule = "must be a date such as 2026-03-01, of the years 1900 to 9998";
        fields.refuse(name, "invalid_format", rule);
    }
    date
}

fn parse(text: &str) -> Option<Date> {
    let has_shape = text.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if text.len() != 10 || !has_shape {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
}

/// The first instant of a day.
fn start(day: Date, zone: &TimeZone) -> Option<Instant> {
    let start = day.to_zoned(zone.clone()).ok()?.start_of_day().ok()?;
    Instant::from_unix_timestamp_nanos(start.timestamp().as_nanosecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::iso;
    use colloquy_app::AppError;
    use serde_json::{Value, json};

    /// The bounds and the zone, or the first field that is wrong.
    fn of(body: Value) -> Result<(String, String, String), String> {
        let mut fields = Fields::of_body(&body).unwrap();
        let days = read(&mut fields);
        match (days, fields.finish()) {
            (Some(days), Ok(())) => Ok((iso(days.from), iso(days.until), days.time_zone)),
            (None, Err(AppError::Malformed(problems))) => Err(problems[0].field.clone()),
            other => panic!("{other:?}"),
        }
    }

    fn bounds(from: &str, until: &str, zone: &str) -> Result<(String, String, String), String> {
        Ok((from.to_owned(), until.to_owned(), zone.to_owned()))
    }

    #[test]
    fn days_are_those_of_the_zone() {
        let body = json!({ "dateFrom": "2026-03-01", "dateTo": "2026-03-01" });
        assert_eq!(of(body), bounds("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "UTC"));
        // Clocks are set forward: 23 hours.
        let berlin = json!({ "dateFrom": "2026-03-29", "dateTo": "2026-03-29", "timezone": "Europe/Berlin" });
        assert_eq!(of(berlin), bounds("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "Europe/Berlin"));
        // Clocks were set forward at midnight.
        let santiago =
            json!({ "dateFrom": "2024-09-08", "dateTo": "2024-09-08", "timezone": "America/Santiago" });
        assert_eq!(of(santiago), bounds("2024-09-08T04:00:00Z", "2024-09-09T03:00:00Z", "America/Santiago"));
    }

    #[test]
    fn a_range_has_92_days_at_most_and_a_known_zone() {
        let range = |from: &str, until: &str| of(json!({ "dateFrom": from, "dateTo": until }));
        assert!(range("2026-01-01", "2026-04-02").is_ok(), "31 + 28 + 31 + 2");
        assert!(range("2024-02-29", "2024-02-29").is_ok());
        // Body, and the field that is refused.
        for (body, field) in [
            (json!({ "dateFrom": "2026-01-01", "dateTo": "2026-04-03" }), "dateTo"),
            (json!({ "dateFrom": "2026-01-02", "dateTo": "2026-01-01" }), "dateTo"),
            (json!({ "dateFrom": "2026-01-02" }), "dateTo"),
            (json!({ "dateTo": "2026-01-02" }), "dateFrom"),
            (json!({ "dateFrom": "2026-02-30", "dateTo": "2026-03-01" }), "dateFrom"),
            (json!({ "dateFrom": "2026-1-1", "dateTo": "2026-03-01" }), "dateFrom"),
            (json!({ "dateFrom": "2026-01-01T00:00:00Z", "dateTo": "2026-03-01" }), "dateFrom"),
            (json!({ "dateFrom": "１６-01-01", "dateTo": "2026-03-01" }), "dateFrom"),
            (json!({ "dateFrom": "1899-12-31", "dateTo": "1900-01-01" }), "dateFrom"),
            (json!({ "dateFrom": 20_260_101, "dateTo": "2026-03-01" }), "dateFrom"),
            (
                json!({ "dateFrom": "2026-01-01", "dateTo": "2026-01-01", "timezone": "Mars/Base" }),
                "timezone",
            ),
            (json!({ "dateFrom": "2026-01-01", "dateTo": "2026-01-01", "timezone": "" }), "timezone"),
        ] {
            assert_eq!(of(body.clone()), Err(field.to_owned()), "{body}");
        }
    }
}
