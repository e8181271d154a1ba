//! Numbers in words.

use super::{Run, currency_of, digit_of, in_digits, scale_of};

/// The number in words that begins at `position`, if one does.
pub(super) fn number_at(spellings: &[String], position: usize) -> Option<Run> {
    Reader { spellings, position }.number()
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
        // "One" alone: "that one", "one of them". "Hundred hundred hundred …" leaves what can be counted.
        if (length == 1 && value == 1.0) || !value.is_finite() {
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
