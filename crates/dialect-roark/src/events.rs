//! Webhook events: the names of their types, their envelope, and how they are signed and repeated.
//!
//! A type has two names: that which a client subscribes to, and that which a delivery carries. Types of things that
//! this server does not do can be subscribed to all the same, as clients do that; none of them is ever sent.

use std::time::Duration as StdDuration;

use colloquy_app::events::EventDialect;
use colloquy_domain::event::{Event, EventKind, Subject};
use colloquy_http::problem::iso;
use colloquy_webhook::{Manner, Signing};
use serde_json::{Map, Value};
use time::Duration;

use crate::{NAME, names};

/// Every type: what is subscribed to, and what a delivery calls it.
pub const TYPES: [(&str, &str); 19] = [
    ("CALL_ANALYSIS_COMPLETED", "call.analysis.completed"),
    ("CALL_ANALYSIS_FAILED", "call.analysis.failed"),
    ("CALL_ANALYSIS_CANCELLED", "call.analysis.cancelled"),
    ("CALL_EVALUATION_COMPLETED", "call.evaluation.completed"),
    ("CALL_EVALUATION_FAILED", "call.evaluation.failed"),
    ("SIMULATION_RUN_PLAN_JOB_STARTED", "simulation.run_plan_job.started"),
    ("SIMULATION_RUN_PLAN_JOB_COMPLETED", "simulation.run_plan_job.completed"),
    ("SIMULATION_RUN_PLAN_JOB_FAILED", "simulation.run_plan_job.failed"),
    ("SIMULATION_RUN_PLAN_JOB_CANCELLED", "simulation.run_plan_job.cancelled"),
    ("SIMULATION_JOB_STARTED", "simulation.job.started"),
    ("SIMULATION_JOB_COMPLETED", "simulation.job.completed"),
    ("SIMULATION_JOB_FAILED", "simulation.job.failed"),
    ("SIMULATION_JOB_CANCELLED", "simulation.job.cancelled"),
    ("METRIC_COLLECTION_JOB_COMPLETED", "metric_collection.job.completed"),
    ("METRIC_COLLECTION_JOB_FAILED", "metric_collection.job.failed"),
    ("CHAT_ANALYSIS_COMPLETED", "chat.analysis.completed"),
    ("CHAT_ANALYSIS_FAILED", "chat.analysis.failed"),
    ("ISSUE_OPENED", "issue.opened"),
    ("ISSUE_RESOLVED", "issue.resolved"),
];

/// What a test message is called: nothing that can be subscribed to, and not one of the published types.
const TEST: (&str, &str) = ("COLLOQUY_TEST", "colloquy.test");

/// The delay before each attempt: the first at once, then five more.
const DELAYS: [Duration; 6] = [
    Duration::ZERO,
    Duration::seconds(5),
    Duration::seconds(30),
    Duration::minutes(2),
    Duration::minutes(10),
    Duration::hours(1),
];

/// Tells events as Roark does.
#[derive(Debug, Clone, Copy, Default)]
pub struct RoarkEvents;

impl EventDialect for RoarkEvents {
    fn name(&self) -> &'static str {
        NAME
    }

    fn event_types(&self) -> Vec<&'static str> {
        TYPES.into_iter().map(|(subscription, _)| subscription).collect()
    }

    fn event_type(&self, kind: EventKind) -> Option<&'static str> {
        match kind {
            EventKind::AnalysisCompleted => Some("CALL_ANALYSIS_COMPLETED"),
            EventKind::AnalysisFailed => Some("CALL_ANALYSIS_FAILED"),
            EventKind::AnalysisCancelled => Some("CALL_ANALYSIS_CANCELLED"),
            EventKind::MetricsCollected => Some("METRIC_COLLECTION_JOB_COMPLETED"),
            EventKind::MetricsFailed => Some("METRIC_COLLECTION_JOB_FAILED"),
            EventKind::Test => Some(TEST.0),
            _ => None,
        }
    }

    fn render(&self, event: &Event) -> Vec<u8> {
        let subscription = self.event_type(event.kind).unwrap_or_default();
        let name = TYPES.into_iter().chain([TEST]).find(|(known, _)| *known == subscription);
        let envelope = serde_json::json!({
            "event": name.map(|(_, name)| name),
            "version": names::EVENT_VERSION,
            "timestamp": iso(event.created_at),
            "data": data(event),
        });
        envelope.to_string().into_bytes()
    }

    fn manner(&self) -> Manner {
        Manner {
            signing: Signing::BodyHex { header: names::SIGNATURE_HEADER },
            timeout: StdDuration::from_secs(10),
            delays: &DELAYS,
            obeys_answers: false,
        }
    }
}

fn data(event: &Event) -> Map<String, Value> {
    let mut data = Map::new();
    data.insert("projectId".to_owned(), event.workspace_id.to_string().into());
    if let Some(id) = event.conversation_id {
        data.insert("callId".to_owned(), id.to_string().into());
        // A call has one analysis, and the end of it one event.
        data.insert("callAnalysisJobId".to_owned(), event.id.to_string().into());
    }
    if let Some(Subject::Collection(job)) = &event.snapshot.subject {
        data.insert("metricCollectionJobId".to_owned(), job.id.to_string().into());
        data.insert("status".to_owned(), job.status.as_str().to_ascii_uppercase().into());
    }
    if let Some(error) = &event.snapshot.error {
        data.insert("errorMessage".to_owned(), error.clone().into());
    }
    data
}
