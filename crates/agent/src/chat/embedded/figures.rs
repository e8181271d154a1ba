//! Figures that a model makes up: a price, a house number, a date that nobody gave it.
//!
//! Digits and English words for numbers are the same, and so are the ways to tell an hour and to group the digits of a
//! long number. Beyond that it is a comparison of figures, not of what they say: a figure that was read as one thing and
//! is said as another passes.

use std::collections::HashSet;

use colloquy_insight::ChatPrefix;
use colloquy_insight::numbers::{currency_of, to_digits};

use crate::rules::first_piece;

const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];
/// What stands behind an hour.
const HOURS: [&str; 6] = ["am", "a.m", "pm", "p.m", "o'clock", "uhr"];
/// Hours after which clocks of twelve hours begin anew.
const HALF_DAY: u32 = 12;
const DAY: u32 = 24;
/// What stands between the groups of a long number.
const BETWEEN_GROUPS: [char; 7] = [' ', '-', '(', ')', '.', '/', '+'];
/// A number of so many digits is long: people group it as they like, and name its last digits alone.
const LONG_NUMBER: usize = 7;
/// No number is longer: more digits in a row are told apart one by one.
const LONGEST_NUMBER: usize = 40;
/// So many of its last digits are told from any others.
const END_OF_LONG_NUMBER: usize = 4;
/// Numbers that stay words where they stand alone, but for `one`, which is mostly none.
const SMALL: [(&str, &str); 9] = [
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("noon", "12:00"),
];

/// Lets the sentences of an answer through whose figures all stand in what the model has read, long ones up to the part
/// with such a figure. A single digit alone is let through; a price and an hour are not.
pub(super) struct FigureFilter {
    known: Known,
    begun: String,
    /// A part of the sentence that has begun was left out, and so is the rest of it.
    is_broken_off: bool,
    said: String,
}

impl FigureFilter {
    /// For answers of somebody who has read this, and is to ask for `wanted`.
    pub(super) fn new(prefix: &ChatPrefix, wanted: &str) -> Self {
        let mut known = Known::default();
        for text in [&prefix.system, &prefix.context, wanted] {
            known.learn(&in_digits(text));
            // What is read as a number may be none: both spellings are known.
            known.learn(text);
        }
        Self { known, begun: String::new(), is_broken_off: false, said: String::new() }
    }

    /// Takes the next words, and gives what is complete with them and can be said, with the space behind it: by that
    /// whoever speaks it knows where a sentence ends, too.
    pub(super) fn push(&mut self, words: &str) -> String {
        self.begun.push_str(words);
        let mut next = String::new();
        while let Some(piece) = first_piece(&self.begun) {
            let space = self.begun[piece.end..].len() - self.begun[piece.end..].trim_start().len();
            let rest = self.begun.split_off(piece.end + space);
            let complete = std::mem::replace(&mut self.begun, rest);
            next.push_str(&self.let_through(complete));
            self.is_broken_off &= !piece.ends_sentence;
        }
        next
    }

    /// The last words, which nothing follows, where they can be said.
    pub(super) fn end(&mut self) -> String {
        let rest = std::mem::take(&mut self.begun);
        let last = self.let_through(rest);
        self.is_broken_off = false;
        last
    }

    /// All that was let through so far.
    pub(super) fn said(&self) -> &str {
        &self.said
    }

    fn let_through(&mut self, words: String) -> String {
        if let Some(made_up) = figures(&in_digits(&words)).into_iter().find(|one| !self.known.has(one)) {
            tracing::info!(
                digits = made_up.digits.len(),
                "words with a figure that nobody gave are left out"
            );
            self.is_broken_off = true;
        }
        if self.is_broken_off {
            return String::new();
        }
        let words = if self.said.is_empty() { words.trim_start().to_owned() } else { words };
        self.said.push_str(&words);
        words
    }
}

/// What the model has read.
#[derive(Default)]
struct Known {
    figures: HashSet<String>,
    long_numbers: HashSet<String>,
    /// Hours of a clock of twelve hours that were told as such, and those that may have been.
    hours: HashSet<u32>,
    perhaps_hours: HashSet<u32>,
}

impl Known {
    fn learn(&mut self, text: &str) {
        for figure in figures(text) {
            if let Some(hour) = figure.hour() {
                self.perhaps_hours.insert(hour % HALF_DAY);
                if figure.kind == Kind::Hour {
                    self.hours.insert(hour % HALF_DAY);
                }
            }
            if figure.group.len() >= LONG_NUMBER {
                self.long_numbers.insert(figure.group);
            }
            self.figures.insert(figure.digits);
        }
    }

    fn has(&self, figure: &Figure) -> bool {
        let is_single = figure.digits.len() == 1 && figure.kind == Kind::Count;
        let is_hour = || {
            let known = if figure.kind == Kind::Hour { &self.perhaps_hours } else { &self.hours };
            figure.hour().is_some_and(|hour| known.contains(&(hour % HALF_DAY)))
        };
        is_single || self.figures.contains(&figure.digits) || is_hour() || self.has_long(figure)
    }

    /// Whether the figure's group is a long number or its end, or such a number with more before it, as a country's code.
    fn has_long(&self, figure: &Figure) -> bool {
        let group = figure.group.as_str();
        figure.kind == Kind::Count
            && self.long_numbers.iter().any(|number| {
                number.ends_with(group) && group.len() >= END_OF_LONG_NUMBER
                    || number.contains(group) && group.len() >= LONG_NUMBER
                    || group.ends_with(number.as_str())
            })
    }
}

/// Digits that stand together, without zeros before them and what separates thousands.
struct Figure {
    digits: String,
    /// These, and the digits around them from which only a space or a mark separates them; none where they are too many.
    group: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Count,
    Price,
    Hour,
    Minutes,
    /// Followed by `thousand` and the like, which its digits tell.
    Scaled,
}

impl Figure {
    /// The hour that it may tell.
    fn hour(&self) -> Option<u32> {
        let may_be = matches!(self.kind, Kind::Count | Kind::Hour);
        self.digits.parse().ok().filter(|hour| may_be && *hour <= DAY)
    }
}

/// A text with its numbers in digits, small ones, too.
fn in_digits(text: &str) -> String {
    let is_break = |character: char| !character.is_alphabetic();
    let spelled = to_digits(text);
    let in_digits = |piece| {
        let word = str::trim_end_matches(piece, is_break);
        let small = SMALL.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
        small.map_or(piece.to_owned(), |(_, digits)| format!("{digits}{}", &piece[word.len()..]))
    };
    spelled.split_inclusive(is_break).map(in_digits).collect()
}

fn figures(text: &str) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut rest = text;
    let (mut group, mut group_begins) = (String::new(), 0);
    // Each has a copy, so it must be short.
    let end_group = |found: &mut [Figure], group: &str| {
        if group.len() <= LONGEST_NUMBER {
            found.iter_mut().for_each(|one| one.group = group.to_owned());
        }
    };
    while let Some(begin) = rest.find(|character: char| character.is_ascii_digit()) {
        let before = &rest[..begin];
        if !before.chars().all(|character| BETWEEN_GROUPS.contains(&character)) {
            end_group(&mut found[group_begins..], &group);
            (group, group_begins) = (String::new(), found.len());
        }
        let (digits, length) = digits_of(&rest[begin..]);
        group.push_str(&digits);
        rest = &rest[begin + length..];
        let kind = match found.last() {
            Some(hour) if hour.kind == Kind::Hour && before == ":" => Kind::Minutes,
            _ => kind_of(before, rest),
        };
        rest = &rest[none_behind(rest)..];
        let scale = if kind == Kind::Scaled { scale_of(&next_word(rest)) } else { "" };
        let kept = digits.trim_start_matches('0');
        let digits = if kept.is_empty() { "0".to_owned() } else { format!("{kept}{scale}") };
        found.push(Figure { digits, group: String::new(), kind });
    }
    end_group(&mut found[group_begins..], &group);
    found
}

/// What a figure between these words is.
fn kind_of(before: &str, behind: &str) -> Kind {
    let is_clock = is_followed_by_two_digits(behind, &[':']);
    let behind = &behind[none_behind(behind)..];
    let word = next_word(behind);
    let is_price = before.trim_end().ends_with(CURRENCIES)
        || behind.trim_start().starts_with(CURRENCIES)
        || currency_of(&word).is_some()
        || matches!(word.as_str(), "cent" | "cents");
    if !scale_of(&word).is_empty() {
        Kind::Scaled
    } else if is_price {
        Kind::Price
    } else if is_clock || HOURS.contains(&word.as_str()) {
        Kind::Hour
    } else {
        Kind::Count
    }
}

/// The next word in small letters, without the marks around it.
fn next_word(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or_default().replace('’', "'");
    word.trim_matches(|character: char| !character.is_alphabetic()).to_lowercase()
}

/// The zeros for which a word behind a figure stands.
fn scale_of(word: &str) -> &'static str {
    match word {
        "hundred" => "00",
        "thousand" | "grand" | "k" => "000",
        "million" => "000000",
        "billion" => "000000000",
        _ => "",
    }
}

/// How long minutes or cents are that are none: `:00`, `.00`, `,00`.
fn none_behind(text: &str) -> usize {
    let are_none = text.get(1..3) == Some("00") && is_followed_by_two_digits(text, &[':', '.', ',']);
    if are_none { 3 } else { 0 }
}

fn is_followed_by_two_digits(text: &str, marks: &[char]) -> bool {
    text.strip_prefix(marks).is_some_and(|rest| rest.bytes().take_while(u8::is_ascii_digit).count() == 2)
}

/// The digits at the beginning of a text, and how long they are there: `1,800` and `1.800` are 1800.
fn digits_of(text: &str) -> (String, usize) {
    let run = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = run(text);
    let mut digits = text[..length].to_owned();
    while let Some(group) = text[length..].strip_prefix([',', '.']).filter(|group| run(group) == 3) {
        digits.push_str(&group[..3]);
        length += 4;
    }
    (digits, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str, size: usize) -> String {
        let prefix = ChatPrefix {
            system: "Returns within 30 days. Call 267-555-0100.".to_owned(),
            context:
                "Open from nine to eighteen. A pump is $1,800.50, the 24th of May 2026, 14:05. A pin is 4 €, \
                      a fleet 5 thousand dollars. It is 2026-11-23."
                    .to_owned(),
        };
        let mut filter = FigureFilter::new(&prefix, "the order number (12 digits)");
        let characters: Vec<char> = words.chars().collect();
        let mut told: String =
            characters.chunks(size).map(|piece| filter.push(&piece.iter().collect::<String>())).collect();
        told.push_str(&filter.end());
        assert_eq!(told, filter.said());
        told
    }

    #[test]
    fn a_sentence_with_a_figure_that_nobody_gave_is_not_said() {
        for (written, expected) in [
            ("We open at 9.", "We open at 9."),
            ("We close at 18:00, at six.", "We close at 18:00, at six."),
            ("It is 2 pm.", "It is 2 pm."),
            ("From 8 AM. From 7:00 on. Up to 7 p.m.", ""),
            ("Take 7 amber ones. Take 8: red ones.", "Take 7 amber ones. Take 8: red ones."),
            ("A pump is 1800 dollars and 50 cents.", "A pump is 1800 dollars and 50 cents."),
            ("It costs $50.", "It costs $50."),
            ("It costs $51. It is there.", "It is there."),
            ("It costs eighteen hundred dollars.", "It costs eighteen hundred dollars."),
            ("It costs forty dollars.", ""),
            ("It costs $7.", ""),
            ("It costs 7 €. Or 3 of them?", "Or 3 of them?"),
            ("We are at 123 Main St. in town! Come.", "Come."),
            ("Yes.  It is the 24th.\n- Call 267 555 0100.", "Yes.  It is the 24th.\n- Call 267 555 0100."),
            ("Call 267 555 0199. Bye.", "Bye."),
            ("Within thirty days.", "Within thirty days."),
            (
                "You can have a pump, which costs $51 with all that belongs to it, and a hose. It is there.",
                "It is there.",
            ),
            (
                "You can have a pump with a hose and all that belongs to it, and it costs $51, with us. Come.",
                "You can have a pump with a hose and all that belongs to it, Come.",
            ),
            ("We close at 6:00 PM. And at 6.", "We close at 6:00 PM. And at 6."),
            ("We open at 9 AM. We open at 8:00.", "We open at 9 AM."),
            ("Um 18 Uhr. Um 17 Uhr.", "Um 18 Uhr."),
            ("It is 2:05 pm. It is 2:06 pm.", "It is 2:05 pm."),
            ("We close at 7 p.m. on Saturdays. Come.", "Come."),
            ("We close at 6 p.m. on Saturdays. Come.", "We close at 6 p.m. on Saturdays. Come."),
            ("A pin is 4.00 €. A pin is four dollars.", "A pin is 4.00 €. A pin is four dollars."),
            ("A pin is seven dollars. A pin is 7 euros.", ""),
            ("It is 7 cents. It is 2 million. It is 6k.", ""),
            (
                "It is 5 thousand. It is five thousand dollars.",
                "It is 5 thousand. It is five thousand dollars.",
            ),
            ("It is 3,600 dollars, with 2 for 12 days.", ""),
            ("1. A pump is $51.\n2. A hose is $52.", ""),
            ("1. A pump.\n2. A hose.", "1. A pump.\n2. A hose."),
            (
                "Call (267) 555-0100, +1 267 555 0100 or 2675550100.",
                "Call (267) 555-0100, +1 267 555 0100 or 2675550100.",
            ),
            ("It ends with 0100. It begins with 267 or 2675.", "It ends with 0100."),
            ("What is your 12-digit number?", "What is your 12-digit number?"),
            ("Call 1 2675550100.", "Call 1 2675550100."),
            ("", ""),
        ] {
            for size in 1..8 {
                assert_eq!(said(written, size).trim(), expected, "{written:?} by {size}");
            }
        }
    }
}
