//! What is wrong with what somebody configures, all of it at once.

use serde::Serialize;

use crate::{AppError, FieldProblem};

/// Collects what is wrong; each message begins with the field that it is about.
#[derive(Debug, Default)]
pub(crate) struct Refusals(Vec<FieldProblem>);

impl Refusals {
    /// Notes that a field breaks a rule (`must not be blank`).
    pub(crate) fn refuse(&mut self, field: &str, code: &'static str, rule: &str) {
        self.0.push(FieldProblem::new(field, code, format!("{field} {rule}")));
    }

    /// Refuses a text with fewer or more characters.
    pub(crate) fn length(&mut self, field: &str, text: &str, shortest: usize, longest: usize) {
        // Bytes first: most texts are far from the limit, and then nothing has to be counted.
        let is_sound = text.len() >= shortest
            && (text.len() <= longest || text.chars().count() <= longest)
            && (shortest < 2 || text.chars().count() >= shortest);
        if is_sound {
            return;
        }
        let rule = match shortest {
            0 => format!("must have at most {longest} characters"),
            _ => format!("must have {shortest} to {longest} characters"),
        };
        self.refuse(field, "invalid_length", &rule);
    }

    /// Refuses a text with more characters, where there is one.
    pub(crate) fn longest(&mut self, field: &str, text: Option<&str>, longest: usize) {
        if let Some(text) = text {
            self.length(field, text, 0, longest);
        }
    }

    /// Refuses a list with more entries.
    pub(crate) fn count<T>(&mut self, field: &str, list: &[T], most: usize) {
        if list.len() > most {
            self.refuse(field, "too_many", &format!("must have at most {most} entries"));
        }
    }

    /// Refuses a value that is larger than so many bytes of JSON.
    pub(crate) fn json(&mut self, field: &str, value: &impl Serialize, most_bytes: usize) {
        if serde_json::to_vec(value).is_ok_and(|written| written.len() <= most_bytes) {
            return;
        }
        self.refuse(field, "too_large", &format!("must be at most {most_bytes} bytes of JSON"));
    }

    /// Refuses a number that is not from `least` to `most`, where there is one.
    pub(crate) fn range(&mut self, field: &str, number: Option<f64>, least: f64, most: f64) {
        if number.is_some_and(|number| !(least..=most).contains(&number)) {
            self.refuse(field, "out_of_range", &format!("must be from {least} to {most}"));
        }
    }

    /// Nothing, or everything that was noted.
    pub(crate) fn finish(self) -> Result<(), AppError> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Malformed(self.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_in_characters() {
        let is_sound = |text: &str, shortest, longest| {
            let mut refusals = Refusals::default();
            refusals.length("name", text, shortest, longest);
            refusals.finish().is_ok()
        };
        assert!(is_sound("", 0, 3) && is_sound("üüü", 0, 3) && is_sound("ab", 1, 3));
        assert!(!is_sound("", 1, 3) && !is_sound("üüüü", 0, 3) && !is_sound("ü", 2, 3));
    }
}
