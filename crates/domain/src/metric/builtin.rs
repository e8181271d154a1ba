//! The metrics that are built in. Ids are UUIDv5 of the slug in the name space
//! `13171bbb-a100-50b4-9bb1-ab2f77239b9e` (itself UUIDv5 of `https://colloquy.invalid/metric` as a URL): they never
//! change, whatever is added.
//!
//! The description of each says its formula and what it is computed from; clients read it. Words used there: a
//! *stretch* of speech ends where a side is silent for 200 ms or more; *agent* and *customer* are the two sides.

mod checks;
mod contents;
mod judged;
mod speech;
mod tools;
mod turns;
mod words;

use std::borrow::Cow;
use std::sync::LazyLock;

use uuid::Uuid;

use super::{Aggregation, Comparison, OutputType, Role, Scope, Setting, SupportedContext, Unit};
use crate::MetricDefinitionId;

/// A metric that is built in.
#[derive(Debug, Clone, PartialEq)]
pub struct Builtin {
    /// The same on every server.
    pub id: MetricDefinitionId,
    /// Unique among the built-in ones.
    pub slug: &'static str,
    /// For people.
    pub name: &'static str,
    /// What it tells, its formula and what it is computed from.
    pub description: &'static str,
    /// The kind of its values.
    pub output: OutputType,
    /// Of what they tell.
    pub scope: Scope,
    /// What it can be asked of.
    pub contexts: &'static [SupportedContext],
    /// What its numbers count.
    pub unit: Option<Unit>,
    /// How its values are made.
    pub calculation: BuiltinCalculation,
    /// What it may be told beside the conversation.
    pub setting: Option<Setting>,
}

/// How the values of a built-in metric are made.
#[derive(Debug, Clone, PartialEq)]
pub enum BuiltinCalculation {
    /// By counting and measuring.
    Provider,
    /// By asking the language model.
    Judge {
        /// The question.
        prompt: &'static str,
        /// Of a classification: labels with their meaning.
        options: &'static [(&'static str, &'static str)],
        /// Of a scale: the lowest and the highest value.
        scale: Option<(i64, i64)>,
    },
    /// By comparing the values of another built-in metric.
    Threshold {
        /// The slug of the other one.
        source: &'static str,
        /// Only its values for that side.
        role: Option<Role>,
        /// What a passing value satisfies.
        comparison: Comparison,
        /// With what it is compared.
        value: &'static str,
        /// How several values become one.
        aggregation: Aggregation,
    },
}

const CALL: &[SupportedContext] = &[SupportedContext::Call];
const CALL_AND_SEGMENT: &[SupportedContext] = &[SupportedContext::Call, SupportedContext::Segment];

const MILLISECONDS: Unit = unit("milliseconds", Some("ms"));
const RATIO: Unit = unit("ratio", None);
const WORDS_PER_MINUTE: Unit = unit("words per minute", Some("wpm"));
const PER_HUNDRED_WORDS: Unit = unit("per hundred words", None);

const fn unit(name: &'static str, symbol: Option<&'static str>) -> Unit {
    let symbol = match symbol {
        Some(symbol) => Some(Cow::Borrowed(symbol)),
        None => None,
    };
    Unit { name: Cow::Borrowed(name), symbol }
}

const fn id(value: u128) -> MetricDefinitionId {
    MetricDefinitionId(Uuid::from_u128(value))
}

/// All built-in metrics.
#[must_use]
pub fn builtin() -> &'static [Builtin] {
    &BUILTIN
}

/// The built-in metric of that slug.
#[must_use]
pub fn builtin_by_slug(slug: &str) -> Option<&'static Builtin> {
    BUILTIN.iter().find(|metric| metric.slug == slug)
}

/// The built-in metric of that id.
#[must_use]
pub fn builtin_by_id(id: MetricDefinitionId) -> Option<&'static Builtin> {
    BUILTIN.iter().find(|metric| metric.id == id)
}

static BUILTIN: LazyLock<Vec<Builtin>> = LazyLock::new(|| {
    [
        speech::METRICS,
        turns::METRICS,
        words::METRICS,
        tools::METRICS,
        contents::METRICS,
        judged::METRICS,
        checks::METRICS,
    ]
    .concat()
});

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn built_in_metrics_are_told_apart_and_say_how_they_are_made() {
        let slugs: BTreeSet<&str> = builtin().iter().map(|metric| metric.slug).collect();
        let ids: BTreeSet<Uuid> = BUILTIN.iter().map(|metric| metric.id.0).collect();
        assert_eq!((slugs.len(), ids.len()), (BUILTIN.len(), BUILTIN.len()));
        for metric in builtin() {
            assert_eq!(metric.id.0.get_version_num(), 5, "{}", metric.slug);
            assert!(metric.slug.len() <= 50 && builtin_by_id(metric.id) == builtin_by_slug(metric.slug));
            for part in ["Formula: ", "Source: "] {
                assert!(
                    metric.description.contains(part) || metric.description.contains("see response_time"),
                    "{}: {part}",
                    metric.slug
                );
            }
            if let BuiltinCalculation::Threshold { source, .. } = metric.calculation {
                assert_eq!(metric.slug, format!("{source}_check"));
                assert!(slugs.contains(source));
            }
        }
        // UUIDv5 as any other implementation makes it.
        assert_eq!(
            builtin_by_slug("response_time").map(|metric| metric.id.to_string()).as_deref(),
            Some("d278e6b2-0773-5a4c-a024-4e0efc81ce6c")
        );
    }
}
