//! Metrics that the language model judges.
//!
//! Booleans, classifications and short scales go by the probability of each answer, nothing generated; numbers and
//! texts are generated. The model then says why, and quotes; a quote counts only where it stands in the transcript,
//! and what else supports the answer is found by words and meaning. Of a long conversation each piece is asked:
//! probabilities and scales are averaged, counts added up, numbers taken where first told, texts put together.

mod answer;
mod grounds;
mod material;
mod units;

use colloquy_domain::metric::builtin_by_slug;
use colloquy_domain::metric::{
    BuiltinCalculation, ClassificationOption, Judge, Measured, Role, SupportedContext,
};

use self::grounds::Bench;
use self::material::Material;
use super::subject::{MetricSettings, SIDES, Subject, side_of_role};
use crate::analyst::Analyst;
use crate::error::InsightError;
use crate::offload::offloaded;
use crate::reading::Reading;

/// What a value says that nobody could judge.
const NO_MODEL: &str = "no language model is configured: this metric is judged by one (settings language.url, or the embedded model)";

/// Of what a judgement is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'c> {
    /// Of each side, or of `role` alone, and not of the conversation as a whole.
    pub is_per_participant: bool,
    /// Of that one.
    pub role: Option<Role>,
    /// Of the call, of each entry, of each turn.
    pub contexts: &'c [SupportedContext],
}

/// Asks the language model. Values are errors where none is configured, missing where there is no transcript.
///
/// # Errors
///
/// Where the model is away: nothing was judged, and another attempt may succeed. What is wrong with one question alone
/// stands in its value.
pub async fn judge(
    analyst: &Analyst,
    subject: &Subject<'_>,
    judge: &Judge,
    asked: Asked<'_>,
) -> Result<Vec<Measured>, InsightError> {
    judged(analyst, subject, judge, asked, &Material::default()).await
}

/// Asks one of the built-in questions; none where the slug is none of these.
///
/// # Errors
///
/// As [`judge`].
pub async fn judge_builtin(
    analyst: &Analyst,
    subject: &Subject<'_>,
    settings: &MetricSettings,
    slug: &str,
) -> Result<Option<Vec<Measured>>, InsightError> {
    let Some(metric) = builtin_by_slug(slug) else { return Ok(None) };
    let BuiltinCalculation::Judge { prompt, options, scale } = metric.calculation else { return Ok(None) };
    let options = options.iter().zip(0..).map(|((label, description), display_order)| ClassificationOption {
        label: (*label).to_owned(),
        description: (*description).to_owned(),
        display_order,
    });
    let question = Judge {
        prompt: prompt.to_owned(),
        output: metric.output,
        true_label: None,
        false_label: None,
        scale_min: scale.map(|(lowest, _)| lowest),
        scale_max: scale.map(|(_, highest)| highest),
        scale_labels: Vec::new(),
        options: options.collect(),
        max_classifications: None,
    };
    let material = match Material::of_builtin(subject, settings, slug) {
        Ok(material) => material,
        Err(value) => return Ok(Some(vec![*value])),
    };
    let asked = Asked { is_per_participant: false, role: None, contexts: &[SupportedContext::Call] };
    judged(analyst, subject, &question, asked, &material).await.map(Some)
}

async fn judged(
    analyst: &Analyst,
    subject: &Subject<'_>,
    judge: &Judge,
    asked: Asked<'_>,
    material: &Material,
) -> Result<Vec<Measured>, InsightError> {
    let Some(model) = analyst.model.as_deref() else { return Ok(vec![Measured::failed(NO_MODEL)]) };
    if !subject.has_words() {
        return Ok(vec![Measured::data_missing("there is no transcript")]);
    }
    let roles: Vec<Option<Role>> = match (asked.is_per_participant, asked.role) {
        (false, _) => vec![None],
        (true, Some(role)) => vec![Some(role)],
        (true, None) => SIDES.into_iter().map(Some).collect(),
    };
    let reading = offloaded(|| Reading::new(&subject.view));
    let bench = Bench::new(model, analyst.embedder.as_deref(), &reading).await?;
    let mut values = Vec::new();
    for role in roles {
        let side = match role.map(|role| (role, side_of_role(role))) {
            None => None,
            Some((_, Some(side))) => Some(side),
            Some((role, None)) => {
                values.push(Measured::not_applicable("nobody in the background is told apart").of(role));
                continue;
            }
        };
        if side.is_some_and(|side| subject.entries_of(side).next().is_none()) {
            values.extend(side.map(|side| Measured::not_applicable("this side says nothing").of(side)));
            continue;
        }
        for context in asked.contexts {
            let found = match context {
                SupportedContext::Call => bench.call(judge, side, material).await,
                SupportedContext::Segment | SupportedContext::Turn => {
                    units::judged(&bench, subject, judge, side, *context == SupportedContext::Turn).await
                }
            };
            match found {
                Ok(found) => values.extend(found.into_iter().map(|value| match side {
                    Some(side) => value.of(side),
                    None => value,
                })),
                Err(error) if error.concerns_one_question() => {
                    values.push(Measured::failed(error.to_string()))
                }
                Err(error) => return Err(error),
            }
        }
    }
    Ok(values)
}
