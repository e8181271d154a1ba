//! A conversation, in a list and in full.

use colloquy_domain::conversation as domain;
use colloquy_domain::recording as recording_domain;
use colloquy_domain::stage as stage_domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::insight::{ActionItem, GivenTag, Sentiment, Signal, Summary};
use super::tool::ToolInvocation;
use super::transcript::Transcript;
use super::{Addresses, words};

/// A conversation without what was said and found in it.
#[derive(Serialize, ToSchema)]
pub struct Conversation {
    id: String,
    #[schema(value_type = words::ConversationKind)]
    kind: &'static str,
    title: String,
    description: Option<String>,
    meeting_url: Option<String>,
    /// As the transcript stage tells.
    #[schema(value_type = words::ProcessingStatus)]
    processing_status: &'static str,
    is_private: bool,
    is_internal: bool,
    started_at: String,
    ended_at: Option<String>,
    duration_seconds: Option<i64>,
    owner_user_id: Option<String>,
    host_user_id: Option<String>,
    source_system: Option<String>,
    external_id: Option<String>,
    external_url: Option<String>,
    /// The CRM's record of it.
    crm_association: Option<CrmAssociation>,
    created_at: String,
    updated_at: String,
}

impl Conversation {
    /// Renders it.
    pub fn of(conversation: &domain::Conversation) -> Self {
        Self {
            id: conversation.id.to_string(),
            kind: conversation.kind.as_str(),
            title: conversation.title.clone(),
            description: conversation.description.clone(),
            meeting_url: conversation.meeting_url.clone(),
            processing_status: conversation.processing_status.as_str(),
            is_private: conversation.is_private,
            is_internal: conversation.is_internal,
            started_at: iso(conversation.started_at),
            ended_at: conversation.ended_at.map(iso),
            duration_seconds: conversation.duration_seconds(),
            owner_user_id: conversation.owner_user_id.map(|id| id.to_string()),
            host_user_id: conversation.host_user_id.map(|id| id.to_string()),
            source_system: conversation.source_system.clone(),
            external_id: conversation.external_id.clone(),
            external_url: conversation.external_url.clone(),
            crm_association: conversation.crm_association.as_ref().map(CrmAssociation::of),
            created_at: iso(conversation.created_at),
            updated_at: iso(conversation.updated_at),
        }
    }
}

/// The CRM's record of a conversation.
#[derive(Serialize, ToSchema)]
struct CrmAssociation {
    /// `contact`, `company` or `deal`.
    object_type: &'static str,
    /// Its id there.
    crm_object_id: String,
    /// Which CRM.
    source: String,
}

impl CrmAssociation {
    fn of(crm: &colloquy_domain::crm::CrmAssociation) -> Self {
        Self {
            object_type: crm.object_type.as_str(),
            crm_object_id: crm.crm_object_id.clone(),
            source: crm.source.clone(),
        }
    }
}

/// A conversation with everything that belongs to it.
#[derive(Serialize, ToSchema)]
pub struct FullConversation {
    /// The conversation itself.
    #[serde(flatten)]
    pub conversation: Conversation,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// How far the processing is, step by step.
    pub stages: Vec<Stage>,
    /// The audio or video.
    pub recordings: Vec<Recording>,
    /// What was said; null until it is there, and without `transcript_timelines:read`.
    pub transcript: Option<Transcript>,
    /// What it was about; null until it is there.
    pub summary: Option<Summary>,
    /// What was undertaken.
    pub action_items: Vec<ActionItem>,
    /// Answers to the workspace's questions.
    pub signals: Vec<Signal>,
    /// Tags that fit.
    pub tags: Vec<GivenTag>,
    /// How people felt; null until it is there.
    pub sentiment: Option<Sentiment>,
    /// The tools that agents used, by their start.
    pub tool_invocations: Vec<ToolInvocation>,
    /// The traces that belong to it, each 32 hexadecimal digits.
    pub trace_ids: Vec<String>,
    /// Whether people corrected what was heard or found.
    pub is_edited: bool,
}

/// One who took part.
#[derive(Serialize, ToSchema)]
pub struct Participant {
    id: String,
    name: Option<String>,
    /// Needs `contacts:read`.
    email: Option<String>,
    /// Needs `contacts:read`.
    phone: Option<String>,
    #[schema(value_type = words::ParticipantRole)]
    role: &'static str,
    is_owner: bool,
    user_id: Option<String>,
    contact_id: Option<String>,
}

impl Participant {
    /// Renders one.
    pub fn of(participant: &domain::Participant, addresses: Addresses) -> Self {
        Self {
            id: participant.id.to_string(),
            name: participant.name.clone(),
            email: addresses.show(&participant.email),
            phone: addresses.show(&participant.phone),
            role: participant.role.as_str(),
            is_owner: participant.is_owner,
            user_id: participant.user_id.map(|id| id.to_string()),
            contact_id: participant.contact_id.map(|id| id.to_string()),
        }
    }
}

/// A step of the processing.
#[derive(Serialize, ToSchema)]
pub struct Stage {
    #[schema(value_type = words::StageName)]
    name: &'static str,
    #[schema(value_type = words::StageStatus)]
    status: &'static str,
    /// Attempts begun so far.
    attempts: u32,
    /// Why the last attempt failed.
    error: Option<String>,
    /// The engine that did it.
    engine: Option<String>,
    /// Start of the last attempt.
    started_at: Option<String>,
    /// End of the last attempt.
    finished_at: Option<String>,
    /// Length of the last attempt.
    duration_ms: Option<i64>,
}

impl Stage {
    /// Renders one.
    pub fn of(stage: &stage_domain::Stage) -> Self {
        let duration = stage.started_at.zip(stage.finished_at).map(|(start, end)| end - start);
        Self {
            name: stage.name.as_str(),
            status: stage.status.as_str(),
            attempts: stage.attempts,
            error: stage.error.clone(),
            engine: stage.engine.as_ref().map(|engine| engine.0.clone()),
            started_at: stage.started_at.map(iso),
            finished_at: stage.finished_at.map(iso),
            duration_ms: duration.and_then(|duration| i64::try_from(duration.whole_milliseconds()).ok()),
        }
    }
}

/// A recording.
#[derive(Serialize, ToSchema)]
pub struct Recording {
    id: String,
    /// By content, such as `audio/mpeg`.
    media_type: String,
    size_bytes: u64,
    /// Lower-case hexadecimal.
    sha256: String,
    /// Once decoded.
    channels: Option<u16>,
    /// Once decoded.
    duration_seconds: Option<f64>,
    /// Downloads it without a credential for 15 minutes, in ranges too.
    media_url: String,
    /// Once decoded: `{"bucket_seconds", "channels": [[0 to 255, …], …]}`, the peaks of each channel.
    waveform: Option<Value>,
}

impl Recording {
    /// Renders one with its link.
    pub fn of(recording: &recording_domain::Recording, media_url: String) -> Self {
        Self {
            id: recording.id.to_string(),
            media_type: recording.media_type.clone(),
            size_bytes: recording.size_bytes,
            sha256: recording.sha256.clone(),
            channels: recording.channels,
            duration_seconds: recording.duration_seconds,
            media_url,
            waveform: recording.waveform.clone(),
        }
    }
}
