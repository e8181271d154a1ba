//! Something that happened and that others may be told.
//!
//! An event is written in the transaction of the change that it tells of. Its snapshot is the thing as
//! that change left it; it is rendered to messages in the same transaction, so that what a receiver reads does not
//! depend on when it is sent.

use serde::{Deserialize, Serialize};

use crate::conversation::Conversation;
use crate::directory::{Company, Contact, Tag};
use crate::metric::{CollectionJob, CollectionStatus};
use crate::stage::StageName;
use crate::{CollectionJobId, ConversationId, EventId, Instant, WorkspaceId};

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
        }
    }

    /// Which conversation it is, where it is one.
    #[must_use]
    pub fn conversation_id(&self) -> Option<ConversationId> {
        if let Self::Conversation(conversation) = self { Some(conversation.id) } else { None }
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
