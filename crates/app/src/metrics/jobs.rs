//! Collection jobs that clients ask for.

use std::collections::BTreeSet;

use colloquy_domain::job::JobKind;
use colloquy_domain::metric::{CollectedMetric, CollectionJob, CollectionStatus, PolicyMetric, TriggeredBy};
use colloquy_domain::{
    CollectionJobId, ConversationId, Instant, MetricDefinitionId, MetricPolicyId, MetricVariantId,
    WorkspaceId,
};
use colloquy_store::jobs::NewJob;
use colloquy_store::metrics::collections;
use colloquy_store::{Durability, StoreError, Tx, conversations, jobs};
use uuid::Uuid;

use super::{Catalogue, policies};
use crate::again::again;
use crate::calls::analysis;
use crate::events::{EventDialects, publish};
use crate::keys::Caller;
use crate::{App, AppError, calls};

/// Most pairs of a conversation and a metric in one job.
const MOST_PAIRS: usize = 5_000;

/// Attempts at measuring a conversation. Waiting for what metrics need counts as one.
const ATTEMPTS: u32 = 8;

/// A job that is to be made.
#[derive(Debug, Clone, Default)]
pub struct NewCollection {
    /// What is measured; each counts once.
    pub conversations: Vec<ConversationId>,
    /// Id or slug of each metric, or the id of one of its variants. With a policy none means all of its.
    pub metrics: Vec<String>,
    /// The policy whose settings are used.
    pub policy: Option<MetricPolicyId>,
}

/// Some jobs of a list.
#[derive(Debug, Clone)]
pub struct Page {
    /// The jobs, newest first.
    pub jobs: Vec<CollectionJob>,
    /// The last one, where there are more.
    pub next: Option<CollectionJobId>,
    /// How many there are in all.
    pub total: u64,
}

/// Makes a job and its work.
///
/// # Errors
/// [`AppError::NotFound`] for conversations, metrics or policies that are not there; [`AppError::Malformed`] where it
/// would be too much.
pub async fn create(app: &App, caller: &Caller, new: NewCollection) -> Result<CollectionJob, AppError> {
    let workspace_id = caller.workspace_id();
    let mut seen = BTreeSet::new();
    let conversations: Vec<ConversationId> =
        new.conversations.into_iter().filter(|id| seen.insert(*id)).collect();
    for id in &conversations {
        calls::conversation(app, caller, *id).await?;
    }
    let catalogue = Catalogue::load(app.store.reader(), workspace_id).await?;
    let policy = match new.policy {
        Some(id) => Some(policies::get(app, workspace_id, id).await?),
        None => None,
    };
    let of_policy = policy.as_ref().map(|policy| policy.metrics.as_slice());
    let metrics = chosen(&catalogue, &new.metrics, of_policy)?;
    if metrics.len() * conversations.len() > MOST_PAIRS {
        let message = "metrics and conversations must make at most 5000 pairs";
        return Err(AppError::malformed("metrics", "invalid_length", message));
    }
    let policy_ids = policy.map(|policy| policy.id).into_iter().collect();
    write(app, workspace_id, conversations, metrics, policy_ids).await
}

/// Measures one conversation, as a route does that has changed something in it: the job, or why there is none.
pub async fn collect(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    metrics: &[String],
) -> Result<CollectionJob, AppError> {
    let new = NewCollection { conversations: vec![id], metrics: metrics.to_vec(), policy: None };
    create(app, caller, new).await
}

/// One job.
pub async fn get(
    app: &App,
    workspace_id: WorkspaceId,
    id: CollectionJobId,
) -> Result<CollectionJob, AppError> {
    let found = collections::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("collection job"))
}

/// Jobs of a workspace, newest first, at most `limit`, older than `after`.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    status: Option<CollectionStatus>,
    limit: u64,
    after: Option<CollectionJobId>,
) -> Result<Page, AppError> {
    let reader = app.store.reader();
    let mut jobs = collections::list(reader, workspace_id, status, limit.saturating_add(1), after).await?;
    let total = collections::count(reader, workspace_id, status).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = jobs.len() > limit;
    jobs.truncate(limit);
    let next = jobs.last().filter(|_| has_more).map(|job| job.id);
    Ok(Page { jobs, next, total })
}

/// Stops what a job has not measured yet; one that is over stays as it is.
pub async fn cancel(
    app: &App,
    workspace_id: WorkspaceId,
    id: CollectionJobId,
) -> Result<CollectionJob, AppError> {
    get(app, workspace_id, id).await?;
    // A worker locks conversation and job the other way round.
    again(|| {
        let (dialects, now) = (app.dialects.clone(), app.now());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { cancel_in(tx, &dialects, id, now).await })
        })
    })
    .await
}

async fn cancel_in(
    tx: &Tx,
    dialects: &EventDialects,
    id: CollectionJobId,
    now: Instant,
) -> Result<CollectionJob, AppError> {
    let found = collections::get_for_update(tx, id).await?;
    let mut job = found.ok_or(AppError::NotFound("collection job"))?;
    if job.status.is_final() {
        return Ok(job);
    }
    let stopped = collections::cancel_items(tx, id).await?;
    job.status = CollectionStatus::Canceled;
    job.completed_at = Some(now);
    job.updated_at = now;
    collections::update(tx, &job).await?;
    if job.triggered_by != TriggeredBy::Policy {
        return Ok(job);
    }
    // The analysis of its conversation may have waited for nothing else.
    for conversation_id in stopped {
        let found = conversations::get_for_update(tx, conversation_id).await?;
        let Some(conversation) = found else { continue };
        let ended = analysis::ended(tx, &conversation, now).await?;
        publish(tx, dialects, ended.into_iter().collect()).await?;
    }
    Ok(job)
}

/// The work of one conversation of a job.
pub(super) fn item_job(job: &CollectionJob, conversation_id: ConversationId, now: Instant) -> NewJob {
    let workspace = job.workspace_id.0;
    // The end of an analysis waits for what policies want: it does not stand behind thousands that a client asked for.
    let is_waited_for = job.triggered_by == TriggeredBy::Policy;
    let lane = if is_waited_for { workspace } else { Uuid::from_u128(!workspace.as_u128()) };
    NewJob {
        workspace_id: job.workspace_id,
        lane,
        kind: JobKind::Metric { collection_job_id: job.id, conversation_id },
        run_at: now,
        max_attempts: ATTEMPTS,
        dedupe_key: None,
    }
}

/// What is to be measured, each once.
fn chosen(
    catalogue: &Catalogue,
    named: &[String],
    of_policy: Option<&[PolicyMetric]>,
) -> Result<Vec<CollectedMetric>, AppError> {
    let setting = |id| of_policy.and_then(|all| all.iter().find(|metric| metric.definition_id == id));
    let collected = |(definition_id, variant_id)| CollectedMetric {
        definition_id,
        variant_id,
        setting: setting(definition_id).and_then(|metric| metric.setting.clone()),
    };
    let pairs: Vec<(MetricDefinitionId, MetricVariantId)> = match of_policy {
        Some(all) if named.is_empty() => {
            let ids = all.iter().map(|metric| metric.definition_id);
            ids.filter_map(|id| Some((id, catalogue.get(id)?.variant_id))).collect()
        }
        _ => named.iter().map(|text| find(catalogue, text)).collect::<Result<_, _>>()?,
    };
    if of_policy.is_some()
        && let Some((id, _)) = pairs.iter().find(|(id, _)| setting(*id).is_none())
    {
        let message = format!("metrics must be among those of the policy, and {id} is not");
        return Err(AppError::malformed("metrics", "not_allowed", message));
    }
    let mut seen = BTreeSet::new();
    Ok(pairs.into_iter().filter(|(_, variant)| seen.insert(*variant)).map(collected).collect())
}

fn find(catalogue: &Catalogue, text: &str) -> Result<(MetricDefinitionId, MetricVariantId), AppError> {
    if let Some(definition) = catalogue.find(text) {
        return Ok((definition.id, definition.variant_id));
    }
    let variant = Uuid::try_parse(text).ok().map(MetricVariantId);
    let found = variant.and_then(|variant| Some((catalogue.owner_of(variant)?, variant)));
    found.ok_or(AppError::NotFound("metric"))
}

async fn write(
    app: &App,
    workspace_id: WorkspaceId,
    conversations: Vec<ConversationId>,
    metrics: Vec<CollectedMetric>,
    policy_ids: Vec<MetricPolicyId>,
) -> Result<CollectionJob, AppError> {
    let now = app.now();
    let job = CollectionJob {
        id: CollectionJobId::generate(),
        workspace_id,
        status: CollectionStatus::Pending,
        total_items: (metrics.len() * conversations.len()) as u64,
        completed_items: 0,
        failed_items: 0,
        error: None,
        policy_ids,
        triggered_by: TriggeredBy::Program,
        metrics,
        started_at: None,
        completed_at: None,
        created_at: now,
        updated_at: now,
    };
    let written: Result<CollectionJob, StoreError> = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                collections::insert(tx, &job, &conversations).await?;
                let work = conversations.iter().map(|id| item_job(&job, *id, now)).collect();
                jobs::enqueue(tx, work).await?;
                Ok(job)
            })
        })
        .await;
    Ok(written?)
}
