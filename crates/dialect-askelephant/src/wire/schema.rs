//! What the OpenAPI document says of this dialect's bodies. Only described here: reading is done by
//! `create::parse`, writing by the other modules of `wire`.
#![expect(dead_code, reason = "the fields are read by the schema derive only")]

mod directory;

pub use self::directory::*;

use utoipa::ToSchema;

/// Body of a create request.
#[derive(ToSchema)]
pub struct CreateEngagement {
    /// `CALL` or `MEETING`.
    #[schema(rename = "type")]
    kind: CreateType,
    /// 1 to 500 characters.
    #[schema(min_length = 1, max_length = 500)]
    title: String,
    /// System that sends it; metadata only.
    #[schema(min_length = 1, max_length = 100)]
    source_system: String,
    /// Idempotency key within the workspace.
    #[schema(min_length = 1, max_length = 500)]
    external_id: String,
    /// Whether workflows and recap mails may run.
    run_workflows: bool,
    /// https address of the recording; required unless `transcript_timeline` is given.
    #[schema(format = "uri", min_length = 1, max_length = 8192)]
    media_url: Option<String>,
    /// The transcript, if there is one already; then nothing is recognised.
    transcript_timeline: Option<CreateTimeline>,
    /// Now where it is left out.
    #[schema(value_type = Option<colloquy_http::describe::InstantText>)]
    start_at: Option<String>,
    /// The workspace's setting where it is left out.
    is_private: Option<bool>,
    #[schema(max_items = 500)]
    participants: Option<Vec<CreateParticipant>>,
    /// Link into the sending system, returned as it is.
    #[schema(max_length = 2048)]
    external_url: Option<String>,
    /// Deprecated: plain text kept beside the media.
    transcript_text: Option<String>,
}

#[derive(ToSchema)]
enum CreateType {
    #[schema(rename = "CALL")]
    Call,
    #[schema(rename = "MEETING")]
    Meeting,
}

#[derive(ToSchema)]
struct CreateParticipant {
    #[schema(max_length = 320)]
    name: Option<String>,
    #[schema(max_length = 320)]
    email: Option<String>,
    #[schema(max_length = 320)]
    phone: Option<String>,
    /// At most one; found among the workspace's users by e-mail, then by phone.
    is_owner: Option<bool>,
}

#[derive(ToSchema)]
struct CreateTimeline {
    #[schema(min_items = 1, max_items = 500)]
    speakers: Vec<CreateSpeaker>,
    #[schema(min_items = 1)]
    entries: Vec<TimelineEntry>,
}

#[derive(ToSchema)]
struct CreateSpeaker {
    #[schema(max_length = 320)]
    name: Option<String>,
    #[schema(max_length = 320)]
    email: Option<String>,
}

/// A call or meeting. Members without a value are left out.
#[derive(ToSchema)]
pub struct Engagement {
    /// `engagement`.
    object: String,
    /// `ngmt_…`.
    id: String,
    title: String,
    /// `CALL`, `MEETING`, ….
    engagement_type: String,
    /// `PENDING`, `PROCESSING`, `COMPLETED` or `FAILED`.
    processing_status: String,
    is_private: bool,
    created_at: String,
    updated_at: String,
    /// `PUBLIC_API` where it came over this API.
    data_source: Option<String>,
    is_internal: Option<bool>,
    engagement_at: Option<String>,
    start_at: Option<String>,
    end_at: Option<String>,
    duration_seconds: Option<i64>,
    description: Option<String>,
    meeting_url: Option<String>,
    external_url: Option<String>,
    /// Once it was matched to a record of the CRM.
    #[schema(value_type = CrmAssociation, required = false)]
    crm_association: Option<CrmAssociation>,
    owner_user_id: Option<String>,
    host_user_id: Option<String>,
    /// Only in answers to a create request.
    transcript_timeline: Option<TranscriptTimeline>,
    /// With `expand=transcript`: one line per entry.
    transcript: Option<String>,
    /// With `expand=media_url`: a download link for 15 minutes.
    media_url: Option<String>,
    /// With `expand=companies`.
    companies: Option<Vec<serde_json::Value>>,
    /// With `expand=contacts`.
    contacts: Option<Vec<serde_json::Value>>,
    /// With `expand=action_items`.
    action_items: Option<Vec<EngagementActionItem>>,
    /// With `expand=signals`.
    signals: Option<Vec<EngagementSignal>>,
    /// With `expand=tags`.
    tags: Option<Vec<serde_json::Value>>,
    /// With `expand=owner`.
    owner: Option<serde_json::Value>,
}

#[derive(ToSchema)]
struct EngagementActionItem {
    object: String,
    id: String,
    title: String,
    description: String,
    /// `YYYY-MM-DD`.
    due_on: Option<String>,
    assigned_to_user_name: Option<String>,
    assigned_to_user_email: Option<String>,
    created_at: String,
    updated_at: String,
}

#[derive(ToSchema)]
struct EngagementSignal {
    object: String,
    id: String,
    annotation_definition_id: String,
    name: String,
    /// `BOOLEAN`, `NUMBER`, `SINGLE_SELECT` or `TEXT`.
    data_type: String,
    /// Its JSON type follows `data_type`.
    value: serde_json::Value,
}

/// A transcript with its speakers.
#[derive(ToSchema)]
pub struct TranscriptTimeline {
    object: String,
    engagement_id: String,
    speakers: Vec<TimelineSpeaker>,
    entries: Vec<TimelineEntry>,
    /// Mean over the speakers, -1 to 1; null without sentiment.
    overall_sentiment: Option<f64>,
}

#[derive(ToSchema)]
struct TimelineSpeaker {
    name: Option<String>,
    email: Option<String>,
    user_id: Option<String>,
    contact_id: Option<String>,
    sentiment: Option<f64>,
}

#[derive(ToSchema)]
struct TimelineEntry {
    /// Position in `speakers`.
    speaker_index: u32,
    start_seconds: f64,
    end_seconds: f64,
    text: Option<String>,
    sentences: Option<Vec<TimelineSentence>>,
}

#[derive(ToSchema)]
struct TimelineSentence {
    text: String,
    start_seconds: f64,
    end_seconds: f64,
}

/// An error, RFC 9457.
#[derive(ToSchema)]
pub struct ProblemDocument {
    #[schema(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    /// `rid_…`.
    request_id: String,
    /// What is wrong with which field.
    errors: Option<Vec<ProblemField>>,
}

#[derive(ToSchema)]
struct ProblemField {
    field: String,
    code: String,
    message: String,
}
