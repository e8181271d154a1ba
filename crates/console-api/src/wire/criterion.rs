//! Answers to criteria, in requests and in answers.

use colloquy_domain::scorecard as domain;
use serde::Serialize;
use utoipa::ToSchema;

use super::words;

/// An answer to a criterion.
#[derive(Serialize, ToSchema)]
pub struct CriterionAnswer {
    /// `not_applicable` where the question does not arise.
    #[schema(value_type = words::CriterionAnswerType)]
    #[serde(rename = "type")]
    kind: &'static str,
    /// The place on a scale or the label of an option; null otherwise.
    value: Option<CriterionAnswerValue>,
}

/// A place on a scale, or the label of an option.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum CriterionAnswerValue {
    /// A place on a scale.
    Place(i64),
    /// The label of an option.
    Label(String),
}

impl CriterionAnswer {
    /// Renders it.
    pub fn of(answer: &domain::Answer) -> Self {
        let (kind, value) = match answer {
            domain::Answer::Yes => ("yes", None),
            domain::Answer::No => ("no", None),
            domain::Answer::Scale(place) => ("scale", Some(CriterionAnswerValue::Place(*place))),
            domain::Answer::Choice(label) => ("choice", Some(CriterionAnswerValue::Label(label.clone()))),
            domain::Answer::NotApplicable => ("not_applicable", None),
        };
        Self { kind, value }
    }
}
