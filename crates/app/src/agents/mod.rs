//! Agents: programs that speak in conversations. Making them, finding them, changing them. None is ever deleted.

pub mod endpoints;
mod given;
pub mod prompts;

pub use self::given::{AgentKey, AgentOnCall, AgentReference, GivenAgent, GivenEndpoint, find_or_create};

use colloquy_domain::agent::Agent;
use colloquy_domain::filter::Position;
use colloquy_domain::{AgentId, WorkspaceId};
use colloquy_store::lists::{self, AgentWindow};
use colloquy_store::{Durability, StoreError, agents};

use crate::clock::dated;
use crate::{App, AppError, FieldProblem};

/// Longest name, in characters.
pub const LONGEST_NAME: usize = 255;
/// Longest custom id, in characters.
pub const LONGEST_CUSTOM_ID: usize = 255;
/// Longest description, in characters.
pub const LONGEST_DESCRIPTION: usize = 10_000;

/// What an agent is, beside its id.
#[derive(Debug, Clone)]
pub struct AgentContent {
    /// Name; several may have the same.
    pub name: String,
    /// Its maker's id for it, unique in the workspace.
    pub custom_id: Option<String>,
    /// What it is for.
    pub description: Option<String>,
}

/// What is to change; `None` leaves it as it is.
#[derive(Debug, Clone, Default)]
pub struct AgentChange {
    /// New name.
    pub name: Option<String>,
    /// New description, or none any more.
    pub description: Option<Option<String>>,
}

/// Which part of a list of agents or of their endpoints.
pub type ListWindow = AgentWindow;

/// Some rows of a list, the newest first.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; none at the end.
    pub next: Option<Position>,
    /// How many rows the whole list has.
    pub total: u64,
}

/// Some agents, the newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    window: ListWindow,
) -> Result<Listed<Agent>, AppError> {
    let limit = window.limit;
    let window = one_more(window);
    let (rows, total) = lists::agents(app.store.reader(), workspace_id, &window).await?;
    Ok(listed(rows, total, limit, position))
}

/// One agent.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: AgentId) -> Result<Agent, AppError> {
    agents::get(app.store.reader(), workspace_id, id).await?.ok_or(AppError::NotFound("agent"))
}

/// Adds an agent.
pub async fn create(app: &App, workspace_id: WorkspaceId, content: AgentContent) -> Result<Agent, AppError> {
    let agent = new_agent(workspace_id, content, app.now());
    check(&agent)?;
    let saved = agent.clone();
    let written = app
        .store
        .write(Durability::Full, move |tx| Box::pin(async move { agents::insert(tx, &saved).await }))
        .await;
    match written {
        Err(StoreError::Conflict { .. }) => {
            Err(AppError::Conflict("an agent has this custom id already".into()))
        }
        other => Ok(other.map(|()| agent)?),
    }
}

/// Changes an agent's name or description.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: AgentId,
    change: AgentChange,
) -> Result<Agent, AppError> {
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = agents::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("agent"))?;
                let mut agent = before.clone();
                agent.name = change.name.unwrap_or(agent.name);
                agent.description = change.description.unwrap_or(agent.description);
                check(&agent)?;
                if agent != before {
                    agent.updated_at = dated(tx, before.updated_at);
                    agents::update(tx, &agent).await?;
                }
                Ok(agent)
            })
        })
        .await
}

/// Where a row stands in a list of agents.
#[must_use]
pub fn position(agent: &Agent) -> Position {
    Position { micros: micros(agent.created_at), id: agent.id.0 }
}

fn micros(instant: colloquy_domain::Instant) -> i64 {
    i64::try_from(instant.unix_timestamp_nanos().div_euclid(1_000)).unwrap_or(i64::MAX)
}

/// One more row tells whether there is more.
fn one_more(window: ListWindow) -> ListWindow {
    ListWindow { limit: window.limit.saturating_add(1), ..window }
}

fn listed<T>(mut rows: Vec<T>, total: u64, limit: u64, position: impl Fn(&T) -> Position) -> Listed<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| has_more).map(position);
    Listed { rows, next, total }
}

fn new_agent(workspace_id: WorkspaceId, content: AgentContent, now: colloquy_domain::Instant) -> Agent {
    Agent {
        id: AgentId::generate(),
        workspace_id,
        name: content.name,
        custom_id: content.custom_id,
        description: content.description,
        created_at: now,
        updated_at: now,
    }
}

fn check(agent: &Agent) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut refuse = |field: &str, shortest: usize, longest: usize, text: &str| {
        if !(shortest..=longest).contains(&text.chars().count()) {
            let message = match shortest {
                0 => format!("{field} must have at most {longest} characters"),
                _ => format!("{field} must have {shortest} to {longest} characters"),
            };
            problems.push(FieldProblem::new(field, "invalid_length", message));
        }
    };
    refuse("name", 1, LONGEST_NAME, &agent.name);
    if let Some(custom_id) = &agent.custom_id {
        refuse("custom_id", 1, LONGEST_CUSTOM_ID, custom_id);
    }
    if let Some(description) = &agent.description {
        refuse("description", 0, LONGEST_DESCRIPTION, description);
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}
