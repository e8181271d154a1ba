//! What metrics are computed from.

use colloquy_domain::conversation::ParticipantRole;
use colloquy_domain::insight::Sentiment;
use colloquy_domain::metric::Role;
use colloquy_domain::transcript::Entry;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::activity::Activity;
use crate::view::ConversationView;

/// A conversation with all that is known of it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The words and who takes part. Where there is no transcript: one without entries.
    pub view: ConversationView<'a>,
    /// When the two sides speak, heard on the recording; none where it does not keep them apart.
    pub activity: Option<&'a Activity>,
    /// Length of the conversation in seconds, where known.
    pub duration_seconds: Option<f64>,
    /// The tools that the agent used.
    pub tools: &'a [ToolUse],
    /// Properties with the values that they are said to have.
    pub properties: &'a [ExpectedProperty],
    /// What the sentiment stage found, where it is done.
    pub sentiment: Option<&'a Sentiment>,
    /// The prompt that the agent was given, where known.
    pub instructions: Option<&'a str>,
}

/// One use of a tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolUse {
    /// Name of the tool.
    pub name: String,
    /// What it does, where known.
    #[serde(default)]
    pub description: Option<String>,
    /// What it was given.
    pub parameters: Value,
    /// What it gave back.
    pub result: Value,
    /// When, in milliseconds from the conversation's start.
    pub start_ms: i64,
    /// Until when, where known.
    #[serde(default)]
    pub end_ms: Option<i64>,
}

/// A property whose value can be looked up in the transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedProperty {
    /// `order_id`
    pub name: String,
    /// Its value as a text.
    pub value: String,
}

/// What somebody told a metric beside its definition. Each metric looks at its own part only.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MetricSettings {
    /// Names of the properties that are compared with the transcript; all where empty.
    pub verified_properties: Vec<String>,
    /// Phrases that may be said again and again.
    pub excluded_phrases: Vec<String>,
    /// What a voicemail sounds like.
    pub voicemail_script: Option<String>,
    /// Names of the tools whose use is judged; all where empty.
    pub tools: Vec<String>,
}

/// The two sides of a conversation.
pub(super) const SIDES: [Role; 2] = [Role::Agent, Role::Customer];

/// The side that a speaker with that part is on.
pub(super) fn side(role: ParticipantRole) -> Option<Role> {
    match role {
        ParticipantRole::Agent => Some(Role::Agent),
        ParticipantRole::Customer => Some(Role::Customer),
        ParticipantRole::Other => None,
    }
}

/// The side that speaks for a role: a simulated customer is the customer, a background speaker is on neither.
pub(super) fn side_of_role(role: Role) -> Option<Role> {
    match role {
        Role::Agent => Some(Role::Agent),
        Role::Customer | Role::SimulatedCustomer => Some(Role::Customer),
        Role::BackgroundSpeaker => None,
    }
}

impl<'a> Subject<'a> {
    /// The side that says an entry.
    pub(super) fn side_of(&self, entry: &Entry) -> Option<Role> {
        side(self.view.role(entry.speaker_index))
    }

    /// The entries of a side, in the order of the transcript.
    pub(super) fn entries_of(&self, role: Role) -> impl Iterator<Item = &'a Entry> {
        let transcript = self.view.transcript;
        // Whose part each speaker plays is asked once, not for each entry.
        let sides: Vec<Option<Role>> =
            (0..transcript.speakers.len() as u32).map(|speaker| side(self.view.role(speaker))).collect();
        transcript
            .entries
            .iter()
            .filter(move |entry| sides.get(entry.speaker_index as usize).copied().flatten() == Some(role))
    }

    /// Whether anything was written down.
    pub(super) fn has_words(&self) -> bool {
        let entries = &self.view.transcript.entries;
        entries.iter().any(|entry| entry.text.chars().any(char::is_alphanumeric))
    }
}
