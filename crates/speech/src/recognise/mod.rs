//! Speech to words, behind one trait: an engine process of ours or an endpoint that the operator named.
//!
//! A recogniser hears every channel on its own and answers with spans in the order in which they were said.
//! It does not know who speaks; see [`crate::assemble`].

mod channels;
mod embedded;
mod languages;
mod leak;
mod spread;

use std::path::PathBuf;

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::transcript::Word;
use colloquy_media::PreparedAudio;
use tokio_util::sync::CancellationToken;

use crate::error::SpeechError;
use crate::listen::ProgressSink;

pub use self::channels::{ChannelSpeech, speech_of_channels};
pub use self::embedded::EmbeddedRecogniser;
pub(crate) use self::languages::Languages;
pub use self::spread::spread_words;

/// Audio to recognise: one 16 kHz file for each channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeechAudio {
    /// The channels, in the recording's order.
    pub channels: Vec<AudioChannel>,
}

/// One channel's samples: headerless, 16 kHz, signed 16-bit little-endian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudioChannel {
    /// The file.
    pub path: PathBuf,
    /// Samples in it.
    pub samples: u64,
}

impl From<&PreparedAudio> for SpeechAudio {
    fn from(prepared: &PreparedAudio) -> Self {
        let channel = |channel: &colloquy_media::PreparedChannel| AudioChannel {
            path: channel.path.clone(),
            samples: channel.samples,
        };
        Self { channels: prepared.channels.iter().map(channel).collect() }
    }
}

/// What is known beforehand.
#[derive(Debug, Clone, Default)]
pub struct RecogniseOptions {
    /// ISO 639-1 code of the language, where known; otherwise it is detected.
    pub language: Option<String>,
    /// Ends the work early with [`SpeechError::Cancelled`].
    pub cancelled: CancellationToken,
}

/// A stretch of recognised speech on one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct RecognisedSpan {
    /// Position of the channel in [`SpeechAudio::channels`].
    pub channel: usize,
    /// Start in seconds from the recording's start.
    pub start_seconds: f64,
    /// End in seconds from the recording's start.
    pub end_seconds: f64,
    /// What was said, never empty.
    pub text: String,
    /// The same as words with times from the recording's start, never empty. Together they make `text`,
    /// apart from spaces.
    pub words: Vec<Word>,
}

/// Everything that was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognition {
    /// ISO 639-1 code of the language with most speech, where anything was said.
    pub language: Option<String>,
    /// What heard it: `embedded:<model>` or `remote:<model>`.
    pub engine: EngineLabel,
    /// Channel by channel, each in the order of time.
    pub spans: Vec<RecognisedSpan>,
}

/// Turns speech into words.
#[async_trait]
pub trait Recogniser: Send + Sync {
    /// Hears all channels. Silence and noise give no spans.
    ///
    /// # Errors
    ///
    /// Any [`SpeechError`]; nothing is kept of what was heard before.
    async fn recognise(
        &self,
        audio: &SpeechAudio,
        options: &RecogniseOptions,
        progress: ProgressSink<'_>,
    ) -> Result<Recognition, SpeechError>;
}
