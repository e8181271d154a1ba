//! One row per wording. The call is on Tuesday, 10 March 2026, 14:30 at -05:00, unless the row says otherwise.

use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};

use super::{in_zone, mentions, resolve};
use crate::text::phrase::Phrase;

const TUESDAY: OffsetDateTime = datetime!(2026-03-10 14:30 -5);

#[test]
fn wordings_mean_these_days() {
    let rows: &[(&str, Date)] = &[
        ("I'll send it by Friday.", date!(2026 - 03 - 13)),
        ("on Friday morning", date!(2026 - 03 - 13)),
        ("this Friday", date!(2026 - 03 - 13)),
        ("by Thursday", date!(2026 - 03 - 12)),
        ("by Monday at the latest", date!(2026 - 03 - 16)),
        ("by Tuesday", date!(2026 - 03 - 17)),
        ("next Friday", date!(2026 - 03 - 20)),
        ("next Tuesday", date!(2026 - 03 - 17)),
        ("Friday next week", date!(2026 - 03 - 20)),
        ("next week on Wednesday", date!(2026 - 03 - 18)),
        ("Monday of next week", date!(2026 - 03 - 16)),
        ("a week from Friday", date!(2026 - 03 - 20)),
        ("two weeks from Monday", date!(2026 - 03 - 30)),
        ("a week from today", date!(2026 - 03 - 17)),
        ("two weeks from now", date!(2026 - 03 - 24)),
        ("a week from tomorrow", date!(2026 - 03 - 18)),
        ("today", date!(2026 - 03 - 10)),
        ("tonight I'll email you", date!(2026 - 03 - 10)),
        ("later this afternoon", date!(2026 - 03 - 10)),
        ("by four this afternoon", date!(2026 - 03 - 10)),
        ("tomorrow", date!(2026 - 03 - 11)),
        ("tomorrow at nine", date!(2026 - 03 - 11)),
        ("the day after tomorrow", date!(2026 - 03 - 12)),
        ("by end of day", date!(2026 - 03 - 10)),
        ("by the end of the day tomorrow", date!(2026 - 03 - 11)),
        ("by close of business on Thursday", date!(2026 - 03 - 12)),
        ("EOD Friday", date!(2026 - 03 - 13)),
        ("by COB", date!(2026 - 03 - 10)),
        ("by the end of the week", date!(2026 - 03 - 13)),
        ("this week", date!(2026 - 03 - 13)),
        ("later this week", date!(2026 - 03 - 13)),
        ("by the end of next week", date!(2026 - 03 - 20)),
        ("sometime next week", date!(2026 - 03 - 20)),
        ("early next week", date!(2026 - 03 - 17)),
        ("first thing next week", date!(2026 - 03 - 16)),
        ("in the middle of next week", date!(2026 - 03 - 18)),
        ("over the weekend", date!(2026 - 03 - 15)),
        ("by the end of the month", date!(2026 - 03 - 31)),
        ("by the end of next month", date!(2026 - 04 - 30)),
        ("next month", date!(2026 - 04 - 30)),
        ("at the beginning of next month", date!(2026 - 04 - 01)),
        ("by the end of the quarter", date!(2026 - 03 - 31)),
        ("by the end of Q2", date!(2026 - 06 - 30)),
        ("next quarter", date!(2026 - 06 - 30)),
        ("by the end of the year", date!(2026 - 12 - 31)),
        ("in two days", date!(2026 - 03 - 12)),
        ("in two days' time", date!(2026 - 03 - 12)),
        ("in a couple of days", date!(2026 - 03 - 12)),
        ("within a few days", date!(2026 - 03 - 13)),
        ("in two to three days", date!(2026 - 03 - 13)),
        ("in 3-5 days", date!(2026 - 03 - 15)),
        ("in a day or two", date!(2026 - 03 - 11)),
        ("in two business days", date!(2026 - 03 - 12)),
        ("within five business days", date!(2026 - 03 - 17)),
        ("within two to three working days", date!(2026 - 03 - 13)),
        ("on the next business day", date!(2026 - 03 - 11)),
        ("ten business days at most", date!(2026 - 03 - 24)),
        ("in a week", date!(2026 - 03 - 17)),
        ("within two weeks", date!(2026 - 03 - 24)),
        ("in a fortnight", date!(2026 - 03 - 24)),
        ("in a month", date!(2026 - 04 - 10)),
        ("three months from now", date!(2026 - 06 - 10)),
        ("within 24 hours", date!(2026 - 03 - 11)),
        ("within forty eight hours", date!(2026 - 03 - 12)),
        ("in an hour", date!(2026 - 03 - 10)),
        ("in ten hours", date!(2026 - 03 - 11)),
        ("in twenty minutes", date!(2026 - 03 - 10)),
        ("the twenty fourth", date!(2026 - 03 - 24)),
        ("on the 24th, at two in the afternoon", date!(2026 - 03 - 24)),
        ("by the 10th", date!(2026 - 03 - 10)),
        ("by the fifth", date!(2026 - 04 - 05)),
        ("on the third", date!(2026 - 04 - 03)),
        ("by the first of next month", date!(2026 - 04 - 01)),
        ("the 31st", date!(2026 - 03 - 31)),
        ("March 24th", date!(2026 - 03 - 24)),
        ("on March the twenty fourth", date!(2026 - 03 - 24)),
        ("the 24th of April", date!(2026 - 04 - 24)),
        ("5 March", date!(2027 - 03 - 05)),
        ("on the first of May", date!(2026 - 05 - 01)),
        ("January 3, 2028", date!(2028 - 01 - 03)),
        ("Feb 29", date!(2028 - 02 - 29)),
        ("by mid April", date!(2026 - 04 - 15)),
        ("in October", date!(2026 - 10 - 31)),
        ("by June", date!(2026 - 06 - 01)),
        ("end of February", date!(2027 - 02 - 28)),
        ("2026-04-02", date!(2026 - 04 - 02)),
        ("3/24", date!(2026 - 03 - 24)),
        ("24/3/26", date!(2026 - 03 - 24)),
        ("by noon", date!(2026 - 03 - 10)),
        ("by 5 pm", date!(2026 - 03 - 10)),
        ("by five.", date!(2026 - 03 - 10)),
        ("by noon tomorrow", date!(2026 - 03 - 11)),
        ("not last Friday but tomorrow", date!(2026 - 03 - 11)),
    ];
    for (text, expected) in rows {
        assert_eq!(resolve(text, TUESDAY), Some(*expected), "{text}");
    }
}

#[test]
fn these_are_no_days_to_come() {
    for text in [
        "last Friday",
        "since Monday",
        "two days ago",
        "every Tuesday",
        "this is the third time",
        "the second one happened",
        "give me a second",
        "the 24th floor",
        "for two weeks",
        "we may march on",
        "in the last two weeks",
        "in a minute",
        "by five percent",
        "13/13",
        "2026-02-30",
        "the 99th, in 99999999999999999999 days",
        "",
    ] {
        assert_eq!(resolve(text, TUESDAY), None, "{text}");
    }
}

#[test]
fn the_day_of_the_call_decides() {
    for (text, start, expected) in [
        // Friday: "by Friday" is a week away, the week ends today.
        ("by Friday", datetime!(2026-03-13 09:00 +0), date!(2026 - 03 - 20)),
        ("by the end of the week", datetime!(2026-03-13 09:00 +0), date!(2026 - 03 - 13)),
        ("in one business day", datetime!(2026-03-13 09:00 +0), date!(2026 - 03 - 16)),
        // Sunday: the coming week is next week.
        ("next Friday", datetime!(2026-03-15 09:00 +0), date!(2026 - 03 - 20)),
        ("by the end of the week", datetime!(2026-03-15 09:00 +0), date!(2026 - 03 - 20)),
        ("this weekend", datetime!(2026-03-15 09:00 +0), date!(2026 - 03 - 15)),
        // The turn of the year and months of different lengths.
        ("tomorrow", datetime!(2026-12-31 23:59 +0), date!(2027 - 01 - 01)),
        ("the thirty first", datetime!(2026-04-02 09:00 +0), date!(2026 - 05 - 31)),
        ("in a month", datetime!(2026-01-31 09:00 +0), date!(2026 - 02 - 28)),
        ("next month", datetime!(2026-12-05 09:00 +0), date!(2027 - 01 - 31)),
        ("by Q1", datetime!(2026-12-05 09:00 +0), date!(2027 - 03 - 31)),
        // Late in the evening three hours reach tomorrow.
        ("within three hours", datetime!(2026-03-10 22:30 -5), date!(2026 - 03 - 11)),
    ] {
        assert_eq!(resolve(text, start), Some(expected), "{text} said on {start}");
    }
}

#[test]
fn the_zone_decides_which_day_it_is() {
    let instant = datetime!(2026-07-01 23:30 UTC);
    let berlin = in_zone(instant, "Europe/Berlin").unwrap();
    assert_eq!(berlin, instant);
    assert_eq!(resolve("tomorrow", berlin), Some(date!(2026 - 07 - 03)));
    let chicago = in_zone(instant, "America/Chicago").unwrap();
    assert_eq!(resolve("tomorrow", chicago), Some(date!(2026 - 07 - 02)));
    assert!(in_zone(instant, "Mars/Olympus").is_err());
}

#[test]
fn a_mention_knows_its_words() {
    let normal =
        Phrase::new("I'll call Ann tomorrow morning and send it by Friday at the latest, or the 24th.")
            .normal;
    let found = mentions(&normal, TUESDAY);
    let words: Vec<(&str, bool)> =
        found.iter().map(|mention| (&normal[mention.normal.clone()], mention.is_deadline)).collect();
    assert_eq!(words, [("tomorrow morning", false), ("by friday at the latest", true), ("the 24th", false)]);
}
