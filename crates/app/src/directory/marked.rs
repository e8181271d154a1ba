//! Addresses, numbers and domains, of which one is the primary one.

use crate::FieldProblem;

/// One of several addresses, numbers or domains, as a client gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The value.
    pub value: String,
    /// Whether it is the primary one; the first is, where none is marked.
    pub is_primary: bool,
}

/// The values in normal form, each once, the primary one first. `rule` says what a value must be.
pub(super) fn in_normal_form(
    field: &str,
    rule: &str,
    given: &[Marked],
    normalise: impl Fn(&str) -> Option<String>,
    problems: &mut Vec<FieldProblem>,
) -> Vec<String> {
    let marked = given.iter().filter(|one| one.is_primary).count();
    if marked > 1 {
        let message = format!("{field} must have at most one that is primary");
        problems.push(FieldProblem::new(field, "multiple_primary", message));
    }
    let mut values: Vec<String> = Vec::new();
    for (position, one) in given.iter().enumerate() {
        let Some(value) = normalise(&one.value) else {
            let place = format!("{field}[{position}]");
            let message = format!("{place} {rule}");
            problems.push(FieldProblem::new(place, "invalid_format", message));
            continue;
        };
        let known = values.iter().position(|known| *known == value);
        if one.is_primary {
            known.map(|known| values.remove(known));
            values.insert(0, value);
        } else if known.is_none() {
            values.push(value);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(given: &[(&str, bool)]) -> (Vec<String>, Vec<(String, &'static str)>) {
        let given: Vec<Marked> = given
            .iter()
            .map(|(value, is_primary)| Marked { value: (*value).to_owned(), is_primary: *is_primary })
            .collect();
        let normalise = |text: &str| text.contains('@').then(|| text.to_lowercase());
        let mut problems = Vec::new();
        let values = in_normal_form("emails", "must be an address", &given, normalise, &mut problems);
        (values, problems.into_iter().map(|problem| (problem.field, problem.code)).collect())
    }

    #[test]
    fn the_primary_one_comes_first_and_each_comes_once() {
        assert_eq!(read(&[("A@x", false), ("b@x", true), ("a@X", false)]).0, ["b@x", "a@x"]);
        assert_eq!(read(&[("a@x", false), ("b@x", false), ("A@x", true)]).0, ["a@x", "b@x"]);
        assert_eq!(read(&[("a@x", false), ("b@x", false)]), (vec!["a@x".into(), "b@x".into()], vec![]));
        assert_eq!(read(&[]), (vec![], vec![]));
    }

    #[test]
    fn what_is_wrong_is_named_by_its_place() {
        let (_, problems) = read(&[("a@x", true), ("b", false), ("c@x", true)]);
        assert_eq!(
            problems,
            [("emails".to_owned(), "multiple_primary"), ("emails[1]".to_owned(), "invalid_format")]
        );
    }
}
