//! The agents that a client names when it sends a conversation.

use colloquy_domain::agent::{
    Agent, AgentEndpoint, EndpointDirection, EndpointKind, PromptReference, PromptSource,
};
use colloquy_domain::{AgentEndpointId, AgentId, Instant, WorkspaceId};
use colloquy_store::{Tx, agents};

use super::endpoints::{DEFAULT_ENVIRONMENT, EndpointContent, new_endpoint};
use super::{AgentContent, check, endpoints, new_agent, prompts};
use crate::AppError;

/// An agent as a client names it.
#[derive(Debug, Clone)]
pub struct GivenAgent {
    /// What it is called in the request (`agents[0]`), for errors.
    pub place: String,
    /// Which agent.
    pub key: AgentKey,
    /// Where it took part.
    pub endpoint: Option<GivenEndpoint>,
    /// What it was told to be, and who says so.
    pub prompt: Option<(PromptSource, String)>,
}

/// Which agent is meant.
#[derive(Debug, Clone)]
pub enum AgentKey {
    /// The one with this id, which must be there.
    Id(AgentId),
    /// The one with this custom id, which must be there.
    CustomId(String),
    /// The one with this custom id, where one is given, else the oldest of exactly this name; a new one where there is
    /// none.
    Named(AgentContent),
}

/// An endpoint as a client names it.
#[derive(Debug, Clone)]
pub enum GivenEndpoint {
    /// The agent's endpoint with this id, which must be there.
    Id(AgentEndpointId),
    /// The agent's endpoint with this value; a new one where there is none.
    Value {
        /// What the value is.
        kind: EndpointKind,
        /// The number or address.
        value: String,
        /// Which way calls go, where it is new.
        direction: EndpointDirection,
    },
}

/// An agent that takes part in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentOnCall {
    /// The agent.
    pub agent: Agent,
    /// Where it takes part.
    pub endpoint: Option<AgentEndpoint>,
    /// What it is told to be there: the prompt that came along, else the one that the agent is to have.
    pub prompt: Option<PromptReference>,
}

/// A short way to name one of a conversation's agents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgentReference {
    /// By its id.
    pub id: Option<AgentId>,
    /// By its custom id.
    pub custom_id: Option<String>,
}

impl AgentReference {
    /// Whether it names nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.custom_id.is_none()
    }

    /// The one that it names; of both keys, both must fit.
    pub fn find<'a>(&self, mut agents: impl Iterator<Item = &'a Agent>) -> Option<&'a Agent> {
        agents.find(|agent| {
            !self.is_empty()
                && self.id.is_none_or(|id| agent.id == id)
                && self.custom_id.as_ref().is_none_or(|own| agent.custom_id.as_ref() == Some(own))
        })
    }
}

/// Finds the agents and endpoints that are named, makes those that are new, and notes their prompts: for the
/// transaction that writes the conversation, so that a refused one leaves nothing of this behind. Two transactions
/// never make the same agent twice; on PostgreSQL they may stand in each other's way, and one of them gives way
/// ([`colloquy_store::StoreError::GaveWay`]) and is to be tried again.
///
/// # Errors
/// [`AppError::Invalid`] under the agent's place, where one is named that is not there or a value breaks a rule.
pub async fn find_or_create(
    tx: &Tx,
    workspace_id: WorkspaceId,
    given: &[GivenAgent],
    now: Instant,
) -> Result<Vec<AgentOnCall>, AppError> {
    let mut found = Vec::with_capacity(given.len());
    for given in given {
        let agent = find_agent(tx, workspace_id, given, now).await?;
        let endpoint = match &given.endpoint {
            Some(wanted) => Some(find_endpoint(tx, &agent, &given.place, wanted, now).await?),
            None => None,
        };
        let prompt = match &given.prompt {
            Some((source, text)) => {
                prompts::check(&format!("{}.prompt", given.place), text)?;
                let recorded = prompts::record(tx, workspace_id, agent.id, *source, text).await?;
                Some(recorded.prompt.in_force())
            }
            None => agents::prompts::version_in_force(tx, agent.id, PromptSource::Managed).await?,
        };
        found.push(AgentOnCall { agent, endpoint, prompt });
    }
    Ok(found)
}

async fn find_agent(
    tx: &Tx,
    workspace_id: WorkspaceId,
    given: &GivenAgent,
    now: Instant,
) -> Result<Agent, AppError> {
    let place = &given.place;
    match &given.key {
        AgentKey::Id(id) => {
            let found = agents::get(tx, workspace_id, *id).await?;
            found.ok_or_else(|| unknown(place, &format!("there is no agent with the id {id}")))
        }
        AgentKey::CustomId(custom_id) => {
            let found = agents::find_by_custom_id(tx, workspace_id, custom_id).await?;
            found
                .ok_or_else(|| unknown(place, &format!("there is no agent with the custom id {custom_id:?}")))
        }
        AgentKey::Named(content) => {
            let new = new_agent(workspace_id, content.clone(), now);
            check(&new).map_err(|error| at(place, error))?;
            match &content.custom_id {
                Some(custom_id) => with_custom_id(tx, workspace_id, custom_id, new).await,
                None => with_name(tx, workspace_id, new).await,
            }
        }
    }
}

async fn with_custom_id(
    tx: &Tx,
    workspace_id: WorkspaceId,
    custom_id: &str,
    new: Agent,
) -> Result<Agent, AppError> {
    if let Some(found) = agents::find_by_custom_id(tx, workspace_id, custom_id).await? {
        return Ok(found);
    }
    if agents::insert_unless_taken(tx, &new).await? {
        return Ok(new);
    }
    // Somebody else made it meanwhile.
    let found = agents::find_by_custom_id(tx, workspace_id, custom_id).await?;
    found.ok_or_else(|| AppError::Conflict("an agent with this custom id is being created; try again".into()))
}

async fn with_name(tx: &Tx, workspace_id: WorkspaceId, new: Agent) -> Result<Agent, AppError> {
    if let Some(found) = agents::find_by_name(tx, workspace_id, &new.name).await? {
        return Ok(found);
    }
    agents::lock_name(tx, workspace_id, &new.name).await?;
    if let Some(found) = agents::find_by_name(tx, workspace_id, &new.name).await? {
        return Ok(found);
    }
    agents::insert(tx, &new).await?;
    Ok(new)
}

async fn find_endpoint(
    tx: &Tx,
    agent: &Agent,
    place: &str,
    wanted: &GivenEndpoint,
    now: Instant,
) -> Result<AgentEndpoint, AppError> {
    let (kind, value, direction) = match wanted {
        GivenEndpoint::Id(id) => {
            let found = agents::endpoints::get(tx, agent.workspace_id, *id).await?;
            let own = found.filter(|endpoint| endpoint.agent_id == agent.id);
            let place = format!("{place}.endpoint");
            return own
                .ok_or_else(|| unknown(&place, &format!("the agent has no endpoint with the id {id}")));
        }
        GivenEndpoint::Value { kind, value, direction } => (*kind, value, *direction),
    };
    endpoints::check(&format!("{place}.endpoint."), kind, value)?;
    if let Some(found) = agents::endpoints::find(tx, agent.id, kind, value).await? {
        return Ok(found);
    }
    // Whoever makes one for this agent waits here, and then finds it.
    agents::get_for_update(tx, agent.workspace_id, agent.id).await?;
    if let Some(found) = agents::endpoints::find(tx, agent.id, kind, value).await? {
        return Ok(found);
    }
    let environment = DEFAULT_ENVIRONMENT.to_owned();
    let content = EndpointContent { agent_id: agent.id, kind, direction, environment, value: value.clone() };
    let endpoint = new_endpoint(agent.workspace_id, content, now);
    agents::endpoints::insert(tx, &endpoint).await?;
    Ok(endpoint)
}

fn unknown(place: &str, what: &str) -> AppError {
    AppError::invalid(place, "unknown_value", format!("{place}: {what}"))
}

/// The same problems, told of what stands at that place.
fn at(place: &str, error: AppError) -> AppError {
    let AppError::Invalid(mut problems) = error else { return error };
    for problem in &mut problems {
        problem.field = format!("{place}.{}", problem.field);
        problem.message = format!("{place}.{}", problem.message);
    }
    AppError::Invalid(problems)
}
