//! In which moments agent and customer speak, heard on the channels of a recording.
//!
//! Two channels that keep the sides apart tell by their levels alone who speaks when: what stands clearly above the
//! channel's own noise is speech of the one who is on it, unless it is the other side leaking through. That works at
//! any sample rate and for any codec, and its edges are as sharp as its frames of 10 ms.

mod assign;
mod detect;
mod leak;
mod levels;

use std::path::Path;

use colloquy_media::MediaError;
use serde::{Deserialize, Serialize};

pub use self::detect::{SHORTEST_SILENCE_SECONDS, speech_of};
pub use self::levels::{ChannelLevels, levels_of_file};
use super::spans::Span;
use crate::view::ConversationView;

/// When the two sides of a conversation speak.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// Stretches of the agent's speech: in order, apart from each other by 200 ms at least.
    pub agent: Vec<Span>,
    /// Those of the customer's.
    pub customer: Vec<Span>,
    /// Length of the recording in seconds.
    pub duration_seconds: f64,
}

impl Activity {
    /// Listens to the recording at `path`. None where its channels do not keep the sides apart: one channel, the same
    /// on both, more than two, or nothing that tells which channel is whose. Which one is whose say the transcript's
    /// speakers, else the times of its entries.
    ///
    /// Reads the whole file and blocks meanwhile. Memory: some ten megabytes for an hour of two channels.
    ///
    /// # Errors
    ///
    /// Those of decoding.
    pub fn of_recording(path: &Path, view: &ConversationView<'_>) -> Result<Option<Self>, MediaError> {
        let levels = levels_of_file(path)?;
        let [first, second] = levels.channels.as_slice() else { return Ok(None) };
        if leak::are_one_signal(first, second) {
            return Ok(None);
        }
        let mut heard = speech_of(&levels);
        let Some(agent_channel) = assign::channel_of_agent(view, &heard) else { return Ok(None) };
        let agent = std::mem::take(&mut heard[agent_channel]);
        let customer = std::mem::take(&mut heard[1 - agent_channel]);
        Ok(Some(Self { agent, customer, duration_seconds: levels.duration_seconds }))
    }
}
