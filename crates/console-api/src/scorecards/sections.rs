//! Sections and criteria: how they are read from bodies, and how they look in answers. Both are the same.

use colloquy_domain::scorecard::{ChoiceOption, Criterion, CriterionKind, Section};
use colloquy_http::Fields;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::words;

/// No text may be longer; the rules on each are the use case's and stricter.
const LONGEST_TEXT: usize = 10_000;
/// Most items of any list; the rules on each are the use case's and stricter.
const MOST_ITEMS: usize = 100;

/// Criteria that belong together.
#[derive(Serialize, ToSchema)]
pub struct ScorecardSection {
    /// Its title.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: String,
    /// In their order; all sections together have at most 100.
    #[schema(min_items = 1, max_items = 100)]
    criteria: Vec<ScorecardCriterion>,
}

/// Something that a conversation is scored by.
#[derive(Serialize, ToSchema)]
pub struct ScorecardCriterion {
    /// Unique in the scorecard and the same in all versions.
    #[schema(pattern = "^[a-z0-9_]{1,64}$")]
    id: String,
    /// A few words for a table.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    name: String,
    /// The question that is asked of the conversation.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S")]
    question: String,
    /// How to decide: what counts and what does not.
    #[schema(max_length = 2000)]
    guidance: Option<String>,
    #[schema(value_type = words::CriterionKind)]
    kind: &'static str,
    /// The worst place of a scale. Only with the kind `scale`, and required there.
    #[schema(minimum = -1000, maximum = 1000)]
    lowest: Option<i64>,
    /// The best place of a scale, 1 to 10 above the worst. Only with the kind `scale`, and required there.
    #[schema(minimum = -999, maximum = 1010)]
    highest: Option<i64>,
    /// The answers of a choice, with different labels. Only with the kind `choice`, and required there.
    #[schema(min_items = 2, max_items = 20)]
    options: Option<Vec<ScorecardOption>>,
    /// When the question does not arise, in words; null where it always does.
    #[schema(max_length = 500)]
    not_applicable_when: Option<String>,
    /// How much it counts in the score; 1 where it is left out.
    #[schema(exclusive_minimum = 0, maximum = 1000, required = false)]
    weight: f64,
    /// Whether failing it fails the conversation, whose score is then 0; false where it is left out.
    #[schema(required = false)]
    is_critical: bool,
}

/// An answer of a choice.
#[derive(Serialize, ToSchema)]
pub struct ScorecardOption {
    /// The answer.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    label: String,
    /// What it is worth.
    #[schema(minimum = 0, maximum = 1)]
    points: f64,
}

impl ScorecardSection {
    /// Renders it.
    pub fn of(section: &Section) -> Self {
        Self { name: section.name.clone(), criteria: section.criteria.iter().map(shown).collect() }
    }
}

fn shown(criterion: &Criterion) -> ScorecardCriterion {
    let (kind, lowest, highest, options) = match &criterion.kind {
        CriterionKind::YesNo => ("yes_no", None, None, None),
        CriterionKind::Scale { lowest, highest } => ("scale", Some(*lowest), Some(*highest), None),
        CriterionKind::Choice { options } => ("choice", None, None, Some(options)),
    };
    let option =
        |option: &ChoiceOption| ScorecardOption { label: option.label.clone(), points: option.points };
    ScorecardCriterion {
        id: criterion.id.clone(),
        name: criterion.name.clone(),
        question: criterion.question.clone(),
        guidance: criterion.guidance.clone(),
        kind,
        lowest,
        highest,
        options: options.map(|options| options.iter().map(option).collect()),
        not_applicable_when: criterion.not_applicable_when.clone(),
        weight: criterion.weight,
        is_critical: criterion.is_critical,
    }
}

/// Reads the member `sections`; none where it is left out. What is wrong is noted in `fields`.
pub fn read(fields: &mut Fields<'_>) -> Option<Vec<Section>> {
    fields.value("sections")?;
    Some(items(fields, "sections", section))
}

fn section(fields: &mut Fields<'_>) -> Option<Section> {
    fields.require("name");
    fields.require("criteria");
    let name = fields.string("name", 0, LONGEST_TEXT).map(str::to_owned);
    let criteria = items(fields, "criteria", criterion);
    Some(Section { name: name?, criteria })
}

fn criterion(fields: &mut Fields<'_>) -> Option<Criterion> {
    for name in ["id", "name", "question", "kind"] {
        fields.require(name);
    }
    let mut text = |name: &str| fields.string(name, 0, LONGEST_TEXT).map(str::to_owned);
    let (id, name, question) = (text("id"), text("name"), text("question"));
    let (guidance, not_applicable_when) = (text("guidance"), text("not_applicable_when"));
    let kind = kind(fields);
    for (name, rule) in [("weight", "must be a number"), ("is_critical", "must be true or false")] {
        if fields.is_null(name) {
            fields.refuse(name, "invalid_type", rule);
        }
    }
    let weight = fields.number("weight").unwrap_or(1.0);
    let is_critical = fields.boolean("is_critical").unwrap_or(false);
    Some(Criterion {
        id: id?,
        name: name?,
        question: question?,
        guidance,
        kind: kind?,
        not_applicable_when,
        weight,
        is_critical,
    })
}

fn kind(fields: &mut Fields<'_>) -> Option<CriterionKind> {
    let word = fields.string("kind", 0, LONGEST_TEXT)?;
    let own: &[&str] = match word {
        "yes_no" => &[],
        "scale" => &["lowest", "highest"],
        "choice" => &["options"],
        _ => {
            fields.refuse("kind", "unknown_value", "must be yes_no, scale or choice");
            return None;
        }
    };
    for name in ["lowest", "highest", "options"] {
        match (own.contains(&name), fields.value(name).is_some()) {
            (true, false) => {
                fields.refuse(name, "required", &format!("is required where the kind is {word}"));
            }
            (false, true) => {
                fields.refuse(name, "not_allowed", &format!("does not go with the kind {word}"));
            }
            (true, true) | (false, false) => {}
        }
    }
    match word {
        "scale" => {
            let (lowest, highest) = (fields.integer("lowest"), fields.integer("highest"));
            Some(CriterionKind::Scale { lowest: lowest?, highest: highest? })
        }
        "choice" => Some(CriterionKind::Choice { options: items(fields, "options", option) }),
        _ => Some(CriterionKind::YesNo),
    }
}

fn option(fields: &mut Fields<'_>) -> Option<ChoiceOption> {
    fields.require("label");
    fields.require("points");
    let label = fields.string("label", 0, LONGEST_TEXT).map(str::to_owned);
    let points = fields.number("points");
    Some(ChoiceOption { label: label?, points: points? })
}

/// What `read` makes of each object of a list that must not be empty. Whatever it makes nothing of, it has refused.
fn items<T>(fields: &mut Fields<'_>, name: &str, read: fn(&mut Fields<'_>) -> Option<T>) -> Vec<T> {
    if fields.value(name).and_then(serde_json::Value::as_array).is_some_and(Vec::is_empty) {
        fields.refuse(name, "invalid_length", "must have at least one item");
    }
    fields.items(name, MOST_ITEMS, read).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_app::AppError;
    use serde_json::{Value, json};

    fn read_all(sections: Value) -> Result<Vec<Section>, Vec<(String, &'static str)>> {
        let body = json!({ "sections": sections });
        let mut fields = Fields::of_body(&body).unwrap();
        let found = read(&mut fields).unwrap_or_default();
        match fields.finish() {
            Ok(()) => Ok(found),
            Err(AppError::Malformed(problems)) => {
                Err(problems.into_iter().map(|problem| (problem.field, problem.code)).collect())
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn what_is_shown_can_be_sent_back() {
        let options = json!([{ "label": "half", "points": 0.5 }, { "label": "full", "points": 1 }]);
        let sections = read_all(json!([{ "name": "All", "criteria": [
            { "id": "greeted", "name": "Greeting", "question": "Was there one?", "kind": "yes_no" },
            { "id": "tone", "name": "Tone", "question": "How kind?", "kind": "scale", "lowest": 1, "highest": 5.0,
              "weight": 2.5, "is_critical": true, "guidance": "Listen.", "not_applicable_when": "nobody spoke" },
            { "id": "solved", "name": "Solved", "question": "How much?", "kind": "choice", "options": options },
        ] }]))
        .unwrap();
        let [first, second, third] = sections[0].criteria.as_slice() else { panic!("three criteria") };
        assert_eq!((&first.kind, first.weight, first.is_critical), (&CriterionKind::YesNo, 1.0, false));
        assert_eq!(second.kind, CriterionKind::Scale { lowest: 1, highest: 5 });
        assert_eq!((second.weight, second.is_critical), (2.5, true));
        assert!(matches!(&third.kind, CriterionKind::Choice { options } if options[1].points == 1.0));
        let shown: Vec<ScorecardSection> = sections.iter().map(ScorecardSection::of).collect();
        assert_eq!(read_all(json!(shown)).unwrap(), sections);
    }

    #[test]
    fn what_is_wrong_is_named_by_its_place() {
        let criterion = |more: Value| {
            let mut whole = json!({ "id": "a", "name": "A", "question": "A?", "kind": "yes_no" });
            whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            whole
        };
        let wrong = read_all(json!([{ "name": "One", "criteria": [
            criterion(json!({ "weight": null, "lowest": 1 })),
            criterion(json!({ "kind": "scale", "lowest": 1.5 })),
            criterion(json!({ "kind": "choice", "options": [{ "label": "x" }] })),
            criterion(json!({ "kind": "maybe" })),
        ] }, { "criteria": [] }]));
        let of = |place: &str, code| (format!("sections[0].criteria{place}"), code);
        let expected = vec![
            of("[0].lowest", "not_allowed"),
            of("[0].weight", "invalid_type"),
            of("[1].highest", "required"),
            of("[1].lowest", "invalid_type"),
            of("[2].options[0].points", "required"),
            of("[3].kind", "unknown_value"),
            ("sections[1].name".to_owned(), "required"),
            ("sections[1].criteria".to_owned(), "invalid_length"),
        ];
        assert_eq!(wrong, Err(expected));
        assert_eq!(read_all(json!([])), Err(vec![("sections".to_owned(), "invalid_length")]));
    }
}
