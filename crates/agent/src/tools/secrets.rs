//! Secrets that actions use and nobody sees.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::secret::SecretText;
use serde_json::Value;
use url::form_urlencoded;

use super::fill::encoded;

/// Secrets of the server's configuration, by the names that actions know them by.
#[derive(Debug, Clone, Default)]
pub struct Secrets(pub BTreeMap<String, SecretText>);

impl Secrets {
    /// These secrets.
    #[must_use]
    pub fn new(secrets: BTreeMap<String, SecretText>) -> Self {
        Self(secrets)
    }

    /// The secret of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&SecretText> {
        self.0.get(name)
    }

    /// The text with `…` for each secret, as it is and as it is spelled in addresses and JSON.
    #[must_use]
    pub fn blacked_out(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for form in self.forms() {
            if text.contains(&form) {
                text = text.replace(&form, "…");
            }
        }
        text
    }

    /// Bytes of the longest spelling of a secret.
    pub(super) fn longest_form(&self) -> usize {
        self.forms().first().map_or(0, String::len)
    }

    /// All spellings, the longest first: one secret may be the beginning of another.
    fn forms(&self) -> Vec<String> {
        let mut forms = BTreeSet::new();
        for secret in self.0.values().map(SecretText::reveal) {
            let in_json = Value::from(secret).to_string();
            forms.insert(in_json[1..in_json.len() - 1].to_owned());
            forms.insert(encoded(secret));
            forms.insert(form_urlencoded::byte_serialize(secret.as_bytes()).collect());
            forms.insert(secret.trim().to_owned());
            forms.insert(secret.to_owned());
        }
        forms.remove("");
        let mut forms: Vec<String> = forms.into_iter().collect();
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_blacked_out_and_debug_shows_none() {
        let secrets = Secrets::new(BTreeMap::from([
            ("key".to_owned(), SecretText::new("top/secret \"x\"")),
            ("longer".to_owned(), SecretText::new("abc-def")),
            ("shorter".to_owned(), SecretText::new("abc")),
            ("empty".to_owned(), SecretText::new("")),
        ]));
        let rows = [
            ("a top/secret \"x\" b", "a … b"),
            ("?k=top%2Fsecret%20%22x%22&", "?k=…&"),
            ("?k=top%2Fsecret+%22x%22&", "?k=…&"),
            (r#"{"k":"top/secret \"x\""}"#, r#"{"k":"…"}"#),
            ("abc-def abc", "… …"),
            ("nothing", "nothing"),
        ];
        for (given, expected) in rows {
            assert_eq!(secrets.blacked_out(given), expected);
        }
        assert!(!format!("{secrets:?}").contains("abc"));
        assert_eq!(Secrets::default().longest_form(), 0);
    }
}
