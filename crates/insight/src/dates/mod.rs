//! Days that people name: "by Friday", "the end of next week", "within two business days", "the twenty fourth".
//!
//! Everything counts from the conversation's start in its own zone; the wall clock is never asked. The
//! conventions:
//!
//! - A weekday is the next one after the day of the call, also when the call is on that weekday; "next Friday"
//!   is the Friday of the next calendar week, which begins on Monday.
//! - "End of the week" and "this week" are its Friday (from Saturday on, the next one); "next week" is by its
//!   Friday, "early next week" by its Tuesday.
//! - "The 24th" is the next 24th, the day of the call included; months without that day are passed over.
//! - Business days are Monday to Friday and do not include the day of the call. No holidays are known.
//! - A range ("two to three days") means its end; "a couple" is two, "a few" three.
//! - `3/24` is the 24th of March, `24/3` too.
//! - What lies in the past ("last Friday", "since Monday", "two days ago") or recurs ("every Monday") is no
//!   mention.

mod calendar;
mod rules;
mod zone;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use time::{Date, OffsetDateTime};

pub use self::zone::{ZoneError, in_zone};
use crate::text::phrase::Phrase;

/// A day that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The day.
    pub date: Date,
    /// Where it stands in the normal form, with the preposition before it.
    pub normal: Range<usize>,
    /// Said as a limit: "by", "until", "before", "within".
    pub is_deadline: bool,
}

static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:\b(?:first thing|early|late|later|sometime|some time|by|until|till|before|no later than|not later than|on or before|on|for|due|come|this coming|this|the|at) )+$",
    )
    .expect("the pattern is constant and every test of this module compiles it")
});

static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?: (?:in the )?(?:morning|afternoon|evening|night|lunchtime)\b| at the latest\b| or sooner\b| latest\b| first thing\b| (?:by|before) (?:noon|midday|lunch)\b| at (?:noon|midday|lunchtime)\b)+",
    )
    .expect("the pattern is constant and every test of this module compiles it")
});

static PAST_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:last|since|past|previous|every|each|yesterday|other than|ever since|as of)(?: the)? $")
        .expect("the pattern is constant and every test of this module compiles it")
});

/// The days named in the normal form of a phrase, in order of appearance. `started_at` carries the offset of
/// the zone in which the days are meant.
#[must_use]
pub fn mentions(normal: &str, started_at: OffsetDateTime) -> Vec<DateMention> {
    let mut found: Vec<DateMention> = Vec::new();
    for (range, date) in rules::matches(normal, started_at) {
        let overlaps = |other: &DateMention| other.normal.start < range.end && range.start < other.normal.end;
        // "By noon tomorrow": the hour alone means today only where no day is named.
        let is_hour_beside_day = !found.is_empty() && rules::is_hour(&normal[range.clone()]);
        if found.iter().any(overlaps) || is_past(normal, &range) || is_hour_beside_day {
            continue;
        }
        let lead = lead(&normal[..range.start]);
        let before = BEFORE.find(lead).map_or(0, |before| lead.len() - before.start());
        let start = range.start - before;
        let end = AFTER.find(&normal[range.end..]).map_or(range.end, |after| range.end + after.end());
        let words = &normal[start..end];
        let is_deadline =
            ["by", "until", "till", "before", "within", "no later than", "at the latest", "due"]
                .iter()
                .any(|word| words.contains(word));
        found.push(DateMention { date, normal: start..end, is_deadline });
    }
    found.sort_by_key(|mention| mention.normal.start);
    found
}

/// The first day named in a text.
#[must_use]
pub fn resolve(text: &str, started_at: OffsetDateTime) -> Option<Date> {
    mentions(&Phrase::new(text).normal, started_at).into_iter().next().map(|mention| mention.date)
}

fn is_past(normal: &str, range: &Range<usize>) -> bool {
    normal[range.end..].starts_with(" ago") || PAST_BEFORE.is_match(lead(&normal[..range.start]))
}

/// The words right before a day, as far as they may belong to it: each day of a sentence looks back no further, so
/// that a sentence full of days is read once.
fn lead(before: &str) -> &str {
    const LONGEST_LEAD: usize = 80;
    if before.len() <= LONGEST_LEAD {
        return before;
    }
    let from = before.ceil_char_boundary(before.len() - LONGEST_LEAD);
    before[from..].split_once(' ').map_or("", |(_, words)| words)
}

#[cfg(test)]
mod tests;
