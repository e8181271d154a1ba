//! Rules: making, changing, removing.

use std::collections::BTreeMap;

use colloquy_domain::filter::ConversationFilter;
use colloquy_domain::secret::SecretText;
use colloquy_domain::workflow::{Trigger, Workflow};
use colloquy_domain::{WorkflowId, WorkspaceId};
use colloquy_store::{Durability, StoreError, workflows};
use colloquy_webhook::Secret;

use super::check::{ActionInput, Checker, TriggerInput, broken_bodies};
use crate::{App, AppError};

/// Most rules of a workspace: each is looked at whenever a stage ends.
const MOST_WORKFLOWS: usize = 100;

/// A rule that is to be made.
#[derive(Debug, Clone)]
pub struct NewWorkflow {
    /// Name.
    pub name: String,
    /// Whether it runs.
    pub enabled: bool,
    /// When.
    pub trigger: TriggerInput,
    /// For which conversations.
    pub filter: ConversationFilter,
    /// What.
    pub actions: Vec<ActionInput>,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct WorkflowChange {
    /// New name.
    pub name: Option<String>,
    /// Switch on or off.
    pub enabled: Option<bool>,
    /// New trigger.
    pub trigger: Option<TriggerInput>,
    /// New filter.
    pub filter: Option<ConversationFilter>,
    /// New actions in place of the old ones.
    pub actions: Option<Vec<ActionInput>>,
}

/// All rules of a workspace, oldest first.
pub async fn list(app: &App, workspace_id: WorkspaceId) -> Result<Vec<Workflow>, AppError> {
    Ok(workflows::list(app.store.reader(), workspace_id).await?)
}

/// One rule.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: WorkflowId) -> Result<Workflow, AppError> {
    let found = workflows::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("workflow"))
}

/// Makes a rule; it runs for conversations that come from now on.
pub async fn create(app: &App, workspace_id: WorkspaceId, new: NewWorkflow) -> Result<Workflow, AppError> {
    let (of_app, now) = (app.clone(), app.now());
    let broken_bodies = broken_bodies(&new.actions, &[]).await;
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                if workflows::count(tx, workspace_id).await? >= MOST_WORKFLOWS {
                    let message =
                        format!("a workspace has at most {MOST_WORKFLOWS} workflows; delete one first");
                    return Err(AppError::Conflict(message));
                }
                let mut workflow = Workflow {
                    id: WorkflowId::generate(),
                    workspace_id,
                    name: new.name.trim().to_owned(),
                    enabled: new.enabled,
                    trigger: Trigger::InsightsReady,
                    filter: new.filter,
                    actions: Vec::new(),
                    secret: new_secret(),
                    active_since: now,
                    created_at: now,
                    updated_at: now,
                };
                let mut checker = Checker { app: &of_app, tx, broken_bodies, problems: Vec::new() };
                checker.name(&workflow.name);
                if let Some(trigger) = checker.trigger(&workflow, new.trigger).await? {
                    workflow.trigger = trigger;
                }
                workflow.actions = checker.actions(&workflow, new.actions).await?;
                checker.whole(&workflow);
                checker.finish()?;
                workflows::insert(tx, &workflow).await?;
                Ok(workflow)
            })
        })
        .await
}

/// Changes a rule. Runs that have begun go on as they are; conversations that came before are not looked at again.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: WorkflowId,
    change: WorkflowChange,
) -> Result<Workflow, AppError> {
    let (of_app, now) = (app.clone(), app.now());
    let broken_bodies = match &change.actions {
        Some(actions) => broken_bodies(actions, &get(app, workspace_id, id).await?.actions).await,
        None => BTreeMap::new(),
    };
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = workflows::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("workflow"))?;
                let mut workflow = before.clone();
                let mut checker = Checker { app: &of_app, tx, broken_bodies, problems: Vec::new() };
                if let Some(name) = change.name {
                    workflow.name = name.trim().to_owned();
                    checker.name(&workflow.name);
                }
                workflow.enabled = change.enabled.unwrap_or(workflow.enabled);
                workflow.filter = change.filter.unwrap_or(workflow.filter);
                if let Some(trigger) = change.trigger
                    && let Some(trigger) = checker.trigger(&before, trigger).await?
                {
                    workflow.trigger = trigger;
                }
                if let Some(actions) = change.actions {
                    workflow.actions = checker.actions(&before, actions).await?;
                }
                checker.whole(&workflow);
                checker.finish()?;
                let is_begun_anew = workflow.filter != before.filter
                    || workflow.trigger != before.trigger
                    || (workflow.enabled && !before.enabled);
                if is_begun_anew {
                    workflow.active_since = now;
                }
                if workflow != before {
                    workflow.updated_at = now;
                    workflows::update(tx, &workflow).await?;
                }
                Ok(workflow)
            })
        })
        .await
}

/// Gives a rule a new secret; the old one signs nothing any more.
pub async fn rotate_secret(
    app: &App,
    workspace_id: WorkspaceId,
    id: WorkflowId,
) -> Result<Workflow, AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = workflows::get_for_update(tx, workspace_id, id).await?;
                let mut workflow = found.ok_or(AppError::NotFound("workflow"))?;
                workflow.secret = new_secret();
                workflow.updated_at = now;
                workflows::update(tx, &workflow).await?;
                Ok(workflow)
            })
        })
        .await
}

/// Removes a rule. What it has begun and not done yet is not done any more.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: WorkflowId) -> Result<(), AppError> {
    let now = app.now();
    let deleted = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { workflows::delete(tx, workspace_id, id, now).await })
        })
        .await;
    match deleted {
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("workflow")),
        other => Ok(other?),
    }
}

fn new_secret() -> SecretText {
    SecretText::new(Secret::generate().expose())
}
