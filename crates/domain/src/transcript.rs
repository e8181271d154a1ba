//! What was said, by whom and when.

use serde::{Deserialize, Serialize};

use crate::conversation::ParticipantRole;
use crate::evidence::EngineLabel;
use crate::{ContactId, ConversationId, Instant, ParticipantId, TranscriptId, UserId, WorkspaceId};

/// Number of an entry within its transcript. It stays with the entry when others are added or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub u32);

/// Where a transcript comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TranscriptSource {
    /// The client brought it.
    Supplied,
    /// An engine heard it in the recording.
    Recognised,
    /// It was written down while the conversation went on.
    Live,
}

/// A transcript of a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// Its id.
    pub id: TranscriptId,
    /// Whose it is.
    pub workspace_id: WorkspaceId,
    /// What it is a transcript of.
    pub conversation_id: ConversationId,
    /// Where it comes from.
    pub source: TranscriptSource,
    /// ISO 639-1 code, where known.
    pub language: Option<String>,
    /// The engine that heard it; none where it was supplied.
    pub engine: Option<EngineLabel>,
    /// Who speaks; entries refer to them by position.
    pub speakers: Vec<Speaker>,
    /// What was said. In the order given for supplied ones, by start time for recognised ones.
    pub entries: Vec<Entry>,
    /// When it was stored.
    pub created_at: Instant,
}

/// A voice in a transcript.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// Name, where known.
    pub name: Option<String>,
    /// E-mail address, where known.
    pub email: Option<String>,
    /// Part that the speaker played, where known.
    pub role: Option<ParticipantRole>,
    /// Channel of the recording that carries this voice alone.
    pub channel: Option<u16>,
    /// The participant behind the voice, where known.
    pub participant_id: Option<ParticipantId>,
    /// The user behind the voice, where known.
    pub user_id: Option<UserId>,
    /// The contact behind the voice, where known.
    pub contact_id: Option<ContactId>,
}

/// One turn of one speaker, or a part of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// Position of its speaker in [`Transcript::speakers`].
    pub speaker_index: u32,
    /// Seconds from the conversation's start.
    pub start_seconds: f64,
    /// Seconds from the conversation's start, not before `start_seconds`.
    pub end_seconds: f64,
    /// What was said.
    pub text: String,
    /// The same, cut into sentences. Each lies within the entry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Sentence>,
    /// The same, cut into words. Empty where word times are not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Word>,
}

/// A sentence of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its text.
    pub text: String,
    /// Seconds from the conversation's start.
    pub start_seconds: f64,
    /// Seconds from the conversation's start.
    pub end_seconds: f64,
}

/// A word of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The word with the punctuation that belongs to it.
    pub text: String,
    /// Seconds from the conversation's start.
    pub start_seconds: f64,
    /// Seconds from the conversation's start.
    pub end_seconds: f64,
    /// How sure the recogniser was, 0 to 1, where it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f32>,
}

impl Transcript {
    /// The largest end of all entries: how long the conversation lasted as far as the transcript tells.
    #[must_use]
    pub fn end_seconds(&self) -> f64 {
        self.entries.iter().map(|entry| entry.end_seconds).fold(0.0, f64::max)
    }

    /// The entry with that number.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        // Numbers usually are positions; a corrected transcript may have gaps.
        match self.entries.get(id.0 as usize) {
            Some(entry) if entry.id == id => Some(entry),
            _ => self.entries.iter().find(|entry| entry.id == id),
        }
    }

    /// The speaker of an entry.
    #[must_use]
    pub fn speaker_of(&self, entry: &Entry) -> Option<&Speaker> {
        self.speakers.get(entry.speaker_index as usize)
    }

    /// Name of the speaker at that position, `Speaker N` where none is known.
    #[must_use]
    pub fn speaker_name(&self, speaker_index: u32) -> String {
        name_or_number(
            self.speakers.get(speaker_index as usize).and_then(|one| one.name.as_deref()),
            speaker_index,
        )
    }
}

fn name_or_number(name: Option<&str>, speaker_index: u32) -> String {
    name.map_or_else(|| format!("Speaker {}", speaker_index + 1), str::to_owned)
}

/// As much of a transcript's document as its plain text is made of: the words of an entry, each with its times, are
/// most of the document, and reading them takes most of the time.
#[derive(Debug, Deserialize)]
pub struct TranscriptLines {
    speakers: Vec<LineSpeaker>,
    entries: Vec<Line>,
}

#[derive(Debug, Deserialize)]
struct LineSpeaker {
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Line {
    speaker_index: u32,
    text: String,
}

impl TranscriptLines {
    /// One line per entry, `Name: text`. A speaker without a name is `Speaker 1`, `Speaker 2`, ….
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        for line in &self.entries {
            let speaker = self.speakers.get(line.speaker_index as usize);
            text.push_str(&name_or_number(speaker.and_then(|one| one.name.as_deref()), line.speaker_index));
            text.push_str(": ");
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }
}
