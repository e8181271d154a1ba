//! Numbers as people say them, in digits: "eighteen hundred" is 1800, "fourteen fifty" is 1450, "a hundred and
//! seventy eight" is 178, "four four seven two" is 4472, "the twenty fourth" is the 24th, "two thirty" is 2:30.
//!
//! "One", "second" and "first" alone stay as they are: they are far more often no number. Prices and clock
//! times are said alike ("two thirty", "twelve fifty"): a quarter, half or three quarters after a number of at
//! most twelve is taken for a time, all else for a price.

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

/// An amount of money that was named.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// How much.
    pub value: f64,
    /// `dollars`, `euros`, `pounds`; none where only the words around it tell that it is money.
    pub currency: Option<&'static str>,
    /// Where it stands in the phrase's normal form.
    pub normal: std::ops::Range<usize>,
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

/// The amounts of money named in a phrase: numbers with a currency beside them.
#[must_use]
pub fn amounts(phrase: &Phrase<'_>) -> Vec<Amount> {
    let words = phrase.words();
    let normal = |position: usize| words.get(position).map_or("", |word| &phrase.normal[word.normal.clone()]);
    let mut found = Vec::new();
    for (position, word) in words.iter().enumerate() {
        let Some(value) = word.value else { continue };
        let text = normal(position);
        let (currency, last) = match text.split_once(' ') {
            Some((_, currency)) => (currency_of(currency), position),
            None => (currency_of(normal(position + 1)), position + 1),
        };
        if currency.is_some() {
            let end = words.get(last).map_or(word.normal.end, |word| word.normal.end);
            found.push(Amount { value, currency, normal: word.normal.start..end });
        }
    }
    found
}

/// The plural name of a currency that a word names.
pub(crate) fn currency_of(word: &str) -> Option<&'static str> {
    match word {
        "dollar" | "dollars" | "usd" | "buck" | "bucks" | "$" => Some("dollars"),
        "euro" | "euros" | "eur" | "€" => Some("euros"),
        "pound" | "pounds" | "gbp" | "quid" | "£" => Some("pounds"),
        "franc" | "francs" | "chf" => Some("francs"),
        _ => None,
    }
}

/// The number that begins at `position`, if one does.
pub(crate) fn run_at(spellings: &[String], position: usize) -> Option<Run> {
    let first = spellings.get(position)?.as_str();
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
    digit_sequence_at(spellings, position).or_else(|| Reader { spellings, position }.number())
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
    run.text = if is_name { plain } else { in_digits(value) };
    run.value = Some(value);
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
    }
    // "one, two, three" counted with commas everywhere is a list.
    let commas = spellings[position..position + length].iter().filter(|word| *word == ",").count();
    (count >= 3 && commas * 2 < count).then(|| Run { length, value: digits.parse().ok(), text: digits })
}

fn next_is_digit(spellings: &[String], position: usize) -> bool {
    spellings.get(position).is_some_and(|word| digit_of(word).is_some())
}

/// Reads a number in words.
struct Reader<'a> {
    spellings: &'a [String],
    position: usize,
}

/// A number below a hundred, and whether it was an ordinal.
struct Small {
    value: u32,
    is_ordinal: bool,
}

impl Reader<'_> {
    fn number(mut self) -> Option<Run> {
        let start = self.position;
        let opens_with_a =
            self.word() == "a" && scale_of(self.word_after(1)).is_some_and(|scale| scale < 1e9);
        let mut current = if opens_with_a {
            self.advance();
            1.0
        } else {
            let small = self.small()?;
            if small.is_ordinal {
                return self.ordinal(start, small.value);
            }
            if let Some(time) = self.clock_time(start, small.value) {
                return Some(time);
            }
            f64::from(small.value)
        };
        if !opens_with_a && scale_of(self.word()).is_none() {
            current = self.pair(current);
        }
        let mut total = 0.0;
        while let Some(scale) = scale_of(self.word()) {
            self.advance();
            if scale < 1e3 {
                current *= scale;
            } else {
                total += current * scale;
                current = 0.0;
            }
            let before = self.position;
            if self.word() == "and" {
                self.advance();
            }
            match self.small() {
                Some(small) if small.is_ordinal => {
                    self.position = before;
                    break;
                }
                Some(small) => current += f64::from(small.value),
                None => {
                    self.position = before;
                    if scale_of(self.word()).is_none() {
                        break;
                    }
                }
            }
        }
        let mut value = total + current;
        value += self.fraction();
        let length = self.position - start;
        // "One" alone: "that one", "one of them".
        if length == 1 && value == 1.0 {
            return None;
        }
        Some(Run { length, text: in_digits(value), value: Some(value) })
    }

    /// "fourteen fifty", "two twenty five": hundreds and the rest. Round tens from thirty on are two numbers
    /// ("thirty forty").
    fn pair(&mut self, hundreds: f64) -> f64 {
        let before = self.position;
        let is_round = hundreds >= 30.0 && hundreds % 10.0 == 0.0;
        match self.small() {
            Some(rest) if rest.value >= 10 && !rest.is_ordinal && !is_round && hundreds >= 1.0 => {
                hundreds * 100.0 + f64::from(rest.value)
            }
            _ => {
                self.position = before;
                hundreds
            }
        }
    }

    fn ordinal(&self, start: usize, value: u32) -> Option<Run> {
        let length = self.position - start;
        if length == 1 && value <= 3 {
            return None;
        }
        let ending = match (value % 10, value % 100) {
            (_, 11..=13) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        };
        Some(Run { length, text: format!("{value}{ending}"), value: None })
    }

    /// "two thirty", "ten fifteen".
    fn clock_time(&mut self, start: usize, hour: u32) -> Option<Run> {
        let before = self.position;
        if (1..=12).contains(&hour)
            && let Some(minute) = self.small()
            && matches!(minute.value, 15 | 30 | 45)
            && !minute.is_ordinal
            && scale_of(self.word()).is_none()
            && currency_of(self.word()).is_none()
        {
            let length = self.position - start;
            return Some(Run { length, text: format!("{hour}:{}", minute.value), value: None });
        }
        self.position = before;
        None
    }

    /// "point five", "and a half".
    fn fraction(&mut self) -> f64 {
        if self.word() == "point" && digit_of(self.word_after(1)).is_some() {
            self.advance();
            let mut value = 0.0;
            let mut place = 0.1;
            while let Some(digit) = digit_of(self.word()) {
                value += f64::from(digit) * place;
                place /= 10.0;
                self.advance();
            }
            return value;
        }
        if self.word() == "and" && self.word_after(1) == "a" && self.word_after(2) == "half" {
            for _ in 0..3 {
                self.advance();
            }
            return 0.5;
        }
        0.0
    }

    fn small(&mut self) -> Option<Small> {
        const TENS: [&str; 8] =
            ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        const TEENS: [&str; 10] = [
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ];
        const ORDINAL_UNITS: [&str; 9] =
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
        const ORDINAL_TEENS: [&str; 10] = [
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
        ];
        let index = |list: &[&str], word: &str| list.iter().position(|name| *name == word).map(|n| n as u32);
        let word = self.word().to_owned();
        let (value, is_ordinal) = if let Some(tens) = index(&TENS, &word) {
            self.advance();
            let tens = (tens + 2) * 10;
            let unit = self.word().to_owned();
            if let Some(unit) = digit_of(&unit).filter(|unit| *unit > 0) {
                self.advance();
                (tens + unit, false)
            } else if let Some(unit) = index(&ORDINAL_UNITS, &unit) {
                self.advance();
                (tens + unit + 1, true)
            } else {
                (tens, false)
            }
        } else {
            let found = if let Some(teen) = index(&TEENS, &word) {
                (teen + 10, false)
            } else if let Some(digit) = digit_of(&word) {
                (digit, false)
            } else if let Some(unit) = index(&ORDINAL_UNITS, &word) {
                (unit + 1, true)
            } else if let Some(teen) = index(&ORDINAL_TEENS, &word) {
                (teen + 10, true)
            } else {
                match word.as_str() {
                    "twentieth" => (20, true),
                    "thirtieth" => (30, true),
                    _ => return None,
                }
            };
            self.advance();
            found
        };
        Some(Small { value, is_ordinal })
    }

    /// The next word; hyphens and fillers (empty spellings) are passed over by [`Self::advance`].
    fn word(&self) -> &str {
        self.spellings.get(self.position).map_or("", String::as_str)
    }

    fn word_after(&self, distance: usize) -> &str {
        self.spellings.get(self.position + distance).map_or("", String::as_str)
    }

    fn advance(&mut self) {
        self.position += 1;
        let next = self.spellings[self.position.min(self.spellings.len())..]
            .iter()
            .take(2)
            .position(|word| !word.is_empty());
        // Only where another part of the number follows: a hyphen at the end stays outside.
        if let Some(skip @ 1..) = next
            && is_number_word(&self.spellings[self.position + skip])
        {
            self.position += skip;
        }
    }
}

fn is_number_word(word: &str) -> bool {
    let spellings = [word.to_owned()];
    scale_of(word).is_some()
        || matches!(word, "and" | "point")
        || Reader { spellings: &spellings, position: 0 }.small().is_some()
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
