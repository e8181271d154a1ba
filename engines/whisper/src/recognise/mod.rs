//! Speech to words with whisper.cpp.
//!
//! Whisper hears windows of at most 30 s. The server sends pieces of speech, as voice activity cut them; they
//! share windows ([`window`]), since words are heard far better with their neighbours and every window has a
//! fixed cost. The encoder is told to look no further than the window's audio, which is where most of the
//! time goes ([`decode`]). Words get their times from the alignment of tokens to audio ([`words`]); a result
//! that repeats itself or that the model does not trust is heard again with more effort, what is no speech is
//! dropped ([`guard`]), and what it passed over is heard by itself ([`gaps`]).

mod decode;
mod gaps;
mod guard;
mod header;
mod window;
mod words;

use std::cmp::Reverse;
use std::path::Path;

use colloquy_engine::protocol::{AudioRange, RecognisedPiece, TranscribeParams, TranscribeResult};
use colloquy_engine::serve::{Progress, audio};
use whisper_rs::{
    DtwParameters, WhisperContext, WhisperContextParameters, get_lang_id, install_logging_hooks,
};

use self::decode::{Decoder, Effort};
use self::guard::Verdict;
use self::header::Header;
use self::window::{LONGEST_SECONDS, SECOND, Window, pack};
use self::words::WindowWord;
use crate::error::EngineError;
use crate::sound::has_sound;

/// Scratch memory of the word alignment; a full window takes about 30 MB of it.
const ALIGNMENT_MEMORY_BYTES: usize = 128 * 1024 * 1024;
/// Windows are filled up to this many samples.
const FILL_TO: usize = 28 * SECOND;
/// Silence between two pieces in a window, in samples: enough for the model to hear a new sentence.
const SILENCE: usize = SECOND / 2;
/// Speech that decides on the language, in samples: hearing more costs more and tells little.
const LANGUAGE_SAMPLES: usize = 10 * SECOND;
/// Speech that confirms an expected one: a request of the usual length costs a fiftieth more by it.
const CONFIRMING_SAMPLES: usize = 5 * SECOND;
/// From less than this nobody can tell a language: "okay, bye" is said in many.
const SHORTEST_TO_TELL: usize = 5 * SECOND;
/// A language other than the expected one is believed from this probability.
const PLAIN_PROBABILITY: f32 = 0.8;
/// The one language of models that know only one.
const ENGLISH: &str = "en";

/// A loaded model.
pub struct Recogniser {
    decoder: Decoder,
    label: String,
    multilingual: bool,
}

impl Recogniser {
    /// Loads a model file of whisper.cpp.
    pub fn load(path: &Path, threads: u16) -> Result<Recogniser, EngineError> {
        let wrong = |reason: String| EngineError::Model { path: path.to_path_buf(), reason };
        // Without this whisper.cpp writes pages to standard error.
        install_logging_hooks();
        let header = Header::read(path).map_err(wrong)?;
        let parameters = WhisperContextParameters {
            use_gpu: false,
            // Slower on processors, and it knows no alignment.
            flash_attn: false,
            gpu_device: 0,
            dtw_parameters: DtwParameters { mode: header.alignment(), dtw_mem_size: ALIGNMENT_MEMORY_BYTES },
        };
        let context = WhisperContext::new_with_params(path, parameters)
            .map_err(|error| wrong(format!("whisper.cpp cannot load it: {error}")))?;
        let whole_context = usize::try_from(context.model_n_audio_ctx())
            .ok()
            .filter(|positions| *positions >= LONGEST_SECONDS * decode::POSITIONS_PER_SECOND)
            .ok_or_else(|| wrong("hears less than 30 s at once".to_owned()))?;
        let state = context
            .create_state()
            .map_err(|source| EngineError::Whisper { doing: "making room to work", source })?;
        let decoder = Decoder::new(state, context.token_eot(), whole_context, threads);
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let label = format!("whisper-{}", name.strip_prefix("ggml-").unwrap_or(name));
        Ok(Recogniser { decoder, label, multilingual: context.is_multilingual() })
    }

    /// The model's name as it stands in results: `whisper-base-q8_0` for `ggml-base-q8_0.bin`.
    pub fn label(&self) -> String {
        self.label.clone()
    }

    /// Answers `transcribe`.
    pub fn transcribe(
        &mut self,
        params: &TranscribeParams,
        progress: &mut Progress<'_>,
    ) -> Result<TranscribeResult, EngineError> {
        let lengths = params
            .pieces
            .iter()
            .map(|piece| Ok(audio::check(piece, LONGEST_PIECE)? as usize))
            .collect::<Result<Vec<_>, EngineError>>()?;
        let language = self.language(params, &lengths)?;
        let mut pieces = vec![RecognisedPiece::default(); lengths.len()];
        for window in pack(&lengths, FILL_TO, SILENCE) {
            let samples = read_window(&window, &params.pieces)?;
            if has_sound(&samples) {
                let (words, no_speech_probability) = self.hear(&samples, &window, &language)?;
                let answers = &mut pieces[window.pieces.clone()];
                words::share_out(words, &window.places, answers, no_speech_probability);
            }
            progress.report(window.pieces.end as f32 / lengths.len() as f32)?;
        }
        Ok(TranscribeResult { language, pieces })
    }

    /// Hears a window, a second time where the first result is doubtful.
    fn hear(
        &mut self,
        samples: &[f32],
        window: &Window,
        language: &str,
    ) -> Result<(Vec<WindowWord>, f32), EngineError> {
        let speech_seconds =
            window.places.iter().map(|place| place.len()).sum::<usize>() as f64 / SECOND as f64;
        let mut verdict = Verdict::Doubtful;
        let mut best = Vec::new();
        let mut no_speech_probability = 0.0;
        for effort in [Effort::Quick, Effort::Thorough] {
            let heard = self.decoder.hear(samples, language, effort)?;
            no_speech_probability = heard.no_speech_probability;
            best = words::join(&heard.tokens, language);
            verdict = guard::judge(&best, language, no_speech_probability, speech_seconds);
            if verdict != Verdict::Doubtful {
                break;
            }
        }
        let mut words = match verdict {
            Verdict::Silence => return Ok((Vec::new(), no_speech_probability)),
            Verdict::Speech | Verdict::Doubtful => guard::without_loops(best),
        };
        self.hear_gaps(samples, window, language, &mut words)?;
        Ok((words, no_speech_probability))
    }

    /// Adds what was passed over, where it is clearly speech.
    fn hear_gaps(
        &mut self,
        samples: &[f32],
        window: &Window,
        language: &str,
        words: &mut Vec<WindowWord>,
    ) -> Result<(), EngineError> {
        for gap in gaps::gaps(words, &window.places) {
            let stretch = &samples[gap.clone()];
            if !has_sound(stretch) {
                continue;
            }
            let heard = self.decoder.hear(stretch, language, Effort::Quick)?;
            let found = words::join(&heard.tokens, language);
            let seconds = stretch.len() as f64 / SECOND as f64;
            if guard::judge(&found, language, heard.no_speech_probability, seconds) == Verdict::Speech {
                gaps::fill(words, &gap, found);
            }
        }
        Ok(())
    }

    /// The language that was asked for, or the one that is heard.
    fn language(&mut self, params: &TranscribeParams, lengths: &[usize]) -> Result<String, EngineError> {
        for language in [&params.language, &params.expected_language].into_iter().flatten() {
            // whisper.cpp dies of a language that it does not know, and of a zero byte in its name.
            let is_known = !language.contains('\0') && get_lang_id(language).is_some();
            if !is_known || (!self.multilingual && language != ENGLISH) {
                return Err(EngineError::Language(language.clone()));
            }
        }
        match &params.language {
            Some(language) => Ok(language.clone()),
            None if !self.multilingual => Ok(ENGLISH.to_owned()),
            None => self.detect_language(params, lengths),
        }
    }

    /// The language of the longest pieces, since greetings and single words tell little.
    fn detect_language(
        &mut self,
        params: &TranscribeParams,
        lengths: &[usize],
    ) -> Result<String, EngineError> {
        let expected = params.expected_language.as_ref();
        if let Some(expected) = expected
            && lengths.iter().sum::<usize>() < SHORTEST_TO_TELL
        {
            return Ok(expected.clone());
        }
        let mut longest_first: Vec<(&AudioRange, usize)> =
            params.pieces.iter().zip(lengths.iter().copied()).collect();
        longest_first.sort_by_key(|(_, length)| Reverse(*length));
        let mut samples = Vec::new();
        for (piece, _) in longest_first {
            samples.extend(audio::read(piece, LONGEST_PIECE)?);
            if samples.len() >= LANGUAGE_SAMPLES {
                break;
            }
        }
        samples.truncate(LANGUAGE_SAMPLES);
        if !has_sound(&samples) {
            return Ok(expected.map_or(ENGLISH, String::as_str).to_owned());
        }
        if let Some(expected) = expected {
            let beginning = &samples[..CONFIRMING_SAMPLES.min(samples.len())];
            let (heard, _) = self.decoder.detect_language(beginning)?;
            if heard == *expected {
                return Ok(heard);
            }
        }
        let (heard, probability) = self.decoder.detect_language(&samples)?;
        Ok(expected.filter(|_| probability < PLAIN_PROBABILITY).cloned().unwrap_or(heard))
    }
}

/// Longest piece, in samples.
const LONGEST_PIECE: u64 = (LONGEST_SECONDS * SECOND) as u64;

fn read_window(window: &Window, pieces: &[AudioRange]) -> Result<Vec<f32>, EngineError> {
    let mut samples = vec![0.0; window.length()];
    for (piece, place) in pieces[window.pieces.clone()].iter().zip(&window.places) {
        samples[place.clone()].copy_from_slice(&audio::read(piece, LONGEST_PIECE)?);
    }
    Ok(samples)
}
