//! Numbers by rules: money where money is asked for, else the number beside a keyword.

use colloquy_domain::signal::{SignalDefinition, SignalValue};

use super::basic::Answer;
use super::defaults::still_default;
use crate::evidence::{Keywords, quote_utterance};
use crate::numbers::{amounts, currency_of};
use crate::reading::Reading;
use crate::view::Utterance;

/// The number that answers a question, in that unit.
pub(super) fn number(reading: &Reading<'_>, definition: &SignalDefinition, unit: Option<&str>) -> Answer {
    let keywords = definition.keywords.iter().map(String::as_str);
    let utterances = &reading.utterances;
    let found = if let Some(currency) = unit.and_then(currency_in) {
        let keywords = Keywords::new(keywords);
        // Beside a keyword before anywhere else.
        let first = |is_wanted: &dyn Fn(&Utterance<'_>) -> bool| {
            let mut wanted = utterances.iter().filter(|utterance| is_wanted(utterance));
            wanted.find_map(|utterance| amount(utterance, Some(currency)))
        };
        first(&|utterance| keywords.are_in(utterance)).or_else(|| first(&|_| true))
    } else if still_default(definition) == Some("amount_mentioned") {
        // The first amount: people name the price before they talk about it.
        utterances.iter().find_map(|utterance| amount(utterance, None))
    } else {
        let (keywords, unit) = (Keywords::new(keywords), Keywords::new(unit));
        let mut sentences = utterances.iter();
        match definition.keywords.is_empty() {
            true => sentences.find_map(|utterance| before_unit(utterance, &unit)),
            false => sentences
                .filter(|utterance| keywords.are_in(utterance))
                .find_map(|utterance| before_unit(utterance, &unit).or_else(|| beside(utterance, &keywords))),
        }
    };
    match found {
        Some((value, utterance)) => Answer {
            value: Some(SignalValue::Number(value)),
            confidence: 0.55,
            evidence: vec![quote_utterance(utterance)],
        },
        None => Answer::none(0.5),
    }
}

/// The currency that a unit names: "USD", "€ a month".
fn currency_in(unit: &str) -> Option<&'static str> {
    unit.to_lowercase().split(|c: char| c.is_whitespace() || c == '/').find_map(currency_of)
}

fn amount<'u, 'a>(
    utterance: &'u Utterance<'a>,
    currency: Option<&'static str>,
) -> Option<(f64, &'u Utterance<'a>)> {
    let found = amounts(&utterance.phrase)
        .into_iter()
        .find(|amount| currency.is_none() || amount.currency == currency)?;
    Some((found.value, utterance))
}

/// The numbers of a sentence, with their positions among its stems. Sums of money answer questions on money, so
/// these are left out.
fn counts(utterance: &Utterance<'_>) -> Vec<(f64, usize)> {
    let money = amounts(&utterance.phrase);
    let words = utterance.phrase.words().iter();
    let counts = words.filter_map(|word| {
        let is_money = money
            .iter()
            .any(|amount| amount.normal.start <= word.normal.start && word.normal.end <= amount.normal.end);
        let value = word.value.filter(|_| !is_money)?;
        Some((value, utterance.normal()[..word.normal.start].split_ascii_whitespace().count()))
    });
    counts.collect()
}

/// "24 months".
fn before_unit<'u, 'a>(utterance: &'u Utterance<'a>, unit: &Keywords) -> Option<(f64, &'u Utterance<'a>)> {
    let places: Vec<usize> = unit.places(utterance).collect();
    if places.is_empty() {
        return None;
    }
    let mut counts = counts(utterance).into_iter();
    let (value, _) = counts.find(|(_, position)| places.contains(&(position + 1)))?;
    Some((value, utterance))
}

/// The number nearest to a keyword in the same sentence, the one before it where two are as near.
fn beside<'u, 'a>(utterance: &'u Utterance<'a>, keywords: &Keywords) -> Option<(f64, &'u Utterance<'a>)> {
    let places: Vec<usize> = keywords.places(utterance).collect();
    let distance = |position: usize| {
        let gaps = places.iter().map(|place| (position.abs_diff(*place), position > *place));
        gaps.min().unwrap_or((usize::MAX, true))
    };
    let (value, _) = counts(utterance).into_iter().min_by_key(|(_, position)| distance(*position))?;
    Some((value, utterance))
}
