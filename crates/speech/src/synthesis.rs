//! Text to speech.
//!
//! The engine writes into a file that it is told, so that no audio goes through the protocol; the file is read and
//! removed at once. A process that dies is given one more try, as in recognition.

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_engine::protocol::{SYNTHESIZE, SynthesizeParams, SynthesizeResult};
use colloquy_engine::{CallOptions, EngineError, EngineHandle};

use crate::error::SpeechError;
use crate::rate::converted;

/// Sample rate of the telephone.
pub const TELEPHONE_RATE_HZ: u32 = 8_000;

/// Speeds that a voice takes; others count as the nearest of these.
const SLOWEST: f64 = 0.5;
const FASTEST: f64 = 2.0;
/// Times that a text is said when processes die of it.
const TRIES: u32 = 2;
/// Somebody waits for it: longest time for any text, and for each character on top. A hundred times what it takes.
const PATIENCE: Duration = Duration::from_secs(20);
const PATIENCE_PER_CHARACTER: Duration = Duration::from_millis(50);
/// The label of a voice of which no process has been seen yet.
const UNSEEN: &str = "voice";

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// One channel.
    pub samples: Vec<i16>,
    /// How many of them make a second.
    pub sample_rate_hz: u32,
}

impl Spoken {
    /// Length.
    #[must_use]
    pub fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.samples.len() as f64 / f64::from(self.sample_rate_hz.max(1)))
    }
}

/// Somebody who can speak. The server's is [`Voice`]; tests may bring another.
#[async_trait]
pub trait Speak: Send + Sync {
    /// Says `text`; at a `speed` of 2 in half the time. Best a sentence at a time: the first is heard sooner.
    /// Nothing is said where there is nothing that can be.
    ///
    /// # Errors
    ///
    /// Those of the engine, and of the file between it and us.
    async fn speak(&self, text: &str, speed: f64) -> Result<Spoken, SpeechError>;

    /// Who speaks: `embedded:<model>`.
    fn label(&self) -> EngineLabel;

    /// Makes sure that the first sentence does not wait for the voice to be loaded.
    ///
    /// # Errors
    ///
    /// Those of a start.
    async fn prepare(&self) -> Result<(), SpeechError> {
        Ok(())
    }
}

/// A voice behind an engine process that answers `synthesize`.
#[derive(Clone)]
pub struct Voice {
    engine: EngineHandle,
    scratch_dir: PathBuf,
}

impl Voice {
    /// Uses `engine`. `scratch_dir` is made where it is not there; nothing stays in it.
    #[must_use]
    pub fn new(engine: EngineHandle, scratch_dir: impl Into<PathBuf>) -> Self {
        Self { engine, scratch_dir: scratch_dir.into() }
    }

    async fn synthesize(&self, params: &SynthesizeParams) -> Result<SynthesizeResult, SpeechError> {
        let characters = u32::try_from(params.text.chars().count()).unwrap_or(u32::MAX);
        let timeout = PATIENCE.saturating_add(PATIENCE_PER_CHARACTER.saturating_mul(characters));
        let mut tried = 1;
        loop {
            let options = CallOptions { timeout: Some(timeout), ..CallOptions::default() };
            match self.engine.call::<_, SynthesizeResult>(SYNTHESIZE, params, options).await {
                Err(error @ EngineError::Died { .. }) if tried < TRIES => {
                    tracing::warn!(%error, "a text is said again with a new process");
                    tried += 1;
                }
                result => return Ok(result?),
            }
        }
    }

    fn broken(&self, message: String) -> SpeechError {
        SpeechError::Engine(EngineError::Protocol { engine: self.engine.spec().name.clone(), message })
    }
}

#[async_trait]
impl Speak for Voice {
    async fn speak(&self, text: &str, speed: f64) -> Result<Spoken, SpeechError> {
        let failed = || SpeechError::io("keep speech");
        tokio::fs::create_dir_all(&self.scratch_dir).await.map_err(failed())?;
        let file = scratch_file(&self.scratch_dir, "spoken-").map_err(failed())?;
        let params = SynthesizeParams {
            text: text.to_owned(),
            speed: if speed.is_nan() { 1.0 } else { speed.clamp(SLOWEST, FASTEST) },
            path: file.to_string_lossy().into_owned(),
        };
        let result = self.synthesize(&params).await?;
        let bytes = tokio::fs::read(&file).await.map_err(failed())?;
        let samples: Vec<i16> =
            bytes.as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
        if samples.len() as u64 != result.samples || result.sample_rate_hz == 0 {
            return Err(self.broken(format!(
                "wrote {} samples and told of {} at {} Hz",
                samples.len(),
                result.samples,
                result.sample_rate_hz
            )));
        }
        Ok(Spoken { samples, sample_rate_hz: result.sample_rate_hz })
    }

    fn label(&self) -> EngineLabel {
        let hello = self.engine.status().hello;
        EngineLabel(format!("embedded:{}", hello.map_or_else(|| UNSEEN.to_owned(), |hello| hello.model)))
    }

    async fn prepare(&self) -> Result<(), SpeechError> {
        self.engine.hello().await?;
        Ok(())
    }
}

/// What was said as the telephone carries it: 8 kHz.
#[must_use]
pub fn to_telephone(spoken: &Spoken) -> Vec<i16> {
    converted(&spoken.samples, spoken.sample_rate_hz, TELEPHONE_RATE_HZ)
}

/// An empty file that is removed with the value.
pub(crate) fn scratch_file(folder: &Path, prefix: &str) -> std::io::Result<tempfile::TempPath> {
    Ok(tempfile::Builder::new().prefix(prefix).suffix(".s16").tempfile_in(folder)?.into_temp_path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_fits_the_telephone() {
        let spoken = Spoken { samples: vec![1_000; 24_000], sample_rate_hz: 24_000 };
        assert_eq!((to_telephone(&spoken).len(), spoken.duration()), (8_000, Duration::from_secs(1)));
        let nothing = Spoken { samples: Vec::new(), sample_rate_hz: 24_000 };
        assert!(to_telephone(&nothing).is_empty());
    }
}
