//! Something that happened and that others may be told.
//!
//! An event is written in the transaction of the change that it tells of. Its snapshot is the conversation as
//! that change left it; it is rendered to messages in the same transaction, so that what a receiver reads does not
//! depend on when it is sent.

use serde::{Deserialize, Serialize};

use crate::conversation::Conversation;
use crate::stage::StageName;
use crate::{ConversationId, EventId, Instant, WorkspaceId};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "stage")]
pub enum EventKind {
    /// A conversation was accepted.
    ConversationCreated,
    /// Something visible of it changed.
    ConversationUpdated,
    /// Its transcript can be read.
    TranscriptCompleted,
    /// An insight stage has its result.
    InsightCompleted(StageName),
    /// An insight stage was given up.
    InsightFailed(StageName),
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
    /// To which conversation; none for tests.
    pub conversation_id: Option<ConversationId>,
    /// What is told of it.
    pub snapshot: Snapshot,
    /// When.
    pub created_at: Instant,
}

/// What an event tells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The conversation after the change.
    pub conversation: Option<Conversation>,
    /// The conversation before the change, for updates.
    pub previous: Option<Box<Conversation>>,
    /// Error of a stage that was given up.
    pub error: Option<String>,
}
