//! The words of the normalizer, as they lie in the voice's folder (`normalize.json`).

use std::collections::BTreeMap;

use serde::Deserialize;

/// Words by what is written for them.
#[derive(Debug, Default, Deserialize)]
pub struct Tables {
    /// "jan" to "January", in the order of the alphabet; see [`MONTHS`].
    pub months: BTreeMap<String, String>,
    /// "Prof" to "Professor", before a name.
    pub titles: BTreeMap<String, String>,
    /// "approx." to "approximately".
    pub abbreviations: BTreeMap<String, String>,
    /// "km" to one and several.
    pub units: BTreeMap<String, [String; 2]>,
    /// "=" to "equals"; empty for what is not said.
    pub symbols: BTreeMap<String, String>,
    /// "¥" to one and several.
    pub currency: BTreeMap<String, [String; 2]>,
    /// Words after which a Roman numeral counts ("Chapter IV").
    pub roman_cardinal: Vec<String>,
    /// Words after which it orders ("Henry VIII").
    pub roman_ordinal: Vec<String>,
}

/// Keys of [`Tables::months`] in the order of the year.
pub const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Tables {
    /// Name of the month of this number, 1 to 12.
    pub fn month(&self, number: u64) -> Option<&str> {
        let key = MONTHS.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
        self.months.get(*key).map(String::as_str)
    }

    /// Full name of a month that is written in any of the usual ways.
    pub fn month_of(&self, written: &str) -> Option<&str> {
        let key: String = written.to_lowercase().chars().take(3).collect();
        self.months.get(&key).map(String::as_str)
    }

    /// "kilometer" or "kilometers" for "km".
    pub fn unit<'a>(&'a self, number: &str, unit: &str) -> Option<&'a str> {
        self.units.get(unit).map(|words| counted(number, words))
    }

    /// "yen" or "rupees" for a sign.
    pub fn money<'a>(&'a self, number: &str, sign: &str) -> Option<&'a str> {
        self.currency.get(sign).map(|words| counted(number, words))
    }
}

/// The word for one, or for several.
pub fn counted<'a>(number: &str, [one, several]: &'a [String; 2]) -> &'a str {
    if matches!(number.replace(',', "").as_str(), "1" | "1.0" | "-1") { one } else { several }
}
