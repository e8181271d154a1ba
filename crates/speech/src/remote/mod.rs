//! Recognition by any endpoint that speaks OpenAI's `/v1/audio/transcriptions`.
//!
//! Endpoints differ in what they take and give. Word times are asked for first (`verbose_json`); one that
//! refuses that is asked for plain text (`json`) from then on, in shorter stretches so that times stay useful.
//! Recordings are cut at pauses into stretches that fit the usual limit of 25 MB ([`stretch`]), and only
//! speech is sent: silence costs money and makes Whisper invent. Overload and faults are waited out
//! ([`colloquy_engine::endpoint`]).

mod answer;
mod client;
mod languages;
mod stretch;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use colloquy_domain::evidence::EngineLabel;
use colloquy_engine::protocol::SAMPLE_RATE_HZ;
use tokio_util::sync::CancellationToken;

use self::answer::Answer;
use self::client::{Client, Failure, Format};
use self::stretch::{Stretch, stretches};
use crate::error::SpeechError;
use crate::listen::ProgressSink;
use crate::recognise::{
    Languages, RecogniseOptions, RecognisedSpan, Recogniser, Recognition, SpeechAudio, speech_of_channels,
};
use crate::segment::SegmentOptions;

pub use self::client::RemoteSettings;

/// Longest stretch where the endpoint gives times: 19 MB as WAV, under every known limit.
const LONGEST_TIMED_SECONDS: f64 = 600.0;
/// Longest stretch where it gives none, and words are spread over it.
const LONGEST_UNTIMED_SECONDS: f64 = 20.0;
/// From less speech than this nobody can tell a language: the endpoint is told what was heard around it. In samples.
const SHORTEST_TO_TELL: u64 = 5 * SAMPLE_RATE_HZ as u64;

/// A recogniser behind an endpoint.
#[derive(Clone)]
pub struct RemoteRecogniser {
    client: Client,
    model: String,
    /// Whether the endpoint refused to give times.
    gives_no_times: Arc<AtomicBool>,
}

impl RemoteRecogniser {
    /// Sends with `http`, which should have a connect timeout; the time for an answer is set here.
    #[must_use]
    pub fn new(http: reqwest::Client, settings: RemoteSettings) -> Self {
        let model = settings.model.clone();
        Self { client: Client::new(http, settings), model, gives_no_times: Arc::default() }
    }

    fn format(&self) -> Format {
        if self.gives_no_times.load(Ordering::Relaxed) { Format::Plain } else { Format::Timed }
    }

    /// One pass over the recording. `None` where the endpoint turned out not to give times.
    async fn pass(
        &self,
        audio: &SpeechAudio,
        options: &RecogniseOptions,
        format: Format,
        progress: ProgressSink<'_>,
    ) -> Result<Option<Recognition>, SpeechError> {
        let longest = match format {
            Format::Timed => LONGEST_TIMED_SECONDS,
            Format::Plain => LONGEST_UNTIMED_SECONDS,
        };
        let segments = SegmentOptions {
            longest_seconds: SegmentOptions::default().longest_seconds.min(longest),
            ..SegmentOptions::default()
        };
        let channels = speech_of_channels(audio, &segments).await?;
        let all: Vec<Stretch> = channels.iter().flat_map(|channel| stretches(channel, longest)).collect();
        let mut languages = Languages::default();
        let mut spans: Vec<RecognisedSpan> = Vec::new();
        for (number, stretch) in all.iter().enumerate() {
            let language = match &options.language {
                None if stretch.spoken_samples() < SHORTEST_TO_TELL => languages.expected_on(stretch.channel),
                known => known.clone(),
            };
            let asked = self.ask(stretch, language.as_deref(), format, &options.cancelled).await;
            let answer = match asked {
                Ok(answer) => answer,
                Err(Failure::NotThisFormat(_)) if format == Format::Timed => return Ok(None),
                Err(failure) => return Err(failure.into()),
            };
            let heard = answer.language().or(language);
            let found = answer.into_spans(stretch);
            if let Some(heard) = heard.filter(|_| !found.is_empty()) {
                languages.add(stretch.channel, &heard, stretch.spoken_samples());
            }
            spans.extend(found);
            progress((number + 1) as f32 / all.len() as f32);
        }
        Ok(Some(Recognition {
            language: languages.most(),
            engine: EngineLabel(format!("remote:{}", self.model)),
            spans,
        }))
    }

    async fn ask(
        &self,
        stretch: &Stretch,
        language: Option<&str>,
        format: Format,
        cancelled: &CancellationToken,
    ) -> Result<Answer, Failure> {
        let reading = {
            let stretch = stretch.clone();
            tokio::task::spawn_blocking(move || stretch.wav())
        };
        let wav =
            reading.await.map_err(std::io::Error::other).and_then(|wav| wav).map_err(|source| {
                Failure::Speech(SpeechError::Io { action: "read decoded audio", source })
            })?;
        tokio::select! {
            biased;
            () = cancelled.cancelled() => Err(Failure::Speech(SpeechError::Cancelled)),
            answer = self.client.transcribe(wav, language, format) => answer,
        }
    }
}

#[async_trait]
impl Recogniser for RemoteRecogniser {
    async fn recognise(
        &self,
        audio: &SpeechAudio,
        options: &RecogniseOptions,
        progress: ProgressSink<'_>,
    ) -> Result<Recognition, SpeechError> {
        let recognition = match self.pass(audio, options, self.format(), progress).await? {
            Some(recognition) => recognition,
            None => {
                tracing::info!(model = %self.model, "the speech endpoint gives no word times; asking for text alone");
                let plain = self.pass(audio, options, Format::Plain, progress).await?.ok_or_else(|| {
                    SpeechError::EndpointRefused("gives neither verbose_json nor json".to_owned())
                })?;
                // Only now is it sure that the form was the reason.
                self.gives_no_times.store(true, Ordering::Relaxed);
                plain
            }
        };
        progress(1.0);
        Ok(recognition)
    }
}
