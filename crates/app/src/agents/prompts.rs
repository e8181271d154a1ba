//! What agents were told to be, in versions.

use colloquy_domain::agent::{Prompt, PromptSource, PromptVersion};
use colloquy_domain::{AgentId, PromptId, WorkspaceId};
use colloquy_store::{Durability, Tx, agents};

use crate::clock::dated;
use crate::{App, AppError};

/// Longest prompt, in characters.
pub const LONGEST_PROMPT: usize = 1_000_000;

/// Most versions that are read at once, and most bytes of them: a version may be as long as a prompt, and every call may
/// bring one.
const MOST_VERSIONS: u64 = 1_000;
const MOST_VERSIONS_BYTES: u64 = 8 << 20;

/// What became of a prompt that was told.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The line as it is now.
    pub prompt: Prompt,
    /// Whether it is a new version.
    pub changed: bool,
}

/// Makes this the prompt that the agent is to have. The text that is in force adds no version.
pub async fn set(
    app: &App,
    workspace_id: WorkspaceId,
    agent_id: AgentId,
    text: String,
) -> Result<Recorded, AppError> {
    check("prompt", &text)?;
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { record(tx, workspace_id, agent_id, PromptSource::Managed, &text).await })
        })
        .await
}

/// The lines of an agent, the one that was changed last first.
pub async fn list(app: &App, workspace_id: WorkspaceId, agent_id: AgentId) -> Result<Vec<Prompt>, AppError> {
    super::get(app, workspace_id, agent_id).await?;
    Ok(agents::prompts::list(app.store.reader(), agent_id).await?)
}

/// The versions of one of them, newest first; of many the newest only.
pub async fn versions(
    app: &App,
    workspace_id: WorkspaceId,
    agent_id: AgentId,
    id: PromptId,
) -> Result<Vec<PromptVersion>, AppError> {
    super::get(app, workspace_id, agent_id).await?;
    let versions =
        agents::prompts::versions(app.store.reader(), agent_id, id, MOST_VERSIONS, MOST_VERSIONS_BYTES)
            .await?;
    // A line begins with its first version.
    if versions.is_empty() { Err(AppError::NotFound("prompt")) } else { Ok(versions) }
}

/// Adds the text to the agent's line of that source unless it is in force there. Of several that do so at once each
/// sees what the one before wrote.
pub(super) async fn record(
    tx: &Tx,
    workspace_id: WorkspaceId,
    agent_id: AgentId,
    source: PromptSource,
    text: &str,
) -> Result<Recorded, AppError> {
    let in_force = |found: Option<Prompt>| found.filter(|prompt| prompt.text == text);
    // Most calls have the prompt of the call before: they need not wait for each other.
    if let Some(prompt) = in_force(agents::prompts::find(tx, agent_id, source).await?) {
        return Ok(Recorded { prompt, changed: false });
    }
    let agent = agents::get_for_update(tx, workspace_id, agent_id).await?;
    agent.ok_or(AppError::NotFound("agent"))?;
    let prompt = match agents::prompts::find(tx, agent_id, source).await? {
        Some(prompt) if prompt.text == text => return Ok(Recorded { prompt, changed: false }),
        Some(before) => {
            let prompt = Prompt {
                text: text.to_owned(),
                version: before.version + 1,
                updated_at: dated(tx, before.updated_at),
                ..before
            };
            agents::prompts::add_version(tx, &prompt).await?;
            prompt
        }
        None => {
            let now = dated(tx, colloquy_domain::Instant::UNIX_EPOCH);
            let prompt = Prompt {
                id: PromptId::generate(),
                agent_id,
                source,
                text: text.to_owned(),
                version: 1,
                created_at: now,
                updated_at: now,
            };
            agents::prompts::insert(tx, workspace_id, &prompt).await?;
            prompt
        }
    };
    Ok(Recorded { prompt, changed: true })
}

pub(super) fn check(place: &str, text: &str) -> Result<(), AppError> {
    if (1..=LONGEST_PROMPT).contains(&text.chars().count()) {
        return Ok(());
    }
    let message = format!("{place} must have 1 to {LONGEST_PROMPT} characters");
    Err(AppError::invalid(place, "invalid_length", message))
}
