//! A value as it is kept.

use super::Measured;
use crate::{
    CollectionJobId, ConversationId, Instant, MetricDefinitionId, MetricValueId, MetricVariantId, WorkspaceId,
};

/// A stored value, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricValue {
    /// Its id.
    pub id: MetricValueId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Of which conversation.
    pub conversation_id: ConversationId,
    /// Of which metric.
    pub definition_id: MetricDefinitionId,
    /// Of which variant of it.
    pub variant_id: MetricVariantId,
    /// The job that measured it.
    pub collection_job_id: CollectionJobId,
    /// What was measured. Yes and no stand as the numbers 1 and 0.
    pub measured: Measured,
    /// The conversation's start.
    pub started_at: Instant,
    /// When it was measured.
    pub computed_at: Instant,
}
