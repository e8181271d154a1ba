//! Takes personal numbers out of what a model reads: it may repeat them where nobody expects them.
//!
//! Account, card, telephone, insurance and bank numbers become `[number]`, spoken or written. Amounts of money,
//! dates, times and small numbers stay.

use std::sync::LazyLock;

use regex::Regex;

/// What stands in the place of a number.
pub const PLACEHOLDER: &str = "[number]";

/// Digits in a row from which on they are a name and no quantity.
const FEWEST_DIGITS: usize = 6;

static CANDIDATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
          (?P<amount>[$€£]\s?\d[\d,.]*|\d{1,3}(?:,\d{3})+(?:\.\d+)?)        # amounts, grouped numbers: stay
        | (?P<date>\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b)       # dates: stay
        | (?P<iban>\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b)
        | (?P<digits>\+?\(?\d(?:[\s().\-–,]{0,2}\d)*)
        ",
    )
    .expect("the pattern is constant and every test of this module compiles it")
});

/// The text without personal numbers. Spelled digits have to be digits already
/// ([`crate::numbers::to_digits`]).
#[must_use]
pub fn redact(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut copied_to = 0;
    for found in CANDIDATE.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let digits = whole.as_str().chars().filter(char::is_ascii_digit).count();
        let is_name = found.name("iban").is_some()
            || (found.name("digits").is_some()
                && digits >= FEWEST_DIGITS
                && !is_quantity(&text[whole.end()..], whole.as_str()));
        if is_name {
            clean.push_str(&text[copied_to..whole.start()]);
            clean.push_str(PLACEHOLDER);
            copied_to = whole.end();
        }
    }
    clean.push_str(&text[copied_to..]);
    clean
}

/// "1500000 dollars" is an amount, "447209" is a name; a list ("10, 20, 30") is none.
fn is_quantity(after: &str, digits: &str) -> bool {
    let next = after.split_whitespace().next().unwrap_or_default().to_lowercase();
    let next = next.trim_matches(|c: char| !c.is_alphanumeric());
    let is_list = digits.contains(", ") && digits.split(", ").all(|part| part.len() <= 2);
    let has_unit =
        matches!(next, "million" | "billion" | "percent" | "people" | "users" | "homes" | "units" | "a");
    is_list || has_unit || crate::numbers::currency_of(next).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::to_digits;

    #[test]
    fn personal_numbers_go_and_amounts_stay() {
        for (text, clean) in [
            ("The number is four four seven, two zero nine.", "The number is [number]."),
            ("Call +1 (555) 010-9934 or 0171 555 0143.", "Call [number] or [number]."),
            ("Card 4111 1111 1111 1111, please.", "Card [number], please."),
            ("IBAN DE89 3704 0044 0532 0130 00.", "IBAN [number]."),
            ("It's $1,800,000 or 1500000 dollars.", "It's $1,800,000 or 1500000 dollars."),
            ("On 2026-03-24 at 10:30, 300 homes.", "On 2026-03-24 at 10:30, 300 homes."),
            ("We need 10, 20, 30 seats.", "We need 10, 20, 30 seats."),
            ("", ""),
        ] {
            assert_eq!(redact(&to_digits(text)), clean, "{text}");
        }
    }
}
