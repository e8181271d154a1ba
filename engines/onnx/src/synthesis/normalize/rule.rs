//! A pattern and what is said in its place.

use fancy_regex::{Captures, Regex};

/// A number as it is written: digits, groups of three behind commas, a fraction.
pub const NUMBER: &str = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?";

/// A pattern.
pub struct Rule(Regex);

impl Rule {
    /// Compiles `pattern`; the error is for whoever reads why a voice does not load.
    pub fn new(pattern: &str) -> Result<Self, String> {
        Regex::new(pattern).map(Self).map_err(|error| format!("pattern {pattern}: {error}"))
    }

    /// `text` with every match replaced. `words` gets the match and the text after it.
    pub fn replace(&self, text: &str, mut words: impl FnMut(&Captures<'_>, &str) -> String) -> String {
        let mut replaced = String::with_capacity(text.len());
        let mut done = 0;
        for found in self.0.captures_iter(text) {
            // A text on which the pattern backtracks without end is read as it stands from there on.
            let Ok(captures) = found else { break };
            let Some(whole) = captures.get(0) else { break };
            replaced.push_str(&text[done..whole.start()]);
            replaced.push_str(&words(&captures, &text[whole.end()..]));
            done = whole.end();
        }
        replaced.push_str(&text[done..]);
        replaced
    }
}

/// A group of a match; empty where it did not take part.
pub fn group<'t>(captures: &Captures<'t>, index: usize) -> &'t str {
    captures.get(index).map_or("", |found| found.as_str())
}

/// A group that is a small number; 0 where it is none.
pub fn number(captures: &Captures<'_>, index: usize) -> u64 {
    group(captures, index).parse().unwrap_or(0)
}

/// A pattern that matches any of `words`, the longest first.
pub fn any_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.iter().map(|word| fancy_regex::escape(word)).collect::<Vec<_>>().join("|")
}
