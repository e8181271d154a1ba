//! The two networks behind a trait, and their implementation by an engine process.

use async_trait::async_trait;
use colloquy_engine::protocol::{
    AudioRange, EMBED_VOICES, EmbedVoicesParams, EmbedVoicesResult, SAMPLE_RATE_HZ, SEGMENT_SPEAKERS,
    SegmentSpeakersParams, SegmentSpeakersResult,
};
use colloquy_engine::{CallOptions, EngineError, EngineHandle};

/// What diarization needs from speaker models.
#[async_trait]
pub trait VoiceModel: Send + Sync {
    /// Local voices within windows that start every `hop_seconds` in `range`.
    async fn segment(
        &self,
        range: AudioRange,
        hop_seconds: f64,
    ) -> Result<SegmentSpeakersResult, EngineError>;

    /// One voice print for each list of ranges, in their order.
    async fn embed(&self, voices: Vec<Vec<AudioRange>>) -> Result<EmbedVoicesResult, EngineError>;
}

/// The models of an engine process that was started with `--kind speakers`.
#[derive(Clone)]
pub struct EngineVoices {
    engine: EngineHandle,
}

impl EngineVoices {
    /// Uses `engine`.
    pub fn new(engine: EngineHandle) -> Self {
        Self { engine }
    }
}

#[async_trait]
impl VoiceModel for EngineVoices {
    async fn segment(
        &self,
        range: AudioRange,
        hop_seconds: f64,
    ) -> Result<SegmentSpeakersResult, EngineError> {
        let options = CallOptions::units(seconds(&range));
        let params = SegmentSpeakersParams { range, hop_seconds };
        self.engine.call(SEGMENT_SPEAKERS, &params, options).await
    }

    async fn embed(&self, voices: Vec<Vec<AudioRange>>) -> Result<EmbedVoicesResult, EngineError> {
        let options = CallOptions::units(voices.iter().flatten().map(seconds).sum());
        self.engine.call(EMBED_VOICES, &EmbedVoicesParams { voices }, options).await
    }
}

fn seconds(range: &AudioRange) -> f64 {
    range.end_sample.saturating_sub(range.start_sample) as f64 / f64::from(SAMPLE_RATE_HZ)
}
