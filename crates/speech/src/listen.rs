//! The whole way from a recording to who said what and when.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::transcript::{Entry, Speaker};
use colloquy_media::{PrepareOptions, PreparedAudio, Waveform};
use tokio_util::sync::CancellationToken;

use crate::error::SpeechError;

/// Is told how far the work is, as a fraction between 0 and 1.
pub type ProgressSink<'a> = &'a (dyn Fn(f32) + Send + Sync);

/// A recording to listen to.
#[derive(Debug, Clone)]
pub struct ListenRequest {
    /// The file, in any format that the media crate decodes.
    pub source: PathBuf,
    /// Folder for what is made on the way; the caller removes it.
    pub scratch_dir: PathBuf,
    /// ISO 639-1 code where the language is known; otherwise it is detected.
    pub language: Option<String>,
    /// Number of people, where known; matters only where all speak on one channel.
    pub expected_speakers: Option<usize>,
    /// Ends the work early with [`SpeechError::Cancelled`].
    pub cancelled: CancellationToken,
}

/// What was heard.
#[derive(Debug, Clone)]
pub struct Heard {
    /// ISO 639-1 code of the language, where anything was said.
    pub language: Option<String>,
    /// The engine that heard it.
    pub engine: EngineLabel,
    /// Voices; on two channels the speaker of each channel.
    pub speakers: Vec<Speaker>,
    /// What they said, by start time.
    pub entries: Vec<Entry>,
    /// Length of the recording.
    pub duration_seconds: f64,
    /// Channels of the recording.
    pub source_channels: u16,
    /// Peaks for a player.
    pub waveform: Waveform,
}

/// Somebody who can listen. The server's is `Listener`; tests may bring another.
#[async_trait]
pub trait Listen: Send + Sync {
    /// Decodes, recognises and tells speakers apart.
    async fn listen(&self, request: ListenRequest, progress: ProgressSink<'_>) -> Result<Heard, SpeechError>;
}

/// Decodes a recording on a thread that may block: one 16 kHz file a channel, and peaks.
pub async fn prepare(
    source: &Path,
    scratch_dir: &Path,
    cancelled: CancellationToken,
) -> Result<PreparedAudio, SpeechError> {
    let (source, scratch_dir) = (source.to_owned(), scratch_dir.to_owned());
    let span = tracing::Span::current();
    let decoding = tokio::task::spawn_blocking(move || {
        let _entered = span.enter();
        let options = PrepareOptions::default();
        colloquy_media::prepare(&source, &scratch_dir, &options, &mut |_| {}, &|| cancelled.is_cancelled())
    });
    match decoding.await {
        Ok(prepared) => Ok(prepared?),
        Err(error) => Err(SpeechError::Io { action: "decode", source: std::io::Error::other(error) }),
    }
}
