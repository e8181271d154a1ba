//! What was measured in a conversation.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::metric::{MetricDefinition, MetricValue};
use colloquy_domain::transcript::Transcript;
use colloquy_domain::{CollectionJobId, ConversationId, MetricPolicyId};
use colloquy_store::metrics::{Catalogue, collections, values};
use colloquy_store::transcripts;

use crate::keys::Caller;
use crate::{App, AppError, calls};

/// The values of one metric.
#[derive(Debug, Clone)]
pub struct MetricReading {
    /// The metric.
    pub definition: MetricDefinition,
    /// Its values with the policies that each follows from.
    pub values: Vec<(MetricValue, Vec<MetricPolicyId>)>,
}

/// Everything that was measured in a conversation, by metric.
#[derive(Debug, Clone)]
pub struct Readings {
    /// By name of the metric for programs.
    pub metrics: Vec<MetricReading>,
    /// What values point into.
    pub transcript: Option<Transcript>,
}

/// What was measured in a call, if the caller may see it.
pub async fn of_conversation(app: &App, caller: &Caller, id: ConversationId) -> Result<Readings, AppError> {
    let conversation = calls::conversation(app, caller, id).await?;
    let reader = app.store.reader();
    let found = values::list(reader, id).await?;
    if found.is_empty() {
        return Ok(Readings { metrics: Vec::new(), transcript: None });
    }
    let catalogue = Catalogue::load(reader, conversation.workspace_id).await?;
    let jobs: BTreeSet<CollectionJobId> = found.iter().map(|value| value.collection_job_id).collect();
    let policies: BTreeMap<CollectionJobId, Vec<MetricPolicyId>> = collections::list_by_ids(reader, &jobs)
        .await?
        .into_iter()
        .map(|job| (job.id, job.policy_ids))
        .collect();
    let mut metrics: BTreeMap<String, MetricReading> = BTreeMap::new();
    for value in found {
        let Some(definition) = catalogue.get(value.definition_id) else { continue };
        let of_metric = metrics
            .entry(format!("{} {}", definition.slug, definition.id))
            .or_insert_with(|| MetricReading { definition: definition.clone(), values: Vec::new() });
        let policies = policies.get(&value.collection_job_id).cloned().unwrap_or_default();
        of_metric.values.push((value, policies));
    }
    let transcript = transcripts::get(reader, id).await?;
    Ok(Readings { metrics: metrics.into_values().collect(), transcript })
}
