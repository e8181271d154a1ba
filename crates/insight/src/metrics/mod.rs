//! Metrics of a conversation: how long who speaks, who waits for whom, what is said again, how tools fare, and what a
//! language model judges.
//!
//! All of it computes from what it is given ([`Subject`]); each value says how sure it is and what it rests on. The
//! built-in metrics and their formulas stand in [`colloquy_domain::metric::builtin`].
//!
//! - [`measure`]: the built-in metrics that are counted and measured.
//! - [`judge()`], [`judge_builtin`]: those that the language model judges.
//! - [`Formula`], [`threshold()`], [`pattern()`]: those that are made of the values of others.

pub mod activity;
mod feelings;
mod formula;
mod judge;
mod pattern;
mod properties;
pub mod spans;
mod statistics;
mod subject;
mod threshold;
mod timing;
mod tools;
mod values_of;
mod words;

use colloquy_domain::metric::{BuiltinCalculation, Condition, Measured, Source, Threshold, builtin_by_slug};

pub use self::activity::Activity;
pub use self::formula::{Formula, FormulaError};
pub use self::judge::{Asked, judge, judge_builtin};
pub use self::pattern::pattern;
pub use self::spans::Span;
pub use self::subject::{ExpectedProperty, MetricSettings, Subject, ToolUse};
pub use self::threshold::threshold;
pub use self::tools::is_failure;
pub use self::values_of::number_of_call;
use crate::offload::offloaded;

/// The values of a built-in metric that is counted or measured, and of the checks of these; none where there is no
/// such metric, or where the language model judges it ([`judge_builtin`]).
#[must_use]
pub fn measure(subject: &Subject<'_>, settings: &MetricSettings, slug: &str) -> Option<Vec<Measured>> {
    let metric = builtin_by_slug(slug)?;
    match metric.calculation {
        BuiltinCalculation::Provider => offloaded(|| {
            timing::measure(subject, slug)
                .or_else(|| words::measure(subject, settings, slug))
                .or_else(|| tools::measure(subject, slug))
                .or_else(|| properties::measure(subject, settings, slug))
                .or_else(|| feelings::measure(subject, slug))
        }),
        BuiltinCalculation::Judge { .. } => None,
        BuiltinCalculation::Threshold { source, role, comparison, value, aggregation } => {
            let values = measure(subject, settings, source)?;
            let source = Source { definition_id: builtin_by_slug(source)?.id, variant_id: None, role };
            let condition = Condition { source, comparison, value: value.to_owned() };
            Some(vec![threshold(&Threshold { condition, aggregation, count_threshold: None }, &values)])
        }
    }
}
