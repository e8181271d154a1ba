//! Messages on their way to endpoints, and every try.

use colloquy_domain::endpoint::{Attempt, Delivery, DeliveryStatus, Endpoint, Message};
use colloquy_domain::{AttemptId, DeliveryId, EndpointId, Instant, MessageId, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute_one, micros, number, optional_micros, query_all, query_one, values};
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

/// The deliveries to an endpoint, newest first, at most `limit`, older than `before`; of any status, or of
/// one.
pub async fn list(
    conn: &impl ConnectionTrait,
    endpoint_id: EndpointId,
    status: Option<DeliveryStatus>,
    limit: u64,
    before: Option<DeliveryId>,
) -> Result<Vec<Delivery>, StoreError> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let mut values = values![endpoint_id.0, before, number(limit)];
    let condition = match status {
        Some(status) => {
            values.push(status.as_str().into());
            "AND status = $4"
        }
        None => "",
    };
    let sql = format!(
        "SELECT {} FROM delivery WHERE endpoint_id = $1 AND id < $2 {condition} ORDER BY id DESC LIMIT $3",
        COLUMNS.join(", ")
    );
    query_all(conn, &sql, values, read).await
}

/// The deliveries to an endpoint that were made since and given up, oldest first.
pub async fn failed_since(
    conn: &impl ConnectionTrait,
    endpoint_id: EndpointId,
    since: Instant,
) -> Result<Vec<Delivery>, StoreError> {
    let sql = format!(
        "SELECT {} FROM delivery WHERE endpoint_id = $1 AND status = 'failed' AND created_at >= $2 \
         ORDER BY created_at, id",
        COLUMNS.join(", ")
    );
    query_all(conn, &sql, values![endpoint_id.0, micros(since)], read).await
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
