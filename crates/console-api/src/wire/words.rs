//! Words of which a member is exactly one, for descriptions.

use colloquy_http::describe::InstantText;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

colloquy_http::words! {
    /// Kinds of conversations.
    ConversationKind = ["call", "meeting", "chat", "email"];
    /// How far a conversation is.
    ProcessingStatus = ["pending", "processing", "completed", "failed"];
    /// What somebody is in a conversation.
    ParticipantRole = ["agent", "customer", "other"];
    /// Steps of the processing.
    StageName = ["recording", "transcript", "summary", "action_items", "signals", "tags", "sentiment", "evaluation"];
    /// How far a step is.
    StageStatus = ["pending", "running", "done", "failed", "skipped"];
    /// Kinds of answers to questions.
    SignalType = ["yes_no", "number", "choice", "text"];
    /// Where a transcript comes from.
    TranscriptSource = ["supplied", "recognised", "live"];
    /// Forms of a transcript.
    TranscriptFormat = ["json", "txt", "srt", "vtt"];
    /// How far a delivery is.
    DeliveryStatus = ["pending", "delivered", "failed"];
    /// Why a receiver gets nothing.
    DisabledReason = ["by_hand", "gone", "failed_too_long"];
    /// Queues of jobs.
    Queue = [
        "transcribe", "insight", "deliver", "workflow", "fetch", "metric", "evaluate", "export", "converse", "send",
        "call"
    ];
    /// Dialers whose events are understood.
    Dialer = ["wavv"];
    /// Who called whom.
    CallDirection = ["inbound", "outbound"];
    /// What an event says of its call.
    CallEventKind = ["other", "started", "ended", "recorded"];
    /// What came of an event.
    DialerOutcome = ["noted", "not_understood", "taken", "known"];
    /// What a user may do in the workspace.
    UserRole = ["owner", "admin", "member", "inactive", "not_invited"];
    /// What answers a criterion takes.
    CriterionKind = ["yes_no", "scale", "choice"];
    /// What an answer to a criterion is.
    CriterionAnswerType = ["yes", "no", "scale", "choice", "not_applicable"];
    /// How far an evaluation is.
    EvaluationState = ["pending", "processing", "completed", "failed"];
    /// How people felt, in a word.
    Feeling = ["positive", "neutral", "negative"];
    /// What a person did with an evaluation.
    ReviewKind = ["confirm", "override", "dispute", "close"];
    /// Why an evaluation waits for a person.
    QueueReason = ["unsure", "auto_failed", "disputed", "below_threshold", "sample"];
    /// The width of a trend's steps.
    TrendGranularity = ["daily", "weekly", "monthly"];
    /// How a campaign's conversations are held.
    CampaignKind = ["voice_bot", "flow"];
    /// How far a campaign is.
    CampaignStatus = ["running", "paused", "completed"];
    /// By what an agent of this server holds a conversation.
    DialogueChannel = ["call", "sms", "whatsapp", "email", "webchat"];
    /// How far a dialogue is.
    DialogueStatus = [
        "queued", "ringing", "answer", "in-progress", "processing", "pending", "open", "ongoing", "stalled",
        "completed", "voicemail", "no-answer", "busy", "failed", "canceled", "resolved", "closed", "expired"
    ];
    /// Who said something in a dialogue.
    DialogueSender = ["agent", "customer"];
    /// How far a message of a dialogue has got.
    DialogueMessageStatus = [
        "queued", "sending", "sent", "delivered", "read", "undelivered", "failed", "received"
    ];
    /// What ends a dialogue.
    DialogueEnd = [
        "completed", "voicemail", "no-answer", "busy", "failed", "canceled", "resolved", "closed", "expired"
    ];
    /// Who speaks as an agent: this server, or a person for whom it never speaks.
    AgentKind = ["ai", "human"];
    /// How soon an agent stops when the customer speaks.
    Sensitivity = ["low", "medium", "high"];
    /// Methods of actions.
    ActionMethod = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    /// Whether a request that was tried out brought an answer.
    TryOutStatus = ["ok", "error"];
    /// Whether a knowledge base can be used. One is `inactive` when it has no text and none of its pages can be read.
    KnowledgeStatus = ["active", "inactive"];
}

/// A text of at most 320 characters, or a number in place of it.
pub struct Reference;

impl PartialSchema for Reference {
    fn schema() -> RefOr<Schema> {
        let kinds = SchemaType::from_iter([Type::String, Type::Number]);
        ObjectBuilder::new().schema_type(kinds).max_length(Some(320)).into()
    }
}

impl ToSchema for Reference {}

/// An instant as dialers tell it: ISO 8601 with offset, or seconds or milliseconds since 1970.
pub struct DialerInstant;

impl PartialSchema for DialerInstant {
    fn schema() -> RefOr<Schema> {
        let number = ObjectBuilder::new()
            .schema_type(Type::Number)
            .minimum(Some(-2_208_988_800.0))
            .maximum(Some(253_370_764_799_999.0));
        OneOfBuilder::new().item(InstantText::schema()).item(number).into()
    }
}

impl ToSchema for DialerInstant {}

/// A word or phrase of 1 to 100 characters, more than blanks.
pub struct Phrase;

impl PartialSchema for Phrase {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(100))
            .pattern(Some(r"\S"))
            .into()
    }
}

impl ToSchema for Phrase {}

/// Two to twenty phrases, all different.
pub struct Options;

impl PartialSchema for Options {
    fn schema() -> RefOr<Schema> {
        different(2, 20)
    }
}

impl ToSchema for Options {}

/// At most fifty phrases, all different.
pub struct Keywords;

impl PartialSchema for Keywords {
    fn schema() -> RefOr<Schema> {
        different(0, 50)
    }
}

impl ToSchema for Keywords {}

fn different(fewest: usize, most: usize) -> RefOr<Schema> {
    ArrayBuilder::new()
        .items(Phrase::schema())
        .min_items(Some(fewest))
        .max_items(Some(most))
        .unique_items(true)
        .into()
}
