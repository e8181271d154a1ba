//! The values of a source metric, as calculations on them read them.

use colloquy_domain::metric::{CaptureStatus, Comparison, Condition, Measured, MeasuredValue, Place, Role};

use super::statistics::mean;
use super::subject::side_of_role;

/// The values of a source that count: successful ones, of that side where one is named. Where a metric has values for
/// segments and one for the call made of them, the segments count.
pub(super) fn counted(values: &[Measured], role: Option<Role>) -> Vec<&Measured> {
    let of_side: Vec<&Measured> = values
        .iter()
        .filter(|value| value.status == CaptureStatus::Success && value.value.is_some())
        .filter(|value| match role {
            None => true,
            // Who is on neither side has no values.
            Some(wanted) => side_of_role(wanted).is_some_and(|wanted| value.role == Some(wanted)),
        })
        .collect();
    let has_segments = of_side.iter().any(|value| value.place != Place::Call);
    of_side.into_iter().filter(|value| !has_segments || value.place != Place::Call).collect()
}

/// Why a source has no value that counts: the question does not arise where it arose for none of its values.
pub(super) fn missing(values: &[Measured]) -> Measured {
    let is_not_applicable =
        !values.is_empty() && values.iter().all(|value| value.status == CaptureStatus::NotApplicable);
    match is_not_applicable {
        true => Measured::not_applicable("the source metric is not applicable to this conversation"),
        false => Measured::data_missing("the source metric has no value"),
    }
}

/// The one number that a metric has for the call, for formulas: the value of the call, the mean where there is one for
/// each side, the mean of the segments where there is none for the call.
#[must_use]
pub fn number_of_call(values: &[Measured]) -> Option<f64> {
    let numbers = |is_wanted: &dyn Fn(&Measured) -> bool| -> Vec<f64> {
        let wanted = values.iter().filter(|value| value.status == CaptureStatus::Success && is_wanted(value));
        wanted.filter_map(Measured::as_number).collect()
    };
    mean(&numbers(&|value| value.place == Place::Call && value.role.is_none()))
        .or_else(|| mean(&numbers(&|value| value.place == Place::Call)))
        .or_else(|| mean(&numbers(&|_| true)))
}

/// Whether a value satisfies a condition; what is wrong where the two cannot be compared.
pub(super) fn satisfies(value: &MeasuredValue, condition: &Condition) -> Result<bool, String> {
    compare(value, condition.comparison, &condition.value)
}

fn compare(value: &MeasuredValue, comparison: Comparison, wanted: &str) -> Result<bool, String> {
    match (value.as_number(), number(wanted)) {
        (Some(value), Some(wanted)) => return Ok(comparison.holds(value, wanted)),
        (Some(_), None) => return Err(format!("{wanted:?} is no number, and the source metric has numbers")),
        (None, _) => {}
    }
    let MeasuredValue::Text(text) = value else { return Err("the value cannot be compared".into()) };
    comparison.holds_for_text(text, wanted).ok_or_else(|| {
        "the source metric has texts: they can be equal or not, but neither greater nor less".into()
    })
}

/// A threshold as a number; `true` and `false` are 1 and 0.
pub(super) fn number(text: &str) -> Option<f64> {
    match text.trim().to_lowercase().as_str() {
        "true" => Some(1.0),
        "false" => Some(0.0),
        other => other.parse().ok().filter(|number: &f64| number.is_finite()),
    }
}
