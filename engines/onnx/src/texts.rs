//! Sentence vectors: MiniLM with mean pooling, scaled to unit length, as its authors use it.

use std::path::Path;

use colloquy_engine::protocol::{EmbedResult, EmbedTextsParams};
use colloquy_engine::serve::Progress;
use ort::session::Session;
use ort::value::Tensor;
use tokenizers::{Tokenizer, TruncationParams};

use crate::error::EngineError;
use crate::runtime::Runtime;
use crate::speakers::unit;

/// Tokens of the model's window, those at both ends included.
const WINDOW_TOKENS: usize = 256;
/// Bytes of a text that are looked at: far more than fill the window.
const MOST_TEXT_BYTES: usize = 16 * 1024;

/// The loaded model.
pub struct Texts {
    session: Session,
    tokenizer: Tokenizer,
}

impl Texts {
    /// Loads `model.onnx` and `tokenizer.json` from `folder`.
    pub fn load(runtime: &Runtime, folder: &Path) -> Result<Self, EngineError> {
        let path = folder.join("tokenizer.json");
        let wrong = |message: String| EngineError::Model { path: path.clone(), message };
        let mut tokenizer = Tokenizer::from_file(&path).map_err(|error| wrong(error.to_string()))?;
        let truncation = TruncationParams { max_length: WINDOW_TOKENS, ..TruncationParams::default() };
        tokenizer.with_truncation(Some(truncation)).map_err(|error| wrong(error.to_string()))?;
        // The file asks to pad every text to 128 tokens; texts are embedded one by one.
        tokenizer.with_padding(None);
        Ok(Self { session: runtime.open(&folder.join("model.onnx"))?, tokenizer })
    }

    /// Method `embed_texts`. Texts go one by one: a batch would pad each to the longest, which costs more on
    /// one thread than it saves.
    pub fn embed(
        &mut self,
        params: &EmbedTextsParams,
        progress: &mut Progress<'_>,
    ) -> Result<EmbedResult, EngineError> {
        let mut vectors = Vec::with_capacity(params.texts.len());
        for (done, text) in (1_usize..).zip(&params.texts) {
            vectors.push(self.embed_one(text)?);
            progress.report(done as f32 / params.texts.len() as f32)?;
        }
        Ok(EmbedResult { vectors })
    }

    fn embed_one(&mut self, text: &str) -> Result<Vec<f32>, EngineError> {
        let text = &text[..text.floor_char_boundary(MOST_TEXT_BYTES)];
        let encoding =
            self.tokenizer.encode(text, true).map_err(|error| EngineError::Tokenizer(error.to_string()))?;
        let ids: Vec<i64> = encoding.get_ids().iter().map(|id| i64::from(*id)).collect();
        let shape = [1, ids.len()];
        let outputs = self.session.run(ort::inputs! {
            "attention_mask" => Tensor::from_array((shape, vec![1_i64; ids.len()]))?,
            "token_type_ids" => Tensor::from_array((shape, vec![0_i64; ids.len()]))?,
            "input_ids" => Tensor::from_array((shape, ids))?,
        })?;
        let (shape, states) = outputs[0].try_extract_tensor::<f32>()?;
        let dimensions = match shape[..] {
            [1, tokens, dimensions] if tokens > 0 && dimensions > 0 => dimensions as usize,
            _ => return Err(EngineError::Shape { model: "texts", shape: shape.to_vec() }),
        };
        let mut sum = vec![0.0; dimensions];
        for state in states.chunks_exact(dimensions) {
            for (sum, value) in sum.iter_mut().zip(state) {
                *sum += value;
            }
        }
        Ok(unit(sum))
    }
}
