//! Recognition by an engine process of ours: Whisper or Moonshine, by the same method.
//!
//! The pieces of a channel are asked for in requests of about a minute and a half of speech: enough to fill
//! the model's windows, little enough that a dead process costs little and progress is seen. A process that
//! dies is given one more try at the same request; that it dies again is the recording's fault or the
//! machine's, and fails the recognition.
//!
//! Where the language is not given, every request is detected by itself: a call may change it.

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::transcript::Word;
use colloquy_engine::protocol::{
    AudioRange, RecognisedPiece, SAMPLE_RATE_HZ, TRANSCRIBE, TranscribeParams, TranscribeResult,
};
use colloquy_engine::{CallOptions, EngineError, EngineHandle};
use tokio_util::sync::CancellationToken;

use crate::error::SpeechError;
use crate::listen::ProgressSink;
use crate::recognise::{
    ChannelSpeech, Languages, RecogniseOptions, RecognisedSpan, Recogniser, Recognition, SpeechAudio,
    speech_of_channels, spread_words,
};
use crate::segment::{Piece, SegmentOptions};

/// Speech of one request, in samples: three of Whisper's windows.
const REQUEST_SAMPLES: u64 = 84 * SAMPLE_RATE_HZ as u64;
/// Times that a request is made when processes die of it.
const TRIES: u32 = 2;

/// A recogniser behind an engine process that answers `transcribe`.
#[derive(Clone)]
pub struct EmbeddedRecogniser {
    engine: EngineHandle,
    segments: SegmentOptions,
}

impl EmbeddedRecogniser {
    /// Uses `engine` with the usual cutting.
    #[must_use]
    pub fn new(engine: EngineHandle) -> Self {
        Self::with_segments(engine, SegmentOptions::default())
    }

    /// The same with pieces cut in another way, for models that hear less at once.
    #[must_use]
    pub fn with_segments(engine: EngineHandle, segments: SegmentOptions) -> Self {
        Self { engine, segments }
    }

    async fn call(
        &self,
        params: &TranscribeParams,
        cancelled: &CancellationToken,
    ) -> Result<TranscribeResult, SpeechError> {
        let samples: u64 = params.pieces.iter().map(|piece| piece.end_sample - piece.start_sample).sum();
        let mut tried = 1;
        loop {
            let options = CallOptions::units(seconds(samples));
            let call = self.engine.call::<_, TranscribeResult>(TRANSCRIBE, params, options);
            let result = tokio::select! {
                biased;
                () = cancelled.cancelled() => return Err(SpeechError::Cancelled),
                result = call => result,
            };
            match result {
                Err(error @ EngineError::Died { .. }) if tried < TRIES => {
                    tracing::warn!(%error, "recognition is tried again with a new process");
                    tried += 1;
                }
                Err(error) => return Err(error.into()),
                Ok(result) if result.pieces.len() == params.pieces.len() => return Ok(result),
                Ok(result) => {
                    return Err(SpeechError::Engine(EngineError::Protocol {
                        engine: self.engine.spec().name.clone(),
                        message: format!(
                            "{} answers for {} pieces of audio",
                            result.pieces.len(),
                            params.pieces.len()
                        ),
                    }));
                }
            }
        }
    }
}

#[async_trait]
impl Recogniser for EmbeddedRecogniser {
    async fn recognise(
        &self,
        audio: &SpeechAudio,
        options: &RecogniseOptions,
        progress: ProgressSink<'_>,
    ) -> Result<Recognition, SpeechError> {
        let hello = self.engine.hello().await?;
        let mut channels = speech_of_channels(audio, &self.segments).await?;
        // What one channel is in is expected of one that says little.
        channels.sort_by_key(|channel| std::cmp::Reverse(channel.samples()));
        let total: u64 = channels.iter().map(ChannelSpeech::samples).sum();
        let mut languages = Languages::default();
        let mut done = 0;
        let mut spans = Vec::new();
        for channel in &channels {
            for pieces in requests(&channel.pieces) {
                let params = TranscribeParams {
                    pieces: ranges(channel, pieces),
                    language: options.language.clone(),
                    expected_language: languages.expected_on(channel.channel),
                };
                let result = self.call(&params, &options.cancelled).await?;
                for (piece, answer) in pieces.iter().zip(result.pieces) {
                    let Some(span) = span(channel.channel, piece, answer) else { continue };
                    languages.add(channel.channel, &result.language, piece.samples());
                    spans.push(span);
                }
                done += pieces.iter().map(Piece::samples).sum::<u64>();
                progress(done as f32 / total as f32);
            }
        }
        spans.sort_by_key(|span| span.channel);
        progress(1.0);
        Ok(Recognition {
            language: languages.most(),
            engine: EngineLabel(format!("embedded:{}", hello.model)),
            spans,
        })
    }
}

/// Divides pieces into requests of up to [`REQUEST_SAMPLES`].
fn requests(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut parts = Vec::new();
    let (mut start, mut samples) = (0, 0);
    for (index, piece) in pieces.iter().enumerate() {
        if index > start && samples + piece.samples() > REQUEST_SAMPLES {
            parts.push(&pieces[start..index]);
            (start, samples) = (index, 0);
        }
        samples += piece.samples();
    }
    if start < pieces.len() {
        parts.push(&pieces[start..]);
    }
    parts
}

fn ranges(channel: &ChannelSpeech, pieces: &[Piece]) -> Vec<AudioRange> {
    let path = channel.audio.path.to_string_lossy();
    let range = |piece: &Piece| AudioRange {
        path: path.clone().into_owned(),
        start_sample: piece.start_sample,
        end_sample: piece.end_sample,
    };
    pieces.iter().map(range).collect()
}

/// A piece's answer with times from the recording's start; nothing where nothing was said.
fn span(channel: usize, piece: &Piece, answer: RecognisedPiece) -> Option<RecognisedSpan> {
    let text = answer.text.trim().to_owned();
    if text.is_empty() {
        return None;
    }
    let (start, end) = (piece.start_seconds(), piece.end_seconds());
    let at = |seconds: f64| (start + seconds).clamp(start, end);
    let words: Vec<Word> = if answer.words.is_empty() {
        spread_words(&text, start, end)
    } else {
        answer
            .words
            .into_iter()
            .map(|word| Word {
                text: word.text,
                start_seconds: at(word.start_seconds),
                end_seconds: at(word.end_seconds.max(word.start_seconds)),
                probability: word.probability,
            })
            .collect()
    };
    Some(RecognisedSpan { channel, start_seconds: start, end_seconds: end, text, words })
}

fn seconds(samples: u64) -> f64 {
    samples as f64 / f64::from(SAMPLE_RATE_HZ)
}
