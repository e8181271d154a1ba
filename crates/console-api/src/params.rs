//! Parameters of lists, exports and searches: one reader for all of them.
//!
//! What is misspelt must not be left out silently: whoever narrows a list wrongly would get all of it. A reader
//! therefore knows which names were asked for, and [`Params::finish`] refuses all others, together with whatever else
//! was wrong.

use colloquy_app::{AppError, FieldProblem};
use colloquy_domain::Instant;
use colloquy_domain::filter::{InstantRange, LONGEST_SEARCH, Slice, is_search};
use colloquy_http::{QueryPairs, pairs};

/// Most values of one parameter that are separated by commas.
pub const MOST_VALUES: usize = 25;

/// Longest id that a CRM gives.
const LONGEST_RECORD_ID: usize = 255;

/// Last page that can be asked for: far behind the end of every list.
const MOST_PAGES: u64 = 1_000_000;
/// Most rows of a page.
const MOST_PAGE_SIZE: u64 = 100;
/// Rows of a page where the request does not say.
const USUAL_PAGE_SIZE: u64 = 25;

/// Which page of a list that is read by page numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub number: u64,
    /// Rows of each page.
    pub size: u64,
}

impl Page {
    /// The rows of the page.
    pub fn slice(self) -> Slice {
        Slice { offset: (self.number - 1) * self.size, limit: self.size }
    }
}

/// Reads the parameters of a request one after the other.
pub struct Params<'a> {
    pairs: &'a QueryPairs,
    known: Vec<&'static str>,
    problems: Vec<FieldProblem>,
}

impl<'a> Params<'a> {
    /// Of this query.
    pub fn of(pairs: &'a QueryPairs) -> Self {
        Self { pairs, known: Vec::new(), problems: Vec::new() }
    }

    /// Refuses what was wrong, and parameters that nobody has asked for.
    pub fn finish(mut self) -> Result<(), AppError> {
        let unknown = self.pairs.iter().map(|(name, _)| name).filter(|name| !self.known.contains(name));
        let problems = unknown.map(|name| {
            let name = pairs::echo(name);
            let message = format!("{name} is no parameter here; there are {}", self.known.join(", "));
            FieldProblem::new(name, "unknown_parameter", message)
        });
        let unknown: Vec<FieldProblem> = problems.take(MOST_VALUES).collect();
        self.problems.extend(unknown);
        if self.problems.is_empty() { Ok(()) } else { Err(AppError::Malformed(self.problems)) }
    }

    /// The value of a parameter, as it was given.
    pub fn given(&mut self, name: &'static str) -> Option<&'a str> {
        self.known.push(name);
        match self.pairs.one(name) {
            Ok(value) => value,
            Err(AppError::Malformed(problems)) => {
                self.problems.extend(problems);
                None
            }
            Err(_) => None,
        }
    }

    /// Says what is wrong with a parameter.
    pub fn refuse(&mut self, name: &str, code: &'static str, rule: &str) {
        self.problems.push(FieldProblem::new(name, code, format!("{name} {rule}")));
    }

    /// How many rows are wanted.
    pub fn limit<T: TryFrom<u64>>(&mut self, usual: T, most: u64) -> T {
        self.whole("limit", most).and_then(|limit| T::try_from(limit).ok()).unwrap_or(usual)
    }

    /// Which page is wanted.
    pub fn page(&mut self) -> Page {
        Page {
            number: self.whole("page", MOST_PAGES).unwrap_or(1),
            size: self.whole("page_size", MOST_PAGE_SIZE).unwrap_or(USUAL_PAGE_SIZE),
        }
    }

    fn whole(&mut self, name: &'static str, most: u64) -> Option<u64> {
        let number = self.given(name)?.parse::<u64>().ok().filter(|number| (1..=most).contains(number));
        if number.is_none() {
            self.refuse(name, "invalid_range", &format!("must be a whole number from 1 to {most}"));
        }
        number
    }

    /// One word that `parse` knows; none where the parameter is left out.
    pub fn word<T>(
        &mut self,
        name: &'static str,
        known: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = parse(self.value(name)?);
        if found.is_none() {
            self.refuse(name, "unknown_value", &format!("must be {known}"));
        }
        found
    }

    /// true or false.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        self.word(name, "true or false", |text| text.parse().ok())
    }

    /// One id.
    pub fn id<T>(&mut self, name: &'static str, parse: impl Fn(&str) -> Result<T, AppError>) -> Option<T> {
        let found = parse(self.value(name)?).ok();
        if found.is_none() {
            self.refuse(name, "invalid_format", "must be an id");
        }
        found
    }

    /// A text of 1 to so many characters, as it was given.
    pub fn text(&mut self, name: &'static str, longest: usize) -> Option<String> {
        let text = self.given(name)?;
        if !(1..=longest).contains(&text.chars().count()) {
            self.refuse(name, "invalid_length", &format!("must have 1 to {longest} characters"));
            return None;
        }
        Some(text.to_owned())
    }

    /// Words that `parse` knows; none where the parameter is left out.
    pub fn words<T>(
        &mut self,
        name: &'static str,
        known: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let words: Option<Vec<T>> = self.value(name)?.split(',').map(|word| parse(word.trim())).collect();
        let words = words.filter(|words| words.len() <= MOST_VALUES);
        if words.is_none() {
            self.refuse(name, "unknown_value", &format!("must be {known}, or several separated by commas"));
        }
        words
    }

    /// Ids, each once.
    pub fn ids<T: Ord>(&mut self, name: &'static str, parse: impl Fn(&str) -> Result<T, AppError>) -> Vec<T> {
        let rule = "must be an id, or several separated by commas";
        self.several(name, rule, |text| parse(text).ok())
    }

    /// Ids of a CRM's records, each once.
    pub fn records(&mut self, name: &'static str) -> Vec<String> {
        let rule =
            "must be the id of a CRM's record, of at most 255 characters, or several separated by commas";
        let is_record = |text: &&str| (1..=LONGEST_RECORD_ID).contains(&text.chars().count());
        self.several(name, rule, |text| Some(text).filter(is_record).map(str::to_owned))
    }

    /// An instant with its offset.
    pub fn instant(&mut self, name: &'static str) -> Option<Instant> {
        let instant = pairs::instant(self.value(name)?);
        if instant.is_none() {
            let rule = "must be an ISO 8601 date and time with its offset, such as 2026-05-13T14:00:00Z";
            self.refuse(name, "invalid_format", rule);
        }
        instant
    }

    /// From an instant on, and up to another.
    pub fn range(&mut self, after: &'static str, before: &'static str) -> InstantRange {
        InstantRange { gte: self.instant(after), lt: self.instant(before), ..InstantRange::default() }
    }

    /// Words to be looked for in texts.
    pub fn search(&mut self) -> Option<String> {
        // Searching for nothing leaves nothing out.
        let search = self.value("search").filter(|search| !search.is_empty())?;
        if !is_search(search) {
            let rule = format!("must have at most {LONGEST_SEARCH} characters");
            self.refuse("search", "invalid_length", &rule);
        }
        Some(search.to_owned())
    }

    /// The value of a parameter. One without a value is none of the values that most parameters have: a filter is never
    /// left out silently.
    pub fn value(&mut self, name: &'static str) -> Option<&'a str> {
        self.given(name).map(str::trim)
    }

    fn several<T: Ord>(
        &mut self,
        name: &'static str,
        rule: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.value(name) else { return Vec::new() };
        let parts: Vec<&str> = value.split(',').collect();
        if parts.len() > MOST_VALUES {
            self.refuse(name, "invalid_length", &format!("must have at most {MOST_VALUES} ids"));
            return Vec::new();
        }
        let Some(mut values) = parts.iter().map(|part| read(part.trim())).collect::<Option<Vec<T>>>() else {
            self.refuse(name, "invalid_format", rule);
            return Vec::new();
        };
        values.sort_unstable();
        values.dedup();
        values
    }
}
