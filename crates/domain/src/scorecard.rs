//! What conversations are scored by: sections of criteria, in versions that never change.

mod defaults;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Instant, ScorecardId, WorkspaceId};

pub use self::defaults::{DefaultScorecard, SALES, SUPPORT, default_scorecards};

/// Most criteria of a scorecard, all sections together.
pub const MOST_CRITERIA: usize = 100;

/// A scorecard: its newest version is what new evaluations use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// The id.
    pub id: ScorecardId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Name, unique in the workspace among those that are not deleted.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether new projects use it where they name none. Exactly one of a workspace does.
    pub is_default: bool,
    /// The newest version, from 1.
    pub version: u64,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// One state of a scorecard's criteria.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScorecardVersion {
    /// Of which.
    pub scorecard_id: ScorecardId,
    /// From 1, without gaps.
    pub number: u64,
    /// The criteria by section.
    pub sections: Vec<Section>,
    /// When made.
    pub created_at: Instant,
}

impl ScorecardVersion {
    /// All criteria in their order.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.sections.iter().flat_map(|section| &section.criteria)
    }

    /// The criterion with that id.
    #[must_use]
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria().find(|criterion| criterion.id == id)
    }
}

/// Criteria that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Its title.
    pub name: String,
    /// In their order.
    pub criteria: Vec<Criterion>,
}

/// Something that a conversation is scored by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// Unique in the scorecard and the same in all versions: lower-case letters, digits and underscores.
    pub id: String,
    /// A few words for a table.
    pub name: String,
    /// The question that is asked of the conversation.
    pub question: String,
    /// How to decide: what counts and what does not.
    pub guidance: Option<String>,
    /// What answers it takes.
    #[serde(flatten)]
    pub kind: CriterionKind,
    /// When the question does not arise, in words; none where it always does.
    pub not_applicable_when: Option<String>,
    /// How much it counts, above 0, in the weighted score.
    pub weight: f64,
    /// Whether failing it fails the conversation: the weighted score is then 0.
    pub is_critical: bool,
}

/// What answers a criterion takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CriterionKind {
    /// Yes is right, no is wrong.
    YesNo,
    /// A whole number; the greatest is best.
    Scale {
        /// The worst.
        lowest: i64,
        /// The best, above the worst, at most 10 above it.
        highest: i64,
    },
    /// One of some answers.
    Choice {
        /// At least two.
        options: Vec<ChoiceOption>,
    },
}

/// An answer of a choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// The answer, unique in the criterion.
    pub label: String,
    /// What it is worth: 0 to 1.
    pub points: f64,
}

/// The share of the points from which on a criterion counts as passed.
pub const PASS_SHARE: f64 = 0.6;

/// An answer to a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// A place on the scale.
    Scale(i64),
    /// The label of an option.
    Choice(String),
    /// The question does not arise.
    NotApplicable,
}

impl Criterion {
    /// What an answer is worth, 0 to 1; none where the question does not arise. An answer that the criterion does not
    /// take is worth nothing and is an error.
    pub fn points(&self, answer: &Answer) -> Result<Option<f64>, WrongAnswer> {
        match (&self.kind, answer) {
            (_, Answer::NotApplicable) => Ok(None),
            (CriterionKind::YesNo, Answer::Yes) => Ok(Some(1.0)),
            (CriterionKind::YesNo, Answer::No) => Ok(Some(0.0)),
            (CriterionKind::Scale { lowest, highest }, Answer::Scale(place))
                if (lowest..=highest).contains(&place) =>
            {
                Ok(Some((place - lowest) as f64 / (highest - lowest) as f64))
            }
            (CriterionKind::Choice { options }, Answer::Choice(label)) => options
                .iter()
                .find(|option| option.label == *label)
                .map(|option| Some(option.points))
                .ok_or(WrongAnswer),
            _ => Err(WrongAnswer),
        }
    }
}

/// The criterion does not take this answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongAnswer;

/// What is wrong with a scorecard's sections: path of the member (`sections[0].criteria[1].weight`) and rule. Texts'
/// lengths are the edge's business.
#[must_use]
pub fn problems(sections: &[Section]) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    if sections.iter().all(|section| section.criteria.is_empty()) {
        found.push(("sections".to_owned(), "must hold at least one criterion"));
    }
    if sections.iter().map(|section| section.criteria.len()).sum::<usize>() > MOST_CRITERIA {
        found.push(("sections".to_owned(), "must hold at most 100 criteria"));
    }
    for (outer, section) in sections.iter().enumerate() {
        for (inner, criterion) in section.criteria.iter().enumerate() {
            let place = format!("sections[{outer}].criteria[{inner}]");
            criterion_problems(criterion, &place, &mut found);
            if !seen.insert(criterion.id.as_str()) {
                found.push((format!("{place}.id"), "must be unique in the scorecard"));
            }
        }
    }
    found
}

fn criterion_problems(criterion: &Criterion, place: &str, found: &mut Vec<(String, &'static str)>) {
    let is_id = |text: &str| {
        (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    if !is_id(&criterion.id) {
        found.push((format!("{place}.id"), "must have 1 to 64 lower-case letters, digits and underscores"));
    }
    if !(criterion.weight > 0.0 && criterion.weight <= 1_000.0) {
        found.push((format!("{place}.weight"), "must be above 0 and at most 1000"));
    }
    match &criterion.kind {
        CriterionKind::YesNo => {}
        CriterionKind::Scale { lowest, highest } => {
            let is_sound = (-1_000..=1_000).contains(lowest)
                && highest.checked_sub(*lowest).is_some_and(|width| (1..=10).contains(&width));
            if !is_sound {
                found.push((
                    format!("{place}.highest"),
                    "must be 1 to 10 above lowest, which lies within ±1000",
                ));
            }
        }
        CriterionKind::Choice { options } => {
            let labels: BTreeSet<&str> = options.iter().map(|option| option.label.trim()).collect();
            if !(2..=20).contains(&options.len()) || labels.len() != options.len() || labels.contains("") {
                found.push((format!("{place}.options"), "must be 2 to 20 options with different labels"));
            }
            if options.iter().any(|option| !(0.0..=1.0).contains(&option.points)) {
                found.push((format!("{place}.options"), "must have points from 0 to 1"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criterion(kind: CriterionKind) -> Criterion {
        Criterion {
            id: "greeted".into(),
            name: "Greeting".into(),
            question: "Did the agent greet?".into(),
            guidance: None,
            kind,
            not_applicable_when: None,
            weight: 1.0,
            is_critical: false,
        }
    }

    #[test]
    fn every_kind_gives_points_for_its_own_answers_only() {
        let scale = criterion(CriterionKind::Scale { lowest: 1, highest: 5 });
        assert_eq!(scale.points(&Answer::Scale(4)), Ok(Some(0.75)));
        assert_eq!(scale.points(&Answer::Scale(6)), Err(WrongAnswer));
        assert_eq!(scale.points(&Answer::Yes), Err(WrongAnswer));
        assert_eq!(scale.points(&Answer::NotApplicable), Ok(None));
        let options = vec![
            ChoiceOption { label: "half".into(), points: 0.5 },
            ChoiceOption { label: "full".into(), points: 1.0 },
        ];
        let choice = criterion(CriterionKind::Choice { options });
        assert_eq!(choice.points(&Answer::Choice("half".into())), Ok(Some(0.5)));
        assert_eq!(choice.points(&Answer::Choice("none".into())), Err(WrongAnswer));
        assert_eq!(criterion(CriterionKind::YesNo).points(&Answer::No), Ok(Some(0.0)));
    }

    #[test]
    fn what_is_wrong_is_named_by_its_place() {
        let mut wrong = criterion(CriterionKind::Scale { lowest: 3, highest: 3 });
        wrong.weight = f64::NAN;
        let sections =
            vec![Section { name: "All".into(), criteria: vec![criterion(CriterionKind::YesNo), wrong] }];
        let places: Vec<String> = problems(&sections).into_iter().map(|(place, _)| place).collect();
        let expected = ["weight", "highest", "id"].map(|name| format!("sections[0].criteria[1].{name}"));
        assert_eq!(places, expected);
        assert_eq!(problems(&[])[0].0, "sections");
        let limits = CriterionKind::Scale { lowest: i64::MIN, highest: i64::MAX };
        let sections = vec![Section { name: "All".into(), criteria: vec![criterion(limits)] }];
        assert_eq!(problems(&sections).len(), 1);
    }

    #[test]
    fn the_default_scorecards_are_sound_and_their_criteria_agree() {
        let all = default_scorecards();
        for scorecard in &all {
            assert_eq!(problems(&scorecard.sections), Vec::new(), "{}", scorecard.name);
        }
        assert_eq!(all.iter().filter(|scorecard| scorecard.is_default).count(), 1);
    }
}
