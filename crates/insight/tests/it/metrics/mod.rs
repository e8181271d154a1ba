//! Metrics, seen from outside.

mod calculated;
mod generator;
mod judged;
mod times;
mod words;

use colloquy_domain::metric::{Measured, Role};
use colloquy_insight::ConversationView;
use colloquy_insight::metrics::{MetricSettings, Subject, measure};

use crate::support::Sample;

/// A conversation of which only the transcript is known.
pub fn subject(view: ConversationView<'_>) -> Subject<'_> {
    Subject {
        view,
        activity: None,
        duration_seconds: None,
        tools: &[],
        properties: &[],
        sentiment: None,
        instructions: None,
    }
}

/// The values of a built-in metric.
pub fn values(subject: &Subject<'_>, slug: &str) -> Vec<Measured> {
    measure(subject, &MetricSettings::default(), slug).unwrap()
}

/// The number for the call, of that side where there is one for each.
pub fn number(subject: &Subject<'_>, slug: &str, role: Option<Role>) -> f64 {
    let values = values(subject, slug);
    let value = values.iter().find(|value| value.role == role && value.place.entries().is_none());
    value.and_then(Measured::as_number).unwrap_or_else(|| panic!("{slug} {role:?}: {values:?}"))
}

/// A conversation of an agent, Ann, and a customer, Carl.
pub fn talk(text: &str) -> Sample {
    Sample::read(&["Ann", "Carl"], text)
}
