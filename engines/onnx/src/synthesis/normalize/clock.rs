//! Times of the day and dates.

use fancy_regex::Captures;

use super::rule::{Rule, any_of, group, number};
use super::tables::{MONTHS, Tables};
use crate::synthesis::numerals::{cardinal, ordinal};

/// The patterns.
pub struct Clock {
    time: Rule,
    date_iso: Rule,
    date_slashes: Rule,
    month_day: Rule,
    day_month: Rule,
}

impl Clock {
    /// Compiles them.
    pub fn new(tables: &Tables) -> Result<Self, String> {
        let short: Vec<String> = MONTHS
            .iter()
            .map(|month| month[..1].to_uppercase() + &month[1..])
            .chain(["Sept".to_owned()])
            .collect();
        let months =
            any_of(tables.months.values().map(String::as_str).chain(short.iter().map(String::as_str)));
        Ok(Self {
            time: Rule::new(
                r"\b([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\s?([AaPp])\.?[Mm]\.?(?![A-Za-z]))?(?![0-9])",
            )?,
            date_iso: Rule::new(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")?,
            date_slashes: Rule::new(r"\b([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})\b")?,
            month_day: Rule::new(&format!(
                r"\b({months})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?\b(?![0-9:%])(,? [0-9]{{4}}\b)?"
            ))?,
            day_month: Rule::new(&format!(r"\b(the )?([0-9]{{1,2}}) (?:of )?({months})\b\.?"))?,
        })
    }

    /// Times, and dates that are all figures.
    pub fn figures(&self, text: &str, tables: &Tables) -> String {
        let text = self.time.replace(text, time);
        let text = self.date_iso.replace(&text, |found, _| {
            date(tables, group(found, 1), number(found, 2), number(found, 3))
                .unwrap_or_else(|| group(found, 0).to_owned())
        });
        self.date_slashes.replace(&text, |found, _| {
            let (first, second, year) = (number(found, 1), number(found, 2), group(found, 3));
            let year = match (year.len(), number(found, 3)) {
                (2, short) => format!("{}{year}", if short > 30 { "19" } else { "20" }),
                _ => year.to_owned(),
            };
            // The month is first, unless it cannot be one.
            let (month, day) = if first <= 12 { (first, second) } else { (second, first) };
            date(tables, &year, month, day).unwrap_or_else(|| group(found, 0).to_owned())
        })
    }

    /// Dates with the month's name.
    pub fn names(&self, text: &str, tables: &Tables) -> String {
        let text = self.month_day.replace(text, |found, _| {
            let day = number(found, 2);
            match tables.month_of(group(found, 1)) {
                Some(month) if (1..=31).contains(&day) => {
                    format!("{month} {}{}", ordinal(day), group(found, 3))
                }
                _ => group(found, 0).to_owned(),
            }
        });
        self.day_month.replace(&text, |found, _| {
            let day = number(found, 2);
            match tables.month_of(group(found, 3)) {
                Some(month) if (1..=31).contains(&day) => format!("the {} of {month}", ordinal(day)),
                _ => group(found, 0).to_owned(),
            }
        })
    }
}

fn time(found: &Captures<'_>, rest: &str) -> String {
    let (hour, minute, second) = (number(found, 1), number(found, 2), number(found, 3));
    let (has_seconds, half) = (!group(found, 3).is_empty(), group(found, 4));
    if hour > 24 || minute > 59 || second > 59 {
        return group(found, 0).to_owned();
    }
    let mut words = cardinal(hour);
    match minute {
        0 if half.is_empty() && !has_seconds => words += " o'clock",
        0 => {}
        1..=9 => words += &format!(" oh {}", cardinal(minute)),
        _ => words += &format!(" {}", cardinal(minute)),
    }
    if has_seconds {
        words += &format!(" and {} second{}", cardinal(second), if second == 1 { "" } else { "s" });
    }
    if !half.is_empty() {
        // With periods, so that the lexicon spells the letters; the sentence's own serves for the last.
        let period = if rest.starts_with('.') { "" } else { "." };
        words += &format!(" {}.M{period}", half.to_uppercase());
    }
    words
}

/// "March first, 2024"; without a year "March first". Nothing where there is no such date.
pub fn date(tables: &Tables, year: &str, month: u64, day: u64) -> Option<String> {
    let month = tables.month(month)?;
    if !(1..=31).contains(&day) {
        return None;
    }
    let year = if year.is_empty() { String::new() } else { format!(", {year}") };
    Some(format!("{month} {}{year}", ordinal(day)))
}
