//! Messages on their way to endpoints, and every try.

use colloquy_domain::endpoint::{Attempt, Delivery, DeliveryStatus, Endpoint, Message};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::job::Queue;
use colloquy_domain::{AttemptId, DeliveryId, EndpointId, EventId, Instant, MessageId, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, execute_one, micros, number, optional_micros, placeholders, query_all, query_one,
    row_lock, values,
};
use crate::tx::Tx;
use crate::{endpoints, messages};

const COLUMNS: [&str; 9] = [
    "id",
    "workspace_id",
    "message_id",
    "endpoint_id",
    "status",
    "attempts",
    "next_attempt_at",
    "created_at",
    "updated_at",
];

const ATTEMPT_COLUMNS: &str =
    "id, delivery_id, started_at, duration_ms, response_status, response_body, error";

fn read(row: &mut Fields<'_>) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        id: DeliveryId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        message_id: MessageId(row.uuid()?),
        endpoint_id: EndpointId(row.uuid()?),
        status: row.word(DeliveryStatus::parse)?,
        attempts: row.number()?,
        next_attempt_at: row.optional_instant()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn read_attempt(row: &mut Fields<'_>) -> Result<Attempt, StoreError> {
    Ok(Attempt {
        id: AttemptId(row.uuid()?),
        delivery_id: DeliveryId(row.uuid()?),
        started_at: row.instant()?,
        duration_ms: row.number()?,
        response_status: row.optional_number()?,
        response_body: row.take()?,
        error: row.take()?,
    })
}

/// Adds deliveries.
pub async fn insert_many(conn: &impl ConnectionTrait, deliveries: &[Delivery]) -> Result<(), StoreError> {
    let rows = deliveries
        .iter()
        .map(|delivery| {
            values![
                delivery.id.0,
                delivery.workspace_id.0,
                delivery.message_id.0,
                delivery.endpoint_id.0,
                delivery.status.as_str(),
                number(delivery.attempts),
                optional_micros(delivery.next_attempt_at),
                micros(delivery.created_at),
                micros(delivery.updated_at),
            ]
        })
        .collect();
    sql::insert(conn, "delivery", &COLUMNS.join(", "), rows).await
}

/// The delivery with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: DeliveryId,
) -> Result<Option<Delivery>, StoreError> {
    let sql = format!("SELECT {} FROM delivery WHERE id = $1 AND workspace_id = $2", COLUMNS.join(", "));
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The delivery with that id, locked until the transaction ends: for a change that depends on how far it is.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: DeliveryId,
) -> Result<Option<Delivery>, StoreError> {
    let sql = format!(
        "SELECT {} FROM delivery WHERE id = $1 AND workspace_id = $2{}",
        COLUMNS.join(", "),
        row_lock(tx)
    );
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// The deliveries to an endpoint, each with the type of its event, newest first, at most `limit`, older than `before`;
/// of any status, or of one.
pub async fn list(
    conn: &impl ConnectionTrait,
    endpoint_id: EndpointId,
    status: Option<DeliveryStatus>,
    limit: u64,
    before: Option<DeliveryId>,
) -> Result<Vec<(Delivery, String)>, StoreError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let mut values = values![endpoint_id.0, before, number(limit)];
    let condition = match status {
        Some(status) => {
            values.push(status.as_str().into());
            "AND d.status = $4"
        }
        None => "",
    };
    let sql = format!(
        "SELECT {}, m.event_type FROM delivery d JOIN message m ON m.id = d.message_id \
         WHERE d.endpoint_id = $1 AND d.id < $2 {condition} ORDER BY d.id DESC LIMIT $3",
        of_table("d", &COLUMNS)
    );
    query_all(conn, &sql, values, |row| Ok((read(row)?, row.take()?))).await
}

/// A delivery with what its log tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedDelivery {
    /// The delivery.
    pub delivery: Delivery,
    /// The event, whichever dialect it is told in.
    pub event_id: EventId,
    /// Its type in the endpoint's dialect.
    pub event_type: String,
    /// When the latest attempt began.
    pub last_attempt_at: Option<Instant>,
    /// HTTP status of its answer, if one came.
    pub last_status: Option<u16>,
}

/// Deliveries to an endpoint, newest first, by page numbers.
pub async fn list_sliced(
    conn: &impl ConnectionTrait,
    endpoint_id: EndpointId,
    slice: Slice,
) -> Result<Sliced<LoggedDelivery>, StoreError> {
    let counted = "SELECT count(*) FROM delivery WHERE endpoint_id = $1";
    let total = query_one(conn, counted, values![endpoint_id.0], |row| row.number::<u64>()).await?;
    let latest = "FROM attempt a WHERE a.delivery_id = d.id ORDER BY a.id DESC LIMIT 1";
    let sql = format!(
        "SELECT {}, m.event_id, m.event_type, (SELECT a.started_at {latest}), (SELECT a.response_status {latest}) \
         FROM delivery d JOIN message m ON m.id = d.message_id \
         WHERE d.endpoint_id = $1 ORDER BY d.id DESC LIMIT $2 OFFSET $3",
        of_table("d", &COLUMNS)
    );
    let values = values![endpoint_id.0, number(slice.limit), number(slice.offset)];
    let rows = query_all(conn, &sql, values, |row| {
        Ok(LoggedDelivery {
            delivery: read(row)?,
            event_id: EventId(row.uuid()?),
            event_type: row.take()?,
            last_attempt_at: row.optional_instant()?,
            last_status: row.optional_number()?,
        })
    })
    .await?;
    Ok(Sliced { rows, total: total.unwrap_or_default() })
}

/// The delivery of an event to an endpoint.
pub async fn of_event(
    conn: &impl ConnectionTrait,
    event_id: EventId,
    endpoint_id: EndpointId,
) -> Result<Option<Delivery>, StoreError> {
    let sql = format!(
        "SELECT {} FROM message m JOIN delivery d ON d.message_id = m.id \
         WHERE m.event_id = $1 AND d.endpoint_id = $2",
        of_table("d", &COLUMNS)
    );
    query_one(conn, &sql, values![event_id.0, endpoint_id.0], read).await
}

/// Gives up what is still to be sent to an endpoint, and removes the jobs that were to do it; returns how much that is.
/// A worker that is at one of them loses its lease: what has been sent cannot be taken back, and stands nowhere.
pub async fn give_up_pending(tx: &Tx, endpoint_id: EndpointId, now: Instant) -> Result<u64, StoreError> {
    // Before the jobs, as workers do it: otherwise each could wait for the other.
    let sql = "UPDATE delivery SET status = 'failed', next_attempt_at = NULL, updated_at = $1 \
               WHERE endpoint_id = $2 AND status = 'pending'";
    let given_up = execute(tx, sql, values![micros(now), endpoint_id.0]).await?;
    // An endpoint's deliveries are a lane of their own.
    let sql = "DELETE FROM job WHERE queue = $1 AND lane = $2";
    execute(tx, sql, values![Queue::Deliver.as_str(), endpoint_id.0]).await?;
    Ok(given_up)
}

/// The place of a delivery in the order in which [`failed_after`] goes through them: when it was made, and its id.
pub type Made = (Instant, DeliveryId);

/// The next deliveries to an endpoint that were given up, oldest first: at most `limit` of those made after `after`
/// and not later than `until`. They are locked until the transaction ends.
pub async fn failed_after(
    tx: &Tx,
    endpoint_id: EndpointId,
    after: Made,
    until: Instant,
    limit: u64,
) -> Result<Vec<Delivery>, StoreError> {
    let sql = format!(
        "SELECT {} FROM delivery WHERE endpoint_id = $1 AND status = 'failed' AND (created_at, id) > ($2, $3) \
         AND created_at <= $4 ORDER BY created_at, id LIMIT $5{}",
        COLUMNS.join(", "),
        row_lock(tx)
    );
    let values = values![endpoint_id.0, micros(after.0), after.1.0, micros(until), number(limit)];
    query_all(tx, &sql, values, read).await
}

/// Has all of these sent again from the beginning, at `now`.
pub async fn restart(tx: &Tx, ids: &[DeliveryId], now: Instant) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE delivery SET status = 'pending', attempts = 0, next_attempt_at = $1, updated_at = $1 \
         WHERE id IN ({})",
        placeholders(2, ids.len())
    );
    let mut values = values![micros(now)];
    values.extend(ids.iter().map(|id| id.0.into()));
    execute(tx, &sql, values).await.map(|_| ())
}

/// Everything that an attempt needs, in one statement. None where the endpoint or the delivery is gone.
pub async fn load_for_attempt(
    conn: &impl ConnectionTrait,
    id: DeliveryId,
) -> Result<Option<(Delivery, Endpoint, Message)>, StoreError> {
    let sql = format!(
        "SELECT {}, {}, {} FROM delivery d \
         JOIN endpoint e ON e.id = d.endpoint_id AND e.deleted_at IS NULL \
         JOIN message m ON m.id = d.message_id WHERE d.id = $1",
        of_table("d", &COLUMNS),
        of_table("e", &endpoints::COLUMNS),
        of_table("m", &messages::COLUMNS)
    );
    query_one(conn, &sql, values![id.0], |row| Ok((read(row)?, endpoints::read(row)?, messages::read(row)?)))
        .await
}

fn of_table(alias: &str, columns: &[&str]) -> String {
    columns.iter().map(|column| format!("{alias}.{column}")).collect::<Vec<_>>().join(", ")
}

/// Stores an attempt and what became of its delivery.
pub async fn finish_attempt(
    conn: &impl ConnectionTrait,
    attempt: &Attempt,
    delivery: &Delivery,
) -> Result<(), StoreError> {
    let row = values![
        attempt.id.0,
        attempt.delivery_id.0,
        micros(attempt.started_at),
        number(attempt.duration_ms),
        attempt.response_status.map(number),
        attempt.response_body.clone(),
        attempt.error.clone(),
    ];
    sql::insert(conn, "attempt", ATTEMPT_COLUMNS, vec![row]).await?;
    update(conn, delivery).await
}

/// Stores how far a delivery is.
pub async fn update(conn: &impl ConnectionTrait, delivery: &Delivery) -> Result<(), StoreError> {
    let sql = "UPDATE delivery SET status = $1, attempts = $2, next_attempt_at = $3, updated_at = $4 \
               WHERE id = $5 AND workspace_id = $6";
    let values = values![
        delivery.status.as_str(),
        number(delivery.attempts),
        optional_micros(delivery.next_attempt_at),
        micros(delivery.updated_at),
        delivery.id.0,
        delivery.workspace_id.0,
    ];
    execute_one(conn, "delivery", sql, values).await
}

/// The attempts of a delivery, oldest first.
pub async fn attempts(conn: &impl ConnectionTrait, id: DeliveryId) -> Result<Vec<Attempt>, StoreError> {
    let sql = format!("SELECT {ATTEMPT_COLUMNS} FROM attempt WHERE delivery_id = $1 ORDER BY id");
    query_all(conn, &sql, values![id.0], read_attempt).await
}
