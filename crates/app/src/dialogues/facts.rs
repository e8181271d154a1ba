//! What an agent knows of a customer: as much of it as a model can read beside everything else.
//!
//! Clients send what they have, and all of it stands in each request to the model: a field with a whole document in it would
//! leave no room for what was said. What does not fit is cut, or left out.

use std::collections::BTreeMap;

use super::people::{Customer, filled};

/// Longest value, in characters: an address or a few sentences.
pub(super) const LONGEST_VALUE: usize = 1_000;

/// Longest name of a fact, in characters.
const LONGEST_NAME: usize = 100;

/// So many characters all facts have together, names and values: a third of what is read of the dialogue.
const LONGEST_TOGETHER: usize = 8_000;

/// What is known of the customer, by name. What they are called counts before a custom field of that name; of several
/// custom fields of one name the last one counts.
pub(super) fn facts(customer: &Customer) -> BTreeMap<String, String> {
    let given = &customer.told.given;
    let known = [
        ("name", customer.name.clone()),
        ("firstName", filled(given.first_name.as_deref())),
        ("lastName", filled(given.last_name.as_deref())),
        ("phoneNumber", customer.phone.clone()),
        ("email", customer.email.clone()),
        ("language", filled(given.language.as_deref())),
    ];
    let short = |name: &str, value: &str| (cut(name, LONGEST_NAME), cut(value, LONGEST_VALUE));
    let known = known.into_iter().filter_map(|(name, value)| Some(short(name, &value?)));
    let custom: BTreeMap<String, String> =
        customer.custom().map(|(name, value)| short(name, &value)).collect();
    let (mut facts, mut room, mut left_out) = (BTreeMap::new(), LONGEST_TOGETHER, 0_usize);
    for (name, value) in known.chain(custom) {
        let length = name.chars().count() + value.chars().count();
        if facts.contains_key(&name) {
            continue;
        }
        match room.checked_sub(length) {
            Some(rest) => {
                room = rest;
                facts.insert(name, value);
            }
            None => left_out += 1,
        }
    }
    if left_out > 0 {
        tracing::warn!(
            left_out,
            "an agent is not told everything that is known of a customer: it is too much"
        );
    }
    facts
}

/// The beginning of a text, with `…` behind where there is more.
pub(super) fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::new::{CustomValue, CustomerGiven};
    use super::super::people::Told;
    use super::*;

    fn told(custom_fields: Vec<(String, CustomValue)>) -> BTreeMap<String, String> {
        let given = CustomerGiven { custom_fields, ..CustomerGiven::default() };
        facts(&Customer {
            known: None,
            name: Some("John Doe".into()),
            phone: None,
            email: None,
            told: Told { given, ..Told::default() },
        })
    }

    fn text(name: &str, value: String) -> (String, CustomValue) {
        (name.to_owned(), CustomValue::Text(value))
    }

    #[test]
    fn of_one_name_the_last_field_counts_and_none_takes_the_place_of_the_name() {
        let fields = vec![
            text("Order", "1".into()),
            ("Order".into(), CustomValue::Bool(true)),
            text("name", "Nobody".into()),
        ];
        let expected = [("Order", "true"), ("name", "John Doe")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(told(fields), BTreeMap::from(expected));
    }

    #[test]
    fn nothing_is_longer_than_a_model_can_read() {
        let document = "é".repeat(50_000);
        let mut fields: Vec<(String, CustomValue)> =
            (0..50).map(|number| text(&format!("Page {number}"), document.clone())).collect();
        fields.push(text(&document, "short".into()));
        let facts = told(fields);
        let lengths = facts.iter().map(|(name, value)| (name.chars().count(), value.chars().count()));
        assert!(lengths.clone().all(|(name, value)| name <= LONGEST_NAME + 1 && value <= LONGEST_VALUE + 1));
        assert!(lengths.map(|(name, value)| name + value).sum::<usize>() <= LONGEST_TOGETHER);
        assert_eq!(facts["name"], "John Doe");
        assert!(facts.len() > 5, "{}", facts.len());
    }
}
