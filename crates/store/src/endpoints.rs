//! Receivers of webhooks.

use colloquy_domain::endpoint::{DisabledReason, Endpoint};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{EndpointId, Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute_one, json, micros, optional_micros, query_all, query_one, row_lock, values,
};
use crate::tx::Tx;

/// The columns that [`read`] reads.
pub(crate) const COLUMNS: [&str; 17] = [
    "id",
    "workspace_id",
    "dialect",
    "url",
    "description",
    "event_types",
    "headers",
    "secret",
    "previous_secret",
    "previous_secret_until",
    "disabled",
    "failing_since",
    "last_failure_at",
    "previous_failure_at",
    "sees_private",
    "created_at",
    "updated_at",
];

pub(crate) fn read(row: &mut Fields<'_>) -> Result<Endpoint, StoreError> {
    Ok(Endpoint {
        id: EndpointId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        dialect: row.take()?,
        url: row.take()?,
        description: row.take()?,
        event_types: row.json()?,
        headers: row.json()?,
        secret: SecretText::new(row.take::<String>()?),
        previous_secret: {
            let secret = row.take::<Option<String>>()?.map(SecretText::new);
            secret.zip(row.optional_instant()?)
        },
        disabled: row.optional_word(DisabledReason::parse)?,
        failing_since: row.optional_instant()?,
        last_failure_at: row.optional_instant()?,
        previous_failure_at: row.optional_instant()?,
        sees_private: row.take()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(endpoint: &Endpoint) -> Result<Vec<Value>, StoreError> {
    let (previous, until) = endpoint
        .previous_secret
        .as_ref()
        .map_or((None, None), |(secret, until)| (Some(secret.reveal().to_owned()), Some(micros(*until))));
    Ok(values![
        endpoint.id.0,
        endpoint.workspace_id.0,
        endpoint.dialect.as_str(),
        endpoint.url.as_str(),
        endpoint.description.clone(),
        json(&endpoint.event_types)?,
        json(&endpoint.headers)?,
        endpoint.secret.reveal(),
        previous,
        until,
        endpoint.disabled.map(|reason| reason.as_str().to_owned()),
        optional_micros(endpoint.failing_since),
        optional_micros(endpoint.last_failure_at),
        optional_micros(endpoint.previous_failure_at),
        endpoint.sees_private,
        micros(endpoint.created_at),
        micros(endpoint.updated_at),
    ])
}

/// Adds an endpoint.
pub async fn insert(conn: &impl ConnectionTrait, endpoint: &Endpoint) -> Result<(), StoreError> {
    sql::insert(conn, "endpoint", &COLUMNS.join(", "), vec![write(endpoint)?]).await
}

/// The endpoint with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: EndpointId,
) -> Result<Option<Endpoint>, StoreError> {
    let sql = format!(
        "SELECT {} FROM endpoint WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL",
        COLUMNS.join(", ")
    );
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: EndpointId,
) -> Result<Option<Endpoint>, StoreError> {
    let sql = format!(
        "SELECT {} FROM endpoint WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL{}",
        COLUMNS.join(", "),
        row_lock(tx)
    );
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// The endpoints of a workspace, oldest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<Endpoint>, StoreError> {
    let sql = format!(
        "SELECT {} FROM endpoint WHERE workspace_id = $1 AND deleted_at IS NULL ORDER BY id",
        COLUMNS.join(", ")
    );
    query_all(conn, &sql, values![workspace_id.0], read).await
}

/// The endpoints of a workspace to which something is sent, oldest first. Asked for at every event.
pub async fn list_enabled(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<Endpoint>, StoreError> {
    let sql = format!(
        "SELECT {} FROM endpoint WHERE workspace_id = $1 AND deleted_at IS NULL AND disabled IS NULL ORDER BY id",
        COLUMNS.join(", ")
    );
    query_all(conn, &sql, values![workspace_id.0], read).await
}

/// Stores what has changed.
pub async fn update(conn: &impl ConnectionTrait, endpoint: &Endpoint) -> Result<(), StoreError> {
    // Every value has its number; those that never change are written as they are.
    let assignments: Vec<String> =
        COLUMNS.iter().zip(1..).skip(2).map(|(column, number)| format!("{column} = ${number}")).collect();
    let sql = format!(
        "UPDATE endpoint SET {} WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL",
        assignments.join(", ")
    );
    execute_one(conn, "endpoint", &sql, write(endpoint)?).await
}

/// Stores what attempts have shown of an endpoint, and nothing else of it: its owner may be changing it at the
/// same time.
pub async fn set_health(
    conn: &impl ConnectionTrait,
    endpoint: &Endpoint,
    disabled: Option<DisabledReason>,
) -> Result<(), StoreError> {
    let sql = "UPDATE endpoint SET failing_since = $1, last_failure_at = $2, previous_failure_at = $3, \
               disabled = COALESCE(disabled, $4) WHERE id = $5";
    let values = values![
        optional_micros(endpoint.failing_since),
        optional_micros(endpoint.last_failure_at),
        optional_micros(endpoint.previous_failure_at),
        disabled.map(|reason| reason.as_str().to_owned()),
        endpoint.id.0,
    ];
    crate::sql::execute(conn, sql, values).await.map(|_| ())
}

/// Deletes an endpoint: nothing is sent to it any more. What was delivered stays on record.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: EndpointId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE endpoint SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "endpoint", sql, values![micros(now), id.0, workspace_id.0]).await
}
