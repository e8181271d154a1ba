//! Recognition of English with Moonshine.
//!
//! Fast and small: it reads only as much audio as there is, where Whisper always reads thirty seconds. It has
//! no times for words and no notion of silence, so words are spread over the loud moments of their piece and
//! a piece without any sound is not given to it.

mod cut;
mod decoder;
mod repetition;
mod spread;
mod vocabulary;

use std::path::Path;

use colloquy_engine::protocol::{RecognisedPiece, SAMPLE_RATE_HZ, TranscribeParams, TranscribeResult};
use colloquy_engine::serve::{Progress, audio};

use crate::error::EngineError;
use crate::runtime::Runtime;
use decoder::EncoderDecoder;
use vocabulary::Vocabulary;

/// The one language that this model knows.
const LANGUAGE: &str = "en";
/// Longest piece: thirty seconds.
const MOST_PIECE_SAMPLES: u64 = 30 * SAMPLE_RATE_HZ as u64;
/// A piece whose loudest sample lies below (-60 dB of full scale) is silence.
const SILENCE_PEAK: f32 = 0.001;

/// The loaded model.
pub struct Moonshine {
    model: EncoderDecoder,
    vocabulary: Vocabulary,
}

impl Moonshine {
    /// Loads `encoder_model.ort`, `decoder_model_merged.ort` and `tokenizer.bin` from `folder`.
    pub fn load(runtime: &Runtime, folder: &Path) -> Result<Self, EngineError> {
        let encoder = runtime.open(&folder.join("encoder_model.ort"))?;
        let decoder = runtime.open(&folder.join("decoder_model_merged.ort"))?;
        let vocabulary = Vocabulary::load(&folder.join("tokenizer.bin"))?;
        Ok(Self { model: EncoderDecoder::new(encoder, decoder), vocabulary })
    }

    /// Method `transcribe`. A language other than English is refused: the answer would be invented.
    pub fn transcribe(
        &mut self,
        params: &TranscribeParams,
        progress: &mut Progress<'_>,
    ) -> Result<TranscribeResult, EngineError> {
        if let Some(language) = params.language.as_deref().filter(|language| *language != LANGUAGE) {
            return Err(EngineError::Parameter(format!("language {language:?}: this model knows only en")));
        }
        let mut pieces = Vec::with_capacity(params.pieces.len());
        for (done, range) in (1_usize..).zip(&params.pieces) {
            pieces.push(self.recognise(&audio::read(range, MOST_PIECE_SAMPLES)?)?);
            progress.report(done as f32 / params.pieces.len() as f32)?;
        }
        Ok(TranscribeResult { language: LANGUAGE.to_owned(), pieces })
    }

    fn recognise(&mut self, samples: &[f32]) -> Result<RecognisedPiece, EngineError> {
        let mut piece = RecognisedPiece::default();
        let mut texts = Vec::new();
        let (mut log_probability, mut counted_tokens) = (0.0, 0);
        for stretch in cut::stretches(samples) {
            let offset_seconds = stretch.start as f64 / f64::from(SAMPLE_RATE_HZ);
            let stretch = &samples[stretch];
            if stretch.iter().all(|sample| sample.abs() < SILENCE_PEAK) {
                continue;
            }
            let decoded = self.model.decode(stretch.to_vec())?;
            log_probability += decoded.log_probability;
            counted_tokens += decoded.counted_tokens;
            let text = self.vocabulary.text(&decoded.tokens);
            piece.words.extend(spread::spread(&text, stretch, offset_seconds));
            texts.push(text);
        }
        texts.retain(|text| !text.is_empty());
        piece.text = texts.join(" ");
        piece.mean_log_probability =
            (counted_tokens > 0).then(|| (log_probability / counted_tokens as f64) as f32);
        Ok(piece)
    }
}
