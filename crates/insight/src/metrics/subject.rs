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
fn side(role: ParticipantRole) -> Option<Role> {
    match role {
        ParticipantRole::Agent => Some(Role::Agent),
        ParticipantRole::Customer => Some(Role::Customer),
        ParticipantRole::Other => None,
    }
}

/// The side that each speaker of a conversation is on. Where all voices that are known are one side's, those of nobody
/// are the other's: who brings a transcript names the people outside, and not always those of the house.
pub(super) struct Sides(Vec<Option<Role>>);

impl Sides {
    pub fn of(view: &ConversationView<'_>) -> Self {
        let speakers = 0..u32::try_from(view.transcript.speakers.len()).unwrap_or(u32::MAX);
        let mut sides: Vec<Option<Role>> = speakers.clone().map(|speaker| side(view.role(speaker))).collect();
        let absent = match SIDES.map(|role| sides.contains(&Some(role))) {
            [false, true] => Role::Agent,
            [true, false] => Role::Customer,
            _ => return Self(sides),
        };
        for (speaker, side) in speakers.zip(&mut sides) {
            if side.is_none() && view.participant(speaker).is_none() {
                *side = Some(absent);
            }
        }
        Self(sides)
    }

    pub fn side(&self, speaker_index: u32) -> Option<Role> {
        self.0.get(speaker_index as usize).copied().flatten()
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
    /// The side that each speaker is on.
    pub(super) fn sides(&self) -> Sides {
        Sides::of(&self.view)
    }

    /// The entries of a side, in the order of the transcript.
    pub(super) fn entries_of(&self, role: Role) -> impl Iterator<Item = &'a Entry> {
        self.entries_by(Some(role))
    }

    /// The entries of those who are on neither side.
    pub(super) fn entries_of_others(&self) -> impl Iterator<Item = &'a Entry> {
        self.entries_by(None)
    }

    fn entries_by(&self, side: Option<Role>) -> impl Iterator<Item = &'a Entry> {
        let (transcript, sides) = (self.view.transcript, self.sides());
        transcript.entries.iter().filter(move |entry| sides.side(entry.speaker_index) == side)
    }

    /// Whether anything was written down.
    pub(super) fn has_words(&self) -> bool {
        let entries = &self.view.transcript.entries;
        entries.iter().any(|entry| entry.text.chars().any(char::is_alphanumeric))
    }
}
