//! Who speaks: local speakers within windows, and voice prints to tell which of them are one person.
//!
//! The networks are those of pyannote's community-1 pipeline. Linking the local speakers of all windows is
//! the server's work; this process has no memory from one request to the next.

mod embedding;
mod fbank;
mod plda;
mod segmentation;

use std::path::Path;

use colloquy_engine::protocol::{
    AudioRange, EmbedVoicesParams, EmbedVoicesResult, SAMPLE_RATE_HZ, SegmentSpeakersParams,
    SegmentSpeakersResult, VoicePrint,
};
use colloquy_engine::serve::{Progress, audio};
use ort::session::Session;

use crate::error::EngineError;
use crate::runtime::Runtime;
use embedding::VoicePrints;
use plda::Plda;

/// Longest range of one `segment_speakers` request: an hour. The server cuts longer recordings.
const MOST_SEGMENT_SAMPLES: u64 = 3_600 * SAMPLE_RATE_HZ as u64;
/// Most audio of one voice in one `embed_voices` piece: a minute.
const MOST_VOICE_SAMPLES: u64 = 60 * SAMPLE_RATE_HZ as u64;

/// The loaded models.
pub struct Speakers {
    segmentation: Session,
    voice_prints: VoicePrints,
    plda: Plda,
}

impl Speakers {
    /// Loads `segmentation.ort`, `embedding.ort` and the PLDA matrices from `folder`.
    pub fn load(runtime: &Runtime, folder: &Path) -> Result<Self, EngineError> {
        Ok(Self {
            segmentation: runtime.open(&folder.join("segmentation.ort"))?,
            voice_prints: VoicePrints::new(runtime.open(&folder.join("embedding.ort"))?),
            plda: Plda::load(folder)?,
        })
    }

    /// Method `segment_speakers`. One window is read at a time.
    pub fn segment(
        &mut self,
        params: &SegmentSpeakersParams,
        progress: &mut Progress<'_>,
    ) -> Result<SegmentSpeakersResult, EngineError> {
        let range = &params.range;
        let samples = range.end_sample.saturating_sub(range.start_sample);
        if samples > MOST_SEGMENT_SAMPLES {
            return Err(EngineError::Parameter(format!(
                "{samples} samples to segment, at most {MOST_SEGMENT_SAMPLES} are taken"
            )));
        }
        let starts = window_starts(samples, hop_samples(params.hop_seconds)?);
        let mut windows = Vec::with_capacity(starts.len());
        for (done, start) in (1_usize..).zip(&starts) {
            let start_sample = range.start_sample + start;
            let end_sample = range.end_sample.min(start_sample + segmentation::WINDOW_SAMPLES as u64);
            let window = AudioRange { path: range.path.clone(), start_sample, end_sample };
            let window_samples = audio::read(&window, segmentation::WINDOW_SAMPLES as u64)?;
            let start_seconds = *start as f64 / f64::from(SAMPLE_RATE_HZ);
            windows.push(segmentation::segment(&mut self.segmentation, window_samples, start_seconds)?);
            progress.report(done as f32 / starts.len() as f32)?;
        }
        let seconds = |samples: usize| samples as f64 / f64::from(SAMPLE_RATE_HZ);
        Ok(SegmentSpeakersResult {
            frame_step_seconds: seconds(segmentation::FRAME_STEP_SAMPLES),
            frame_field_seconds: seconds(segmentation::FRAME_FIELD_SAMPLES),
            frames_per_window: segmentation::WINDOW_FRAMES as u32,
            windows,
        })
    }

    /// Method `embed_voices`. One voice is read at a time.
    pub fn embed(
        &mut self,
        params: &EmbedVoicesParams,
        progress: &mut Progress<'_>,
    ) -> Result<EmbedVoicesResult, EngineError> {
        let mut voices = Vec::with_capacity(params.voices.len());
        for (done, ranges) in (1_usize..).zip(&params.voices) {
            let mut left = MOST_VOICE_SAMPLES;
            let mut stretches = Vec::with_capacity(ranges.len());
            for range in ranges {
                let stretch = audio::read(range, left)?;
                left -= stretch.len() as u64;
                stretches.push(stretch);
            }
            let raw = self.voice_prints.compute(&stretches)?;
            voices.push(raw.map(|raw| VoicePrint { plda: self.plda.transform(&raw), vector: unit(raw) }));
            progress.report(done as f32 / params.voices.len() as f32)?;
        }
        Ok(EmbedVoicesResult { voices, between_variances: self.plda.between_variances() })
    }
}

fn hop_samples(hop_seconds: f64) -> Result<u64, EngineError> {
    let hop = hop_seconds * f64::from(SAMPLE_RATE_HZ);
    if (1_600.0..=segmentation::WINDOW_SAMPLES as f64).contains(&hop) {
        Ok(hop as u64)
    } else {
        Err(EngineError::Parameter(format!("hop of {hop_seconds} s, 0.1 to 10 are taken")))
    }
}

/// Starts of the windows that cover `samples`. The last one is moved back so that it is filled, where the
/// audio is longer than a window.
fn window_starts(samples: u64, hop: u64) -> Vec<u64> {
    let last = samples.saturating_sub(segmentation::WINDOW_SAMPLES as u64);
    let mut starts: Vec<u64> = (0..last.div_ceil(hop)).map(|index| index * hop).collect();
    if samples > 0 {
        starts.push(last);
    }
    starts
}

/// The vector scaled to unit length.
pub fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|value| *value /= length);
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_cover_the_audio_and_the_last_is_filled() {
        assert_eq!(window_starts(0, 40_000), [0; 0]);
        assert_eq!(window_starts(1, 40_000), [0]);
        assert_eq!(window_starts(160_000, 40_000), [0]);
        assert_eq!(window_starts(170_000, 40_000), [0, 10_000]);
        assert_eq!(window_starts(240_000, 40_000), [0, 40_000, 80_000]);
    }

    #[test]
    fn a_hop_of_nothing_or_not_a_number_is_refused() {
        for hop_seconds in [0.0, -1.0, f64::NAN, f64::INFINITY, 11.0] {
            assert!(hop_samples(hop_seconds).is_err(), "{hop_seconds}");
        }
        assert_eq!(hop_samples(2.5).ok(), Some(40_000));
    }
}
