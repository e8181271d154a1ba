//! The optional `metrics` of a request that changes a call: what is to be measured once the change is there.
//!
//! The change stands whether or not they can be measured; the answer says which.

use colloquy_app::keys::Caller;
use colloquy_app::{App, metrics};
use colloquy_domain::ConversationId;
use colloquy_http::{Fields, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::metrics::jobs::wire::Job;

/// Most metrics of a request.
const MOST_METRICS: usize = 20;

/// A metric to measure.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = RoarkMetricToCollect)]
pub struct Metric {
    #[schema(max_length = 255)]
    id: String,
}

/// Whether they are being measured.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCollection)]
pub struct Collection {
    /// The job that measures them; null where none were asked for, or they cannot be measured.
    #[schema(required)]
    metric_collection_job: Option<Job>,
    /// Why they cannot be measured.
    #[schema(required)]
    metric_collection_error: Option<String>,
}

/// Reads which metrics are to be measured.
pub fn read(fields: &mut Fields<'_>) -> Vec<String> {
    if fields.is_null("metrics") {
        fields.refuse("metrics", "invalid_type", "must not be null");
    }
    fields.items("metrics", MOST_METRICS, |metric| {
        metric.require("id");
        metric.string("id", 0, 255).unwrap_or_default().to_owned()
    })
}

/// Begins to measure them, if there are any. Whoever may not ask for that gets the reason, and the change stands.
pub async fn start(app: &App, caller: &Caller, id: ConversationId, metrics: Vec<String>) -> Collection {
    if metrics.is_empty() {
        return Collection { metric_collection_job: None, metric_collection_error: None };
    }
    let started = match caller.require("metrics:write") {
        Ok(()) => metrics::collect(app, caller, id, &metrics).await,
        Err(error) => Err(error),
    };
    match started {
        Ok(job) => Collection { metric_collection_job: Some(Job::of(&job)), metric_collection_error: None },
        // What went wrong here stands in the log.
        Err(error) => Collection {
            metric_collection_job: None,
            metric_collection_error: Some(Problem::from(error).detail),
        },
    }
}
