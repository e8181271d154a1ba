//! Dialers: their addresses here, and what they told.

use colloquy_domain::dialer::{CallEventKind, CallHandling, Dialer, DialerConnection, DialerEvent, Taking};
use colloquy_domain::secret::SecretText;
use colloquy_domain::{
    ConversationId, CredentialId, DialerConnectionId, DialerEventId, Instant, UserId, WorkspaceId,
};
use sea_orm::ConnectionTrait;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, execute_one, json, micros, number, placeholders, query_all, query_one, values,
};

const CONNECTION: &str = "id, workspace_id, credential_id, dialer, name, default_owner, run_workflows, \
                          link_template, agents, signing_secret, created_at, updated_at";

const EVENT: &str =
    "id, workspace_id, dialer, call_id, kind, event_type, facts, conversation_id, received_at";

fn read_connection(row: &mut Fields<'_>) -> Result<DialerConnection, StoreError> {
    Ok(DialerConnection {
        id: DialerConnectionId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        credential_id: CredentialId(row.uuid()?),
        dialer: row.word(Dialer::parse)?,
        name: row.take()?,
        default_owner: row.take::<Option<_>>()?.map(UserId),
        handling: CallHandling {
            run_workflows: row.take()?,
            link_template: row.take()?,
            agents: row.json()?,
        },
        signing_secret: row.take::<Option<String>>()?.map(SecretText::new),
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn read_event(row: &mut Fields<'_>) -> Result<DialerEvent, StoreError> {
    Ok(DialerEvent {
        id: DialerEventId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        dialer: row.word(Dialer::parse)?,
        call_id: row.take()?,
        kind: row.word(CallEventKind::parse)?,
        event_type: row.take()?,
        facts: row.json()?,
        conversation_id: row.take::<Option<_>>()?.map(ConversationId),
        received_at: row.instant()?,
    })
}

/// Adds an address; of the secret in it only the hash is kept.
pub async fn insert_connection(
    conn: &impl ConnectionTrait,
    connection: &DialerConnection,
    token_sha256: [u8; 32],
) -> Result<(), StoreError> {
    let row = values![
        connection.id.0,
        connection.workspace_id.0,
        connection.credential_id.0,
        connection.dialer.as_str(),
        connection.name.as_str(),
        connection.default_owner.map(|id| id.0),
        connection.handling.run_workflows,
        connection.handling.link_template.clone(),
        json(&connection.handling.agents)?,
        connection.signing_secret.as_ref().map(|secret| secret.reveal().to_owned()),
        micros(connection.created_at),
        micros(connection.updated_at),
        token_sha256.to_vec(),
    ];
    let columns = format!("{CONNECTION}, token_sha256");
    sql::insert(conn, "dialer_connection", &columns, vec![row]).await
}

/// The addresses of a workspace, oldest first.
pub async fn list_connections(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<Vec<DialerConnection>, StoreError> {
    let sql = format!("SELECT {CONNECTION} FROM dialer_connection WHERE workspace_id = $1 ORDER BY id");
    query_all(conn, &sql, values![workspace_id.0], read_connection).await
}

/// The address with that id.
pub async fn get_connection(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: DialerConnectionId,
) -> Result<Option<DialerConnection>, StoreError> {
    let sql = format!("SELECT {CONNECTION} FROM dialer_connection WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read_connection).await
}

/// The address whose secret has that SHA-256.
pub async fn find_connection(
    conn: &impl ConnectionTrait,
    token_sha256: [u8; 32],
) -> Result<Option<DialerConnection>, StoreError> {
    let sql = format!("SELECT {CONNECTION}, token_sha256 FROM dialer_connection WHERE token_sha256 = $1");
    let found = query_one(conn, &sql, values![token_sha256.to_vec()], |row| {
        Ok((read_connection(row)?, row.take::<Vec<u8>>()?))
    })
    .await?;
    Ok(found.filter(|(_, stored)| bool::from(stored.ct_eq(&token_sha256))).map(|(connection, _)| connection))
}

/// Gives an address another secret.
pub async fn set_token(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: DialerConnectionId,
    token_sha256: [u8; 32],
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE dialer_connection SET token_sha256 = $1, updated_at = $2 \
               WHERE id = $3 AND workspace_id = $4";
    let values = values![token_sha256.to_vec(), micros(now), id.0, workspace_id.0];
    execute_one(conn, "dialer connection", sql, values).await
}

/// Removes an address.
pub async fn delete_connection(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: DialerConnectionId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM dialer_connection WHERE id = $1 AND workspace_id = $2";
    execute_one(conn, "dialer connection", sql, values![id.0, workspace_id.0]).await
}

/// Keeps an event; one of the same call and type gives its place and its id to it. Returns the id. With `taking` it
/// can be [taken in later](get_taking).
pub async fn put_event(
    conn: &impl ConnectionTrait,
    event: &DialerEvent,
    taking: Option<&Taking>,
) -> Result<DialerEventId, StoreError> {
    let row = values![
        event.id.0,
        event.workspace_id.0,
        event.dialer.as_str(),
        event.call_id.as_str(),
        event.kind.as_str(),
        event.event_type.as_str(),
        json(&event.facts)?,
        event.conversation_id.map(|id| id.0),
        micros(event.received_at),
        taking.map(json).transpose()?,
    ];
    let sql = format!(
        "INSERT INTO dialer_event ({EVENT}, taking) VALUES ({}) \
         ON CONFLICT (workspace_id, dialer, call_id, event_type) DO UPDATE \
         SET facts = excluded.facts, kind = excluded.kind, received_at = excluded.received_at, \
         taking = excluded.taking RETURNING id",
        placeholders(1, row.len())
    );
    let id = query_one(conn, &sql, row, |row| Ok(DialerEventId(row.uuid()?))).await?;
    id.ok_or(StoreError::NotFound("dialer event"))
}

/// An event whose call is to be taken in, and how. None where that has been done, or the event is gone.
pub async fn get_taking(
    conn: &impl ConnectionTrait,
    id: DialerEventId,
) -> Result<Option<(DialerEvent, Taking)>, StoreError> {
    let sql = format!("SELECT {EVENT}, taking FROM dialer_event WHERE id = $1 AND taking IS NOT NULL");
    query_one(conn, &sql, values![id.0], |row| Ok((read_event(row)?, row.json()?))).await
}

/// The events of a conversation's call.
pub async fn ids_of_conversation(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<DialerEventId>, StoreError> {
    let sql = "SELECT id FROM dialer_event WHERE conversation_id = $1";
    query_all(conn, sql, values![conversation_id.0], |row| Ok(DialerEventId(row.uuid()?))).await
}

/// The event asks for nothing any more: its call was refused.
pub async fn end_taking(conn: &impl ConnectionTrait, id: DialerEventId) -> Result<(), StoreError> {
    execute(conn, "UPDATE dialer_event SET taking = NULL WHERE id = $1", values![id.0]).await.map(|_| ())
}

/// What a dialer told of one call.
pub async fn events_of_call(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    dialer: Dialer,
    call_id: &str,
) -> Result<Vec<DialerEvent>, StoreError> {
    let sql = format!(
        "SELECT {EVENT} FROM dialer_event WHERE workspace_id = $1 AND dialer = $2 AND call_id = $3 \
         ORDER BY received_at, id"
    );
    query_all(conn, &sql, values![workspace_id.0, dialer.as_str(), call_id], read_event).await
}

/// What a dialer told, by when it told it first, newest first; with `before`, what it told before that event.
pub async fn list_events(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    dialer: Dialer,
    limit: u64,
    before: Option<DialerEventId>,
) -> Result<Vec<DialerEvent>, StoreError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let sql = format!(
        "SELECT {EVENT} FROM dialer_event WHERE workspace_id = $1 AND dialer = $2 AND id < $3 \
         ORDER BY id DESC LIMIT $4"
    );
    let values = values![workspace_id.0, dialer.as_str(), before, number(limit)];
    query_all(conn, &sql, values, read_event).await
}

/// Notes which conversation a call has become: erasing that takes what was told of the call along.
pub async fn set_conversation(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    dialer: Dialer,
    call_id: &str,
    conversation_id: ConversationId,
) -> Result<(), StoreError> {
    let sql = "UPDATE dialer_event SET conversation_id = $1 \
               WHERE workspace_id = $2 AND dialer = $3 AND call_id = $4 AND conversation_id IS NULL";
    let values = values![conversation_id.0, workspace_id.0, dialer.as_str(), call_id];
    execute(conn, sql, values).await.map(|_| ())
}

/// Forgets what came before then; returns how much that was.
pub async fn delete_events_before(conn: &impl ConnectionTrait, then: Instant) -> Result<u64, StoreError> {
    execute(conn, "DELETE FROM dialer_event WHERE received_at < $1", values![micros(then)]).await
}
