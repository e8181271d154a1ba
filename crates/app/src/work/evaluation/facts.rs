//! What is known of a conversation beside its words.

use colloquy_domain::metric::{Measured, MeasuredValue};
use colloquy_insight::ScoringFacts;
use colloquy_insight::metrics::{MetricSettings, measure};

use crate::work::metric::subject::Material;

/// Times that were taken from entries, which hide every pause, count nobody's interruptions.
const LEAST_CONFIDENCE: f64 = 0.8;

/// The facts.
pub(super) fn of(material: &Material, agent_name: Option<String>) -> ScoringFacts {
    let subject = material.subject();
    ScoringFacts {
        agent_name,
        interruptions_by_agent: sure(material, "agent_cutoff_count").map(|count| count as u32),
        longest_silence_seconds: sure(material, "longest_silence").map(|milliseconds| milliseconds / 1_000.0),
        tools: subject.tools.iter().map(|tool| tool.name.clone()).collect(),
    }
}

/// The value of a metric of times, where it was heard and not guessed.
fn sure(material: &Material, slug: &str) -> Option<f64> {
    let measured = measure(&material.subject(), &MetricSettings::default(), slug)?;
    let is_sure = |value: &&Measured| value.confidence >= LEAST_CONFIDENCE;
    measured.iter().find(is_sure)?.value.as_ref().and_then(MeasuredValue::as_number)
}
