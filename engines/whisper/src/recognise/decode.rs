//! One call of whisper.cpp: samples to tokens with times.

use whisper_rs::{FullParams, SamplingStrategy, WhisperState, get_lang_str};

use super::window::SECOND;
use crate::error::EngineError;

/// Samples that one position of the encoder stands for (20 ms).
const SAMPLES_PER_POSITION: usize = 320;
/// The same the other way round.
pub const POSITIONS_PER_SECOND: usize = SECOND / SAMPLES_PER_POSITION;
/// Least samples that whisper.cpp looks at; shorter audio is padded (100 ms and a frame).
const LEAST_SAMPLES: usize = 2_000;
/// Audio just long enough for whisper.cpp to take its parameters and too short for it to start the encoder.
const TOO_SHORT_TO_HEAR: usize = 1_640;

/// Positions that the encoder sees beyond the audio, so that the last word ends in silence (1 s).
const MARGIN_POSITIONS: usize = 50;
/// ggml multiplies matrices of such lengths in blocks, and others number by number: an eighth of all time.
const POSITIONS_STEP: usize = 16;
/// Where it is not sure, whisper.cpp tries again with the randomness raised by this.
const TEMPERATURE_STEP: f32 = 0.4;

/// A piece of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Its bytes; a character may be spread over several tokens.
    pub bytes: Vec<u8>,
    /// Where it ends in the audio, in seconds.
    pub end_seconds: f64,
    /// How likely the model found it.
    pub probability: f32,
    /// Natural logarithm of the same.
    pub log_probability: f32,
}

/// What was heard in one window.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// The text's tokens.
    pub tokens: Vec<Token>,
    /// The model's estimate that nobody speaks.
    pub no_speech_probability: f32,
}

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// The likeliest token each time; the encoder looks as far as the audio goes.
    Quick,
    /// The encoder looks at all of its 30 s, as it was trained to, and where the result is poor, whisper.cpp
    /// draws tokens at random instead.
    Thorough,
}

/// The model with its working memory.
pub struct Decoder {
    state: WhisperState,
    end_of_text: i32,
    whole_context: usize,
    threads: usize,
}

impl Decoder {
    /// `whole_context` is the number of positions of the encoder, `end_of_text` the first token that is no text.
    pub fn new(state: WhisperState, end_of_text: i32, whole_context: usize, threads: u16) -> Decoder {
        Decoder { state, end_of_text, whole_context, threads: usize::from(threads) }
    }

    /// Hears `samples` (at most 30 s) in `language`.
    pub fn hear(&mut self, samples: &[f32], language: &str, effort: Effort) -> Result<Heard, EngineError> {
        let mut params = self.params(language, self.positions(samples.len(), effort));
        if effort == Effort::Thorough {
            params.set_temperature_inc(TEMPERATURE_STEP);
        }
        let padded;
        let samples = if samples.len() < LEAST_SAMPLES {
            padded = [samples, &[0.0; LEAST_SAMPLES]].concat();
            &padded
        } else {
            samples
        };
        self.state
            .full(params, samples)
            .map_err(|source| EngineError::Whisper { doing: "recognising", source })?;
        Ok(self.heard())
    }

    /// The language of `samples`, as an ISO 639-1 code or Whisper's own where there is none, and how likely it is.
    pub fn detect_language(&mut self, samples: &[f32]) -> Result<(String, f32), EngineError> {
        let failed = |source| EngineError::Whisper { doing: "detecting the language", source };
        // whisper.cpp detects with the context of the call before, so one is made that does nothing else.
        let params = self.params("en", self.positions(samples.len(), Effort::Quick));
        self.state.full(params, &[0.0; TOO_SHORT_TO_HEAR]).map_err(failed)?;
        self.state.pcm_to_mel(samples, self.threads).map_err(failed)?;
        let (id, probabilities) = self.state.lang_detect(0, self.threads).map_err(failed)?;
        let name = get_lang_str(id).ok_or_else(|| EngineError::Language(id.to_string()))?;
        let probability = usize::try_from(id).ok().and_then(|id| probabilities.get(id));
        Ok((name.to_owned(), probability.copied().unwrap_or_default()))
    }

    fn params<'a>(&self, language: &'a str, positions: usize) -> FullParams<'a, 'static> {
        let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
        // Both were checked to be small numbers when the model was loaded.
        params.set_n_threads(i32::try_from(self.threads).unwrap_or(1));
        params.set_audio_ctx(i32::try_from(positions).unwrap_or_default());
        params.set_language(Some(language));
        params.set_translate(false);
        params.set_no_context(true);
        // The alignment gives better times, and the model's own would cut a window short.
        params.set_no_timestamps(true);
        params.set_suppress_nst(true);
        params.set_temperature_inc(0.0);
        params.set_print_progress(false);
        params.set_print_realtime(false);
        params.set_print_special(false);
        params.set_print_timestamps(false);
        params
    }

    fn positions(&self, samples: usize, effort: Effort) -> usize {
        match effort {
            Effort::Thorough => self.whole_context,
            Effort::Quick => {
                let audio = samples.max(LEAST_SAMPLES).div_ceil(SAMPLES_PER_POSITION);
                (audio + MARGIN_POSITIONS).next_multiple_of(POSITIONS_STEP).min(self.whole_context)
            }
        }
    }

    fn heard(&self) -> Heard {
        let mut heard = Heard::default();
        for segment in self.state.as_iter() {
            heard.no_speech_probability = heard.no_speech_probability.max(segment.no_speech_probability());
            for token in (0..segment.n_tokens()).filter_map(|index| segment.get_token(index)) {
                let data = token.token_data();
                if data.id >= self.end_of_text {
                    continue;
                }
                heard.tokens.push(Token {
                    bytes: token.to_bytes().map(<[u8]>::to_vec).unwrap_or_default(),
                    end_seconds: data.t_dtw as f64 / 100.0,
                    probability: data.p,
                    log_probability: data.plog,
                });
            }
        }
        heard
    }
}
