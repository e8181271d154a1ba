//! Rules on what a scorecard may be.

use colloquy_domain::scorecard::{Criterion, CriterionKind, Section, problems};

use crate::{AppError, FieldProblem};

/// Longest texts, in characters.
const LONGEST_NAME: usize = 200;
const LONGEST_DESCRIPTION: usize = 2_000;
const LONGEST_QUESTION: usize = 500;
const LONGEST_GUIDANCE: usize = 2_000;
const LONGEST_CONDITION: usize = 500;
const LONGEST_LABEL: usize = 100;

/// Most sections, so that empty ones do not make a document of any size.
const MOST_SECTIONS: usize = 100;

/// Every rule on values, all told at once.
pub(super) fn check(name: &str, description: Option<&str>, sections: &[Section]) -> Result<(), AppError> {
    let mut found = Problems(Vec::new());
    found.text("name", name, LONGEST_NAME);
    found.optional("description", description, LONGEST_DESCRIPTION);
    if sections.len() > MOST_SECTIONS {
        found.add("sections", "invalid_length", "must be at most 100");
    }
    for (place, rule) in problems(sections) {
        found.add(&place, "invalid_value", rule);
    }
    for (outer, section) in sections.iter().enumerate() {
        found.text(&format!("sections[{outer}].name"), &section.name, LONGEST_NAME);
        for (inner, criterion) in section.criteria.iter().enumerate() {
            found.criterion(&format!("sections[{outer}].criteria[{inner}]"), criterion);
        }
    }
    if found.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(found.0)) }
}

struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, field: &str, code: &'static str, rule: &str) {
        self.0.push(FieldProblem::new(field, code, format!("{field} {rule}")));
    }

    /// A text that must not be blank.
    fn text(&mut self, field: &str, text: &str, longest: usize) {
        if text.trim().is_empty() || text.chars().count() > longest {
            self.add(field, "invalid_length", &format!("must have 1 to {longest} characters"));
        }
    }

    fn optional(&mut self, field: &str, text: Option<&str>, longest: usize) {
        if text.is_some_and(|text| text.chars().count() > longest) {
            self.add(field, "invalid_length", &format!("must have at most {longest} characters"));
        }
    }

    fn criterion(&mut self, place: &str, criterion: &Criterion) {
        self.text(&format!("{place}.name"), &criterion.name, LONGEST_NAME);
        self.text(&format!("{place}.question"), &criterion.question, LONGEST_QUESTION);
        self.optional(&format!("{place}.guidance"), criterion.guidance.as_deref(), LONGEST_GUIDANCE);
        let condition = criterion.not_applicable_when.as_deref();
        self.optional(&format!("{place}.not_applicable_when"), condition, LONGEST_CONDITION);
        if let CriterionKind::Choice { options } = &criterion.kind
            && options.iter().any(|option| option.label.chars().count() > LONGEST_LABEL)
        {
            let rule = format!("must have labels of at most {LONGEST_LABEL} characters");
            self.add(&format!("{place}.options"), "invalid_length", &rule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::scorecard::default_scorecards;

    #[test]
    fn every_problem_is_named_by_its_place() {
        let [support, _] = default_scorecards();
        assert!(check(support.name, Some(support.description), &support.sections).is_ok());
        let mut sections = support.sections;
        sections[0].name = " ".into();
        sections[1].criteria[0].question = "?".repeat(501);
        sections[1].criteria[1].weight = 0.0;
        let Err(AppError::Invalid(found)) = check("", None, &sections) else { panic!("it is refused") };
        let fields: Vec<&str> = found.iter().map(|problem| problem.field.as_str()).collect();
        let expected = [
            "name",
            "sections[1].criteria[1].weight",
            "sections[0].name",
            "sections[1].criteria[0].question",
        ];
        assert_eq!(fields, expected);
        assert!(found.iter().all(|problem| problem.message.starts_with(&problem.field)), "{found:?}");
    }
}
