//! Policies: which metrics run on which conversations by themselves.
//!
//! One is the server's own: it runs every built-in metric that asks no model, on every conversation that came in as a
//! call. It cannot be changed.

use std::collections::BTreeSet;

use colloquy_domain::metric::{
    ConditionKind, MetricDefinition, MetricPolicy, MetricSetting, Modality, PolicyCondition, PolicyKind,
    PolicyMetric, builtin,
};
use colloquy_domain::{AgentId, Instant, MetricPolicyId, WorkspaceId};
use colloquy_store::metrics::policies;
use colloquy_store::{Durability, StoreError, workspaces};
use uuid::Uuid;

use super::Catalogue;
use crate::{App, AppError, FieldProblem};

/// Most policies of a workspace: each is looked at whenever a transcript is ready.
const MOST_POLICIES: usize = 100;

/// Most metrics of a policy.
const MOST_METRICS: usize = 200;

/// Most groups of a policy, and conditions of a group.
const MOST_CONDITIONS: usize = 50;

/// A policy that is to be made.
#[derive(Debug, Clone)]
pub struct NewPolicy {
    /// Name.
    pub name: String,
    /// For what kind of conversations.
    pub modality: Modality,
    /// Whether it acts.
    pub is_active: bool,
    /// What is measured: id or slug of each metric, and what is set for it.
    pub metrics: Vec<(String, Option<MetricSetting>)>,
    /// Groups of conditions.
    pub conditions: Vec<Vec<PolicyCondition>>,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct PolicyChange {
    /// New name.
    pub name: Option<String>,
    /// Switch on or off.
    pub is_active: Option<bool>,
    /// New metrics in place of the old ones.
    pub metrics: Option<Vec<(String, Option<MetricSetting>)>>,
    /// New conditions in place of the old ones.
    pub conditions: Option<Vec<Vec<PolicyCondition>>>,
}

/// The policies of a workspace, newest first, the server's own last.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<MetricPolicy>, AppError> {
    let mut found = policies::list(app.store.reader(), workspace_id).await?;
    found.push(of_server(app, workspace_id).await?);
    Ok(found)
}

/// One policy.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: MetricPolicyId) -> Result<MetricPolicy, AppError> {
    if id == system_id(workspace_id) {
        return of_server(app, workspace_id).await;
    }
    let found = policies::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("metric policy"))
}

/// Makes a policy; it acts on conversations that come from now on.
pub async fn create(app: &App, workspace_id: WorkspaceId, new: NewPolicy) -> Result<MetricPolicy, AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                if policies::count(tx, workspace_id).await? >= MOST_POLICIES {
                    let message = format!("a project has at most {MOST_POLICIES} policies; delete one first");
                    return Err(AppError::Conflict(message));
                }
                let catalogue = Catalogue::load(tx, workspace_id).await?;
                let mut problems = Vec::new();
                let policy = MetricPolicy {
                    id: MetricPolicyId::generate(),
                    workspace_id,
                    name: new.name.trim().to_owned(),
                    kind: PolicyKind::User,
                    modality: new.modality,
                    is_active: new.is_active,
                    metrics: metrics(&catalogue, new.metrics, &mut problems),
                    conditions: new.conditions,
                    active_since: now,
                    created_at: now,
                    updated_at: now,
                };
                check(&policy, &mut problems);
                if !problems.is_empty() {
                    return Err(AppError::Invalid(problems));
                }
                policies::insert(tx, &policy).await?;
                Ok(policy)
            })
        })
        .await
}

/// Changes a policy. Conversations that came before are not looked at again.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: MetricPolicyId,
    change: PolicyChange,
) -> Result<MetricPolicy, AppError> {
    refuse_system(workspace_id, id)?;
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = policies::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("metric policy"))?;
                let mut policy = before.clone();
                let mut problems = Vec::new();
                if let Some(name) = change.name {
                    name.trim().clone_into(&mut policy.name);
                }
                policy.is_active = change.is_active.unwrap_or(policy.is_active);
                if let Some(given) = change.metrics {
                    let catalogue = Catalogue::load(tx, workspace_id).await?;
                    policy.metrics = metrics(&catalogue, given, &mut problems);
                }
                policy.conditions = change.conditions.unwrap_or(policy.conditions);
                check(&policy, &mut problems);
                if !problems.is_empty() {
                    return Err(AppError::Invalid(problems));
                }
                let is_begun_anew =
                    policy.conditions != before.conditions || (policy.is_active && !before.is_active);
                if is_begun_anew {
                    policy.active_since = now;
                }
                if policy != before {
                    policy.updated_at = now;
                    policies::update(tx, &policy).await?;
                }
                Ok(policy)
            })
        })
        .await
}

/// Removes a policy. What it has started goes on.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: MetricPolicyId) -> Result<(), AppError> {
    refuse_system(workspace_id, id)?;
    let now = app.now();
    let deleted = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { policies::delete(tx, workspace_id, id, now).await })
        })
        .await;
    match deleted {
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("metric policy")),
        other => Ok(other?),
    }
}

/// The id of the server's own policy in a workspace: it stands in no table.
pub(crate) fn system_id(workspace_id: WorkspaceId) -> MetricPolicyId {
    // The workspace's own id with its last bit turned: two workspaces made in one process never differ by that alone.
    MetricPolicyId(Uuid::from_u128(workspace_id.0.as_u128() ^ 1))
}

/// What the server's own policy measures.
pub(crate) fn system_metrics() -> Vec<PolicyMetric> {
    let all = builtin().iter().map(MetricDefinition::of_builtin);
    let deterministic = all.filter(MetricDefinition::is_deterministic);
    deterministic.map(|metric| PolicyMetric { definition_id: metric.id, setting: None }).collect()
}

async fn of_server(app: &App, workspace_id: WorkspaceId) -> Result<MetricPolicy, AppError> {
    let found = workspaces::get(app.store.reader(), workspace_id).await?;
    let since: Instant = found.ok_or(AppError::NotFound("workspace"))?.created_at;
    Ok(MetricPolicy {
        id: system_id(workspace_id),
        workspace_id,
        name: "Built-in metrics".to_owned(),
        kind: PolicyKind::System,
        modality: Modality::Call,
        is_active: true,
        metrics: system_metrics(),
        conditions: Vec::new(),
        active_since: since,
        created_at: since,
        updated_at: since,
    })
}

fn refuse_system(workspace_id: WorkspaceId, id: MetricPolicyId) -> Result<(), AppError> {
    if id == system_id(workspace_id) {
        let message = "the server's own policy cannot be changed or deleted";
        return Err(AppError::malformed("policy", "not_allowed", message));
    }
    Ok(())
}

fn metrics(
    catalogue: &Catalogue,
    given: Vec<(String, Option<MetricSetting>)>,
    problems: &mut Vec<FieldProblem>,
) -> Vec<PolicyMetric> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for (position, (named, setting)) in given.into_iter().enumerate() {
        let field = format!("metrics[{position}].id");
        let Some(definition) = catalogue.find(&named) else {
            let message = format!("{field} must be the id of a metric; there is none with this one");
            problems.push(FieldProblem::new(field, "unknown_metric", message));
            continue;
        };
        if let Some(setting) = &setting
            && definition.setting() != Some(setting.kind())
        {
            let field = format!("metrics[{position}].settings");
            let message = match definition.setting() {
                Some(_) => format!("{field} is not the one that {} takes", definition.slug),
                None => format!("{field} must be left out or null: {} takes no settings", definition.slug),
            };
            problems.push(FieldProblem::new(field, "not_allowed", message));
        }
        if seen.insert(definition.id) {
            found.push(PolicyMetric { definition_id: definition.id, setting });
        }
    }
    found
}

fn check(policy: &MetricPolicy, problems: &mut Vec<FieldProblem>) {
    let mut refuse = |field: String, code: &'static str, rule: &str| {
        problems.push(FieldProblem::new(field.clone(), code, format!("{field} {rule}")));
    };
    if policy.name.is_empty() {
        refuse("name".into(), "required", "must not be blank");
    }
    if policy.metrics.len() > MOST_METRICS {
        refuse("metrics".into(), "invalid_length", "must name at most 200 metrics");
    }
    let groups = &policy.conditions;
    if groups.len() > MOST_CONDITIONS || groups.iter().any(|group| group.len() > MOST_CONDITIONS) {
        refuse("conditions".into(), "invalid_length", "must be at most 50 groups of at most 50 conditions");
    }
    for (number, group) in groups.iter().enumerate() {
        for (place, condition) in group.iter().enumerate() {
            let field = |name: &str| format!("conditions[{number}].conditions[{place}].{name}");
            if condition.key.trim().is_empty() {
                refuse(field("key"), "required", "must not be blank");
            }
            if condition.kind == ConditionKind::CallProperty {
                if condition.operator.is_none() {
                    refuse(field("operator"), "required", "is required for properties");
                }
                if condition.value.is_none() {
                    refuse(field("value"), "required", "is required for properties");
                }
            }
            if condition.kind == ConditionKind::Agent && condition.key.parse::<AgentId>().is_err() {
                refuse(field("key"), "invalid_format", "must be the id of an agent");
            }
        }
    }
}
