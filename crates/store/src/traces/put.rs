//! Storing spans.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::trace::{PackedSpan, SpanBatch, SpanId, TraceId};
use colloquy_domain::{Instant, WorkspaceId};

use super::COLUMNS;
use crate::error::StoreError;
use crate::sql::{insert_or, micros, values};
use crate::tx::Tx;

/// Adds the spans of a batch with their sources and names; a span that is there already is replaced, and of two in the
/// batch the later counts.
pub async fn put(
    tx: &Tx,
    workspace_id: WorkspaceId,
    batch: SpanBatch,
    now: Instant,
) -> Result<(), StoreError> {
    // In order, so that two transactions that store the same spans wait for each other and never in a circle.
    let mut spans: BTreeMap<(TraceId, SpanId), PackedSpan> = BTreeMap::new();
    for span in batch.spans {
        spans.insert((span.head.trace_id, span.head.span_id), span);
    }
    let traces: BTreeSet<TraceId> = spans.keys().map(|(trace_id, _)| *trace_id).collect();
    let rows = traces.iter().map(|id| values![workspace_id.0, id.0, micros(now)]).collect();
    let seen = "ON CONFLICT (workspace_id, trace_id) DO UPDATE SET last_seen_at = excluded.last_seen_at";
    insert_or(tx, "trace", "workspace_id, trace_id, last_seen_at", rows, seen).await?;

    let known = batch.keys.into_iter().filter(|key| traces.contains(&key.trace_id));
    let keys: BTreeSet<_> = known.map(|key| (key.kind.as_str(), key.value, key.trace_id)).collect();
    let rows = keys
        .into_iter()
        .map(|(kind, value, trace_id)| values![workspace_id.0, kind, value, trace_id.0])
        .collect();
    let columns = "workspace_id, kind, value, trace_id";
    insert_or(tx, "trace_key", columns, rows, "ON CONFLICT DO NOTHING").await?;

    let sources: BTreeMap<_, _> =
        batch.sources.into_iter().map(|(trace_id, id, text)| ((trace_id, id), text)).collect();
    let rows = sources
        .into_iter()
        .map(|((trace_id, id), text)| values![workspace_id.0, trace_id.0, id.0, &*text])
        .collect();
    let columns = "workspace_id, trace_id, id, document";
    insert_or(tx, "trace_source", columns, rows, "ON CONFLICT DO NOTHING").await?;

    let rows = spans.into_values().map(|span| row(workspace_id, span)).collect();
    let columns = format!("workspace_id, {COLUMNS}");
    let replaced = "ON CONFLICT (workspace_id, trace_id, span_id) DO UPDATE SET \
                    parent_span_id = excluded.parent_span_id, name = excluded.name, kind = excluded.kind, \
                    status = excluded.status, started_at = excluded.started_at, ended_at = excluded.ended_at, \
                    source_id = excluded.source_id, detail = excluded.detail";
    insert_or(tx, "span", &columns, rows, replaced).await.map(|_| ())
}

fn row(workspace_id: WorkspaceId, PackedSpan { head, source, detail }: PackedSpan) -> Vec<sea_orm::Value> {
    values![
        workspace_id.0,
        head.trace_id.0,
        head.span_id.0.cast_signed(),
        head.parent_span_id.map(|id| id.0.cast_signed()),
        head.name,
        head.kind.number(),
        head.status.number(),
        head.started_at_ns,
        head.ended_at_ns,
        source.0,
        detail,
    ]
}
