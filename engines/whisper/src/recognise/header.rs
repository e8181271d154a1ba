//! What a model file says about itself before it is loaded: that it is one, and which attention heads of it
//! follow the audio.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use whisper_rs::{DtwMode, DtwModelPreset};

/// "ggml" as a little-endian number.
const MAGIC: u32 = 0x6767_6d6c;
/// Vocabularies of this size or larger are multilingual.
const MULTILINGUAL_TOKENS: u32 = 51_865;
/// The third large model was given one more language.
const THIRD_LARGE_TOKENS: u32 = 51_866;
/// Layers to look at where the heads of a model are not known.
const UNKNOWN_MODEL_TOP_LAYERS: u32 = 2;

/// The sizes at the start of a model file.
#[derive(Debug, Clone, Copy)]
pub struct Header {
    vocabulary: u32,
    audio_layers: u32,
    text_layers: u32,
}

impl Header {
    /// Reads the sizes of the model file at `path`.
    pub fn read(path: &Path) -> Result<Header, String> {
        let mut bytes = [0; 48];
        File::open(path)
            .and_then(|mut file| file.read_exact(&mut bytes))
            .map_err(|error| format!("cannot be read: {error}"))?;
        let (words, _) = bytes.as_chunks::<4>();
        let word = |index: usize| u32::from_le_bytes(words[index]);
        if word(0) != MAGIC {
            return Err("is not a model file of whisper.cpp".to_owned());
        }
        Ok(Header { vocabulary: word(1), audio_layers: word(5), text_layers: word(9) })
    }

    /// The heads whose attention gives the times of words, as published with OpenAI's models.
    pub fn alignment(self) -> DtwMode<'static> {
        let multilingual = self.vocabulary >= MULTILINGUAL_TOKENS;
        let preset = match (self.audio_layers, self.text_layers, multilingual) {
            (4, 4, true) => DtwModelPreset::Tiny,
            (4, 4, false) => DtwModelPreset::TinyEn,
            (6, 6, true) => DtwModelPreset::Base,
            (6, 6, false) => DtwModelPreset::BaseEn,
            (12, 12, true) => DtwModelPreset::Small,
            (12, 12, false) => DtwModelPreset::SmallEn,
            (24, 24, true) => DtwModelPreset::Medium,
            (24, 24, false) => DtwModelPreset::MediumEn,
            (32, 4, true) => DtwModelPreset::LargeV3Turbo,
            (32, 32, true) if self.vocabulary == THIRD_LARGE_TOKENS => DtwModelPreset::LargeV3,
            (32, 32, true) => DtwModelPreset::LargeV2,
            _ => {
                let n_top = UNKNOWN_MODEL_TOP_LAYERS.min(self.text_layers.max(1));
                return DtwMode::TopMost { n_top: n_top as i32 };
            }
        };
        DtwMode::ModelPreset { model_preset: preset }
    }
}
