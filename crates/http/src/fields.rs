//! Reading members of a JSON object, with every problem noted under the member's path.

use colloquy_app::{AppError, FieldProblem};
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Problems told at once; a client that has more sees the rest next time. A small body can hold a million.
pub const MOST_PROBLEMS: usize = 50;

/// A JSON object, where it stands in the body, and the problems found so far: at most [`MOST_PROBLEMS`].
pub struct Fields<'a> {
    object: &'a Map<String, Value>,
    path: String,
    problems: Vec<FieldProblem>,
}

impl<'a> Fields<'a> {
    /// The members of the request's body; a body that is no object is refused.
    pub fn of_body(body: &'a Value) -> Result<Self, AppError> {
        Self::of(body, "")
            .ok_or_else(|| AppError::malformed("body", "invalid_type", "the body must be a JSON object"))
    }

    /// Refuses the request where anything was wrong.
    pub fn finish(self) -> Result<(), AppError> {
        if self.problems.is_empty() { Ok(()) } else { Err(AppError::Malformed(self.problems)) }
    }

    /// Whether so much is wrong that no further problem is noted.
    fn is_full(&self) -> bool {
        self.problems.len() >= MOST_PROBLEMS
    }

    /// The members of `value`, which stands at `path`; none where it is no object.
    #[must_use]
    pub fn of(value: &'a Value, path: &str) -> Option<Self> {
        value.as_object().map(|object| Self { object, path: path.to_owned(), problems: Vec::new() })
    }

    /// The member's path in the body.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// Where it stands in the body; empty for the body itself.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.path
    }

    /// Notes a problem with a member.
    pub fn refuse(&mut self, name: &str, code: &'static str, rule: &str) {
        if self.is_full() {
            return;
        }
        let field = self.path(name);
        self.problems.push(FieldProblem::new(field.clone(), code, format!("{field} {rule}")));
    }

    /// Refuses members that are none of `known`: where what is left out means "all", a misspelt name would mean it, too.
    pub fn only(&mut self, known: &[&str]) {
        let unknown = self.object.keys().filter(|name| !known.contains(&name.as_str()));
        for name in unknown.cloned().collect::<Vec<_>>() {
            self.refuse(
                &name,
                "unknown_field",
                &format!("is not known here; known are {}", known.join(", ")),
            );
        }
    }

    /// Whether the member is there and null, by which a change clears it.
    #[must_use]
    pub fn is_null(&self, name: &str) -> bool {
        self.object.get(name).is_some_and(Value::is_null)
    }

    /// The member's value; null counts as left out.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// Notes a required member that is not there.
    pub fn require(&mut self, name: &str) {
        if self.value(name).is_none() {
            self.refuse(name, "required", "is required");
        }
    }

    /// A string of so many code points, none of them U+0000: PostgreSQL keeps no text that has it.
    pub fn string(&mut self, name: &str, shortest: usize, longest: usize) -> Option<&'a str> {
        let value = self.value(name)?;
        let Some(text) = value.as_str() else {
            self.refuse(name, "invalid_type", "must be a string");
            return None;
        };
        if text.contains('\0') {
            self.refuse(name, "invalid_characters", "must not contain the character U+0000");
            return None;
        }
        let length = text.chars().count();
        if length < shortest || length > longest {
            let rule = match shortest {
                0 => format!("must have at most {longest} characters"),
                _ => format!("must have {shortest} to {longest} characters"),
            };
            self.refuse(name, "invalid_length", &rule);
            return None;
        }
        Some(text)
    }

    /// true or false.
    pub fn boolean(&mut self, name: &str) -> Option<bool> {
        let value = self.value(name)?;
        if !value.is_boolean() {
            self.refuse(name, "invalid_type", "must be true or false");
        }
        value.as_bool()
    }

    /// A number.
    pub fn number(&mut self, name: &str) -> Option<f64> {
        let value = self.value(name)?;
        if !value.is_number() {
            self.refuse(name, "invalid_type", "must be a number");
        }
        value.as_f64()
    }

    /// A whole number.
    pub fn integer(&mut self, name: &str) -> Option<i64> {
        let value = self.value(name)?;
        // 1.0 is a whole number in JSON.
        let whole = value.as_i64().or_else(|| {
            value
                .as_f64()
                .filter(|number| number.fract() == 0.0 && number.abs() < 9.0e15)
                .map(|number| number as i64)
        });
        if whole.is_none() {
            self.refuse(name, "invalid_type", "must be a whole number");
        }
        whole
    }

    /// An ISO 8601 date and time with its offset.
    pub fn instant(&mut self, name: &str) -> Option<OffsetDateTime> {
        let text = self.string(name, 1, 64)?;
        let Ok(instant) = OffsetDateTime::parse(text, &Rfc3339) else {
            self.refuse(
                name,
                "invalid_format",
                "must be an ISO 8601 date and time with its offset, such as 2026-05-13T14:00:00Z",
            );
            return None;
        };
        // Later additions of at most a week must stay within what a calendar can hold.
        if !(1900..=9998).contains(&instant.year()) {
            self.refuse(name, "invalid_range", "must lie between the years 1900 and 9998");
            return None;
        }
        Some(instant.to_offset(time::UtcOffset::UTC))
    }

    /// An array of at most so many items.
    pub fn array(&mut self, name: &str, most: usize) -> Option<&'a [Value]> {
        let value = self.value(name)?;
        let Some(items) = value.as_array() else {
            self.refuse(name, "invalid_type", "must be an array");
            return None;
        };
        if items.len() > most {
            self.refuse(name, "invalid_length", &format!("must have at most {most} items"));
            return None;
        }
        Some(items)
    }

    /// An array of at most so many strings of so many code points each, none of them U+0000.
    pub fn strings(&mut self, name: &str, most: usize, longest: usize) -> Option<Vec<String>> {
        let items = self.array(name, most)?;
        let texts: Vec<String> = items.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        if texts.len() < items.len() || texts.iter().any(|text| text.chars().count() > longest) {
            let rule = format!("must hold strings of at most {longest} characters only");
            self.refuse(name, "invalid_type", &rule);
            return None;
        }
        if texts.iter().any(|text| text.contains('\0')) {
            self.refuse(name, "invalid_characters", "must not contain the character U+0000");
            return None;
        }
        Some(texts)
    }

    /// What `read` makes of each object of an array of at most so many. Ends early when too much is wrong to
    /// note: a request that is refused anyway need not be read to its end.
    pub fn items<T>(
        &mut self,
        name: &str,
        most: usize,
        mut read: impl FnMut(&mut Fields<'a>) -> T,
    ) -> Vec<T> {
        let values = self.array(name, most).unwrap_or_default();
        let mut found = Vec::new();
        for (position, value) in values.iter().enumerate() {
            if self.is_full() {
                break;
            }
            let place = format!("{name}[{position}]");
            match Fields::of(value, &self.path(&place)) {
                Some(mut item) => {
                    found.push(read(&mut item));
                    self.adopt(item);
                }
                None => self.refuse(&place, "invalid_type", "must be an object"),
            }
        }
        found
    }

    /// Takes over the problems of a part.
    pub fn adopt(&mut self, part: Fields<'a>) {
        let room = MOST_PROBLEMS.saturating_sub(self.problems.len());
        self.problems.extend(part.problems.into_iter().take(room));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn codes(fields: Fields<'_>) -> Vec<(String, &'static str)> {
        match fields.finish() {
            Err(AppError::Malformed(problems)) => {
                problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_text_with_a_null_character_is_refused_by_name() {
        let body = json!({ "title": "a\u{0}b", "words": ["fine", "\u{0}"], "when": "\u{0}", "tab": "a\tb" });
        let mut fields = Fields::of_body(&body).unwrap();
        assert_eq!(fields.string("title", 1, 10), None);
        assert_eq!(fields.strings("words", 10, 10), None);
        assert_eq!(fields.instant("when"), None);
        assert_eq!(fields.string("tab", 1, 10), Some("a\tb"));
        let expected = ["title", "words", "when"].map(|name| (name.to_owned(), "invalid_characters"));
        assert_eq!(codes(fields), expected);
    }

    #[test]
    fn a_member_that_is_not_known_is_refused_by_name() {
        let body = json!({ "kinds": [], "kind": [] });
        let mut fields = Fields::of_body(&body).unwrap();
        fields.only(&["kinds", "search"]);
        assert_eq!(codes(fields), [("kind".to_owned(), "unknown_field")]);
    }

    #[test]
    fn only_so_many_problems_are_noted() {
        let body = json!({ "rows": vec![json!({ "cells": vec![0; 100] }); 100], "numbers": vec![0; 100] });
        let mut fields = Fields::of_body(&body).unwrap();
        let mut read = 0;
        fields.items("rows", 1_000, |row| {
            read += 1;
            row.items("cells", 1_000, |_| ());
        });
        fields.items("numbers", 1_000, |_| ());
        fields.require("name");
        assert_eq!(read, 1, "the first row has problems enough");
        assert_eq!(codes(fields).len(), MOST_PROBLEMS);
    }
}
