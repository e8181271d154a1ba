//! A collection job as it is read.

use colloquy_domain::metric::CollectionJob;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::words::{RoarkCollectionStatus, RoarkTriggeredBy, triggered_by, upper};

/// A request to measure some calls. It counts pairs of a call and a metric.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkMetricCollectionJob)]
pub struct Job {
    id: String,
    #[schema(value_type = RoarkCollectionStatus)]
    status: String,
    total_items: u64,
    /// Pairs that have a value, or to which the metric does not apply.
    completed_items: u64,
    failed_items: u64,
    /// Why something could not be measured: the first reason.
    #[schema(required)]
    error_message: Option<String>,
    policy_ids: Vec<String>,
    #[schema(value_type = RoarkTriggeredBy)]
    triggered_by: &'static str,
    #[schema(required)]
    started_at: Option<String>,
    #[schema(required)]
    completed_at: Option<String>,
    created_at: String,
    updated_at: String,
}

impl Job {
    /// Renders it.
    pub fn of(job: &CollectionJob) -> Self {
        Self {
            id: job.id.to_string(),
            status: upper(job.status.as_str()),
            total_items: job.total_items,
            completed_items: job.completed_items,
            failed_items: job.failed_items,
            error_message: job.error.clone(),
            policy_ids: job.policy_ids.iter().map(ToString::to_string).collect(),
            triggered_by: triggered_by(job.triggered_by),
            started_at: job.started_at.map(iso),
            completed_at: job.completed_at.map(iso),
            created_at: iso(job.created_at),
            updated_at: iso(job.updated_at),
        }
    }
}
