//! A transcript.

use colloquy_domain::revision::Revision;
use colloquy_domain::transcript::{self as domain, TranscriptSource};
use serde::Serialize;
use utoipa::ToSchema;

use super::edit::Edit;
use super::{Addresses, words};

/// What was said, by whom and when.
#[derive(Serialize, ToSchema)]
pub struct Transcript {
    #[schema(value_type = words::TranscriptSource)]
    source: &'static str,
    /// ISO 639-1 code, where known.
    language: Option<String>,
    /// The engine that heard it; null where it was supplied.
    engine: Option<String>,
    /// Which revision this is, from 1: each correction makes another one.
    revision: u64,
    #[serde(flatten)]
    edit: Edit,
    /// Who speaks; entries refer to them by position.
    speakers: Vec<Speaker>,
    /// What was said.
    entries: Vec<Entry>,
}

#[derive(Serialize, ToSchema)]
struct Speaker {
    /// Name; `Speaker 2` where none is known.
    name: String,
    /// E-mail address, where known. Needs `contacts:read`.
    email: Option<String>,
    /// Where known.
    #[schema(value_type = Option<words::ParticipantRole>)]
    role: Option<&'static str>,
    /// Channel of the recording that carries this voice alone.
    channel: Option<u16>,
    /// The participant behind the voice, where known.
    participant_id: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Entry {
    /// Number within the transcript; evidence refers to it.
    id: u32,
    /// Position in `speakers`.
    speaker_index: u32,
    /// Seconds from the conversation's start.
    start_seconds: f64,
    /// Seconds from the conversation's start.
    end_seconds: f64,
    /// What was said.
    text: String,
    /// The same in sentences.
    sentences: Vec<Sentence>,
    /// The same in words; empty where word times are not known.
    words: Vec<Word>,
}

#[derive(Serialize, ToSchema)]
struct Sentence {
    text: String,
    start_seconds: f64,
    end_seconds: f64,
}

#[derive(Serialize, ToSchema)]
struct Word {
    text: String,
    start_seconds: f64,
    end_seconds: f64,
    /// How sure the recogniser was, 0 to 1, where it tells.
    probability: Option<f32>,
}

impl Transcript {
    /// Renders it.
    pub fn of(transcript: &domain::Transcript, revision: &Revision, addresses: Addresses) -> Self {
        Self {
            revision: revision.number,
            edit: Edit::of_revision(revision),
            source: match transcript.source {
                TranscriptSource::Supplied => "supplied",
                TranscriptSource::Recognised => "recognised",
                TranscriptSource::Live => "live",
            },
            language: transcript.language.clone(),
            engine: transcript.engine.as_ref().map(|engine| engine.0.clone()),
            speakers: (0..)
                .zip(&transcript.speakers)
                .map(|(index, one)| speaker(transcript, index, one, addresses))
                .collect(),
            entries: transcript.entries.iter().map(entry).collect(),
        }
    }
}

fn speaker(
    transcript: &domain::Transcript,
    index: u32,
    speaker: &domain::Speaker,
    addresses: Addresses,
) -> Speaker {
    Speaker {
        name: transcript.speaker_name(index),
        email: addresses.show(&speaker.email),
        role: speaker.role.map(|role| role.as_str()),
        channel: speaker.channel,
        participant_id: speaker.participant_id.map(|id| id.to_string()),
    }
}

fn entry(entry: &domain::Entry) -> Entry {
    let sentence = |sentence: &domain::Sentence| Sentence {
        text: sentence.text.clone(),
        start_seconds: sentence.start_seconds,
        end_seconds: sentence.end_seconds,
    };
    let word = |word: &domain::Word| Word {
        text: word.text.clone(),
        start_seconds: word.start_seconds,
        end_seconds: word.end_seconds,
        probability: word.probability,
    };
    Entry {
        id: entry.id.0,
        speaker_index: entry.speaker_index,
        start_seconds: entry.start_seconds,
        end_seconds: entry.end_seconds,
        text: entry.text.clone(),
        sentences: entry.sentences.iter().map(sentence).collect(),
        words: entry.words.iter().map(word).collect(),
    }
}
