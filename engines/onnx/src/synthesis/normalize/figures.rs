//! Figures that are no amounts: telephone numbers, fractions, ranges, Roman numerals, signs before numbers.

use super::clock::date;
use super::rule::{Rule, any_of, group, number};
use super::tables::Tables;
use crate::synthesis::numerals::ordinal;

/// Roman numerals below four thousand that begin with anything but a thousand.
const ROMAN: &str = r"((?=[IVXLC])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))";

/// The patterns.
pub struct Figures {
    number_word: Rule,
    hash: Rule,
    roman_cardinal: Rule,
    roman_ordinal: Rule,
    phone: Rule,
    fraction: Rule,
    range: Rule,
    plus: Rule,
}

impl Figures {
    /// Compiles them.
    pub fn new(tables: &Tables) -> Result<Self, String> {
        let counting = any_of(tables.roman_cardinal.iter().map(String::as_str));
        let ordering = any_of(tables.roman_ordinal.iter().map(String::as_str));
        Ok(Self {
            number_word: Rule::new(r"\b(No|Nos)\. ?(?=[0-9])")?,
            hash: Rule::new(r"(?<![\w&])#(?=[0-9])")?,
            roman_cardinal: Rule::new(&format!(r"\b({counting}) {ROMAN}\b(?![.'’]\w)"))?,
            roman_ordinal: Rule::new(&format!(r"\b({ordering}) {ROMAN}\b(?![.'’]\w)"))?,
            phone: Rule::new(r"(?<![\w.\-])(?:[0-9]{3}-)?[0-9]{3}-[0-9]{4}(?![\w.\-])")?,
            fraction: Rule::new(r"(?<![\w./])([0-9]{1,2})/([0-9]{1,2})(?![\w./])")?,
            range: Rule::new(r"(?<![\w.\-])([0-9]{1,4})\s?[-–]\s?([0-9]{1,4})(?![\w.\-%])")?,
            plus: Rule::new(r"(?<![\w+])\+(?=[0-9])")?,
        })
    }

    /// All of them, in the order in which they do not take each other's figures.
    pub fn replace(&self, text: &str, tables: &Tables) -> String {
        let text = self.number_word.replace(text, |found, _| match group(found, 1) {
            "No" => "Number ".to_owned(),
            _ => "Numbers ".to_owned(),
        });
        let text = self.hash.replace(&text, |_, _| "number ".to_owned());
        let text = self
            .roman_cardinal
            .replace(&text, |found, _| format!("{} {}", group(found, 1), roman(group(found, 2))));
        let text = self.roman_ordinal.replace(&text, |found, _| {
            format!("{} the {}", group(found, 1), ordinal(roman(group(found, 2))))
        });
        // Digit by digit, with a pause between the groups.
        let text = self.phone.replace(&text, |found, _| {
            let digits = group(found, 0).chars().map(|c| if c == '-' { ',' } else { c });
            digits.map(String::from).collect::<Vec<_>>().join(" ")
        });
        let text =
            self.fraction.replace(&text, |found, _| fraction(number(found, 1), number(found, 2), tables));
        let text =
            self.range.replace(&text, |found, _| format!("{} to {}", group(found, 1), group(found, 2)));
        self.plus.replace(&text, |_, _| "plus ".to_owned())
    }
}

/// "3 quarters", or a day where it is one, or both numbers.
fn fraction(above: u64, below: u64, tables: &Tables) -> String {
    let part = match below {
        2 => "half",
        3 => "third",
        4 => "quarter",
        5 => "fifth",
        6 => "sixth",
        7 => "seventh",
        8 => "eighth",
        9 => "ninth",
        10 => "tenth",
        _ => "",
    };
    if above > 0 && above < below && !part.is_empty() {
        return match (above, part) {
            (1, "half") => "one half".to_owned(),
            (1, part) => format!("1 {part}"),
            (_, part) => format!("{above} {part}s"),
        };
    }
    date(tables, "", above, below).unwrap_or_else(|| format!("{above} slash {below}"))
}

fn roman(numeral: &str) -> u64 {
    let values: Vec<u64> = numeral
        .chars()
        .map(|letter| match letter {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            'M' => 1_000,
            _ => 0,
        })
        .collect();
    let (added, taken) = values.iter().enumerate().fold((0, 0), |(added, taken), (at, value)| {
        match values.get(at + 1).is_some_and(|next| next > value) {
            true => (added, taken + value),
            false => (added + value, taken),
        }
    });
    u64::saturating_sub(added, taken)
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn a_smaller_roman_numeral_before_a_greater_is_taken_off() {
        assert_eq!(
            [roman("IV"), roman("VIII"), roman("XIX"), roman("MCMXCIV"), roman("")],
            [4, 8, 19, 1_994, 0]
        );
    }
}
