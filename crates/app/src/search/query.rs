//! The language of queries.
//!
//! Words, all of which are looked for. `"some words"` stand in a row, `word*` begins a word, `-word` (also
//! `-"some words"`) is not there. Parts of a word that a sign cuts, as in `e-mail`, stand in a row as well. Nothing
//! else means anything.

use colloquy_domain::words::{Word, words};
use colloquy_store::search::Term;

/// Words in a row; a single one, mostly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    words: Vec<String>,
    /// Whether the last is only the beginning of a word.
    is_prefix: bool,
}

/// What is looked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// All of these.
    pub wanted: Vec<Phrase>,
    /// None of these.
    pub excluded: Vec<Phrase>,
}

impl Phrase {
    /// What the index is asked for it.
    pub fn terms(&self) -> impl Iterator<Item = Term> {
        let last = self.words.len() - 1;
        self.words.iter().enumerate().map(move |(position, word)| Term {
            word: word.clone(),
            is_prefix: self.is_prefix && position == last,
        })
    }

    /// Whether the index alone can tell where it is.
    pub fn is_single(&self) -> bool {
        self.words.len() == 1
    }

    /// Whether it stands at the beginning of these.
    pub fn begins(&self, text: &[Word]) -> bool {
        let Some((last, before)) = self.words.split_last() else { return false };
        let Some(there) = text.get(before.len()) else { return false };
        before.iter().zip(text).all(|(word, there)| *word == there.text)
            && if self.is_prefix { there.text.starts_with(last.as_str()) } else { there.text == *last }
    }

    /// Number of its words.
    pub fn len(&self) -> usize {
        self.words.len()
    }
}

impl Query {
    /// Reads what a person wrote; anything can be read.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let after_minus = rest.strip_prefix('-');
            let part = after_minus.unwrap_or(rest);
            let phrase = match part.strip_prefix(is_quote) {
                Some(quoted) => {
                    let (inside, after) = quoted.split_once(is_quote).unwrap_or((quoted, ""));
                    rest = after;
                    phrase(inside, false)
                }
                None => {
                    let end = part.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(part.len());
                    rest = &part[end..];
                    phrase(&part[..end], part[..end].ends_with('*'))
                }
            };
            rest = rest.trim_start();
            let list = if after_minus.is_some() { &mut query.excluded } else { &mut query.wanted };
            if let Some(phrase) = phrase
                && !list.contains(&phrase)
            {
                list.push(phrase);
            }
        }
        query
    }

    /// The words that conversations must not have, as far as the index can tell.
    pub fn excluded_terms(&self) -> Vec<Term> {
        self.excluded.iter().filter(|phrase| phrase.is_single()).flat_map(Phrase::terms).collect()
    }

    /// The words that conversations must have.
    pub fn terms(&self) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for term in self.wanted.iter().flat_map(Phrase::terms) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        terms
    }

    /// Whether conversations that have the words may still not be meant.
    pub fn has_phrases(&self) -> bool {
        self.wanted.iter().chain(&self.excluded).any(|phrase| !phrase.is_single())
    }
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„')
}

fn phrase(text: &str, is_prefix: bool) -> Option<Phrase> {
    let words: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
    (!words.is_empty()).then_some(Phrase { words, is_prefix })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let query = Query::parse(text);
        let show = |sign: &str, list: &[Phrase]| -> Vec<String> {
            let one = |phrase: &Phrase| {
                format!("{sign}{}{}", phrase.words.join("_"), if phrase.is_prefix { "*" } else { "" })
            };
            list.iter().map(one).collect()
        };
        [show("", &query.wanted), show("-", &query.excluded)].concat().join(" ")
    }

    #[test]
    fn queries_are_read_as_people_mean_them() {
        let rows = [
            ("Price renewal", "price renewal"),
            ("price PRICE Prîce", "price"),
            ("\"new quote\" friday", "new_quote friday"),
            ("“new quote” -„old one”", "new_quote -old_one"),
            ("quot* -manager", "quot* -manager"),
            ("e-mail rae@acme.example", "e_mail rae_acme_example"),
            ("-e-mail", "-e_mail"),
            ("a\"b c\"d", "a b_c d"),
            ("\"never closed", "never_closed"),
            ("東京*", "東_京*"),
            // Nothing of these means anything.
            ("a OR b AND NOT (c) NEAR/2 d:*", "a or b and not c near_2 d*"),
            ("title : x + ^y ' ; -- \\", "title x y"),
            ("- \"\" * -* \"-", ""),
            ("", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn phrases_stand_in_a_row() {
        let query = Query::parse("\"new quote\" qu*");
        let text = words("A new, QUOTE");
        let begins =
            |phrase: &Phrase| (0..text.len()).filter(|at| phrase.begins(&text[*at..])).collect::<Vec<_>>();
        assert_eq!(query.wanted.iter().map(begins).collect::<Vec<_>>(), [vec![1], vec![2]]);
    }
}
