//! Properties of conversations, and the types that their names have in a workspace.

use std::collections::{BTreeMap, HashMap};

use colloquy_domain::property::{Property, PropertyType, PropertyValue};
use colloquy_domain::{ConversationId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{self, Fields, execute, placeholders, query_all, query_by_conversation, values};
use crate::tx::Tx;

fn read(row: &mut Fields<'_>) -> Result<Property, StoreError> {
    let name: String = row.take()?;
    let kind = row.word(PropertyType::parse)?;
    let value = row.word(|text| PropertyValue::read(kind, text))?;
    Ok(Property { name, value })
}

/// The types that names have, of those that were ever used.
pub async fn types(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    names: &[&str],
) -> Result<BTreeMap<String, PropertyType>, StoreError> {
    if names.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT name, value_type FROM property_type WHERE workspace_id = $1 AND name IN ({})",
        placeholders(2, names.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(names.iter().map(|name| Value::from(*name)));
    let found = query_all(conn, &sql, values, |row| Ok((row.take()?, row.word(PropertyType::parse)?)));
    Ok(found.await?.into_iter().collect())
}

/// All names that were ever used in a workspace, with their types.
pub async fn all_types(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<(String, PropertyType)>, StoreError> {
    let sql = "SELECT name, value_type FROM property_type WHERE workspace_id = $1 ORDER BY name";
    query_all(conn, sql, values![workspace_id.0], |row| Ok((row.take()?, row.word(PropertyType::parse)?)))
        .await
}

/// Gives names their types, where they have none; what transactions beside this one write is waited for. Returns
/// whether all were given here.
pub async fn fix_types(
    tx: &Tx,
    workspace_id: WorkspaceId,
    types: &BTreeMap<&str, PropertyType>,
) -> Result<bool, StoreError> {
    let rows: Vec<_> =
        types.iter().map(|(name, kind)| values![workspace_id.0, *name, kind.as_str()]).collect();
    let wanted = rows.len();
    let suffix = "ON CONFLICT (workspace_id, name) DO NOTHING";
    let columns = "workspace_id, name, value_type";
    let fixed = sql::insert_or(tx, "property_type", columns, rows, suffix).await?;
    Ok(usize::try_from(fixed).is_ok_and(|fixed| fixed == wanted))
}

/// Stores properties, each in place of the one that had its name.
pub async fn put(
    tx: &Tx,
    workspace_id: WorkspaceId,
    conversation_id: ConversationId,
    properties: &[Property],
) -> Result<(), StoreError> {
    let rows = properties
        .iter()
        .map(|property| {
            values![
                conversation_id.0,
                property.name.as_str(),
                workspace_id.0,
                property.value.kind().as_str(),
                property.value.to_string(),
                property.value.number(),
            ]
        })
        .collect();
    let columns = "conversation_id, name, workspace_id, value_type, value, number";
    let suffix = "ON CONFLICT (conversation_id, name) DO UPDATE \
                  SET value_type = excluded.value_type, value = excluded.value, number = excluded.number";
    sql::insert_or(tx, "conversation_property", columns, rows, suffix).await?;
    Ok(())
}

/// Removes properties by name.
pub async fn remove(tx: &Tx, conversation_id: ConversationId, names: &[&str]) -> Result<(), StoreError> {
    if names.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "DELETE FROM conversation_property WHERE conversation_id = $1 AND name IN ({})",
        placeholders(2, names.len())
    );
    let mut values = values![conversation_id.0];
    values.extend(names.iter().map(|name| Value::from(*name)));
    execute(tx, &sql, values).await?;
    Ok(())
}

/// The properties of a conversation, by name.
pub async fn list(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<Property>, StoreError> {
    let sql = "SELECT name, value_type, value FROM conversation_property WHERE conversation_id = $1";
    let mut found = query_all(conn, sql, values![conversation_id.0], read).await?;
    // The two engines sort texts differently.
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// The properties of several conversations, each by name.
pub async fn list_for_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<Property>>, StoreError> {
    let select = "SELECT conversation_id, name, value_type, value FROM conversation_property";
    let mut found = query_by_conversation(conn, select, "conversation_id", "", ids, read).await?;
    for properties in found.values_mut() {
        properties.sort_by(|one, other| one.name.cmp(&other.name));
    }
    Ok(found)
}
