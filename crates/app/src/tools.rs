//! The use of tools in conversations.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

use colloquy_domain::agent::Agent;
use colloquy_domain::tool::{ToolDefinition, ToolInvocation, ToolParameter, parameters_of};
use colloquy_domain::{AgentId, ConversationId, Instant, ToolDefinitionId, ToolInvocationId, WorkspaceId};
use colloquy_insight::metrics::is_failure;
use colloquy_store::{Durability, Tx, agents, participants, tools};
use serde_json::{Map, Value};

use crate::again::again;
use crate::agents::AgentReference;
use crate::conversations::write_changed;
use crate::keys::Caller;
use crate::{App, AppError, calls, keys};

/// Longest name of a tool, in characters.
pub const LONGEST_NAME: usize = 255;

/// One use of a tool, as a client tells of it.
#[derive(Debug, Clone)]
pub struct GivenInvocation {
    /// What it is called in the request (`tools[0]`), for errors.
    pub place: String,
    /// Name of the tool.
    pub name: String,
    /// What the tool does.
    pub description: Option<String>,
    /// What it was given: values, each plain or in detail ([`ToolParameter::of`]).
    pub parameters: Map<String, Value>,
    /// What it answered: a text or an object.
    pub result: Value,
    /// When it was called, in milliseconds from the conversation's start.
    pub start_ms: u64,
    /// When it had answered; not before `start_ms`.
    pub end_ms: Option<u64>,
    /// Which of the conversation's agents used it.
    pub agent: AgentReference,
}

/// What became of invocations that were told.
#[derive(Debug, Clone, Default)]
pub struct Appended {
    /// Those that are new, as they are stored.
    pub added: Vec<ToolInvocation>,
    /// How many were there already.
    pub skipped: usize,
}

/// Adds invocations to a conversation, for the transaction that writes the conversation or holds its lock. One with
/// the name, start and end of another that is there, or that came before it, is skipped: whoever repeats a request
/// adds nothing. A tool gets a new version where its description or parameters are new.
///
/// # Errors
/// [`AppError::Invalid`] where one breaks a rule, or names an agent that is none of `agents`.
pub async fn append(
    tx: &Tx,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    agents: &[Agent],
    given: &[GivenInvocation],
    now: Instant,
) -> Result<Appended, AppError> {
    let mut seen: HashSet<(String, u64, Option<u64>)> =
        tools::timings(tx, conversation_id).await?.into_iter().collect();
    let mut new = Vec::new();
    for given in given {
        check(given)?;
        let agent_id = match given.agent.find(agents.iter()) {
            Some(agent) => Some(agent.id),
            None if given.agent.is_empty() => None,
            None => {
                let place = format!("{}.agent", given.place);
                let message = format!("{place} names an agent that the call does not have");
                return Err(AppError::invalid(place, "unknown_value", message));
            }
        };
        if seen.insert((given.name.clone(), given.start_ms, given.end_ms)) {
            new.push((given, agent_id));
        }
    }
    let definitions = define(tx, workspace_id, new.iter().map(|(given, _)| *given), now).await?;
    let skipped = given.len() - new.len();
    let added = new.into_iter().zip(definitions).map(|((given, agent_id), (definition_id, version))| {
        ToolInvocation {
            id: ToolInvocationId::generate(),
            workspace_id,
            conversation_id,
            definition_id,
            version,
            name: given.name.clone(),
            description: given.description.clone(),
            parameters: given.parameters.clone(),
            result: given.result.clone(),
            start_ms: given.start_ms,
            end_ms: given.end_ms,
            agent_id,
        }
    });
    let added: Vec<ToolInvocation> = added.collect();
    tools::insert_invocations(tx, &added).await?;
    Ok(Appended { added, skipped })
}

/// Adds invocations to a call that is there, all or none.
pub async fn add(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    given: Vec<GivenInvocation>,
) -> Result<Appended, AppError> {
    let given = Arc::new(given);
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, given) = (caller.clone(), given.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = calls::to_change(tx, &caller, id).await?;
                let there = participants::list(tx, id).await?;
                let ids: Vec<AgentId> = there.into_iter().filter_map(|one| one.agent_id).collect();
                let on_call = agents::list_by_ids(tx, before.workspace_id, &ids).await?;
                let appended = append(tx, before.workspace_id, id, &on_call, &given, now).await?;
                if !appended.added.is_empty() {
                    write_changed(tx, &dialects, &before, before.clone(), now).await?;
                }
                Ok(appended)
            })
        })
    })
    .await
}

/// The invocations of a call by their start, if the caller may see it.
pub async fn list(app: &App, caller: &Caller, id: ConversationId) -> Result<Vec<ToolInvocation>, AppError> {
    calls::conversation(app, caller, id).await?;
    Ok(tools::list(app.store.reader(), id).await?)
}

/// A use of a tool, as people look at it.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolUsed {
    /// The invocation.
    pub invocation: ToolInvocation,
    /// Name of the agent that used it, where known.
    pub agent_name: Option<String>,
    /// Whether the result tells of a failure.
    pub is_error: bool,
}

/// The uses of tools in a conversation by their start; who may see the conversation is the caller's question.
pub async fn used(
    app: &App,
    workspace_id: WorkspaceId,
    id: ConversationId,
) -> Result<Vec<ToolUsed>, AppError> {
    let invocations = tools::list(app.store.reader(), id).await?;
    let ids: BTreeSet<AgentId> = invocations.iter().filter_map(|one| one.agent_id).collect();
    let ids: Vec<AgentId> = ids.into_iter().collect();
    let named: BTreeMap<AgentId, String> = agents::list_by_ids(app.store.reader(), workspace_id, &ids)
        .await?
        .into_iter()
        .map(|agent| (agent.id, agent.name))
        .collect();
    let used = invocations.into_iter().map(|invocation| ToolUsed {
        agent_name: invocation.agent_id.and_then(|id| named.get(&id).cloned()),
        is_error: is_failure(&invocation.result),
        invocation,
    });
    Ok(used.collect())
}

fn check(given: &GivenInvocation) -> Result<(), AppError> {
    let place = &given.place;
    let refused = |field: &str, code, rule: &str| {
        Err(AppError::invalid(format!("{place}.{field}"), code, format!("{place}.{field} {rule}")))
    };
    if !(1..=LONGEST_NAME).contains(&given.name.chars().count()) || given.name.contains('\0') {
        return refused("name", "invalid_length", "must have 1 to 255 characters, none of them U+0000");
    }
    if !matches!(given.result, Value::String(_) | Value::Object(_)) {
        return refused("result", "invalid_type", "must be a string or an object");
    }
    if given.end_ms.is_some_and(|end| end < given.start_ms) {
        return refused("end", "invalid_range", "must not lie before its start");
    }
    Ok(())
}

/// A version that is looked for: its name, and what makes it another one.
struct Wanted<'a> {
    name: &'a str,
    description: Option<&'a str>,
    parameters: BTreeMap<String, ToolParameter>,
    shape: String,
}

/// The version that each invocation used, in order.
async fn define<'a>(
    tx: &Tx,
    workspace_id: WorkspaceId,
    given: impl Iterator<Item = &'a GivenInvocation>,
    now: Instant,
) -> Result<Vec<(ToolDefinitionId, u64)>, AppError> {
    let wanted = given
        .map(|given| {
            let parameters = parameters_of(&given.parameters);
            let shape = shape(&given.name, &parameters)?;
            Ok(Wanted { name: &given.name, description: given.description.as_deref(), parameters, shape })
        })
        .collect::<Result<Vec<_>, AppError>>()?;
    let mut known = Known::find(tx, workspace_id, &wanted).await?;
    // Always in the same order, so that two transactions do not wait for each other.
    let missing: BTreeSet<&str> =
        wanted.iter().filter(|wanted| known.get(wanted).is_none()).map(|wanted| wanted.name).collect();
    if !missing.is_empty() {
        for name in missing {
            tools::lock_name(tx, workspace_id, name).await?;
        }
        // What others added meanwhile.
        known = Known::find(tx, workspace_id, &wanted).await?;
    }
    let mut used = Vec::with_capacity(wanted.len());
    for wanted in wanted {
        let version = match known.get(&wanted) {
            Some(version) => version,
            None => {
                let definition = ToolDefinition {
                    id: ToolDefinitionId::generate(),
                    workspace_id,
                    name: wanted.name.to_owned(),
                    version: tools::newest_version(tx, workspace_id, wanted.name).await? + 1,
                    description: wanted.description.map(str::to_owned),
                    parameters: wanted.parameters,
                    created_at: now,
                };
                tools::insert_definition(tx, &definition, &wanted.shape).await?;
                let version = (definition.id, definition.version);
                known.add(wanted.shape, definition);
                version
            }
        };
        used.push(version);
    }
    Ok(used)
}

/// Versions by shape, the newest first.
struct Known(BTreeMap<String, Vec<ToolDefinition>>);

impl Known {
    async fn find(tx: &Tx, workspace_id: WorkspaceId, wanted: &[Wanted<'_>]) -> Result<Self, AppError> {
        let shapes: BTreeSet<&str> = wanted.iter().map(|wanted| wanted.shape.as_str()).collect();
        let mut known = Self(BTreeMap::new());
        for (shape, definition) in tools::find_definitions(tx, workspace_id, &shapes).await? {
            known.0.entry(shape).or_default().push(definition);
        }
        Ok(known)
    }

    /// The version that is wanted. Who says nothing of what a tool does means whatever it did last.
    fn get(&self, wanted: &Wanted<'_>) -> Option<(ToolDefinitionId, u64)> {
        let versions = self.0.get(&wanted.shape)?;
        let fits = |definition: &&ToolDefinition| {
            wanted.description.is_none() || definition.description.as_deref() == wanted.description
        };
        versions.iter().find(fits).map(|definition| (definition.id, definition.version))
    }

    fn add(&mut self, shape: String, definition: ToolDefinition) {
        self.0.entry(shape).or_default().insert(0, definition);
    }
}

/// A hash of name and parameters: short, however many there are.
fn shape(name: &str, parameters: &BTreeMap<String, ToolParameter>) -> Result<String, AppError> {
    let text = serde_json::to_string(&(name, parameters)).map_err(AppError::internal)?;
    let mut shape = String::with_capacity(64);
    for byte in keys::sha256(&text) {
        // Writing to a string does not fail.
        let _ = write!(shape, "{byte:02x}");
    }
    Ok(shape)
}
