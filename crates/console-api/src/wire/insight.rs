//! What was found in a conversation, with why.

use colloquy_domain::directory::Tag as DomainTag;
use colloquy_domain::insight as domain;
use colloquy_domain::insight::TagAssignment;
use colloquy_domain::signal::SignalValue;
use colloquy_domain::{Instant, evidence};
use colloquy_http::problem::iso;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Addresses, words};

/// Why the system says it.
#[derive(Serialize, ToSchema)]
pub struct Grounds {
    /// Places in the transcript that support it, best first.
    evidence: Vec<Evidence>,
    /// How sure the engine is, 0 to 1.
    confidence: f64,
    /// The engine that said it: `basic`, `embedded:<model>` or `remote:<model>`.
    engine: String,
}

/// A place in the transcript.
#[derive(Serialize, ToSchema)]
pub struct Evidence {
    /// The entry.
    entry_id: u32,
    /// Start of the quoted words, seconds from the conversation's start.
    start_seconds: f64,
    /// End of the quoted words.
    end_seconds: f64,
    /// The words, verbatim as they stand in that entry.
    quote: String,
}

impl Evidence {
    /// Renders places, in their order.
    pub fn list(places: &[evidence::Evidence]) -> Vec<Self> {
        let one = |place: &evidence::Evidence| Self {
            entry_id: place.entry_id.0,
            start_seconds: place.start_seconds,
            end_seconds: place.end_seconds,
            quote: place.quote.clone(),
        };
        places.iter().map(one).collect()
    }
}

impl Grounds {
    fn of(grounds: &evidence::Grounds) -> Self {
        Self {
            evidence: Evidence::list(&grounds.evidence),
            confidence: grounds.confidence,
            engine: grounds.engine.0.clone(),
        }
    }
}

/// What it was about.
#[derive(Serialize, ToSchema)]
pub struct Summary {
    text: String,
    /// The points, each with its own evidence.
    points: Vec<SummaryPoint>,
    grounds: Grounds,
}

#[derive(Serialize, ToSchema)]
struct SummaryPoint {
    text: String,
    evidence: Vec<Evidence>,
}

impl Summary {
    /// Renders it.
    pub fn of(summary: &domain::Summary) -> Self {
        let point = |point: &domain::SummaryPoint| SummaryPoint {
            text: point.text.clone(),
            evidence: Evidence::list(&point.evidence),
        };
        Self {
            text: summary.text.clone(),
            points: summary.points.iter().map(point).collect(),
            grounds: Grounds::of(&summary.grounds),
        }
    }
}

/// Something that somebody undertook to do.
#[derive(Serialize, ToSchema)]
pub struct ActionItem {
    id: String,
    title: String,
    description: String,
    #[schema(format = Date)]
    due_on: Option<String>,
    assignee_name: Option<String>,
    /// Needs `contacts:read`.
    assignee_email: Option<String>,
    /// The participant who will do it, where one matches.
    assignee_participant_id: Option<String>,
    created_at: String,
    grounds: Grounds,
}

impl ActionItem {
    /// Renders one that was found at `found_at`.
    pub fn of(item: &domain::ActionItem, found_at: Instant, addresses: Addresses) -> Self {
        Self {
            id: item.id.to_string(),
            title: item.title.clone(),
            description: item.description.clone(),
            due_on: item
                .due_on
                .map(|day| format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())),
            assignee_name: item.assignee_name.clone(),
            assignee_email: addresses.show(&item.assignee_email),
            assignee_participant_id: item.assignee_participant_id.map(|id| id.to_string()),
            created_at: iso(found_at),
            grounds: Grounds::of(&item.grounds),
        }
    }
}

/// The answer to one of the workspace's questions.
#[derive(Serialize, ToSchema)]
pub struct Signal {
    id: String,
    definition_id: String,
    name: String,
    /// Null where there is no answer.
    #[schema(value_type = Option<words::SignalType>)]
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    /// The answer, of the JSON type that `type` says; null where the conversation does not tell.
    value: Value,
    /// The engine could not decide: a person should look.
    is_unsure: bool,
    /// Why the question could not be answered; null where it was asked and heard.
    error: Option<String>,
    grounds: Grounds,
}

impl Signal {
    /// Renders it.
    pub fn of(signal: &domain::Signal) -> Self {
        let (kind, value) = match &signal.value {
            None => (None, Value::Null),
            Some(SignalValue::YesNo(answer)) => (Some("yes_no"), json!(answer)),
            Some(SignalValue::Number(number)) => (Some("number"), json!(number)),
            Some(SignalValue::Choice(option)) => (Some("choice"), json!(option)),
            Some(SignalValue::Text(text)) => (Some("text"), json!(text)),
        };
        Self {
            id: signal.id.to_string(),
            definition_id: signal.definition_id.to_string(),
            name: signal.name.clone(),
            kind,
            value,
            is_unsure: signal.is_unsure,
            error: signal.error.clone(),
            grounds: Grounds::of(&signal.grounds),
        }
    }
}

/// A tag that fits.
#[derive(Serialize, ToSchema)]
pub struct GivenTag {
    id: String,
    name: String,
    hex_color: Option<String>,
    /// Null where a person or a client gave it.
    grounds: Option<Grounds>,
}

impl GivenTag {
    /// Renders it.
    pub fn of(assignment: &TagAssignment, tag: &DomainTag) -> Self {
        Self {
            id: tag.id.to_string(),
            name: tag.name.clone(),
            hex_color: tag.hex_color.clone(),
            grounds: assignment.grounds.as_ref().map(Grounds::of),
        }
    }
}

/// How people felt.
#[derive(Serialize, ToSchema)]
pub struct Sentiment {
    /// Of the whole: -1 (negative) to 1 (positive).
    overall: f64,
    speakers: Vec<SpeakerSentiment>,
    grounds: Grounds,
}

#[derive(Serialize, ToSchema)]
struct SpeakerSentiment {
    /// Position in the transcript's speakers.
    speaker_index: u32,
    /// -1 (negative) to 1 (positive).
    score: f64,
    evidence: Vec<Evidence>,
}

impl Sentiment {
    /// Renders it.
    pub fn of(sentiment: &domain::Sentiment) -> Self {
        let speaker = |speaker: &domain::SpeakerSentiment| SpeakerSentiment {
            speaker_index: speaker.speaker_index,
            score: speaker.score,
            evidence: Evidence::list(&speaker.evidence),
        };
        Self {
            overall: sentiment.overall,
            speakers: sentiment.speakers.iter().map(speaker).collect(),
            grounds: Grounds::of(&sentiment.grounds),
        }
    }
}
