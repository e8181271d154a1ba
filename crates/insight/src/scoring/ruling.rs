//! What the rules say to a criterion.

use colloquy_domain::evidence::Evidence;
use colloquy_domain::scorecard::Answer;

use super::call::{Call, Place};
use super::speakers::Side;

/// Longest quote within a reason, in characters.
const LONGEST_QUOTE: usize = 90;

/// An answer by rules.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ruling {
    /// Yes, no or not applicable.
    pub answer: Answer,
    /// How likely it is right, 0.5 to 1.
    pub confidence: f64,
    /// Places that support it, best first; of what is absent, where it should have been.
    pub evidence: Vec<Evidence>,
    /// Why, in a sentence for people.
    pub reasoning: String,
}

impl Ruling {
    /// What is the case.
    pub fn new(
        call: &Call<'_, '_>,
        answer: Answer,
        confidence: f64,
        reasoning: impl Into<String>,
        places: &[Place],
    ) -> Self {
        let mut evidence = call.quotes(places);
        if evidence.is_empty() {
            // Something was said, or nothing would be scored: what the agent said first stands for the whole.
            let first = call.first_turns(Side::Agent, 1).into_iter().next().or_else(|| call.start_of(0));
            evidence = call.quotes(first.as_ref());
        }
        Self { answer, confidence, evidence, reasoning: reasoning.into() }
    }

    /// What somebody says: the reason quotes the first place.
    pub fn said(call: &Call<'_, '_>, answer: Answer, confidence: f64, lead: &str, places: &[Place]) -> Self {
        let reasoning = match places.first() {
            Some(place) => format!("{lead} {}", quoted(&call.quote(place))),
            None => lead.to_owned(),
        };
        Self::new(call, answer, confidence, reasoning, places)
    }
}

/// `"Good morning." at 0:04`
pub(super) fn quoted(evidence: &Evidence) -> String {
    let words = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = if words.chars().count() > LONGEST_QUOTE {
        let cut: String = words.chars().take(LONGEST_QUOTE).collect();
        format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before))
    } else {
        words
    };
    format!("\"{shown}\" at {}", clock(evidence.start_seconds))
}

/// `1:04`, `1:02:03`
fn clock(seconds: f64) -> String {
    let whole = if seconds.is_finite() { seconds.max(0.0) as u64 } else { 0 };
    let (hours, minutes, seconds) = (whole / 3_600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn times_read_as_on_a_player() {
        for (seconds, shown) in [(4.9, "0:04"), (64.0, "1:04"), (3_723.0, "1:02:03"), (f64::NAN, "0:00")] {
            assert_eq!(clock(seconds), shown);
        }
    }
}
