//! Prompts of agents, a line of versions for each source.

use colloquy_domain::agent::{Prompt, PromptReference, PromptSource, PromptVersion};
use colloquy_domain::{AgentId, PromptId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, micros, number, query_all, query_one, values};
use crate::tx::Tx;

/// Each line with the text of its version in force.
const SELECT: &str = "SELECT prompt.id, prompt.agent_id, prompt.source, prompt_version.content, prompt.version, \
     prompt.created_at, prompt.updated_at FROM prompt JOIN prompt_version \
     ON prompt_version.prompt_id = prompt.id AND prompt_version.number = prompt.version";

fn read(row: &mut Fields<'_>) -> Result<Prompt, StoreError> {
    Ok(Prompt {
        id: PromptId(row.uuid()?),
        agent_id: AgentId(row.uuid()?),
        source: row.word(PromptSource::parse)?,
        text: row.take()?,
        version: row.number()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// The agent's line of that source. Who is about to change it holds the agent's lock.
pub async fn find(
    conn: &impl ConnectionTrait,
    agent_id: AgentId,
    source: PromptSource,
) -> Result<Option<Prompt>, StoreError> {
    let sql = format!("{SELECT} WHERE prompt.agent_id = $1 AND prompt.source = $2");
    query_one(conn, &sql, values![agent_id.0, source.as_str()], read).await
}

/// The version that is in force of the agent's line of that source, without its text.
pub async fn version_in_force(
    conn: &impl ConnectionTrait,
    agent_id: AgentId,
    source: PromptSource,
) -> Result<Option<PromptReference>, StoreError> {
    let sql = "SELECT id, version FROM prompt WHERE agent_id = $1 AND source = $2";
    query_one(conn, sql, values![agent_id.0, source.as_str()], |row| {
        Ok(PromptReference { prompt_id: PromptId(row.uuid()?), version: row.number()? })
    })
    .await
}

/// The text of that version.
pub async fn text(
    conn: &impl ConnectionTrait,
    version: PromptReference,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT content FROM prompt_version WHERE prompt_id = $1 AND number = $2";
    query_one(conn, sql, values![version.prompt_id.0, number(version.version)], |row| row.take()).await
}

/// All lines of an agent, the one that was changed last first.
pub async fn list(conn: &impl ConnectionTrait, agent_id: AgentId) -> Result<Vec<Prompt>, StoreError> {
    let sql = format!("{SELECT} WHERE prompt.agent_id = $1 ORDER BY prompt.updated_at DESC, prompt.id DESC");
    query_all(conn, &sql, values![agent_id.0], read).await
}

/// The versions of an agent's line, newest first: at most so many, and no more than have so many bytes, but always the
/// newest. Empty where the agent has no such line.
pub async fn versions(
    conn: &impl ConnectionTrait,
    agent_id: AgentId,
    id: PromptId,
    most: u64,
    most_bytes: u64,
) -> Result<Vec<PromptVersion>, StoreError> {
    let lengths = "SELECT prompt_version.number, CAST(OCTET_LENGTH(prompt_version.content) AS BIGINT) \
                   FROM prompt JOIN prompt_version ON prompt_version.prompt_id = prompt.id \
                   WHERE prompt.id = $1 AND prompt.agent_id = $2 ORDER BY prompt_version.number DESC LIMIT $3";
    let lengths = query_all(conn, lengths, values![id.0, agent_id.0, number(most)], |row| {
        Ok((row.number::<u64>()?, row.number::<u64>()?))
    });
    let lengths = lengths.await?;
    let Some((newest, length)) = lengths.first().copied() else { return Ok(Vec::new()) };
    let (mut oldest, mut bytes) = (newest, length);
    for (number, length) in lengths.into_iter().skip(1) {
        bytes += length;
        if bytes > most_bytes {
            break;
        }
        oldest = number;
    }
    let sql = "SELECT number, content, created_at FROM prompt_version \
               WHERE prompt_id = $1 AND number BETWEEN $2 AND $3 ORDER BY number DESC";
    query_all(conn, sql, values![id.0, number(oldest), number(newest)], |row| {
        Ok(PromptVersion { number: row.number()?, text: row.take()?, created_at: row.instant()? })
    })
    .await
}

/// Begins a line with its first version.
pub async fn insert(tx: &Tx, workspace_id: WorkspaceId, prompt: &Prompt) -> Result<(), StoreError> {
    let columns = "id, workspace_id, agent_id, source, version, created_at, updated_at";
    let row = values![
        prompt.id.0,
        workspace_id.0,
        prompt.agent_id.0,
        prompt.source.as_str(),
        number(prompt.version),
        micros(prompt.created_at),
        micros(prompt.updated_at),
    ];
    sql::insert(tx, "prompt", columns, vec![row]).await?;
    insert_version(tx, prompt).await
}

/// Adds the version that `prompt` tells of, which is in force from now on.
pub async fn add_version(tx: &Tx, prompt: &Prompt) -> Result<(), StoreError> {
    insert_version(tx, prompt).await?;
    let sql = "UPDATE prompt SET version = $1, updated_at = $2 WHERE id = $3";
    let values = values![number(prompt.version), micros(prompt.updated_at), prompt.id.0];
    execute_one(tx, "prompt", sql, values).await
}

async fn insert_version(tx: &Tx, prompt: &Prompt) -> Result<(), StoreError> {
    let row = values![prompt.id.0, number(prompt.version), prompt.text.as_str(), micros(prompt.updated_at)];
    sql::insert(tx, "prompt_version", "prompt_id, number, content, created_at", vec![row]).await
}
