//! Numbers: years, ordinals, amounts of money, decimals, and what is read digit by digit.

use super::{Lexicon, Place};
use crate::synthesis::numerals::{cardinal_of, decimal, each_digit, ordinal, year};
use crate::synthesis::phonemes::{Stress, with_ed, with_ing, with_s};

const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];
/// Endings that a number may have.
const ENDINGS: [&str; 9] = ["ing", "'d", "ed", "'s", "st", "nd", "rd", "th", "s"];

/// Currencies whose sign is read behind the number: the whole and its part.
fn currency_names(sign: char) -> Option<[&'static str; 2]> {
    match sign {
        '$' => Some(["dollar", "cent"]),
        '£' => Some(["pound", "pence"]),
        '€' => Some(["euro", "cent"]),
        _ => None,
    }
}

/// Whether a sign is one of those currencies.
pub fn is_currency(sign: &str) -> bool {
    let mut signs = sign.chars();
    signs.next().and_then(currency_names).is_some() && signs.next().is_none()
}

/// Whether a word is a number: digits with commas and periods, perhaps with an ending; at the head of what
/// stands between two spaces perhaps with a minus.
pub fn is_number(word: &str, is_head: bool) -> bool {
    let number = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let number = number.strip_prefix('-').filter(|_| is_head).unwrap_or(number);
    word.chars().any(|c| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || ",.".contains(c))
}

impl Lexicon {
    /// The sounds of a number.
    pub(super) fn number(&self, word: &str, currency: Option<char>, is_head: bool) -> Option<String> {
        let number = word.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '\'');
        let ending = &word[number.len()..];
        let is_ordinal = ORDINALS.contains(&ending);
        let (is_negative, number) = match number.strip_prefix('-') {
            Some(positive) => (true, positive),
            None => (false, number),
        };
        let names = currency.and_then(currency_names);
        let plain = number.replace(',', "");
        let is_digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let is_amount = number.split('.').nth(1).is_none_or(|cents| cents.chars().count() < 3);

        let mut words = Vec::new();
        if is_negative {
            words.push("minus".to_owned());
        }
        if is_digits && is_ordinal {
            words.push(ordinal_of(number));
        } else if is_digits && number.len() == 4 && !is_negative && names.is_none() {
            words.push(number.parse().map(year).unwrap_or_default());
        } else if !is_head && !number.contains('.') {
            words.extend(within_word(&plain));
        } else if !is_head || number.matches('.').count() > 1 {
            words.extend(plain.split('.').flat_map(part));
        } else if let Some(names) = names.filter(|_| is_amount) {
            words.extend(amount(&plain, names));
        } else if !number.contains('.') {
            words.push(if is_ordinal { ordinal_of(&plain) } else { cardinal_of(&plain) });
        } else if let Some(fraction) = plain.strip_prefix('.') {
            words.push(format!("point {}", each_digit(fraction)));
        } else {
            words.push(decimal(&plain));
        }
        let sounds = self.words(&words);
        match ending {
            _ if sounds.is_empty() => None,
            "s" | "'s" => with_s(&sounds),
            "ed" | "'d" => with_ed(&sounds),
            "ing" => with_ing(&sounds),
            _ => Some(sounds),
        }
    }

    /// An amount's currency is said behind it, also where another word carries the number.
    pub(super) fn with_currency(&self, sounds: String, currency: Option<char>) -> String {
        let name = currency.and_then(currency_names);
        match name.and_then(|[whole, _]| self.plural(&format!("{whole}s"), Place::default(), None)) {
            Some(name) => format!("{sounds} {name}"),
            None => sounds,
        }
    }

    /// The sounds of number words. Units are in their plural already. The "and" of a number is not said, the one
    /// between two numbers is.
    fn words(&self, words: &[String]) -> String {
        let is_said = |phrase: &str, word: &str| !word.is_empty() && (word != "and" || phrase == "and");
        let each = words.iter().flat_map(|phrase| {
            let words = phrase.split(|c: char| !c.is_ascii_alphabetic());
            words.filter(move |word| is_said(phrase, word))
        });
        let sounds = each.filter_map(|word| match word {
            // The point and the letter for a zero lean on their neighbours.
            "point" | "O" => self.lookup(word, Place::default(), Some(Stress::None)),
            "dollars" | "cents" | "pounds" | "euros" => self.plural(word, Place::default(), None),
            _ => self.lookup(word, Place::default(), None),
        });
        sounds.collect::<Vec<_>>().join(" ")
    }
}

/// Digits within a word, as in "B52" or "room 301": long ones digit by digit, three as "three oh one".
fn within_word(digits: &str) -> Vec<String> {
    if digits.starts_with('0') || digits.len() > 3 {
        return vec![each_digit(digits)];
    }
    match digits.split_at_checked(1) {
        Some((first, rest)) if digits.len() == 3 && rest != "00" => match rest.strip_prefix('0') {
            Some(last) => vec![cardinal_of(first), "O".to_owned(), cardinal_of(last)],
            None => vec![cardinal_of(first), cardinal_of(rest)],
        },
        Some(_) => vec![cardinal_of(digits)],
        None => Vec::new(),
    }
}

/// A part of what has several periods: a version, an address.
fn part(digits: &str) -> Option<String> {
    let is_round = digits.bytes().skip(1).all(|digit| digit == b'0');
    if digits.is_empty() {
        None
    } else if digits.starts_with('0') || digits.len() != 2 && !is_round {
        Some(each_digit(digits))
    } else {
        Some(cardinal_of(digits))
    }
}

/// "five dollars and ten cents"; what is nothing is left out.
fn amount(number: &str, [whole, part]: [&str; 2]) -> Vec<String> {
    let (wholes, parts) = number.split_once('.').unwrap_or((number, ""));
    let is_nothing = |digits: &str| digits.bytes().all(|digit| digit == b'0');
    let several = |digits: &str, unit: &str| {
        let is_one = digits.trim_start_matches('0') == "1";
        let ending = if is_one || unit == "pence" { "" } else { "s" };
        let digits = if digits.is_empty() { "0" } else { digits };
        format!("{} {unit}{ending}", cardinal_of(digits))
    };
    match (is_nothing(wholes), is_nothing(parts)) {
        (_, true) => vec![several(wholes, whole)],
        (true, false) => vec![several(parts, part)],
        (false, false) => vec![several(wholes, whole), "and".to_owned(), several(parts, part)],
    }
}

fn ordinal_of(digits: &str) -> String {
    digits.parse().map_or_else(|_| each_digit(digits), ordinal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        for (word, is_head) in [("5", false), ("1,234.5", false), ("-3", true), ("90s", true), ("21st", true)]
        {
            assert!(is_number(word, is_head), "{word}");
        }
        for word in ["-3", "five", "", "5x", "s", "٣"] {
            assert!(!is_number(word, false), "{word}");
        }
        assert!(is_currency("$") && !is_currency("$$") && !is_currency(""));
    }

    #[test]
    fn digits_are_grouped_as_people_say_them() {
        assert_eq!(within_word("301"), ["three", "O", "one"]);
        assert_eq!(within_word("747"), ["seven", "forty-seven"]);
        assert_eq!(within_word("0042"), ["zero zero four two"]);
        assert_eq!(within_word("42"), ["forty-two"]);
        assert_eq!(within_word(""), [""; 0]);
        assert_eq!(
            ["", "0", "192", "200", "15"].map(part).map(Option::unwrap_or_default),
            ["", "zero", "one nine two", "two hundred", "fifteen"]
        );
        assert_eq!(amount("1.05", ["dollar", "cent"]), ["one dollar", "and", "five cents"]);
        assert_eq!(amount("0.99", ["dollar", "cent"]), ["ninety-nine cents"]);
        assert_eq!(amount("20.00", ["pound", "pence"]), ["twenty pounds"]);
        assert_eq!(amount(".", ["dollar", "cent"]), ["zero dollars"]);
    }
}
