//! Amounts of money: numbers with a currency beside them.

use crate::text::phrase::Phrase;

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

/// The plural name of a currency that a word in small letters names.
#[must_use]
pub fn currency_of(word: &str) -> Option<&'static str> {
    match word {
        "dollar" | "dollars" | "usd" | "buck" | "bucks" | "$" => Some("dollars"),
        "euro" | "euros" | "eur" | "€" => Some("euros"),
        "pound" | "pounds" | "gbp" | "quid" | "£" => Some("pounds"),
        "franc" | "francs" | "chf" => Some("francs"),
        _ => None,
    }
}
