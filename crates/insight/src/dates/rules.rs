//! The wordings, most specific first: where two of them overlap, the earlier one stands.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use time::{Date, Month, OffsetDateTime, Weekday};

use super::calendar::{
    day_in_month, end_of_week, first_of_month, last_of_month, last_of_quarter, months_until,
    next_day_of_month, next_weekday, plus_business_days, plus_days, plus_months, weekday_of_week,
};

type Resolve = fn(&Captures<'_>, OffsetDateTime) -> Option<Date>;

const WEEKDAY: &str = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
const MONTH: &str = r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)";
const COUNT: &str = r"(?:(?:one|an?|\d+)(?: to | or | |-))?(?P<count>\d+|an?|one|a couple of|a couple|couple of|a few|few|several)";
/// What may follow "the 24th": anything but the thing it counts ("the 24th floor").
const NO_NOUN: &str = r"(?P<rest>$| [,.?!;:]| (?:at|and|or|in|is|are|works|would|will|to|for|if|i|we|you|so|but|then|with|sounds|okay|please|that|as|around|by|because|from|when|since|this|of|before|after|between|instead|latest|seems|should|can)\b)";

static RULES: LazyLock<Vec<(Regex, Resolve)>> = LazyLock::new(|| {
    let rules: Vec<(String, Resolve)> = vec![
        (r"\b(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})\b".into(), numeric),
        (r"\b(?P<number>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{2,4}))?\b".into(), numeric),
        (
            format!(
                r"\b{MONTH} (?:the )?(?P<day>\d{{1,2}}|first|second|third)(?:st|nd|rd|th)?\b(?:(?: ,)? (?P<year>20\d\d)\b)?"
            ),
            day_and_month,
        ),
        (
            format!(
                r"\b(?P<day>\d{{1,2}}|first|second|third)(?:st|nd|rd|th)?(?: of)? {MONTH}\b(?:(?: ,)? (?P<year>20\d\d)\b)?"
            ),
            day_and_month,
        ),
        (
            r"\b(?P<day>\d{1,2}|first|second|third)(?:st|nd|rd|th)? of (?P<which>next|this) month\b".into(),
            |found, start| {
                let months = i32::from(&found["which"] == "next");
                first_of_month(start.date(), months).replace_day(day_number(&found["day"])?).ok()
            },
        ),
        (
            format!(
                r"\b(?:end of (?:the )?(?:day|business)|close of business|close of play|cob|eod|eob)(?: on| by)? (?:(?P<tomorrow>tomorrow)|today|{WEEKDAY})\b"
            ),
            |found, start| {
                Some(match (found.name("tomorrow"), found.name("weekday")) {
                    (Some(_), _) => plus_days(start.date(), 1),
                    (_, Some(name)) => next_weekday(start.date(), weekday(name.as_str())?),
                    _ => start.date(),
                })
            },
        ),
        (
            r"\b(?:end of (?:the |my |this )?(?:day|business)(?: day)?|close of business|close of play|cob|eod|eob)\b".into(),
            |_, start| Some(start.date()),
        ),
        (r"\b(?:end of (?:the |this )?week|eow)\b".into(), |_, start| Some(end_of_week(start.date()))),
        (r"\bend of next week\b".into(), |_, start| Some(weekday_of_week(start.date(), 1, Weekday::Friday))),
        (r"\b(?:end of (?:the |this )?month|month end|eom)\b".into(), |_, start| Some(last_of_month(start.date(), 0))),
        (r"\bend of next month\b".into(), |_, start| Some(last_of_month(start.date(), 1))),
        (r"\b(?:end of (?:the |this )?quarter|quarter end)\b".into(), |_, start| Some(last_of_quarter(start.date(), 0))),
        (r"\b(?:end of )?next quarter\b".into(), |_, start| Some(last_of_quarter(start.date(), 1))),
        (r"\b(?:end of )?q(?P<quarter>[1-4])\b".into(), |found, start| {
            let quarter: i32 = found["quarter"].parse().ok()?;
            let now = (i32::from(u8::from(start.month())) - 1) / 3 + 1;
            Some(last_of_quarter(start.date(), (quarter - now).rem_euclid(4)))
        }),
        (r"\b(?:end of (?:the |this )?year|year end)\b".into(), |_, start| {
            Date::from_calendar_date(start.year(), Month::December, 31).ok()
        }),
        (
            format!(r"\b(?P<part>end of|late|mid|middle of|early|beginning of|start of|in|by|before|until) {MONTH}\b"),
            part_of_month,
        ),
        (
            r"\b(?P<part>early|beginning of|start of|first thing|mid|middle of|later|late|toward the end of) (?P<which>next|this|the) (?P<unit>week|month)\b"
                .into(),
            part_of_period,
        ),
        (
            format!(r"\b(?:next week(?: on)? {WEEKDAY}|{}(?: of)? next week|next {})\b", renamed("weekday2"), renamed("weekday3")),
            |found, start| {
                let name = ["weekday", "weekday2", "weekday3"].into_iter().find_map(|name| found.name(name))?;
                Some(weekday_of_week(start.date(), 1, weekday(name.as_str())?))
            },
        ),
        (
            format!(r"\b(?P<count>a|one|\d+) weeks? (?:from|on|after) (?:(?P<today>today|now)|(?P<tomorrow>tomorrow)|{WEEKDAY})\b"),
            |found, start| {
                let from = match (found.name("today"), found.name("tomorrow"), found.name("weekday")) {
                    (Some(_), _, _) => start.date(),
                    (_, Some(_), _) => plus_days(start.date(), 1),
                    (_, _, Some(name)) => next_weekday(start.date(), weekday(name.as_str())?),
                    _ => return None,
                };
                Some(plus_days(from, 7 * counted(&found["count"])?))
            },
        ),
        (
            format!(r"\b(?:in|within|inside|over the next|in the next|within the next|in about|in around|within about|in less than|in under|in at most) {COUNT} (?P<business>business |working |week)?(?P<unit>days?|weeks?|months?|hours?|minutes|fortnights?)\b"),
            span,
        ),
        (
            format!(r"\b{COUNT} (?P<business>business |working )?(?P<unit>days?|weeks?|months?|hours?) (?:from (?:now|today)|at (?:the )?(?:most|latest)|tops|or less|max)\b"),
            span,
        ),
        (r"\b(?:the )?(?:next|1|one) (?:business|working) day\b".into(), |_, start| {
            Some(plus_business_days(start.date(), 1))
        }),
        (r"\bday after tomorrow\b".into(), |_, start| Some(plus_days(start.date(), 2))),
        (r"\btomorrow\b".into(), |_, start| Some(plus_days(start.date(), 1))),
        (r"\b(?:(?:later )?today|tonight|this (?:morning|afternoon|evening))\b".into(), |_, start| Some(start.date())),
        (format!(r"\b{WEEKDAY}\b"), |found, start| {
            Some(next_weekday(start.date(), weekday(&found["weekday"])?))
        }),
        (r"\bnext week\b".into(), |_, start| Some(weekday_of_week(start.date(), 1, Weekday::Friday))),
        (r"\bthis week\b".into(), |_, start| Some(end_of_week(start.date()))),
        (r"\b(?:this|the|over the|coming) weekend\b".into(), |_, start| {
            let date = start.date();
            Some(if date.weekday() == Weekday::Sunday { date } else { next_weekday(date, Weekday::Sunday) })
        }),
        (r"\bnext month\b".into(), |_, start| Some(last_of_month(start.date(), 1))),
        (r"\bthis month\b".into(), |_, start| Some(last_of_month(start.date(), 0))),
        (format!(r"\bthe (?P<day>\d{{1,2}})(?:st|nd|rd|th){NO_NOUN}"), |found, start| {
            next_day_of_month(start.date(), day_number(&found["day"])?)
        }),
        (format!(r"\b(?:on|by|until|before|for) the (?P<day>first|second|third){NO_NOUN}"), |found, start| {
            next_day_of_month(start.date(), day_number(&found["day"])?)
        }),
        (
            r"\bby (?:noon|midday|midnight|lunchtime|lunch|\d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)|\d{1,2}(?::\d\d)?(?P<rest>$| [,.?!;]))".into(),
            |_, start| Some(start.date()),
        ),
    ];
    rules
        .into_iter()
        .map(|(pattern, resolve)| {
            (Regex::new(&pattern).expect("the patterns are constant and every test compiles them"), resolve)
        })
        .collect()
});

/// The weekday pattern under another group name: a pattern may name a group once only.
fn renamed(name: &str) -> String {
    WEEKDAY.replace("weekday", name)
}

/// Everything that reads like a day, with what it means; the earlier rule first. What a rule only looks at (its
/// group `rest`) is not part of the range.
pub(super) fn matches(normal: &str, start: OffsetDateTime) -> Vec<(Range<usize>, Date)> {
    let mut found = Vec::new();
    for (pattern, resolve) in RULES.iter() {
        for captures in pattern.captures_iter(normal) {
            let Some(whole) = captures.get(0) else { continue };
            if let Some(date) = resolve(&captures, start) {
                let end = captures.name("rest").map_or(whole.end(), |rest| rest.start());
                found.push((whole.start()..end, date));
            }
        }
    }
    found
}

/// The rule for an hour without a day: always the last one, so that days are known before.
pub(super) fn is_hour(words: &str) -> bool {
    words.strip_prefix("by ").is_some_and(|hour| {
        hour.starts_with(|c: char| c.is_ascii_digit())
            || ["noon", "midday", "midnight", "lunch"].iter().any(|name| hour.starts_with(name))
    })
}

fn numeric(found: &Captures<'_>, start: OffsetDateTime) -> Option<Date> {
    let first: u8 = found["number"].parse().ok()?;
    let second: u8 = found["day"].parse().ok()?;
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    let year = match found.name("year") {
        Some(year) => {
            let year: i32 = year.as_str().parse().ok()?;
            Some(if year < 100 { 2000 + year } else { year })
        }
        None => None,
    };
    day_in_month(start.date(), Month::try_from(month).ok()?, day, year)
}

fn day_and_month(found: &Captures<'_>, start: OffsetDateTime) -> Option<Date> {
    let year = found.name("year").and_then(|year| year.as_str().parse().ok());
    day_in_month(start.date(), month(&found["month"])?, day_number(&found["day"])?, year)
}

fn part_of_month(found: &Captures<'_>, start: OffsetDateTime) -> Option<Date> {
    let today = start.date();
    let months = months_until(today, month(&found["month"])?);
    let first = first_of_month(today, months);
    let date = match &found["part"] {
        "end of" | "late" | "in" => return Some(last_of_month(today, months)),
        "mid" | "middle of" => first.replace_day(15).ok()?,
        "early" => first.replace_day(7).ok()?,
        _ => first,
    };
    Some(if date < today { plus_months(date, 12) } else { date })
}

fn part_of_period(found: &Captures<'_>, start: OffsetDateTime) -> Option<Date> {
    let today = start.date();
    let later = i32::from(&found["which"] == "next");
    if &found["unit"] == "month" {
        let first = first_of_month(today, later);
        return match &found["part"] {
            "early" => first.replace_day(7).ok(),
            "mid" | "middle of" => first.replace_day(15).ok(),
            "beginning of" | "start of" | "first thing" => Some(first),
            _ => Some(last_of_month(today, later)),
        };
    }
    let day = match &found["part"] {
        "beginning of" | "start of" | "first thing" => Weekday::Monday,
        "early" => Weekday::Tuesday,
        "mid" | "middle of" => Weekday::Wednesday,
        _ => Weekday::Friday,
    };
    let date = weekday_of_week(today, i64::from(later), day);
    Some(if date < today { end_of_week(today) } else { date })
}

fn span(found: &Captures<'_>, start: OffsetDateTime) -> Option<Date> {
    let count = counted(&found["count"])?;
    let is_business = found.name("business").is_some();
    let today = start.date();
    match found["unit"].trim_end_matches('s') {
        "day" if is_business => Some(plus_business_days(today, count)),
        "day" => Some(plus_days(today, count)),
        "week" => Some(plus_days(today, count * 7)),
        "fortnight" => Some(plus_days(today, count * 14)),
        "month" => Some(plus_months(today, i32::try_from(count).ok()?)),
        "hour" => Some(start.checked_add(time::Duration::hours(count))?.date()),
        "minute" => Some(start.checked_add(time::Duration::minutes(count))?.date()),
        _ => None,
    }
}

/// A small count in words or digits. Larger ones are not meant as deadlines, and would leave the calendar.
fn counted(words: &str) -> Option<i64> {
    let count = match words {
        "a" | "an" | "one" => 1,
        "a couple of" | "a couple" | "couple of" => 2,
        "a few" | "few" | "several" => 3,
        digits => digits.parse().ok()?,
    };
    (count <= 1_000).then_some(count)
}

fn day_number(word: &str) -> Option<u8> {
    match word {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        digits => digits.parse().ok().filter(|day| (1..=31).contains(day)),
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name.get(..3)? {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

fn month(name: &str) -> Option<Month> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let number = NAMES.iter().position(|month| name.get(..3) == Some(month))? + 1;
    Month::try_from(u8::try_from(number).ok()?).ok()
}
