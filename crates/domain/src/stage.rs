//! The steps of a conversation's processing, each with a status of its own.
//!
//! A stage goes from [`StageStatus::Pending`] to `Running` and ends as `Done`, `Failed` or `Skipped`. A
//! failed attempt that will be tried again leaves it `Pending` with the attempt's error beside it. A failed
//! stage never hides a finished one.

use serde::{Deserialize, Serialize};

use crate::evidence::EngineLabel;
use crate::{ConversationId, Instant, WorkspaceId};

/// Which step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// Getting the recording, where that is done after the conversation was accepted.
    Recording,
    /// The words and who said them.
    Transcript,
    /// What it was about.
    Summary,
    /// Who undertook what until when.
    ActionItems,
    /// Answers to the workspace's questions.
    Signals,
    /// Which of the workspace's tags fit.
    Tags,
    /// How people felt.
    Sentiment,
    /// How well it went by the scorecards of its projects, where it is in one.
    Evaluation,
}

impl StageName {
    /// All, in the order in which people read them.
    pub const ALL: [Self; 8] = [
        Self::Recording,
        Self::Transcript,
        Self::Summary,
        Self::ActionItems,
        Self::Signals,
        Self::Tags,
        Self::Sentiment,
        Self::Evaluation,
    ];

    /// Those that every conversation has.
    pub const COMMON: [Self; 6] =
        [Self::Transcript, Self::Summary, Self::ActionItems, Self::Signals, Self::Tags, Self::Sentiment];

    /// Those that read the transcript.
    pub const INSIGHTS: [Self; 5] =
        [Self::Summary, Self::ActionItems, Self::Signals, Self::Tags, Self::Sentiment];

    /// The name as it is stored and shown: `action_items`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recording => "recording",
            Self::Transcript => "transcript",
            Self::Summary => "summary",
            Self::ActionItems => "action_items",
            Self::Signals => "signals",
            Self::Tags => "tags",
            Self::Sentiment => "sentiment",
            Self::Evaluation => "evaluation",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.as_str() == text)
    }
}

/// How far a stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageStatus {
    /// Not begun, or to be tried again.
    Pending,
    /// A worker is at it.
    Running,
    /// Its result is stored.
    Done,
    /// Given up; the reason stands beside it.
    Failed,
    /// There was nothing to do; the reason stands beside it.
    Skipped,
}

impl StageStatus {
    /// Whether nothing more will happen by itself.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Skipped)
    }

    /// The status as it is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Running, Self::Done, Self::Failed, Self::Skipped]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// One stage of one conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// Whose it is.
    pub workspace_id: WorkspaceId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// Which step.
    pub name: StageName,
    /// How far it is.
    pub status: StageStatus,
    /// Attempts begun so far.
    pub attempts: u32,
    /// Why the last attempt failed, in words for people.
    pub error: Option<String>,
    /// The engine that did it.
    pub engine: Option<EngineLabel>,
    /// Start of the last attempt.
    pub started_at: Option<Instant>,
    /// End of the last attempt.
    pub finished_at: Option<Instant>,
}

impl Stage {
    /// A stage that has not begun.
    #[must_use]
    pub fn pending(workspace_id: WorkspaceId, conversation_id: ConversationId, name: StageName) -> Self {
        Self {
            workspace_id,
            conversation_id,
            name,
            status: StageStatus::Pending,
            attempts: 0,
            error: None,
            engine: None,
            started_at: None,
            finished_at: None,
        }
    }
}
