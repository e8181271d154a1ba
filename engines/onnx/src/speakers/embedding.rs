//! Voice prints: the WeSpeaker network on Kaldi features.

use ort::session::Session;
use ort::value::Tensor;

use crate::error::EngineError;
use crate::speakers::fbank::{BINS, FilterBank};

/// Values of a voice print.
pub const PRINT_DIMENSIONS: usize = 256;

/// The network with its feature extractor.
pub struct VoicePrints {
    session: Session,
    filter_bank: FilterBank,
}

impl VoicePrints {
    /// Takes the opened model.
    pub fn new(session: Session) -> Self {
        Self { session, filter_bank: FilterBank::new() }
    }

    /// The raw voice print (256 values, not scaled) of the stretches of one voice, or nothing where they are
    /// too short for a single frame. Each stretch gives its own frames, so that no window spans a cut; the
    /// mean over all of them is taken off, as in training.
    pub fn compute(&mut self, stretches: &[Vec<f32>]) -> Result<Option<Vec<f32>>, EngineError> {
        let mut features: Vec<f32> =
            stretches.iter().flat_map(|samples| self.filter_bank.compute(samples)).collect();
        let frames = features.len() / BINS;
        if frames == 0 {
            return Ok(None);
        }
        remove_mean(&mut features);
        let outputs = self.session.run(ort::inputs! {
            "fbank" => Tensor::from_array(([1, frames, BINS], features))?,
            "weights" => Tensor::from_array(([1, frames], vec![1.0_f32; frames]))?,
        })?;
        let (shape, print) = outputs[0].try_extract_tensor::<f32>()?;
        if print.len() != PRINT_DIMENSIONS || print.iter().any(|value| !value.is_finite()) {
            return Err(EngineError::Shape { model: "voice print", shape: shape.to_vec() });
        }
        Ok(Some(print.to_vec()))
    }
}

/// Takes each bin's mean over all frames off.
fn remove_mean(features: &mut [f32]) {
    let frames = features.len() / BINS;
    let mut means = [0.0_f64; BINS];
    for frame in features.chunks_exact(BINS) {
        for (mean, value) in means.iter_mut().zip(frame) {
            *mean += f64::from(*value) / frames as f64;
        }
    }
    for frame in features.chunks_exact_mut(BINS) {
        for (value, mean) in frame.iter_mut().zip(&means) {
            *value -= *mean as f32;
        }
    }
}
