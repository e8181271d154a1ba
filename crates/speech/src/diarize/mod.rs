//! Who speaks when in a recording of several people on one channel.
//!
//! 1. A network listens to windows of ten seconds that overlap ([`VoiceModel::segment`]) and tells up to three
//!    *local voices* apart in each: who they are it does not know, nor that the first voice of one window is
//!    the second of the next.
//! 2. A second network makes a voice print of each local voice, from the moments in which it alone is heard
//!    ([`VoiceModel::embed`]). A few seconds are enough, more would only cost time.
//! 3. Voice prints are clustered ([`cluster`]): each cluster is a person. How many there are is unknown; the
//!    caller tells what to expect ([`SpeakerCount`]).
//! 4. Each window's local voices are named after the clusters, no two of a window after the same; where
//!    windows overlap they vote, frame by frame ([`frames`]). The result is a list of [`SpeakerTurn`]s.
//!
//! [`assign`] gives words to speakers, [`measure`] says how right all this was. Everything but the two networks
//! is plain computation on numbers and tested as such. Memory grows with the number of windows (about 10 MB
//! for an hour), never with the audio.

pub mod assign;
pub mod cluster;
pub mod frames;
pub mod measure;
mod model;
mod pairing;
mod run;
mod voices;

pub use self::model::{EngineVoices, VoiceModel};
pub use self::run::{DiarizeError, DiarizeOptions, Recording, diarize};

use serde::{Deserialize, Serialize};

/// A stretch in which one person speaks. Turns of different people may overlap.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SpeakerTurn {
    /// Number of the speaker, from 0 in the order in which they are first heard.
    pub speaker: usize,
    /// Start in seconds from the start of the recording.
    pub start_seconds: f64,
    /// End in seconds from the start of the recording.
    pub end_seconds: f64,
}

/// How many people are expected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeakerCount {
    /// Nobody knows.
    #[default]
    Unknown,
    /// Most likely so many, as in a call of two. More or fewer are found where the voices are clear about it.
    Likely(usize),
    /// Between so many and so many, both included; equal numbers mean exactly so many.
    Between {
        /// Fewest, at least 1.
        fewest: usize,
        /// Most.
        most: usize,
    },
}
