//! When each side speaks, from the best there is.

use colloquy_domain::metric::{CaptureStatus, Measured, Role};
use colloquy_domain::transcript::Entry;

use crate::metrics::activity::SHORTEST_SILENCE_SECONDS;
use crate::metrics::spans::{Span, joined, total, union};
use crate::metrics::subject::{SIDES, Subject};

/// What the times come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    /// The channels of the recording.
    Recording,
    /// The times of words in the transcript.
    Words,
    /// The times of entries in the transcript.
    Entries,
}

impl Basis {
    /// What values that rest on it are worth. A recogniser's words are right to a tenth of a second or two; entries
    /// hide every pause within and are often rounded by who sent them.
    fn confidence(self) -> f64 {
        match self {
            Self::Recording => 1.0,
            Self::Words => 0.8,
            Self::Entries => 0.6,
        }
    }

    fn explanation(self) -> &'static str {
        match self {
            Self::Recording => "measured on the recording's channels",
            Self::Words => {
                "from the times of words in the transcript, since no recording keeps the sides on a channel each"
            }
            Self::Entries => {
                "from the times of entries in the transcript, since no recording keeps the sides on a channel each: \
                 pauses within an entry are not seen"
            }
        }
    }
}

/// The stretches of speech of both sides, and of those who are on neither.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sides {
    pub agent: Vec<Span>,
    pub customer: Vec<Span>,
    others: Vec<Span>,
    /// Length of the call, never before the last word.
    pub duration_seconds: f64,
    basis: Basis,
}

impl Sides {
    /// From the recording where it keeps the sides apart, else from the transcript; what is missing where neither
    /// tells.
    pub fn of(subject: &Subject<'_>) -> Result<Self, &'static str> {
        let known = subject.duration_seconds.filter(|seconds| seconds.is_finite() && *seconds > 0.0);
        if let Some(activity) = subject.activity {
            let agent = joined(activity.agent.clone(), SHORTEST_SILENCE_SECONDS);
            let customer = joined(activity.customer.clone(), SHORTEST_SILENCE_SECONDS);
            // What was heard is as long as it is, whatever somebody said about the call's length.
            let length =
                if activity.duration_seconds > 0.0 { Some(activity.duration_seconds) } else { known };
            return Ok(Self::new(agent, customer, Vec::new(), length, Basis::Recording));
        }
        if subject.view.transcript.entries.is_empty() {
            return Err("there is neither a transcript nor a recording that keeps the sides apart");
        }
        let has_words = |role| subject.entries_of(role).all(|entry| !entry.words.is_empty());
        let are_words_timed = has_words(Role::Agent) && has_words(Role::Customer);
        let basis = if are_words_timed { Basis::Words } else { Basis::Entries };
        let [agent, customer] = SIDES.map(|role| spans(subject.entries_of(role), basis));
        let others = spans(subject.entries_of_others(), basis);
        if agent.is_empty() && customer.is_empty() {
            return Err(
                "no speaker of the transcript is known as agent or customer, or its entries have no times",
            );
        }
        let length = known.into_iter().chain([subject.view.transcript.end_seconds()]).reduce(f64::max);
        Ok(Self::new(agent, customer, others, length, basis))
    }

    fn new(
        agent: Vec<Span>,
        customer: Vec<Span>,
        others: Vec<Span>,
        length: Option<f64>,
        basis: Basis,
    ) -> Self {
        let ends = [&agent, &customer, &others].into_iter().filter_map(|spans| Some(spans.last()?.end));
        let duration_seconds = ends.fold(length.unwrap_or(0.0), f64::max);
        Self { agent, customer, others, duration_seconds, basis }
    }

    /// When anybody speaks.
    pub fn speech(&self) -> Vec<Span> {
        union(&union(&self.agent, &self.customer), &self.others)
    }

    pub fn of_role(&self, role: Role) -> &[Span] {
        if role == Role::Agent { &self.agent } else { &self.customer }
    }

    /// How long both sides speak, each for itself.
    pub fn talk_seconds(&self) -> f64 {
        total(&self.agent) + total(&self.customer)
    }

    /// The value with how sure it is and where it comes from.
    pub fn explain(&self, value: Measured) -> Measured {
        if value.status != CaptureStatus::Success {
            return value;
        }
        let reasoning = match &value.reasoning {
            Some(own) => format!("{own}; {}", self.basis.explanation()),
            None => self.basis.explanation().to_owned(),
        };
        value.because(reasoning).sure(self.basis.confidence())
    }
}

fn spans<'a>(entries: impl Iterator<Item = &'a Entry>, basis: Basis) -> Vec<Span> {
    let mut found = Vec::new();
    for entry in entries {
        match basis {
            Basis::Words if !entry.words.is_empty() => {
                found.extend(entry.words.iter().map(|word| Span::new(word.start_seconds, word.end_seconds)));
            }
            _ => found.push(Span::new(entry.start_seconds, entry.end_seconds)),
        }
    }
    joined(found, SHORTEST_SILENCE_SECONDS)
}
