//! From what was heard to an answer, and how sure it is.
//!
//! Yes and no of a workspace's own question count from a probability of 0.7 on, after the model's leaning towards yes was
//! taken off as for signals. A scale's answer is the mean of its places by their probability, and the less sure the
//! wider these are spread. A choice is unsure where its best option is not well ahead.

use colloquy_domain::scorecard::{Answer, ChoiceOption, CriterionKind};

use super::SURE;
use super::interview::{Heard, Inquiry};
use super::ruling::Ruling;
use super::weigh::combined;
use crate::signals::{Opinion, weighed};

/// From this confidence on a place on a scale counts: 1 less the spread as a share of the widest one.
const SURE_OF_SCALE: f64 = 0.5;
/// The same for the best option of a choice, and by how much it has to be ahead.
const SURE_OF_CHOICE: f64 = 0.5;
const CLEAR_LEAD: f64 = 0.2;

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judged {
    pub answer: Option<Answer>,
    pub confidence: f64,
    pub is_unsure: bool,
    pub reasoning: String,
}

impl Judged {
    /// Nothing can be told.
    pub fn none(reasoning: impl Into<String>) -> Self {
        Self { answer: None, confidence: 0.0, is_unsure: true, reasoning: reasoning.into() }
    }
}

/// The answer to a criterion.
pub(super) fn judged(inquiry: &Inquiry<'_>) -> Judged {
    if let Some(failure) = &inquiry.failure {
        tracing::warn!(criterion = inquiry.criterion.id, error = %failure, "a criterion could not be judged");
        let answer = inquiry.ruling.as_ref().map(|ruling| ruling.answer.clone());
        let reasoning = format!("the language model could not be asked this: {failure}");
        return Judged { answer, ..Judged::none(reasoning) };
    }
    if let Some(ruling) = &inquiry.ruling {
        return ruled(ruling, inquiry);
    }
    let absent = inquiry.absent.map(|probability| weighed(probability, Opinion::NoKeywordFound));
    if let (Some(probability), Some(when)) =
        (absent.filter(|absent| *absent >= SURE), inquiry.criterion.not_applicable_when.as_deref())
    {
        return Judged {
            answer: Some(Answer::NotApplicable),
            confidence: probability,
            is_unsure: false,
            reasoning: format!("the language model finds with {} that {}", percent(probability), when.trim()),
        };
    }
    let mut judged = match (&inquiry.heard, &inquiry.criterion.kind) {
        (Heard::Yes(probability), _) => yes_or_no(weighed(*probability, Opinion::NoKeywordFound)),
        (Heard::Shares(sums), CriterionKind::Scale { lowest, .. }) => scale(sums, *lowest),
        (Heard::Shares(sums), CriterionKind::Choice { options }) => choice(sums, options),
        (Heard::Shares(_), CriterionKind::YesNo) | (Heard::Nothing, _) => {
            Judged::none("the language model was not heard")
        }
    };
    if absent.is_some_and(|absent| absent >= 0.5) {
        judged.is_unsure = true;
        judged.reasoning.push_str("; the question may not arise at all");
    }
    judged
}

/// What the rules say, with the model's word beside it. The model alone makes no answer the opposite for good.
fn ruled(ruling: &Ruling, inquiry: &Inquiry<'_>) -> Judged {
    let (other, by_rules, by_model) = match (&ruling.answer, &inquiry.heard) {
        (Answer::Yes, Heard::Yes(probability)) => (Answer::No, ruling.confidence, Some(*probability)),
        (Answer::No, Heard::Yes(probability)) => (Answer::Yes, 1.0 - ruling.confidence, Some(*probability)),
        // Whether it arises was asked, and nothing about what is the case if it does.
        _ => (ruling.answer.clone(), ruling.confidence, inquiry.absent),
    };
    let Some(by_model) = by_model else {
        return Judged {
            answer: Some(ruling.answer.clone()),
            confidence: ruling.confidence,
            is_unsure: ruling.confidence < SURE,
            reasoning: ruling.reasoning.clone(),
        };
    };
    let probability = combined(by_rules, by_model);
    let agreement = if ruling.answer == Answer::No { 1.0 - probability } else { probability };
    let holds = agreement >= 0.5;
    let is_unsure = agreement < SURE;
    let mut reasoning = ruling.reasoning.clone();
    if is_unsure {
        let asked = if ruling.answer == Answer::NotApplicable { " to whether it arises not" } else { "" };
        reasoning.push_str(&format!("; the language model gives yes {}{asked}", percent(by_model)));
    }
    Judged {
        answer: Some(if holds { ruling.answer.clone() } else { other }),
        confidence: agreement.max(1.0 - agreement),
        is_unsure,
        reasoning,
    }
}

fn yes_or_no(probability: f64) -> Judged {
    let is_yes = probability >= 0.5;
    let confidence = probability.max(1.0 - probability);
    let word = if is_yes { "yes" } else { "no" };
    Judged {
        answer: Some(if is_yes { Answer::Yes } else { Answer::No }),
        confidence,
        is_unsure: confidence < SURE,
        reasoning: format!("the language model says {word} with {}", percent(confidence)),
    }
}

fn scale(sums: &[f64], lowest: i64) -> Judged {
    let total: f64 = sums.iter().sum();
    let shares = || sums.iter().zip(0_u32..).map(move |(sum, place)| (sum / total, f64::from(place)));
    let mean: f64 = shares().map(|(share, place)| share * place).sum();
    let variance: f64 = shares().map(|(share, place)| share * (place - mean).powi(2)).sum();
    // Half on the worst and half on the best place is the widest spread that there is.
    let widest = (sums.len().max(2) - 1) as f64 / 2.0;
    let confidence = 1.0 - variance.max(0.0).sqrt() / widest;
    if !mean.is_finite() || !confidence.is_finite() {
        return Judged::none("the language model gives no place on the scale");
    }
    let place = lowest + mean.round() as i64;
    Judged {
        answer: Some(Answer::Scale(place)),
        confidence,
        is_unsure: confidence < SURE_OF_SCALE,
        reasoning: format!("the language model's mean is {:.1} on the scale", lowest as f64 + mean),
    }
}

fn choice(sums: &[f64], options: &[ChoiceOption]) -> Judged {
    let total: f64 = sums.iter().sum();
    let mut ranked: Vec<(f64, usize)> =
        sums.iter().enumerate().map(|(number, sum)| (sum / total, number)).collect();
    // The first of equals.
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let best = ranked.first().and_then(|(share, number)| Some((*share, options.get(*number)?)));
    let Some((share, option)) = best else {
        return Judged::none("the language model gives none of the options");
    };
    let second = ranked.get(1).map_or(0.0, |(share, _)| *share);
    Judged {
        answer: Some(Answer::Choice(option.label.clone())),
        confidence: share,
        is_unsure: share < SURE_OF_CHOICE || share - second < CLEAR_LEAD,
        reasoning: format!("the language model chooses {:?} with {}", option.label, percent(share)),
    }
}

/// `83 %`
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_as_sure_as_its_places_lie_close() {
        let sure = scale(&[0.0, 0.0, 0.1, 0.8, 0.1], 1);
        assert_eq!((sure.answer, sure.is_unsure), (Some(Answer::Scale(4)), false));
        let torn = scale(&[0.5, 0.0, 0.0, 0.0, 0.5], 1);
        assert_eq!((torn.answer, torn.is_unsure, torn.confidence), (Some(Answer::Scale(3)), true, 0.0));
        assert_eq!(scale(&[0.0, 0.0], 0).answer, None);
    }

    #[test]
    fn a_choice_has_to_be_ahead() {
        let options = ["a", "b", "c"].map(|label| ChoiceOption { label: label.into(), points: 0.0 });
        let clear = choice(&[0.2, 1.6, 0.2], &options);
        assert_eq!((clear.answer, clear.is_unsure), (Some(Answer::Choice("b".into())), false));
        assert!(choice(&[0.45, 0.5, 0.05], &options).is_unsure);
    }
}
