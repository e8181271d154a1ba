//! Measuring some conversations.

use serde::{Deserialize, Serialize};

use super::{MetricSetting, metric_enum};
use crate::{
    CollectionJobId, ConversationId, Instant, MetricDefinitionId, MetricPolicyId, MetricVariantId,
    WorkspaceId,
};

metric_enum! {
    /// How far a collection job is.
    CollectionStatus {
        /// Nothing has begun.
        Pending => "pending",
        /// Some conversations are being measured.
        Processing => "processing",
        /// It is over, and something was measured.
        Completed => "completed",
        /// It is over, and nothing could be measured.
        Failed => "failed",
        /// Somebody stopped it.
        Canceled => "canceled",
    }
}

metric_enum! {
    /// What a collection job follows from.
    TriggeredBy {
        /// A person asked for it.
        Person => "person",
        /// A program asked for it.
        Program => "program",
        /// A policy held for a conversation.
        Policy => "policy",
    }
}

metric_enum! {
    /// How far one conversation of a collection job is.
    ItemStatus {
        /// Waiting, or at work.
        Pending => "pending",
        /// Measured: what it brought stands beside it.
        Done => "done",
        /// Not measured, as the job was stopped.
        Canceled => "canceled",
    }
}

impl CollectionStatus {
    /// Whether nothing more will happen.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Canceled)
    }
}

/// A metric that a job measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CollectedMetric {
    /// The metric.
    pub definition_id: MetricDefinitionId,
    /// Its variant.
    pub variant_id: MetricVariantId,
    /// What is set for it.
    pub setting: Option<MetricSetting>,
}

/// A request to measure some conversations. It counts pairs of a conversation and a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct CollectionJob {
    /// Its id.
    pub id: CollectionJobId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// How far it is.
    pub status: CollectionStatus,
    /// All pairs.
    pub total_items: u64,
    /// Those that have a value, or to which the metric does not apply.
    pub completed_items: u64,
    /// Those that have none.
    pub failed_items: u64,
    /// Why nothing could be measured, or the first reason why something could not.
    pub error: Option<String>,
    /// The policies that it follows from, or whose settings it uses.
    pub policy_ids: Vec<MetricPolicyId>,
    /// What it follows from.
    pub triggered_by: TriggeredBy,
    /// What is measured.
    pub metrics: Vec<CollectedMetric>,
    /// When the first conversation was begun.
    pub started_at: Option<Instant>,
    /// When it was over.
    pub completed_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// When it changed last.
    pub updated_at: Instant,
}

/// One conversation of a collection job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CollectionItem {
    /// The job.
    pub job_id: CollectionJobId,
    /// The conversation.
    pub conversation_id: ConversationId,
    /// How far it is.
    pub status: ItemStatus,
}

impl CollectionJob {
    /// Notes what one conversation brought, and whether that was the last one.
    pub fn note(&mut self, completed: u64, failed: u64, error: Option<String>, now: Instant) {
        self.completed_items += completed;
        self.failed_items += failed;
        if self.error.is_none() {
            self.error = error;
        }
        self.updated_at = now;
        self.started_at.get_or_insert(now);
        if self.status.is_final() {
            return;
        }
        let is_over = self.completed_items + self.failed_items >= self.total_items;
        self.status = match (is_over, self.completed_items) {
            (false, _) => CollectionStatus::Processing,
            (true, 0) => CollectionStatus::Failed,
            (true, _) => CollectionStatus::Completed,
        };
        if is_over {
            self.completed_at = Some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn job(total_items: u64) -> CollectionJob {
        let now = datetime!(2026-03-01 12:00 UTC);
        CollectionJob {
            id: CollectionJobId::generate(),
            workspace_id: WorkspaceId::generate(),
            status: CollectionStatus::Pending,
            total_items,
            completed_items: 0,
            failed_items: 0,
            error: None,
            policy_ids: Vec::new(),
            triggered_by: TriggeredBy::Program,
            metrics: Vec::new(),
            started_at: None,
            completed_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    #[test]
    fn a_job_fails_only_where_nothing_was_measured() {
        let now = datetime!(2026-03-01 12:01 UTC);
        let mut some = job(4);
        some.note(0, 2, Some("no model".into()), now);
        assert_eq!(some.status, CollectionStatus::Processing);
        some.note(1, 1, Some("another".into()), now);
        assert_eq!((some.status, some.completed_at), (CollectionStatus::Completed, Some(now)));
        assert_eq!(some.error.as_deref(), Some("no model"));
        let mut none = job(2);
        none.note(0, 2, Some("no model".into()), now);
        assert_eq!(none.status, CollectionStatus::Failed);
        let mut stopped = job(2);
        stopped.status = CollectionStatus::Canceled;
        stopped.note(2, 0, None, now);
        assert_eq!((stopped.status, stopped.completed_items), (CollectionStatus::Canceled, 2));
    }
}
