//! Figures that a model makes up: a price, a house number, a date that nobody gave it.

use std::collections::HashSet;

use colloquy_insight::ChatPrefix;
use colloquy_insight::numbers::to_digits;

use crate::rules::first_piece;

const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];
/// What stands behind an hour.
const HOURS: [&str; 5] = ["am", "a.m", "pm", "p.m", "o'clock"];
/// Hours by which the clocks of twelve and of twenty-four hours differ.
const HALF_DAY: u32 = 12;

/// Lets the sentences of an answer through whose figures all stand in what the model has read, long ones up to the part
/// with such a figure. Digits and English words are the same, and so are the two ways to tell an hour. A single digit alone
/// is let through, a price and an hour are not.
pub(super) struct Founded {
    read: HashSet<String>,
    begun: String,
    /// A part of the sentence that has begun was left out, and so is the rest of it.
    is_broken_off: bool,
    said: String,
}

impl Founded {
    /// For answers to somebody who has read this.
    pub(super) fn new(prefix: &ChatPrefix) -> Self {
        let read = [&prefix.system, &prefix.context].map(|text| [to_digits(text), text.clone()]);
        let read = read.as_flattened().iter().flat_map(|text| figures(text)).map(|figure| figure.digits);
        Self { read: read.collect(), begun: String::new(), is_broken_off: false, said: String::new() }
    }

    /// Takes the next words, and gives what is complete with them and can be said, with the space behind it: by that
    /// whoever speaks it knows, too, that it is complete.
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

    /// All that was given so far.
    pub(super) fn said(&self) -> &str {
        &self.said
    }

    fn let_through(&mut self, words: String) -> String {
        if let Some(made_up) = figures(&to_digits(&words)).find(|figure| !self.stands_in(figure)) {
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

    fn stands_in(&self, figure: &Figure) -> bool {
        let hour = figure.digits.parse::<u32>().ok().filter(|hour| *hour <= HALF_DAY);
        figure.digits.len() == 1 && !figure.is_price && !figure.is_hour
            || self.read.contains(&figure.digits)
            || hour.is_some_and(|hour| !figure.is_price && self.read.contains(&(hour + HALF_DAY).to_string()))
    }
}

/// Digits that stand together, without zeros before them and what separates thousands.
struct Figure {
    digits: String,
    is_price: bool,
    is_hour: bool,
}

fn figures(text: &str) -> impl Iterator<Item = Figure> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let begin = rest.find(|character: char| character.is_ascii_digit())?;
        let is_price = rest[..begin].trim_end().ends_with(CURRENCIES);
        let (digits, length) = digits_of(&rest[begin..]);
        rest = &rest[begin + length..];
        let behind = rest.trim_start();
        let is_price = is_price || behind.starts_with(CURRENCIES);
        let is_hour = is_before_hour(behind);
        let kept = digits.trim_start_matches('0');
        let digits = if kept.is_empty() { "0" } else { kept }.to_owned();
        Some(Figure { digits, is_price, is_hour })
    })
}

fn is_before_hour(behind: &str) -> bool {
    if let Some(minutes) = behind.strip_prefix(':') {
        return minutes.starts_with(|character: char| character.is_ascii_digit());
    }
    let word = behind.split(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_end_matches(|character: char| !character.is_alphabetic());
    HOURS.iter().any(|hour| hour.eq_ignore_ascii_case(word))
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
            context: "Open from nine to eighteen. A pump is $1,800.50, the 24th of May 2026, 14:05."
                .to_owned(),
        };
        let mut founded = Founded::new(&prefix);
        let characters: Vec<char> = words.chars().collect();
        let mut told: String =
            characters.chunks(size).map(|piece| founded.push(&piece.iter().collect::<String>())).collect();
        told.push_str(&founded.end());
        assert_eq!(told, founded.said());
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
            ("", ""),
        ] {
            for size in 1..8 {
                assert_eq!(said(written, size).trim(), expected, "{written:?} by {size}");
            }
        }
    }
}
