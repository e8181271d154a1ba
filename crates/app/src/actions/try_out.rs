//! Trying an action out: the request that an agent would make, made for somebody who looks at what comes back.
//!
//! It goes the same way as an agent's: the same placeholders, secrets and guard, and no secret in what is told.

use colloquy_agent::tools;
use colloquy_domain::action::Action;
use colloquy_domain::{ActionId, WorkspaceId};
use serde_json::{Map, Value};
use tokio::time::Instant as Moment;

use super::check::checked;
use super::{NewAction, get};
use crate::{App, AppError};

/// What is tried.
#[derive(Debug, Clone)]
pub enum Tried {
    /// An action that is there.
    Saved(ActionId),
    /// One that is not: it is checked as if it were made, and kept nowhere.
    Unsaved(NewAction),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryOut {
    /// What an agent would be told: the answer, or what went wrong.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
    /// How long it took.
    pub duration_ms: u64,
}

/// Makes the request of an action with these values, once.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such action; [`AppError::Malformed`] naming each field of one that could not
/// be saved. A request that fails is no error.
pub async fn try_out(
    app: &App,
    workspace_id: WorkspaceId,
    tried: Tried,
    arguments: &Map<String, Value>,
) -> Result<TryOut, AppError> {
    let action = match tried {
        Tried::Saved(id) => get(app, workspace_id, id).await?,
        Tried::Unsaved(new) => unsaved(app, workspace_id, checked(new)?),
    };
    let runtime = &app.speaking.runtime;
    let began_at = Moment::now();
    let outcome = tools::run(&runtime.guard, &runtime.secrets, &action, arguments).await;
    let duration_ms = u64::try_from(began_at.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(is_error = outcome.is_error, duration_ms, "somebody tried an action out");
    Ok(TryOut { text: outcome.text, is_error: outcome.is_error, duration_ms })
}

fn unsaved(app: &App, workspace_id: WorkspaceId, new: NewAction) -> Action {
    let now = app.now();
    Action {
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
    }
}
