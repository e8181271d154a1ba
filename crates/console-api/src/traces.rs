//! `GET /api/colloquy/v1/conversations/{conversation_id}/traces`.

use axum::Json;
use axum::extract::State;
use colloquy_app::trace_view::{ShownSpan, ShownTrace, of_conversation};
use colloquy_domain::Instant;
use colloquy_domain::credential::READ_TRANSCRIPTS;
use colloquy_domain::trace::{SpanKind, SpanStatus};
use colloquy_http::{Authenticated, HttpState, Path, Problem};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ids;
use crate::wire::List;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(list_conversation_traces))
}

colloquy_http::words! {
    /// Which side of which exchange a span shows.
    SpanSide = ["unspecified", "internal", "server", "client", "producer", "consumer"];
    /// How what a span shows ended.
    SpanEnd = ["unset", "ok", "error"];
}

/// What a program was doing.
#[derive(Serialize, ToSchema)]
struct ConversationTrace {
    /// 32 hexadecimal digits.
    trace_id: String,
    /// How many spans it has; fewer may be shown.
    span_count: usize,
    /// The first of them, in the order in which they began.
    spans: Vec<ConversationSpan>,
}

/// A part of it.
#[derive(Serialize, ToSchema)]
struct ConversationSpan {
    /// 16 hexadecimal digits.
    span_id: String,
    /// The span within which it happened; null for the outermost.
    parent_id: Option<String>,
    name: String,
    #[schema(value_type = SpanSide)]
    kind: &'static str,
    /// Its beginning, in seconds from the conversation's; clocks differ, and it may lie before.
    start_seconds: f64,
    duration_ms: f64,
    #[schema(value_type = SpanEnd)]
    status: &'static str,
    /// What is said about the status.
    status_message: Option<String>,
    /// By name; empty where `is_cut`.
    #[schema(value_type = Object)]
    attributes: Map<String, Value>,
    /// Whether attributes were left out: those of the spans before were as many as an answer holds.
    is_cut: bool,
}

impl ConversationTrace {
    fn of(trace: ShownTrace, began: Instant) -> Self {
        Self {
            trace_id: trace.trace_id.hex(),
            span_count: trace.span_count,
            spans: trace.spans.into_iter().map(|span| ConversationSpan::of(span, began)).collect(),
        }
    }
}

impl ConversationSpan {
    fn of(span: ShownSpan, began: Instant) -> Self {
        let ShownSpan { head, detail, is_cut } = span;
        let since_ns = i128::from(head.started_at_ns) - began.unix_timestamp_nanos();
        Self {
            span_id: head.span_id.hex(),
            parent_id: head.parent_span_id.map(|id| id.hex()),
            kind: side(head.kind),
            start_seconds: since_ns as f64 / 1e9,
            duration_ms: head.duration_ms(),
            status: match head.status {
                SpanStatus::Unset => "unset",
                SpanStatus::Ok => "ok",
                SpanStatus::Error => "error",
            },
            status_message: Some(detail.status_message).filter(|message| !message.is_empty()),
            attributes: detail.attributes,
            name: head.name,
            is_cut,
        }
    }
}

fn side(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Unspecified => "unspecified",
        SpanKind::Internal => "internal",
        SpanKind::Server => "server",
        SpanKind::Client => "client",
        SpanKind::Producer => "producer",
        SpanKind::Consumer => "consumer",
    }
}

/// The traces that belong to a conversation, on its own clock: at most 2,000 spans of them, and 4 MiB of what they say. A
/// private conversation needs `engagements:private:read`, too, or a key of somebody who took part.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/traces",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["engagements:read", "transcript_timelines:read"])),
    responses(
        (status = 200, description = "the traces", body = List<ConversationTrace>),
    )
)]
async fn list_conversation_traces(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<ConversationTrace>>, Problem> {
    caller.require("engagements:read")?;
    // Spans tell what was said and what was answered.
    caller.require(READ_TRANSCRIPTS)?;
    let id = ids::conversation(&id)?;
    let _turn = state.heavy_read(caller.credential.id).await?;
    let (conversation, traces) = of_conversation(state.app(), &caller, id).await?;
    let began = conversation.started_at;
    Ok(Json(List { data: traces.into_iter().map(|trace| ConversationTrace::of(trace, began)).collect() }))
}
