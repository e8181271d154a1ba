//! Reading the traces of a conversation. A trace may have many spans: first their order, then a few at a time.

use std::collections::HashMap;

use colloquy_domain::trace::{SourceId, SpanDetail, SpanHead, SpanId, SpanSource, TraceId};
use colloquy_domain::{ConversationId, WorkspaceId};
use colloquy_store::traces;

use crate::keys::Caller;
use crate::{App, AppError, calls};

/// A trace without its spans.
#[derive(Debug, Clone)]
pub struct TraceOutline {
    /// The trace.
    pub trace_id: TraceId,
    /// Its spans in the order in which they began.
    pub spans: Vec<SpanId>,
    /// Who sent them.
    pub sources: HashMap<SourceId, SpanSource>,
}

/// The traces of a call that the caller may see, by id.
pub async fn linked_to(app: &App, caller: &Caller, id: ConversationId) -> Result<Vec<TraceId>, AppError> {
    let conversation = calls::conversation(app, caller, id).await?;
    Ok(traces::linked_to(app.store.reader(), conversation.id).await?)
}

/// What a trace consists of.
pub async fn outline(
    app: &App,
    workspace_id: WorkspaceId,
    trace_id: TraceId,
) -> Result<TraceOutline, AppError> {
    let reader = app.store.reader();
    let spans = traces::outline(reader, workspace_id, trace_id).await?;
    // Read afterwards, so that no span lacks its source.
    let sources = traces::sources(reader, workspace_id, trace_id).await?;
    Ok(TraceOutline { trace_id, spans: spans.into_iter().map(|(_, id)| id).collect(), sources })
}

/// These spans of a trace, in this order; what has been removed meanwhile is left out.
pub async fn spans(
    app: &App,
    workspace_id: WorkspaceId,
    trace_id: TraceId,
    ids: &[SpanId],
) -> Result<Vec<(SpanHead, SourceId, SpanDetail)>, AppError> {
    let found = traces::spans(app.store.reader(), workspace_id, trace_id, ids).await?;
    let mut by_id: HashMap<SpanId, _> = found.into_iter().map(|span| (span.0.span_id, span)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}
