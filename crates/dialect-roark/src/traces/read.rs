//! `GET /v1/call/{callId}/traces`: an addition of ours, since no published operation reads traces.

use std::io;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};
use tokio::sync::mpsc::{Sender, channel};

use colloquy_app::{App, AppError, traces};
use colloquy_domain::trace::TraceId;
use colloquy_domain::{ConversationId, WorkspaceId};
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::wire;
use crate::envelope::RoarkData;
use crate::ids;

/// Spans that are read and written at once: what is between the two is all that is held in memory.
const SPANS_AT_ONCE: usize = 200;

/// A piece of the answer is sent once it is so long: every span repeats who sent it.
const PIECE_BYTES: usize = 256 << 10;

/// Reads the traces that belong to a call, whole: there may be many spans. A trace belongs to one call at most.
#[utoipa::path(
    get,
    path = "/v1/call/{callId}/traces",
    operation_id = "roarkListCallTraces",
    tag = "Roark: traces",
    params(("callId" = String, Path, description = "id of the call")),
    security(("key" = ["engagements:read", "transcript_timelines:read"])),
    responses((status = 200, description = "the traces", body = RoarkData<Vec<wire::Trace>>)),
)]
pub async fn list_call_traces(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    caller.require("engagements:read")?;
    // Attributes of spans hold what was said, and the prompts.
    caller.require("transcript_timelines:read")?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    let linked = traces::linked_to(state.app(), &caller, id).await?;
    let (sender, receiver) = channel(2);
    let (app, workspace_id) = (state.app().clone(), caller.workspace_id());
    tokio::spawn(async move {
        if let Err(error) = write(&app, workspace_id, &linked, &sender).await {
            // Logs the cause. The client sees that the connection ends too early.
            let cut_off = io::Error::other(Problem::from(error).detail);
            let _ = sender.send(Err(cut_off)).await;
        }
    });
    let pieces = stream::unfold(receiver, |mut receiver| async {
        let piece = receiver.recv().await?;
        Some((piece, receiver))
    });
    // Whoever packs the answer asks once more after its end.
    let pieces = pieces.fuse();
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// Writes the answer piece by piece, for as long as somebody reads it.
async fn write(
    app: &App,
    workspace_id: WorkspaceId,
    linked: &[TraceId],
    pieces: &Sender<io::Result<Bytes>>,
) -> Result<(), AppError> {
    let mut piece = b"{\"data\":[".to_vec();
    for (position, trace_id) in linked.iter().enumerate() {
        let trace = traces::outline(app, workspace_id, *trace_id).await?;
        if position > 0 {
            piece.push(b',');
        }
        piece.extend(format!("{{\"traceId\":\"{}\",\"spans\":[", trace_id.hex()).bytes());
        let mut is_first = true;
        for ids in trace.spans.chunks(SPANS_AT_ONCE) {
            for (head, source, detail) in traces::spans(app, workspace_id, *trace_id, ids).await? {
                if !is_first {
                    piece.push(b',');
                }
                is_first = false;
                let source = trace.sources.get(&source).cloned().unwrap_or_default();
                serde_json::to_writer(&mut piece, &wire::span(head, source, detail))
                    .map_err(AppError::internal)?;
                if piece.len() > PIECE_BYTES
                    && pieces.send(Ok(std::mem::take(&mut piece).into())).await.is_err()
                {
                    return Ok(());
                }
            }
            if pieces.send(Ok(std::mem::take(&mut piece).into())).await.is_err() {
                return Ok(());
            }
        }
        piece.extend(b"]}");
    }
    piece.extend(b"]}");
    let _ = pieces.send(Ok(piece.into())).await;
    Ok(())
}
