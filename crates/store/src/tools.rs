//! Tools in their versions, and their use in conversations.

use std::collections::BTreeSet;

use colloquy_domain::tool::{ToolDefinition, ToolInvocation};
use colloquy_domain::{AgentId, ConversationId, ToolDefinitionId, ToolInvocationId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{self, Fields, json, micros, name_lock, number, placeholders, query_all, query_one, values};
use crate::tx::Tx;

const DEFINITION: &str = "id, workspace_id, name, version, description, parameters, created_at";

/// A call may have used more tools than a statement takes parameters.
const SHAPES_PER_STATEMENT: usize = 1_000;

fn read_definition(row: &mut Fields<'_>) -> Result<ToolDefinition, StoreError> {
    Ok(ToolDefinition {
        id: ToolDefinitionId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        version: row.number()?,
        description: row.take()?,
        parameters: row.json()?,
        created_at: row.instant()?,
    })
}

/// The versions with one of these shapes, each with its own, the newest first. A shape stands for a name with its
/// parameters; versions of one shape differ in their description.
pub async fn find_definitions(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    shapes: &BTreeSet<&str>,
) -> Result<Vec<(String, ToolDefinition)>, StoreError> {
    let shapes: Vec<&str> = shapes.iter().copied().collect();
    let mut found = Vec::new();
    for some in shapes.chunks(SHAPES_PER_STATEMENT) {
        let sql = format!(
            "SELECT shape, {DEFINITION} FROM tool_definition WHERE workspace_id = $1 AND shape IN ({}) \
             ORDER BY shape, version DESC",
            placeholders(2, some.len())
        );
        let mut values = values![workspace_id.0];
        values.extend(some.iter().map(|shape| (*shape).into()));
        found.extend(query_all(conn, &sql, values, |row| Ok((row.take()?, read_definition(row)?))).await?);
    }
    Ok(found)
}

/// The version with that id.
pub async fn get_definition(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ToolDefinitionId,
) -> Result<Option<ToolDefinition>, StoreError> {
    let sql = format!("SELECT {DEFINITION} FROM tool_definition WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read_definition).await
}

/// Has others who lock the same name wait until this transaction ends: for adding a version.
pub async fn lock_name(tx: &Tx, workspace_id: WorkspaceId, name: &str) -> Result<(), StoreError> {
    name_lock(tx, &format!("tool {workspace_id} {name}")).await
}

/// The number of a tool's newest version; 0 where there is none.
pub async fn newest_version(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    name: &str,
) -> Result<u64, StoreError> {
    let sql = "SELECT COALESCE(MAX(version), 0) FROM tool_definition WHERE workspace_id = $1 AND name = $2";
    let found = query_one(conn, sql, values![workspace_id.0, name], |row| row.number()).await?;
    Ok(found.unwrap_or(0))
}

/// Adds a version of that shape.
pub async fn insert_definition(tx: &Tx, definition: &ToolDefinition, shape: &str) -> Result<(), StoreError> {
    let row = values![
        definition.id.0,
        definition.workspace_id.0,
        definition.name.as_str(),
        number(definition.version),
        definition.description.clone(),
        json(&definition.parameters)?,
        micros(definition.created_at),
        shape,
    ];
    sql::insert(tx, "tool_definition", &format!("{DEFINITION}, shape"), vec![row]).await
}

/// Adds invocations.
pub async fn insert_invocations(
    conn: &impl ConnectionTrait,
    invocations: &[ToolInvocation],
) -> Result<(), StoreError> {
    let columns = "id, workspace_id, conversation_id, definition_id, description, parameters, result, \
                   start_ms, end_ms, agent_id";
    let write = |invocation: &ToolInvocation| {
        Ok(values![
            invocation.id.0,
            invocation.workspace_id.0,
            invocation.conversation_id.0,
            invocation.definition_id.0,
            invocation.description.clone(),
            json(&invocation.parameters)?,
            json(&invocation.result)?,
            number(invocation.start_ms),
            invocation.end_ms.map(number),
            invocation.agent_id.map(|id| id.0),
        ])
    };
    let rows = invocations.iter().map(write).collect::<Result<_, StoreError>>()?;
    sql::insert(conn, "tool_invocation", columns, rows).await
}

/// Name, start and end of each invocation of a conversation.
pub async fn timings(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<(String, u64, Option<u64>)>, StoreError> {
    let sql = "SELECT tool_definition.name, tool_invocation.start_ms, tool_invocation.end_ms \
               FROM tool_invocation JOIN tool_definition ON tool_definition.id = tool_invocation.definition_id \
               WHERE tool_invocation.conversation_id = $1";
    query_all(conn, sql, values![conversation_id.0], |row| {
        Ok((row.take()?, row.number()?, row.optional_number()?))
    })
    .await
}

/// The invocations of a conversation by their start, those of one moment in the order in which they came.
pub async fn list(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<ToolInvocation>, StoreError> {
    let sql = "SELECT tool_invocation.id, tool_invocation.workspace_id, tool_invocation.conversation_id, \
               tool_definition.id, tool_definition.version, tool_definition.name, \
               tool_invocation.description, tool_invocation.parameters, tool_invocation.result, \
               tool_invocation.start_ms, tool_invocation.end_ms, tool_invocation.agent_id \
               FROM tool_invocation JOIN tool_definition ON tool_definition.id = tool_invocation.definition_id \
               WHERE tool_invocation.conversation_id = $1 \
               ORDER BY tool_invocation.start_ms, tool_invocation.id";
    query_all(conn, sql, values![conversation_id.0], |row| {
        Ok(ToolInvocation {
            id: ToolInvocationId(row.uuid()?),
            workspace_id: WorkspaceId(row.uuid()?),
            conversation_id: ConversationId(row.uuid()?),
            definition_id: ToolDefinitionId(row.uuid()?),
            version: row.number()?,
            name: row.take()?,
            description: row.take()?,
            parameters: row.json()?,
            result: row.json()?,
            start_ms: row.number()?,
            end_ms: row.optional_number()?,
            agent_id: row.take::<Option<_>>()?.map(AgentId),
        })
    })
    .await
}
