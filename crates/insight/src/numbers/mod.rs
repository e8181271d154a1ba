//! Numbers as people say them, in digits: "eighteen hundred" is 1800, "fourteen fifty" is 1450, "a hundred and
//! seventy eight" is 178, "four four seven two" is 4472, "the twenty fourth" is the 24th, "two thirty" is 2:30.
//!
//! "One", "second" and "first" alone stay as they are: they are far more often no number. Prices and clock
//! times are said alike ("two thirty", "twelve fifty"): a quarter, half or three quarters after a number of at
//! most twelve is taken for a time, all else for a price.

mod money;
mod spoken;

pub use self::money::{Amount, amounts, currency_of};
use crate::text::phrase::Phrase;

/// A number found in a list of words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// How many tokens it takes.
    pub length: usize,
    /// In digits.
    pub text: String,
    /// Its value; none for ordinals, dates and times.
    pub value: Option<f64>,
}

/// The text with its spelled numbers in digits, everything else as it was. A language model reads
/// "1800 dollars" better than "eighteen hundred dollars". Small numbers said alone stay words.
#[must_use]
pub fn to_digits(text: &str) -> String {
    let phrase = Phrase::new(text);
    let mut digits = String::with_capacity(text.len());
    let mut copied_to = 0;
    for word in phrase.words() {
        let source = &text[word.source.clone()];
        let number = &phrase.normal[word.normal.clone()];
        let is_spelled =
            source.chars().any(char::is_alphabetic) && !source.starts_with(|c: char| c.is_ascii_digit());
        let is_number = number.starts_with(|c: char| c.is_ascii_digit());
        let is_long = number.trim_end_matches(char::is_alphabetic).chars().count() > 1;
        if is_spelled && is_number && is_long && !source.contains(['@', '$', '€', '£']) {
            digits.push_str(&text[copied_to..word.source.start]);
            digits.push_str(number);
            copied_to = word.source.end;
        }
    }
    digits.push_str(&text[copied_to..]);
    digits
}

/// The number that begins at `position`, if one does.
pub(crate) fn run_at(spellings: &[String], position: usize) -> Option<Run> {
    let first = spellings.get(position).filter(|first| !first.is_empty())?.as_str();
    if matches!(first, "$" | "€" | "£") {
        let mut run = numeral_at(spellings, position + 1)?;
        let value = run.value?;
        run.length += 1;
        run.text = format!("{} {}", in_digits(value), currency_of(first)?);
        return Some(run);
    }
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        return numeral_at(spellings, position);
    }
    digit_sequence_at(spellings, position).or_else(|| spoken::number_at(spellings, position))
}

/// A number written in digits, with the "thousand" or "million" after it.
fn numeral_at(spellings: &[String], position: usize) -> Option<Run> {
    let word = spellings.get(position)?.as_str();
    let (digits, scale) = match word.strip_suffix('k') {
        Some(digits) => (digits, 1_000.0),
        None => (word, 1.0),
    };
    let plain = without_grouping(digits);
    let Ok(value) = plain.parse::<f64>() else {
        // An ordinal, a time, a date: a word like others.
        return word.starts_with(|c: char| c.is_ascii_digit()).then(|| Run {
            length: 1,
            text: word.to_owned(),
            value: None,
        });
    };
    let mut run = Run { length: 1, text: String::new(), value: None };
    let mut value = value * scale;
    if let Some(scale) = spellings.get(position + 1).and_then(|next| scale_of(next)) {
        value *= scale;
        run.length = 2;
    }
    // A number of many digits is a name, not a quantity: keep its zeros.
    let is_name = run.length == 1 && scale == 1.0 && (plain.len() > 9 || plain.starts_with('0'));
    // Hundreds of digits are beyond all numbers that can be stored.
    let is_number = value.is_finite();
    run.text = if is_name || !is_number { plain } else { in_digits(value) };
    run.value = is_number.then_some(value);
    Some(run)
}

/// "1,800" without its comma, "1.800,50" left alone: only groups of three after a comma are grouping.
fn without_grouping(digits: &str) -> String {
    let mut parts = digits.split(',');
    let head = parts.next().unwrap_or_default();
    let tail: Vec<&str> = parts.collect();
    let is_grouped = tail.iter().all(|part| part.split('.').next().is_some_and(|group| group.len() == 3));
    if is_grouped { format!("{head}{}", tail.concat()) } else { digits.to_owned() }
}

fn in_digits(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{value:.0}")
    } else {
        let text = format!("{value:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

fn scale_of(word: &str) -> Option<f64> {
    match word {
        "hundred" => Some(1e2),
        "thousand" | "grand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        _ => None,
    }
}

fn digit_of(word: &str) -> Option<u32> {
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
        .iter()
        .position(|name| *name == word)
        .map(|value| value as u32)
}

/// Most digits read one by one: longer than any number that people have.
const MOST_DIGITS: usize = 40;

/// "four four seven two": three digits or more, read one by one.
fn digit_sequence_at(spellings: &[String], position: usize) -> Option<Run> {
    let mut digits = String::new();
    let mut count = 0;
    let mut length = 0;
    for (offset, word) in spellings[position..].iter().enumerate() {
        match word.as_str() {
            "" => continue,
            // "four four seven, two zero nine": a pause between the groups.
            "," if count >= 2 && next_is_digit(spellings, position + offset + 1) => continue,
            "oh" if count > 0 => digits.push('0'),
            word => match digit_of(word) {
                Some(digit) => digits.push_str(&digit.to_string()),
                None => break,
            },
        }
        count += 1;
        length = offset + 1;
        if count == MOST_DIGITS {
            break;
        }
    }
    // "one, two, three" counted with commas everywhere is a list.
    let commas = spellings[position..position + length].iter().filter(|word| *word == ",").count();
    (count >= 3 && commas * 2 < count).then(|| Run { length, value: digits.parse().ok(), text: digits })
}

fn next_is_digit(spellings: &[String], position: usize) -> bool {
    spellings.get(position).is_some_and(|word| digit_of(word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoken_numbers_become_digits() {
        for (spoken, normal) in [
            ("twenty five technicians", "25 technicians"),
            ("twenty-five", "25"),
            ("eighteen hundred dollars", "1800 dollars"),
            ("fourteen fifty a month", "1450 a month"),
            ("two twenty five", "225"),
            ("a hundred and seventy eight", "178"),
            ("a hundred people", "100 people"),
            ("three hundred and five homes", "305 homes"),
            ("one thousand two hundred", "1200"),
            ("ten thousand five hundred and one", "10501"),
            ("two million three hundred thousand", "2300000"),
            ("1.5 million", "1500000"),
            ("15k and 3 hundred", "15000 and 300"),
            ("two point five percent", "2.5 percent"),
            ("two and a half hours", "2.5 hours"),
            ("four four seven, two zero nine", "447209"),
            ("zero seven oh five", "0705"),
            ("six six", "6 6"),
            ("the twenty fourth", "the 24th"),
            ("the thirty-first", "the 31st"),
            ("on the third", "on the third"),
            ("on the eleventh", "on the 11th"),
            ("give me a second", "give me a second"),
            ("that one, or one of those two", "that one , or one of those 2"),
            ("at two thirty", "at 2:30"),
            ("nineteen ninety nine", "1999"),
            ("twenty twenty six", "2026"),
            ("$1,800.50", "1800.5 dollars"),
            ("€ 89", "89 euros"),
            ("1,200,000 and 1.800,50", "1200000 and 1.800,50"),
            ("10am on 3/24", "10am on 3/24"),
            ("00123", "00123"),
            ("nine to five and one", "9 to 5 and one"),
            ("thirty forty people", "30 40 people"),
            ("hundreds, and", "hundreds , and"),
        ] {
            assert_eq!(Phrase::new(spoken).normal, normal, "{spoken}");
        }
    }

    #[test]
    fn text_keeps_all_but_its_spelled_numbers() {
        assert_eq!(
            to_digits("It's Eighteen hundred dollars, um, for two on the twenty-fourth. $1,800! Ok?"),
            "It's 1800 dollars, um, for two on the 24th. $1,800! Ok?"
        );
        assert_eq!(to_digits(""), "");
    }

    #[test]
    fn what_cannot_be_counted_is_no_number() {
        let digits = "9".repeat(310);
        let hundreds = format!("two {}", "hundred ".repeat(200));
        let spoken = "nine ".repeat(400);
        for text in [digits.as_str(), &format!("${digits}"), &format!("{digits} million"), &hundreds, &spoken]
        {
            let phrase = Phrase::new(text);
            assert!(phrase.words().iter().all(|word| word.value.is_none_or(f64::is_finite)), "{text}");
            assert!(amounts(&phrase).iter().all(|amount| amount.value.is_finite()), "{text}");
        }
        assert_eq!(Phrase::new(&digits).normal, digits);
    }

    #[test]
    fn money_is_a_number_with_a_currency() {
        let values = |text| -> Vec<(f64, Option<&str>)> {
            amounts(&Phrase::new(text)).into_iter().map(|amount| (amount.value, amount.currency)).collect()
        };
        assert_eq!(
            values("from $1,800 to eighty nine euros, 25 people"),
            [(1800.0, Some("dollars")), (89.0, Some("euros"))]
        );
        assert_eq!(values("twenty five people"), []);
    }
}
