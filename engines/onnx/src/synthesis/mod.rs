//! Speech from text: the voice "heart" of hibari, American English, 24 kHz.
//!
//! A text is cut into sentences, each is read into phonemes, a small network makes a spectrum of them, and that
//! becomes samples. The tables of the reading (words, abbreviations, weights) lie in the model's folder; what is
//! here are the rules. Letters of other scripts than the Latin one are not said.

mod files;
mod lexicon;
mod normalize;
mod numerals;
mod phonemes;
mod reading;
mod sentences;
mod tagger;
#[cfg(test)]
mod tests;
mod tokens;
mod unknown;
mod voice;
mod wave;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use colloquy_engine::protocol::{SynthesizeParams, SynthesizeResult};
use colloquy_engine::serve::Progress;

use self::reading::Reader;
use self::sentences::parts;
use self::voice::Voice;
use self::wave::SAMPLE_RATE_HZ;
use crate::error::EngineError;
use crate::runtime::Runtime;

/// Most characters of a request: a quarter of an hour of speech.
const MOST_CHARACTERS: usize = 10_000;
/// How much slower or faster than it was trained the voice can speak.
const SPEEDS: std::ops::RangeInclusive<f64> = 0.5..=2.0;

/// The loaded voice with its reader.
pub struct Synthesis {
    reader: Reader,
    voice: Voice,
}

impl Synthesis {
    /// Loads everything from `folder`.
    pub fn load(runtime: &Runtime, folder: &Path) -> Result<Self, EngineError> {
        Ok(Self { reader: Reader::load(runtime, folder)?, voice: Voice::load(runtime, folder)? })
    }

    /// Method `synthesize`. One sentence is held at a time. A text without anything to say makes an empty file.
    pub fn synthesize(
        &mut self,
        params: &SynthesizeParams,
        progress: &mut Progress<'_>,
    ) -> Result<SynthesizeResult, EngineError> {
        let characters = params.text.chars().count();
        if characters > MOST_CHARACTERS {
            return Err(EngineError::Parameter(format!(
                "text of {characters} characters, at most {MOST_CHARACTERS} are taken"
            )));
        }
        if !SPEEDS.contains(&params.speed) {
            return Err(EngineError::Parameter(format!("speed {}, 0.5 to 2 are taken", params.speed)));
        }
        let path = Path::new(&params.path);
        let failed = |source: io::Error| EngineError::File { path: path.to_owned(), source };
        let mut file = BufWriter::new(File::create(path).map_err(failed)?);
        let mut samples = 0;
        let sentences = self.reader.sentences(&params.text);
        for (done, sentence) in (1_usize..).zip(&sentences) {
            for part in parts(&self.reader.read(sentence)?) {
                let sound = self.voice.say(&part, params.speed as f32)?;
                file.write_all(&bytes(&sound)).map_err(failed)?;
                samples += sound.len() as u64;
            }
            progress.report(done as f32 / sentences.len() as f32)?;
        }
        file.flush().map_err(failed)?;
        Ok(SynthesizeResult { sample_rate_hz: SAMPLE_RATE_HZ, samples })
    }
}

/// Signed 16-bit little-endian.
fn bytes(samples: &[f32]) -> Vec<u8> {
    let integers = samples.iter().map(|sample| (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16);
    integers.flat_map(i16::to_le_bytes).collect()
}
