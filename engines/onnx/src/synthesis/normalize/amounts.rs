//! Amounts: money that the lexicon cannot read, units, degrees.

use super::rule::{NUMBER, Rule, any_of, group};
use super::tables::{Tables, counted};

const BIG: &str = "hundred|thousand|million|billion|trillion";

/// The patterns.
pub struct Amounts {
    big_money: Rule,
    cents: Rule,
    currency: Rule,
    degrees: Rule,
    unit: Rule,
}

impl Amounts {
    /// Compiles them.
    pub fn new(tables: &Tables) -> Result<Self, String> {
        let units = any_of(tables.units.keys().map(String::as_str));
        Ok(Self {
            big_money: Rule::new(&format!(r"([$£€])({NUMBER})\s?({BIG}|[kKmMbB]\b)"))?,
            cents: Rule::new(&format!(r"(?<![\w.])({NUMBER})\s?¢"))?,
            currency: Rule::new(&format!(
                r"(?<![\w])([¥₹₩]|Rs\.?|USD|EUR|GBP)\s?({NUMBER})(?:\s?({BIG}|[kKmMbB]\b))?"
            ))?,
            degrees: Rule::new(&format!(r"(?<![\w.])(-?{NUMBER})\s?°\s?([CF])?(?![\w])"))?,
            unit: Rule::new(&format!(r"(?<![\w.])(-?{NUMBER})\s?({units})(?![\w])"))?,
        })
    }

    /// "$3.2 billion" to "3.2 billion dollars", "¥500" to "500 yen".
    pub fn money(&self, text: &str, tables: &Tables) -> String {
        let several = |sign: &str| tables.currency.get(sign).map_or("", |words| words[1].as_str());
        let text = self.big_money.replace(text, |found, _| {
            format!("{} {} {}", group(found, 2), big(group(found, 3)), several(group(found, 1)))
        });
        let text = self.cents.replace(&text, |found, _| {
            let number = group(found, 1);
            format!("{number} {}", tables.money(number, "¢").unwrap_or_default())
        });
        self.currency.replace(&text, |found, _| {
            let (sign, number) = (group(found, 1).trim_end_matches('.'), group(found, 2));
            match group(found, 3) {
                "" => format!("{number} {}", tables.money(number, sign).unwrap_or_default()),
                times => format!("{number} {} {}", big(times), several(sign)),
            }
        })
    }

    /// "20°C" to "20 degrees Celsius", "5km" to "5 kilometers".
    pub fn units(&self, text: &str, tables: &Tables) -> String {
        let degrees = ["degree".to_owned(), "degrees".to_owned()];
        let text = self.degrees.replace(text, |found, _| {
            let number = group(found, 1);
            let scale = match group(found, 2) {
                "C" => " Celsius",
                "F" => " Fahrenheit",
                _ => "",
            };
            format!("{number} {}{scale}", counted(number, &degrees))
        });
        self.unit.replace(&text, |found, _| {
            let number = group(found, 1);
            format!("{number} {}", tables.unit(number, group(found, 2)).unwrap_or_default())
        })
    }
}

fn big(written: &str) -> &str {
    match written {
        "k" | "K" => "thousand",
        "m" | "M" => "million",
        "b" | "B" => "billion",
        word => word,
    }
}
