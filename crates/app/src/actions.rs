//! Actions: HTTP requests that agents may make while they speak. What they may look like stands in [`check`].
//!
//! Making the request, and filling in what stands for what, is `colloquy_agent`'s; also where somebody tries one out.

mod check;
mod try_out;

pub use self::try_out::{Tried, TryOut, try_out};

use colloquy_domain::action::{Action, ActionMethod, InputVariable, Pair};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::{ActionId, WorkspaceId};
use colloquy_store::{Durability, actions};

use self::check::checked;
use crate::clock::dated;
use crate::lists::{Page, Walk};
use crate::{App, AppError, onward};

/// What an action is, beside its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAction {
    /// Name.
    pub name: Option<String>,
    /// When to use it.
    pub description: Option<String>,
    /// Said while the request runs.
    pub waiting_message: Option<String>,
    /// The method; GET where none is given.
    pub method: Option<ActionMethod>,
    /// The address, with placeholders. Without one the action cannot run.
    pub url: Option<String>,
    /// Headers, with placeholders in their values.
    pub headers: Vec<Pair>,
    /// Query parameters, with placeholders in their values.
    pub query_params: Vec<Pair>,
    /// What the agent has to find out.
    pub input_variables: Vec<InputVariable>,
}

/// Makes an action.
///
/// # Errors
/// [`AppError::Malformed`] naming each field that breaks a rule.
pub async fn create(app: &App, workspace_id: WorkspaceId, new: NewAction) -> Result<Action, AppError> {
    let (new, now) = (checked(new)?, app.now());
    let action = Action {
        id: ActionId::generate(),
        workspace_id,
        name: new.name,
        description: new.description,
        waiting_message: new.waiting_message,
        method: new.method,
        url: new.url,
        headers: new.headers,
        query_params: new.query_params,
        input_variables: new.input_variables,
        created_at: now,
        updated_at: now,
    };
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                actions::insert(tx, &action).await?;
                Ok(action)
            })
        })
        .await
}

/// One action.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: ActionId) -> Result<Action, AppError> {
    actions::get(app.store.reader(), workspace_id, id).await?.ok_or(AppError::NotFound("action"))
}

/// Actions, the newest first.
pub async fn list(app: &App, workspace_id: WorkspaceId, slice: Slice) -> Result<Sliced<Action>, AppError> {
    Ok(actions::list(app.store.reader(), workspace_id, slice).await?)
}

/// Actions page by page, the newest first.
pub async fn page(
    app: &App,
    workspace_id: WorkspaceId,
    walk: Walk,
    limit: u64,
) -> Result<Page<Action>, AppError> {
    let rows = onward::rows_of(limit);
    let found = actions::onward(app.store.reader(), workspace_id, walk.after, rows).await?;
    Ok(onward::page(found, limit, |action| (action.created_at, action.id.0)))
}

/// Changes an action, also for dialogues that go on.
///
/// # Errors
/// As [`create`], and [`AppError::NotFound`].
pub async fn change(
    app: &App,
    workspace_id: WorkspaceId,
    id: ActionId,
    change: impl FnOnce(&mut NewAction) + Send + 'static,
) -> Result<Action, AppError> {
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = actions::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("action"))?;
                let mut content = content_of(&before);
                change(&mut content);
                let content = checked(content)?;
                let mut after = Action {
                    name: content.name,
                    description: content.description,
                    waiting_message: content.waiting_message,
                    method: content.method,
                    url: content.url,
                    headers: content.headers,
                    query_params: content.query_params,
                    input_variables: content.input_variables,
                    ..before.clone()
                };
                if after != before {
                    after.updated_at = dated(tx, before.updated_at);
                    actions::update(tx, &after).await?;
                }
                Ok(after)
            })
        })
        .await
}

/// Deletes an action: no agent runs it any more.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: ActionId) -> Result<(), AppError> {
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let was_there = actions::delete(tx, workspace_id, id, now).await?;
                if was_there { Ok(()) } else { Err(AppError::NotFound("action")) }
            })
        })
        .await
}

fn content_of(action: &Action) -> NewAction {
    let action = action.clone();
    NewAction {
        name: action.name,
        description: action.description,
        waiting_message: action.waiting_message,
        method: action.method,
        url: action.url,
        headers: action.headers,
        query_params: action.query_params,
        input_variables: action.input_variables,
    }
}
