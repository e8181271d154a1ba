//! The server's own [`Listen`]: decode, recognise, tell speakers apart, put together.

use std::sync::Arc;

use async_trait::async_trait;
use colloquy_domain::transcript::{Entry, Speaker};
use colloquy_engine::EngineError;
use colloquy_media::PreparedAudio;
use tokio_util::sync::CancellationToken;

use crate::assemble::{SpeakerSource, assemble};
use crate::diarize::{
    DiarizeError, DiarizeOptions, Recording, SpeakerCount, SpeakerTurn, VoiceModel, diarize,
};
use crate::error::SpeechError;
use crate::listen::{Heard, Listen, ListenRequest, ProgressSink, prepare};
use crate::recognise::{RecogniseOptions, RecognisedSpan, Recogniser, SpeechAudio};

/// Share of the work after which a part of it is done, as measured on calls.
const DECODED: f32 = 0.05;
const RECOGNISED: f32 = 0.65;

/// Recognises with one engine, and tells voices apart with another where they share a channel.
#[derive(Clone)]
pub struct Listener {
    recogniser: Arc<dyn Recogniser>,
    voices: Option<Arc<dyn VoiceModel>>,
}

impl Listener {
    /// Without `voices`, all that is said on one channel is one speaker's.
    #[must_use]
    pub fn new(recogniser: Arc<dyn Recogniser>, voices: Option<Arc<dyn VoiceModel>>) -> Self {
        Self { recogniser, voices }
    }

    async fn speakers(
        &self,
        audio: &SpeechAudio,
        spans: &[RecognisedSpan],
        request: &ListenRequest,
        progress: ProgressSink<'_>,
    ) -> Result<(Vec<Speaker>, Vec<Entry>), SpeechError> {
        if audio.channels.len() > 1 {
            let speaker = |channel| Speaker { channel: u16::try_from(channel).ok(), ..Speaker::default() };
            let speakers = (0..audio.channels.len()).map(speaker).collect();
            return Ok((speakers, assemble(spans, SpeakerSource::Channels)));
        }
        let turns = match (&self.voices, audio.channels.first()) {
            // Nobody to tell apart in silence, nor where one person is expected.
            (Some(voices), Some(channel)) if !spans.is_empty() && request.expected_speakers != Some(1) => {
                let recording =
                    Recording { path: channel.path.to_string_lossy().into_owned(), samples: channel.samples };
                let speakers = request.expected_speakers.map_or(SpeakerCount::Unknown, SpeakerCount::Likely);
                let options = DiarizeOptions { speakers };
                turns(voices.as_ref(), &recording, &options, &request.cancelled, progress).await?
            }
            _ => Vec::new(),
        };
        let mut entries = assemble(spans, SpeakerSource::Turns(&turns));
        let speakers = number_by_appearance(&mut entries);
        Ok((vec![Speaker::default(); speakers], entries))
    }
}

#[async_trait]
impl Listen for Listener {
    async fn listen(&self, request: ListenRequest, progress: ProgressSink<'_>) -> Result<Heard, SpeechError> {
        let prepared: PreparedAudio =
            prepare(&request.source, &request.scratch_dir, request.cancelled.clone()).await?;
        progress(DECODED);
        let audio = SpeechAudio::from(&prepared);
        let options =
            RecogniseOptions { language: request.language.clone(), cancelled: request.cancelled.clone() };
        let recognising = |done: f32| progress(DECODED + done * (RECOGNISED - DECODED));
        let recognition = self.recogniser.recognise(&audio, &options, &recognising).await?;
        let telling_apart = |done: f32| progress(RECOGNISED + done * (1.0 - RECOGNISED));
        let (speakers, entries) = self.speakers(&audio, &recognition.spans, &request, &telling_apart).await?;
        progress(1.0);
        Ok(Heard {
            language: recognition.language,
            engine: recognition.engine,
            speakers,
            entries,
            duration_seconds: prepared.duration_seconds,
            source_channels: prepared.source.channels,
            waveform: prepared.waveform,
        })
    }
}

async fn turns(
    voices: &dyn VoiceModel,
    recording: &Recording,
    options: &DiarizeOptions,
    cancelled: &CancellationToken,
    progress: ProgressSink<'_>,
) -> Result<Vec<SpeakerTurn>, SpeechError> {
    let found = tokio::select! {
        biased;
        () = cancelled.cancelled() => return Err(SpeechError::Cancelled),
        found = diarize(voices, recording, options, progress) => found,
    };
    found.map_err(|error| match error {
        DiarizeError::Engine(error) => SpeechError::Engine(error),
        DiarizeError::Answer { what } => SpeechError::Engine(EngineError::Protocol {
            engine: "speakers".to_owned(),
            message: format!("answered {what}"),
        }),
        DiarizeError::Clustering(error) => {
            SpeechError::Io { action: "tell voices apart", source: std::io::Error::other(error) }
        }
    })
}

/// Gives the speakers new numbers, in the order in which they are first heard, without gaps. Returns how many
/// there are.
fn number_by_appearance(entries: &mut [Entry]) -> usize {
    let mut seen: Vec<u32> = Vec::new();
    for entry in entries {
        let position = seen.iter().position(|speaker| *speaker == entry.speaker_index).unwrap_or_else(|| {
            seen.push(entry.speaker_index);
            seen.len() - 1
        });
        entry.speaker_index = u32::try_from(position).unwrap_or(u32::MAX);
    }
    seen.len()
}
