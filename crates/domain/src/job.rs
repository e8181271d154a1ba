//! Work to do, written down in the transaction that caused it.

use serde::{Deserialize, Serialize};

use crate::stage::StageName;
use crate::{
    CollectionJobId, ConversationId, DeliveryId, DialerEventId, DialogueMessageId, EvaluationId, ExportJobId,
    Instant, JobId, KnowledgeBaseId, WorkflowRunId, WorkspaceId,
};

/// Queues: one per kind of work, so that slow work does not hold up fast work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// Speech recognition, and storing supplied transcripts.
    Transcribe,
    /// Summary, action items, signals, tags, sentiment.
    Insight,
    /// Webhook deliveries.
    Deliver,
    /// Mails, calls and tags of workflows.
    Workflow,
    /// Recordings to be fetched from other people's servers.
    Fetch,
    /// Measuring conversations.
    Metric,
    /// Scoring conversations.
    Evaluate,
    /// Files with many rows.
    Export,
    /// Turns of dialogues, and what time brings about in them.
    Converse,
    /// Messages of dialogues on their way out.
    Send,
    /// Telephone calls that are to be placed.
    Call,
}

impl Queue {
    /// All queues.
    pub const ALL: [Self; 11] = [
        Self::Transcribe,
        Self::Insight,
        Self::Deliver,
        Self::Workflow,
        Self::Fetch,
        Self::Metric,
        Self::Evaluate,
        Self::Export,
        Self::Converse,
        Self::Send,
        Self::Call,
    ];

    /// The name as it is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Transcribe => "transcribe",
            Self::Insight => "insight",
            Self::Deliver => "deliver",
            Self::Workflow => "workflow",
            Self::Fetch => "fetch",
            Self::Metric => "metric",
            Self::Evaluate => "evaluate",
            Self::Export => "export",
            Self::Converse => "converse",
            Self::Send => "send",
            Self::Call => "call",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.as_str() == text)
    }
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum JobKind {
    /// Get a conversation's recording from where it stands.
    FetchRecording {
        /// The conversation.
        conversation_id: ConversationId,
    },
    /// Make a conversation's transcript.
    Transcribe {
        /// The conversation.
        conversation_id: ConversationId,
    },
    /// Run one insight stage.
    Insight {
        /// The conversation.
        conversation_id: ConversationId,
        /// The stage.
        stage: StageName,
    },
    /// Attempt a delivery.
    Deliver {
        /// The delivery.
        delivery_id: DeliveryId,
    },
    /// Do what a workflow says for a conversation.
    Workflow {
        /// The run.
        workflow_run_id: WorkflowRunId,
    },
    /// Make a conversation of a dialer's call, or complete the one that it has become.
    TakeDialerCall {
        /// The event that asks for it.
        dialer_event_id: DialerEventId,
    },
    /// Measure one conversation of a collection job.
    Metric {
        /// The collection job.
        collection_job_id: CollectionJobId,
        /// The conversation.
        conversation_id: ConversationId,
    },
    /// Score a conversation that has a transcript.
    Evaluate {
        /// The evaluation.
        evaluation_id: EvaluationId,
    },
    /// Make a file.
    Export {
        /// Its job.
        export_job_id: ExportJobId,
    },
    /// Begin a dialogue of ours, or look again whether it may begin.
    BeginDialogue {
        /// The dialogue.
        conversation_id: ConversationId,
    },
    /// Answer what the customer said.
    Reply {
        /// The dialogue.
        conversation_id: ConversationId,
    },
    /// Do what is to be done when nothing was said for a while.
    DialogueIdle {
        /// The dialogue.
        conversation_id: ConversationId,
    },
    /// Hand a message to its channel.
    SendMessage {
        /// The message.
        message_id: DialogueMessageId,
    },
    /// Place a telephone call and hold it.
    PlaceCall {
        /// The dialogue.
        conversation_id: ConversationId,
    },
    /// Read the sources of a knowledge base anew.
    ReadKnowledge {
        /// The knowledge base.
        knowledge_base_id: KnowledgeBaseId,
    },
}

impl JobKind {
    /// The queue it waits in.
    #[must_use]
    pub fn queue(self) -> Queue {
        match self {
            Self::FetchRecording { .. } => Queue::Fetch,
            Self::Transcribe { .. } => Queue::Transcribe,
            Self::Insight { .. } => Queue::Insight,
            Self::Deliver { .. } => Queue::Deliver,
            Self::Workflow { .. } => Queue::Workflow,
            Self::TakeDialerCall { .. } => Queue::Fetch,
            Self::Metric { .. } => Queue::Metric,
            Self::Evaluate { .. } => Queue::Evaluate,
            Self::Export { .. } => Queue::Export,
            Self::BeginDialogue { .. } | Self::Reply { .. } | Self::DialogueIdle { .. } => Queue::Converse,
            Self::SendMessage { .. } => Queue::Send,
            Self::PlaceCall { .. } => Queue::Call,
            Self::ReadKnowledge { .. } => Queue::Fetch,
        }
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Between whom workers are fair: the workspace, or the endpoint for deliveries.
    pub lane: uuid::Uuid,
    /// What is to be done.
    pub kind: JobKind,
    /// Not before.
    pub run_at: Instant,
    /// Attempts begun so far.
    pub attempts: u32,
    /// After so many attempts it should be given up.
    pub max_attempts: u32,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Instant,
}
