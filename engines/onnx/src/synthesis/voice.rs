//! The acoustic model: from phonemes to the spectrum of speech.

use std::collections::HashMap;
use std::path::Path;

use ort::session::{Session, SessionOutputs};
use ort::value::Tensor;

use super::files;
use super::wave::{BINS, Frames, Waveform};
use crate::error::EngineError;
use crate::runtime::Runtime;

/// Stands before the first phoneme and after the last.
const EDGE: i64 = 0;

/// The loaded voice.
pub struct Voice {
    session: Session,
    alphabet: HashMap<char, i64>,
    waveform: Waveform,
}

impl Voice {
    /// Loads `hibari.onnx` and `vocab.json` from `folder`.
    pub fn load(runtime: &Runtime, folder: &Path) -> Result<Self, EngineError> {
        Ok(Self {
            session: runtime.open(&folder.join("hibari.onnx"))?,
            alphabet: files::table(folder, "vocab.json")?,
            waveform: Waveform::new(),
        })
    }

    /// Samples between -1 and 1 of what the phonemes sound like; a `speed` of 2 takes half the time. Empty
    /// where there is nothing that the voice knows.
    pub fn say(&mut self, phonemes: &str, speed: f32) -> Result<Vec<f32>, EngineError> {
        let known = phonemes.chars().filter_map(|phoneme| self.alphabet.get(&phoneme).copied());
        let numbers: Vec<i64> = [EDGE].into_iter().chain(known).chain([EDGE]).collect();
        if numbers.len() < 3 {
            return Ok(Vec::new());
        }
        let outputs = self.session.run(ort::inputs! {
            "ids" => Tensor::from_array(([1, numbers.len()], numbers))?,
            "speed" => Tensor::from_array(([1], vec![speed]))?,
        })?;
        let pitch = output(&outputs, "f0", 1)?;
        let part = |name: &'static str| output(&outputs, name, BINS);
        let frames = Frames {
            pitch,
            voiced_level: part("lh")?,
            voiced_turn: part("theta")?,
            noise_level: part("ln")?,
            rest_level: part("lr")?,
            rest_phase: part("phi")?,
        };
        let is_whole = [
            frames.voiced_level,
            frames.voiced_turn,
            frames.noise_level,
            frames.rest_level,
            frames.rest_phase,
        ]
        .iter()
        .all(|part| part.len() == pitch.len() * BINS);
        if !is_whole {
            return Err(EngineError::Shape { model: "voice", shape: vec![pitch.len() as i64] });
        }
        Ok(self.waveform.render(&frames))
    }
}

/// An output of so many rows.
fn output<'a>(outputs: &'a SessionOutputs<'_>, name: &str, rows: usize) -> Result<&'a [f32], EngineError> {
    let value =
        outputs.get(name).ok_or_else(|| EngineError::Parameter(format!("the voice has no output {name}")))?;
    let (shape, values) = value.try_extract_tensor::<f32>()?;
    if values.len() % rows != 0 {
        return Err(EngineError::Shape { model: "voice", shape: shape.to_vec() });
    }
    Ok(values)
}
