//! Which channel is whose.

use colloquy_domain::conversation::ParticipantRole;

use crate::metrics::spans::{Span, intersection, joined, total};
use crate::view::ConversationView;

/// The likelier way has to be likelier by this.
const CLEARLY: f64 = 1.5;
/// Speech that has to be on the right channel at least, in seconds.
const FEWEST_SECONDS: f64 = 0.5;

/// The channel of the agent, 0 or 1; the other one is the customer's. As the transcript's speakers say, else as its
/// entries lie in time; none where neither tells.
pub(super) fn channel_of_agent(view: &ConversationView<'_>, heard: &[Vec<Span>]) -> Option<usize> {
    said_by_speakers(view).or_else(|| seen_in_times(view, heard))
}

fn said_by_speakers(view: &ConversationView<'_>) -> Option<usize> {
    let speakers = view.transcript.speakers.iter().enumerate();
    let mut told: Vec<usize> = speakers
        .filter_map(|(index, speaker)| {
            let channel = usize::from(speaker.channel.filter(|channel| *channel < 2)?);
            match view.role(index as u32) {
                ParticipantRole::Agent => Some(channel),
                ParticipantRole::Customer => Some(1 - channel),
                ParticipantRole::Other => None,
            }
        })
        .collect();
    told.dedup();
    // Speakers of both sides on one channel: the channels do not keep them apart.
    <[usize; 1]>::try_from(told).ok().map(|[channel]| channel)
}

fn seen_in_times(view: &ConversationView<'_>, heard: &[Vec<Span>]) -> Option<usize> {
    let of = |role: ParticipantRole| {
        let entries = &view.transcript.entries;
        let own = entries.iter().filter(|entry| view.role(entry.speaker_index) == role);
        joined(own.map(|entry| Span::new(entry.start_seconds, entry.end_seconds)).collect(), 0.0)
    };
    let (agent, customer) = (of(ParticipantRole::Agent), of(ParticipantRole::Customer));
    let fit = |agent_channel: usize| {
        total(&intersection(&heard[agent_channel], &agent))
            + total(&intersection(&heard[1 - agent_channel], &customer))
    };
    let (first, second) = (fit(0), fit(1));
    if first.max(second) < FEWEST_SECONDS {
        None
    } else if first >= second * CLEARLY {
        Some(0)
    } else if second >= first * CLEARLY {
        Some(1)
    } else {
        None
    }
}
