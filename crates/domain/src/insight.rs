//! What was found in a conversation. Everything here carries its [`Grounds`].

use serde::{Deserialize, Serialize};
use time::Date;

use crate::evidence::{Evidence, Grounds};
use crate::signal::SignalValue;
use crate::{ActionItemId, Instant, ParticipantId, SignalDefinitionId, SignalId, SummaryId, TagId};

/// What a conversation was about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Its id.
    pub id: SummaryId,
    /// A few sentences; extractive (the most telling sentences themselves) from the `basic` engine.
    pub text: String,
    /// The points, each with its own evidence.
    pub points: Vec<SummaryPoint>,
    /// Grounds of the whole.
    pub grounds: Grounds,
}

/// One statement of a summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SummaryPoint {
    /// The statement.
    pub text: String,
    /// Places that support it.
    pub evidence: Vec<Evidence>,
}

/// Something that somebody undertook to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActionItem {
    /// Its id.
    pub id: ActionItemId,
    /// In a few words, beginning with a verb.
    pub title: String,
    /// The words in which it was agreed.
    pub description: String,
    /// The day by which it was promised, in the conversation's time zone.
    pub due_on: Option<Date>,
    /// Name of who will do it.
    pub assignee_name: Option<String>,
    /// E-mail address of who will do it.
    pub assignee_email: Option<String>,
    /// The participant who will do it, where one matches.
    pub assignee_participant_id: Option<ParticipantId>,
    /// Whether somebody said that it is done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_done: bool,
    /// When a person wrote it; none where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_at: Option<Instant>,
    /// Why.
    pub grounds: Grounds,
}

/// The answer to one of the workspace's questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Its id.
    pub id: SignalId,
    /// The question.
    pub definition_id: SignalDefinitionId,
    /// The question's name when it was asked.
    pub name: String,
    /// The answer; none where the conversation does not tell.
    pub value: Option<SignalValue>,
    /// True where the engine cannot decide: a person should look.
    pub is_unsure: bool,
    /// Why the question could not be answered; none where it was asked and heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Why.
    pub grounds: Grounds,
}

/// A tag that fits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TagAssignment {
    /// The tag.
    pub tag_id: TagId,
    /// Why; none where a person or a client gave it.
    pub grounds: Option<Grounds>,
}

/// How people felt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sentiment {
    /// Of the whole: -1 (negative) to 1 (positive); the mean over all speakers.
    pub overall: f64,
    /// Of each speaker.
    pub speakers: Vec<SpeakerSentiment>,
    /// Why.
    pub grounds: Grounds,
}

/// How one speaker felt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpeakerSentiment {
    /// Position of the speaker in the transcript.
    pub speaker_index: u32,
    /// -1 (negative) to 1 (positive).
    pub score: f64,
    /// Places that support it.
    pub evidence: Vec<Evidence>,
}
