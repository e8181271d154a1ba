//! Writes out what the lexicon could not read: times, dates, units, abbreviations, signs. Plain numbers,
//! years, ordinals, dollars and percents are left; the lexicon reads them itself.
//!
//! The order of the rules matters: each takes figures that a later one would misread ("10:30" before "10",
//! "2024-03-01" before "2024-03").

mod amounts;
mod clock;
mod figures;
mod rule;
mod tables;

use std::path::Path;

use self::amounts::Amounts;
use self::clock::Clock;
use self::figures::Figures;
use self::rule::{Rule, any_of, group};
pub use self::tables::Tables;
use crate::error::EngineError;
use crate::synthesis::files;

const TABLES: &str = "normalize.json";
/// Signs that are words only between words; the others are words wherever they stand.
const BETWEEN_WORDS: &str = "=<>~";

/// All rules with their words.
pub struct Normalizer {
    tables: Tables,
    clock: Clock,
    amounts: Amounts,
    figures: Figures,
    title: Rule,
    abbreviation: Rule,
    between: Vec<(Rule, String)>,
    spaced_mark: Rule,
}

impl Normalizer {
    /// Loads `normalize.json` from `folder`.
    pub fn load(folder: &Path) -> Result<Self, EngineError> {
        let tables = files::table(folder, TABLES)?;
        Self::new(tables).map_err(|message| EngineError::Model { path: folder.join(TABLES), message })
    }

    fn new(tables: Tables) -> Result<Self, String> {
        let titles = any_of(tables.titles.keys().map(String::as_str));
        let abbreviations = any_of(tables.abbreviations.keys().map(String::as_str));
        let between = tables.symbols.iter().filter(|(sign, _)| BETWEEN_WORDS.contains(sign.as_str()));
        let between = between
            .map(|(sign, word)| {
                let pattern = format!(r"(?<=\S) ?{} ?(?=\S)", fancy_regex::escape(sign));
                Rule::new(&pattern).map(|rule| (rule, spaced(word)))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            clock: Clock::new(&tables)?,
            amounts: Amounts::new(&tables)?,
            figures: Figures::new(&tables)?,
            title: Rule::new(&format!(r"\b({titles})\.? (?=[A-Z])"))?,
            abbreviation: Rule::new(&format!(r"(?<![\w.])({abbreviations})(?![\w])"))?,
            between,
            spaced_mark: Rule::new(r" +([,.;:!?])")?,
            tables,
        })
    }

    /// Whether `word` is a title that stands before a name, without its period.
    pub fn is_title(&self, word: &str) -> bool {
        self.tables.titles.contains_key(word)
    }

    /// Whether `word` is an abbreviation, with its period.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.tables.abbreviations.contains_key(word)
    }

    /// One sentence as the tokenizer is to see it, on one line with single spaces.
    pub fn normalize(&self, sentence: &str) -> String {
        let tables = &self.tables;
        let text = single_spaced(sentence).replace('’', "'").replace('‒', "-").replace('―', "—");
        let text = self.clock.figures(&text, tables);
        let text = self.amounts.money(&text, tables);
        let text = self.amounts.units(&text, tables);
        let text = self.clock.names(&text, tables);
        let text = self.title.replace(&text, |found, _| {
            format!("{} ", tables.titles.get(group(found, 1)).map_or("", String::as_str))
        });
        let text = self.abbreviation.replace(&text, |found, rest| {
            let written = group(found, 1);
            // The period of the last abbreviation is also that of the sentence.
            let period = if rest.is_empty() && written.ends_with('.') { "." } else { "" };
            format!("{}{period}", tables.abbreviations.get(written).map_or("", String::as_str))
        });
        let text = self.figures.replace(&text, tables);
        let text = self.signs(text);
        self.spaced_mark
            .replace(&single_spaced(&text), |found, _| group(found, 1).to_owned())
            .trim()
            .to_owned()
    }

    fn signs(&self, mut text: String) -> String {
        for (rule, word) in &self.between {
            text = rule.replace(&text, |_, _| word.clone());
        }
        for (sign, word) in &self.tables.symbols {
            if !BETWEEN_WORDS.contains(sign.as_str()) && text.contains(sign.as_str()) {
                text = text.replace(sign.as_str(), &spaced(word));
            }
        }
        text
    }
}

fn spaced(word: &str) -> String {
    if word.is_empty() { " ".to_owned() } else { format!(" {word} ") }
}

/// Words with one space between them; control characters count as spaces.
fn single_spaced(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
