//! The traces of a conversation as a page shows them: on the conversation's own clock, and no more of them than a page can
//! hold.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::trace::{SpanDetail, SpanHead, SpanId, TraceId};
use colloquy_domain::{ConversationId, WorkspaceId};
use colloquy_store::traces as rows;

use crate::keys::Caller;
use crate::{App, AppError, read, traces};

/// Spans of all traces of a conversation that are shown.
pub const MOST_SPANS: usize = 2_000;

/// Bytes of attributes that are shown, as JSON; of what comes after that there are none.
const MOST_BYTES: usize = 4 << 20;

/// Spans that are read together: some have long attributes.
const READ_TOGETHER: usize = 100;

/// A span.
#[derive(Debug, Clone)]
pub struct ShownSpan {
    /// What it is.
    pub head: SpanHead,
    /// What it says; without its attributes where those before were enough.
    pub detail: SpanDetail,
    /// Whether its attributes were left out.
    pub is_cut: bool,
}

/// A trace.
#[derive(Debug, Clone)]
pub struct ShownTrace {
    /// Which.
    pub trace_id: TraceId,
    /// How many spans it has.
    pub span_count: usize,
    /// The first of them, in the order in which they began.
    pub spans: Vec<ShownSpan>,
}

/// The traces that belong to a conversation, and the conversation itself.
pub async fn of_conversation(
    app: &App,
    caller: &Caller,
    id: ConversationId,
) -> Result<(Conversation, Vec<ShownTrace>), AppError> {
    let conversation = read::conversation(app, caller, id).await?;
    let linked = rows::linked_to(app.store.reader(), conversation.id).await?;
    let mut room = Room { spans: MOST_SPANS, bytes: MOST_BYTES };
    let mut shown = Vec::with_capacity(linked.len());
    for trace_id in linked {
        let outline = traces::outline(app, conversation.workspace_id, trace_id).await?;
        let span_count = outline.spans.len();
        let wanted = &outline.spans[..span_count.min(room.spans)];
        room.spans -= wanted.len();
        let spans = spans(app, conversation.workspace_id, trace_id, wanted, &mut room).await?;
        shown.push(ShownTrace { trace_id, span_count, spans });
    }
    Ok((conversation, shown))
}

/// What there is room for.
struct Room {
    spans: usize,
    bytes: usize,
}

impl Room {
    /// The span, with its attributes where there is room for them.
    fn show(&mut self, head: SpanHead, mut detail: SpanDetail) -> ShownSpan {
        let bytes = serde_json::to_string(&detail.attributes).map_or(0, |text| text.len());
        let is_cut = bytes > self.bytes;
        if is_cut {
            detail.attributes.clear();
        } else {
            self.bytes -= bytes;
        }
        ShownSpan { head, detail, is_cut }
    }
}

async fn spans(
    app: &App,
    workspace_id: WorkspaceId,
    trace_id: TraceId,
    wanted: &[SpanId],
    room: &mut Room,
) -> Result<Vec<ShownSpan>, AppError> {
    let mut shown = Vec::with_capacity(wanted.len());
    for some in wanted.chunks(READ_TOGETHER) {
        let found = traces::spans(app, workspace_id, trace_id, some).await?;
        shown.extend(found.into_iter().map(|(head, _, detail)| room.show(head, detail)));
    }
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::trace::{SpanKind, SpanStatus};
    use serde_json::{Map, Value};

    #[test]
    fn attributes_are_shown_as_long_as_there_is_room() {
        let mut room = Room { spans: 3, bytes: 40 };
        let mut show = |text: &str| {
            let head = SpanHead {
                trace_id: TraceId(uuid::Uuid::from_u128(1)),
                span_id: SpanId(1),
                parent_span_id: None,
                name: "turn".to_owned(),
                kind: SpanKind::Internal,
                status: SpanStatus::Ok,
                started_at_ns: 0,
                ended_at_ns: 1,
            };
            let attributes = Map::from_iter([("text".to_owned(), Value::from(text))]);
            let shown = room.show(head, SpanDetail { attributes, ..SpanDetail::default() });
            (shown.detail.attributes.len(), shown.is_cut)
        };
        // {"text":"…"} has eleven characters beside the text.
        assert_eq!(show("a"), (1, false));
        assert_eq!(show(&"b".repeat(40)), (0, true));
        assert_eq!(show(&"c".repeat(17)), (1, false));
        assert_eq!(show(""), (0, true));
    }
}
