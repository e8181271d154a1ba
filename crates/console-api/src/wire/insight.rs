//! What was found in a conversation, with why.

use colloquy_domain::correction::Corrected;
use colloquy_domain::directory::Tag as DomainTag;
use colloquy_domain::insight as domain;
use colloquy_domain::insight::TagAssignment;
use colloquy_domain::signal::SignalValue;
use colloquy_domain::{Instant, evidence};
use colloquy_http::problem::iso;
use serde::Serialize;
use serde_json::{Value, json};
use time::Date;
use utoipa::ToSchema;

use super::edit::Edit;
use super::{Addresses, words};

/// Why the system says it.
#[derive(Serialize, ToSchema)]
pub struct Grounds {
    /// Places in the transcript that support it, best first.
    evidence: Vec<Evidence>,
    /// How sure the engine is, 0 to 1.
    confidence: f64,
    /// The engine that said it: `basic`, `embedded:<model>` or `remote:<model>`; `person` where somebody did.
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
    /// The words, verbatim as they stood in that entry when this was found; people may have corrected it since.
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
    /// The points, each with its own evidence; none where a person wrote it.
    points: Vec<SummaryPoint>,
    grounds: Grounds,
    #[serde(flatten)]
    edit: Edit,
    /// What the machine found; null where it found nothing, or where it is what is shown.
    machine: Option<FoundSummary>,
}

/// A summary as the machine found it.
#[derive(Serialize, ToSchema)]
struct FoundSummary {
    text: String,
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
    pub fn of(corrected: &Corrected<domain::Summary>) -> Self {
        let FoundSummary { text, points, grounds } = FoundSummary::of(&corrected.value);
        let correction = corrected.correction.as_ref();
        let machine = correction.and_then(|correction| correction.machine.as_ref()).map(FoundSummary::of);
        Self { text, points, grounds, edit: Edit::of(correction), machine }
    }
}

impl FoundSummary {
    fn of(summary: &domain::Summary) -> Self {
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
    /// Whether somebody said that it is done.
    is_done: bool,
    created_at: String,
    grounds: Grounds,
    #[serde(flatten)]
    edit: Edit,
    /// What the machine found; null where it found nothing, or where it is what is shown.
    machine: Option<FoundActionItem>,
}

/// An action item as the machine found it.
#[derive(Serialize, ToSchema)]
struct FoundActionItem {
    title: String,
    description: String,
    #[schema(format = Date)]
    due_on: Option<String>,
    assignee_name: Option<String>,
    grounds: Grounds,
}

impl ActionItem {
    /// Renders one that was found or written at `since`.
    pub fn of(corrected: &Corrected<domain::ActionItem>, since: Instant, addresses: Addresses) -> Self {
        let item = &corrected.value;
        let FoundActionItem { title, description, due_on, assignee_name, grounds } =
            FoundActionItem::of(item);
        let correction = corrected.correction.as_ref();
        let machine = correction.and_then(|correction| correction.machine.as_ref()).map(FoundActionItem::of);
        Self {
            id: item.id.to_string(),
            title,
            description,
            due_on,
            assignee_name,
            assignee_email: addresses.show(&item.assignee_email),
            assignee_participant_id: item.assignee_participant_id.map(|id| id.to_string()),
            is_done: item.is_done,
            created_at: iso(since),
            grounds,
            edit: Edit::of(correction),
            machine,
        }
    }
}

impl FoundActionItem {
    fn of(item: &domain::ActionItem) -> Self {
        let text = |day: Date| format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day());
        Self {
            title: item.title.clone(),
            description: item.description.clone(),
            due_on: item.due_on.map(text),
            assignee_name: item.assignee_name.clone(),
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
    #[serde(flatten)]
    edit: Edit,
    /// What the machine answers; null where it is what is shown.
    machine: Option<FoundSignal>,
}

/// An answer as the machine gives it.
#[derive(Serialize, ToSchema)]
struct FoundSignal {
    #[schema(value_type = Option<words::SignalType>)]
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    value: Value,
    is_unsure: bool,
    grounds: Grounds,
}

impl Signal {
    /// Renders it.
    pub fn of(corrected: &Corrected<domain::Signal>) -> Self {
        let signal = &corrected.value;
        let FoundSignal { kind, value, is_unsure, grounds } = FoundSignal::of(signal);
        let correction = corrected.correction.as_ref();
        let machine = correction.and_then(|correction| correction.machine.as_ref()).map(FoundSignal::of);
        Self {
            id: signal.id.to_string(),
            definition_id: signal.definition_id.to_string(),
            name: signal.name.clone(),
            kind,
            value,
            is_unsure,
            error: signal.error.clone(),
            grounds,
            edit: Edit::of(correction),
            machine,
        }
    }
}

impl FoundSignal {
    fn of(signal: &domain::Signal) -> Self {
        let (kind, value) = match &signal.value {
            None => (None, Value::Null),
            Some(SignalValue::YesNo(answer)) => (Some("yes_no"), json!(answer)),
            Some(SignalValue::Number(number)) => (Some("number"), json!(number)),
            Some(SignalValue::Choice(option)) => (Some("choice"), json!(option)),
            Some(SignalValue::Text(text)) => (Some("text"), json!(text)),
        };
        Self { kind, value, is_unsure: signal.is_unsure, grounds: Grounds::of(&signal.grounds) }
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
    #[serde(flatten)]
    edit: Edit,
    /// Why the machine gives it, too; null where it does not, or where that is what is shown.
    machine: Option<FoundTag>,
}

/// A tag as the machine gives it.
#[derive(Serialize, ToSchema)]
struct FoundTag {
    grounds: Option<Grounds>,
}

impl GivenTag {
    /// Renders it.
    pub fn of(corrected: &Corrected<TagAssignment>, tag: &DomainTag) -> Self {
        let correction = corrected.correction.as_ref();
        let machine = correction.and_then(|correction| correction.machine.as_ref());
        Self {
            id: tag.id.to_string(),
            name: tag.name.clone(),
            hex_color: tag.hex_color.clone(),
            grounds: corrected.value.grounds.as_ref().map(Grounds::of),
            edit: Edit::of(correction),
            machine: machine.map(|found| FoundTag { grounds: found.grounds.as_ref().map(Grounds::of) }),
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
    #[serde(flatten)]
    edit: Edit,
    /// What the machine found; null where it found nothing, or where it is what is shown.
    machine: Option<FoundSentiment>,
}

/// How people felt, as the machine found it.
#[derive(Serialize, ToSchema)]
struct FoundSentiment {
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
    pub fn of(corrected: &Corrected<domain::Sentiment>) -> Self {
        let FoundSentiment { overall, speakers, grounds } = FoundSentiment::of(&corrected.value);
        let correction = corrected.correction.as_ref();
        let machine = correction.and_then(|correction| correction.machine.as_ref()).map(FoundSentiment::of);
        Self { overall, speakers, grounds, edit: Edit::of(correction), machine }
    }
}

impl FoundSentiment {
    fn of(sentiment: &domain::Sentiment) -> Self {
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
