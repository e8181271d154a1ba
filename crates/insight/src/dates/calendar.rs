//! Reckoning with days.

use time::{Date, Duration, Month, Weekday};

/// The day `days` later; the last day there is where the calendar ends.
pub(super) fn plus_days(date: Date, days: i64) -> Date {
    date.checked_add(Duration::days(days)).unwrap_or(Date::MAX)
}

/// The day `count` business days later, Monday to Friday, not counting `date` itself.
pub(super) fn plus_business_days(date: Date, count: i64) -> Date {
    let mut day = date;
    let mut left = count;
    while left > 0 {
        day = plus_days(day, 1);
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    day
}

/// The next such weekday after `date`.
pub(super) fn next_weekday(date: Date, weekday: Weekday) -> Date {
    let ahead =
        i64::from(weekday.number_days_from_monday()) - i64::from(date.weekday().number_days_from_monday());
    plus_days(date, if ahead > 0 { ahead } else { ahead + 7 })
}

/// That weekday of the calendar week (Monday to Sunday) `weeks` after the one of `date`.
pub(super) fn weekday_of_week(date: Date, weeks: i64, weekday: Weekday) -> Date {
    let monday = i64::from(date.weekday().number_days_from_monday());
    plus_days(date, weeks * 7 - monday + i64::from(weekday.number_days_from_monday()))
}

/// Friday of the week of `date`; the next Friday where the weekend has begun.
pub(super) fn end_of_week(date: Date) -> Date {
    match date.weekday() {
        Weekday::Friday => date,
        _ => next_weekday(date, Weekday::Friday),
    }
}

/// The first day of the month `months` after the one of `date`.
pub(super) fn first_of_month(date: Date, months: i32) -> Date {
    let index = date.year() * 12 + i32::from(u8::from(date.month())) - 1 + months;
    let month = Month::try_from((index.rem_euclid(12) + 1) as u8).unwrap_or(Month::January);
    Date::from_calendar_date(index.div_euclid(12), month, 1).unwrap_or(Date::MAX)
}

/// The last day of the month `months` after the one of `date`.
pub(super) fn last_of_month(date: Date, months: i32) -> Date {
    first_of_month(date, months + 1).previous_day().unwrap_or(date)
}

/// The same day `months` later, or the last day of that month where it is shorter.
pub(super) fn plus_months(date: Date, months: i32) -> Date {
    let first = first_of_month(date, months);
    first.replace_day(date.day()).unwrap_or_else(|_| last_of_month(date, months))
}

/// The last day of the quarter `quarters` after the one of `date`.
pub(super) fn last_of_quarter(date: Date, quarters: i32) -> Date {
    let months_into = (i32::from(u8::from(date.month())) - 1) % 3;
    last_of_month(date, 2 - months_into + quarters * 3)
}

/// The next day with that number, `date` included; months that lack it are passed over.
pub(super) fn next_day_of_month(date: Date, day: u8) -> Option<Date> {
    (0..4)
        .filter_map(|months| first_of_month(date, months).replace_day(day).ok())
        .find(|found| *found >= date)
}

/// That day of that month: in `year` where given, otherwise the next one, `date` included.
pub(super) fn day_in_month(date: Date, month: Month, day: u8, year: Option<i32>) -> Option<Date> {
    match year {
        Some(year) => Date::from_calendar_date(year, month, day).ok(),
        // Four years reach the next 29th of February, eight cross a century without one.
        None => (0..=8)
            .filter_map(|years| Date::from_calendar_date(date.year() + years, month, day).ok())
            .find(|found| *found >= date),
    }
}

/// Months from the month of `date` to the next `month`, 0 when it is that month now.
pub(super) fn months_until(date: Date, month: Month) -> i32 {
    (i32::from(u8::from(month)) - i32::from(u8::from(date.month()))).rem_euclid(12)
}
