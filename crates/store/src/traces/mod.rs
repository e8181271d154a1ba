//! Traces: their spans, and the names by which they find conversations.

mod links;
mod put;

use std::collections::HashMap;

use colloquy_domain::WorkspaceId;
use colloquy_domain::trace::{
    SourceId, SpanDetail, SpanHead, SpanId, SpanKind, SpanSource, SpanStatus, TraceId,
};
use sea_orm::ConnectionTrait;

pub use self::links::{SeenTrace, delete_linked, delete_unlinked, linked_to, note_deleted, seen_before};
pub use self::put::put;

use crate::error::StoreError;
use crate::sql::{Fields, placeholders, query_all, values};

const COLUMNS: &str =
    "trace_id, span_id, parent_span_id, name, kind, status, started_at, ended_at, source_id, detail";

fn read_head(row: &mut Fields<'_>) -> Result<SpanHead, StoreError> {
    Ok(SpanHead {
        trace_id: TraceId(row.uuid()?),
        span_id: SpanId(row.take::<i64>()?.cast_unsigned()),
        parent_span_id: row.take::<Option<i64>>()?.map(|id| SpanId(id.cast_unsigned())),
        name: row.take()?,
        kind: SpanKind::from_number(row.take()?),
        status: SpanStatus::from_number(row.take()?),
        started_at_ns: row.take()?,
        ended_at_ns: row.take()?,
    })
}

/// The spans of a trace in the order in which they began: ids and begins alone, for there may be many.
pub async fn outline(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    trace_id: TraceId,
) -> Result<Vec<(i64, SpanId)>, StoreError> {
    let sql = "SELECT started_at, span_id FROM span WHERE workspace_id = $1 AND trace_id = $2";
    let mut outline = query_all(conn, sql, values![workspace_id.0, trace_id.0], |row| {
        Ok((row.take::<i64>()?, SpanId(row.take::<i64>()?.cast_unsigned())))
    })
    .await?;
    outline.sort_unstable();
    Ok(outline)
}

/// These spans of a trace, in any order; those that are not there are absent.
pub async fn spans(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    trace_id: TraceId,
    ids: &[SpanId],
) -> Result<Vec<(SpanHead, SourceId, SpanDetail)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM span WHERE workspace_id = $1 AND trace_id = $2 AND span_id IN ({})",
        placeholders(3, ids.len())
    );
    let mut values = values![workspace_id.0, trace_id.0];
    values.extend(ids.iter().map(|id| id.0.cast_signed().into()));
    query_all(conn, &sql, values, |row| Ok((read_head(row)?, SourceId(row.uuid()?), row.json()?))).await
}

/// Who sent the spans of a trace.
pub async fn sources(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    trace_id: TraceId,
) -> Result<HashMap<SourceId, SpanSource>, StoreError> {
    let sql = "SELECT id, document FROM trace_source WHERE workspace_id = $1 AND trace_id = $2";
    let rows = query_all(conn, sql, values![workspace_id.0, trace_id.0], |row| {
        Ok((SourceId(row.uuid()?), row.json()?))
    });
    Ok(rows.await?.into_iter().collect())
}
