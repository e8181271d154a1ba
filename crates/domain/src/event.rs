//! Something that happened and that others may be told.
//!
//! An event is written in the transaction of the change that it tells of. Its snapshot is the thing as
//! that change left it; it is rendered to messages in the same transaction, so that what a receiver reads does not
//! depend on when it is sent.

use serde::{Deserialize, Serialize};

use crate::audio_file::AudioFile;
use crate::call::CallDetails;
use crate::conversation::Conversation;
use crate::directory::{Company, Contact, Tag};
use crate::evaluation::Evaluation;
use crate::export::ExportJob;
use crate::metric::{CollectionJob, CollectionStatus};
use crate::stage::StageName;
use crate::survey::Survey;
use crate::{CollectionJobId, ConversationId, CredentialId, EventId, Instant, WorkspaceId};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "stage")]
pub enum EventKind {
    /// A conversation was accepted.
    ConversationCreated,
    /// Something visible of it changed.
    ConversationUpdated,
    /// It was deleted.
    ConversationDeleted,
    /// Its transcript can be read.
    TranscriptCompleted,
    /// An insight stage has its result.
    InsightCompleted(StageName),
    /// An insight stage was given up.
    InsightFailed(StageName),
    /// Everything that was to be done for a conversation is done: recording, transcript, insights. Told once for each,
    /// in the transaction in which the last part ends; the event's id stands for the analysis.
    AnalysisCompleted,
    /// The same, where the recording, the transcript or the summary was given up.
    AnalysisFailed,
    /// The conversation was deleted before that.
    AnalysisCancelled,
    /// A contact was made, by a client or because they took part in a conversation.
    ContactCreated,
    /// Something visible of a contact changed.
    ContactUpdated,
    /// A contact was deleted.
    ContactDeleted,
    /// A company was made, by a client or for the domain of a contact.
    CompanyCreated,
    /// Something visible of a company changed.
    CompanyUpdated,
    /// A company was deleted.
    CompanyDeleted,
    /// A tag was made.
    TagCreated,
    /// Something visible of a tag changed.
    TagUpdated,
    /// A tag was deleted.
    TagDeleted,
    /// A collection job is over and measured something.
    MetricsCollected,
    /// A collection job is over and could measure nothing.
    MetricsFailed,
    /// Somebody or something asked for an evaluation.
    EvaluationCreated,
    /// The results of an evaluation are there.
    EvaluationCompleted,
    /// An evaluation was given up.
    EvaluationFailed,
    /// The transcript of an audio file is there.
    AudioTranscribed,
    /// Transcript and evaluation of an audio file are there, or one of them was given up.
    AudioProcessed,
    /// A call with a program is over, and so is its analysis.
    CallCompleted,
    /// The file of an export is there.
    ExportReady,
    /// A key has a new secret.
    KeyRotated,
    /// Most of what may be used in a month is used.
    QuotaWarning,
    /// Somebody asked for a test message.
    Test,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its id: the same for every receiver and every attempt.
    pub id: EventId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// What happened.
    pub kind: EventKind,
    /// To which conversation, where it is about one.
    pub conversation_id: Option<ConversationId>,
    /// What is told of it.
    pub snapshot: Snapshot,
    /// When.
    pub created_at: Instant,
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A conversation.
    Conversation(Box<Conversation>),
    /// A contact.
    Contact(Contact),
    /// A company.
    Company(Company),
    /// A tag.
    Tag(Tag),
    /// A collection job.
    Collection(MetricCollection),
    /// An evaluation.
    Evaluation(Box<EvaluationTold>),
    /// An audio file.
    AudioFile(Box<AudioFileTold>),
    /// A call with a program.
    Call(Box<CallTold>),
    /// An export.
    Export(Box<ExportTold>),
    /// A key.
    Key(KeyTold),
    /// What is used.
    Usage(UsageTold),
}

/// What is told of an evaluation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvaluationTold {
    /// It.
    pub evaluation: Evaluation,
    /// Name of its project.
    pub project_name: String,
    /// The name by which clients refer to its campaign.
    pub campaign_key: Option<String>,
    /// The name by which clients refer to its call center.
    pub call_center_key: Option<String>,
}

/// What is told of an audio file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AudioFileTold {
    /// It.
    pub file: AudioFile,
    /// The name by which clients refer to its campaign.
    pub campaign_key: Option<String>,
}

/// What is told of a call with a program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CallTold {
    /// The conversation.
    pub conversation: Conversation,
    /// What it has as a call.
    pub details: CallDetails,
    /// The name by which clients refer to its campaign.
    pub campaign_key: Option<String>,
    /// Seconds in which somebody spoke, as the transcript tells.
    pub talk_seconds: Option<f64>,
    /// The survey after it.
    pub survey: Option<Survey>,
}

/// What is told of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportTold {
    /// It.
    pub job: ExportJob,
    /// Where its file can be had without a credential.
    pub download_url: Option<String>,
    /// Until when.
    pub expires_at: Option<Instant>,
}

/// What is told of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyTold {
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Which.
    pub credential_id: CredentialId,
}

/// What is told of what is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageTold {
    /// Where.
    pub workspace_id: WorkspaceId,
    /// The month, `2026-03`.
    pub billing_period: String,
    /// What: `calls`, `webhooks`, `storage_gb`.
    pub resource: String,
    /// So much of it.
    pub used: u64,
    /// So much may be used.
    pub quota: u64,
}

/// What is told of a collection job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricCollection {
    /// Its id.
    pub id: CollectionJobId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// How it ended.
    pub status: CollectionStatus,
}

impl Subject {
    /// Where it belongs.
    #[must_use]
    pub fn workspace_id(&self) -> WorkspaceId {
        match self {
            Self::Conversation(conversation) => conversation.workspace_id,
            Self::Contact(contact) => contact.workspace_id,
            Self::Company(company) => company.workspace_id,
            Self::Tag(tag) => tag.workspace_id,
            Self::Collection(job) => job.workspace_id,
            Self::Evaluation(told) => told.evaluation.workspace_id,
            Self::AudioFile(told) => told.file.workspace_id,
            Self::Call(told) => told.conversation.workspace_id,
            Self::Export(told) => told.job.workspace_id,
            Self::Key(told) => told.workspace_id,
            Self::Usage(told) => told.workspace_id,
        }
    }

    /// Whether it tells of a conversation that is private, or of several of which some may be.
    #[must_use]
    pub fn is_private(&self) -> bool {
        match self {
            Self::Conversation(conversation) => conversation.is_private,
            Self::Evaluation(told) => told.evaluation.is_private,
            Self::AudioFile(told) => told.file.is_private,
            Self::Call(told) => told.conversation.is_private,
            Self::Export(told) => told.job.include_private,
            Self::Contact(_) | Self::Company(_) | Self::Tag(_) => false,
            Self::Collection(_) | Self::Key(_) | Self::Usage(_) => false,
        }
    }

    /// Which conversation it is, where it is one.
    #[must_use]
    pub fn conversation_id(&self) -> Option<ConversationId> {
        match self {
            Self::Conversation(conversation) => Some(conversation.id),
            Self::Evaluation(told) => Some(told.evaluation.conversation_id),
            Self::AudioFile(told) => told.file.conversation_id,
            Self::Call(told) => Some(told.conversation.id),
            _ => None,
        }
    }
}

impl From<&Conversation> for Subject {
    fn from(conversation: &Conversation) -> Self {
        Self::Conversation(Box::new(conversation.clone()))
    }
}

impl From<&Contact> for Subject {
    fn from(contact: &Contact) -> Self {
        Self::Contact(contact.clone())
    }
}

impl From<&Company> for Subject {
    fn from(company: &Company) -> Self {
        Self::Company(company.clone())
    }
}

impl From<&CollectionJob> for Subject {
    fn from(job: &CollectionJob) -> Self {
        Self::Collection(MetricCollection { id: job.id, workspace_id: job.workspace_id, status: job.status })
    }
}

impl From<EvaluationTold> for Subject {
    fn from(told: EvaluationTold) -> Self {
        Self::Evaluation(Box::new(told))
    }
}

impl From<AudioFileTold> for Subject {
    fn from(told: AudioFileTold) -> Self {
        Self::AudioFile(Box::new(told))
    }
}

impl From<CallTold> for Subject {
    fn from(told: CallTold) -> Self {
        Self::Call(Box::new(told))
    }
}

impl From<ExportTold> for Subject {
    fn from(told: ExportTold) -> Self {
        Self::Export(Box::new(told))
    }
}

impl From<KeyTold> for Subject {
    fn from(told: KeyTold) -> Self {
        Self::Key(told)
    }
}

impl From<UsageTold> for Subject {
    fn from(told: UsageTold) -> Self {
        Self::Usage(told)
    }
}

impl From<&Tag> for Subject {
    fn from(tag: &Tag) -> Self {
        Self::Tag(tag.clone())
    }
}

/// What an event tells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The thing after the change, or as it was last where it was deleted; none for tests.
    pub subject: Option<Subject>,
    /// The thing before the change, for updates.
    pub previous: Option<Subject>,
    /// Error of a stage that was given up.
    pub error: Option<String>,
}
