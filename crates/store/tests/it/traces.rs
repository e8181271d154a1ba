//! Traces: spans come back as they were written, and find their conversation by the names they share.

use std::sync::Arc;

use colloquy_domain::call::{ConversationKey, ConversationKeyKind};
use colloquy_domain::trace::{
    PackedSpan, SourceId, SpanBatch, SpanDetail, SpanHead, SpanId, SpanKind, SpanSource, SpanStatus, TraceId,
    TraceKey,
};
use colloquy_domain::{ConversationId, WorkspaceId};
use colloquy_store::{calls, conversations, erase, traces, workspaces};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;
use uuid::Uuid;

use crate::{change, on_both_databases};

on_both_databases! {
    spans_come_back_in_their_order_and_a_later_one_replaces,
    whichever_comes_first_they_find_each_other,
    a_trace_belongs_to_one_conversation_and_the_own_id_counts_most,
    what_is_erased_takes_its_traces_along,
    what_belongs_to_nothing_is_forgotten_later,
}

const SOURCE: SourceId = SourceId(Uuid::from_u128(9));

fn trace(number: u128) -> TraceId {
    TraceId(Uuid::from_u128(number))
}

fn span(trace_id: TraceId, id: u64, started_at_ns: i64, name: &str) -> PackedSpan {
    let head = SpanHead {
        trace_id,
        span_id: SpanId(id),
        parent_span_id: (id > 1).then_some(SpanId(u64::MAX)),
        name: name.to_owned(),
        kind: SpanKind::Client,
        status: SpanStatus::Error,
        started_at_ns,
        ended_at_ns: started_at_ns + 1_500_001,
    };
    PackedSpan { head, source: SOURCE, detail: "{\"attributes\":{\"a\":1}}".to_owned() }
}

fn batch(spans: Vec<PackedSpan>, keys: &[(TraceId, ConversationKeyKind, &str)]) -> SpanBatch {
    let document: Arc<str> = "{\"scope_name\":\"s\"}".into();
    let sources = spans.iter().map(|span| (span.head.trace_id, SOURCE, document.clone())).collect();
    let keys = keys
        .iter()
        .map(|(trace_id, kind, value)| TraceKey {
            trace_id: *trace_id,
            kind: *kind,
            value: (*value).to_owned(),
        })
        .collect();
    SpanBatch { spans, sources, keys }
}

async fn put(database: &TestDatabase, workspace_id: WorkspaceId, batch: SpanBatch) {
    let now = database.clock().now();
    change!(database.store(), |tx| traces::put(tx, workspace_id, batch, now).await).await.unwrap();
}

async fn workspace(database: &TestDatabase) -> WorkspaceId {
    let workspace = samples::workspace(database.clock().now());
    let id = workspace.id;
    change!(database.store(), |tx| workspaces::insert(tx, &workspace).await).await.unwrap();
    id
}

async fn conversation(
    database: &TestDatabase,
    workspace_id: WorkspaceId,
    keys: &[(ConversationKeyKind, &str)],
) -> ConversationId {
    let own = Uuid::now_v7().to_string();
    let conversation = samples::conversation(workspace_id, &own, database.clock().now());
    let id = conversation.id;
    let keys: Vec<_> = keys
        .iter()
        .map(|(kind, value)| ConversationKey { kind: *kind, value: (*value).to_owned() })
        .collect();
    change!(database.store(), |tx| {
        conversations::insert(tx, &conversation).await?;
        calls::insert_keys(tx, workspace_id, conversation.id, &keys).await
    })
    .await
    .unwrap();
    id
}

async fn linked(database: &TestDatabase, id: ConversationId) -> Vec<TraceId> {
    traces::linked_to(database.store().reader(), id).await.unwrap()
}

async fn spans_come_back_in_their_order_and_a_later_one_replaces(database: TestDatabase) {
    let (here, there) = (workspace(&database).await, workspace(&database).await);
    let first = trace(1);
    let given = vec![
        span(first, 2, 20, "b"),
        span(first, 1, 10, "a"),
        span(first, 3, 5, "old"),
        span(first, 3, 30, "c"),
    ];
    put(&database, here, batch(given, &[])).await;
    put(&database, here, batch(vec![span(first, u64::MAX, 1, "again")], &[])).await;
    put(&database, here, batch(vec![span(first, u64::MAX, 2, "first")], &[])).await;
    put(&database, there, batch(vec![span(first, 1, 10, "elsewhere")], &[])).await;
    let reader = database.store().reader();
    let outline = traces::outline(reader, here, first).await.unwrap();
    assert_eq!(outline, [(2, SpanId(u64::MAX)), (10, SpanId(1)), (20, SpanId(2)), (30, SpanId(3))]);
    let read = traces::spans(reader, here, first, &[SpanId(u64::MAX), SpanId(7)]).await.unwrap();
    assert_eq!(read.len(), 1);
    let expected = span(first, u64::MAX, 2, "first").head;
    let detail =
        SpanDetail { attributes: serde_json::from_str("{\"a\":1}").unwrap(), ..SpanDetail::default() };
    assert_eq!(read[0], (expected, SOURCE, detail));
    let sources = traces::sources(reader, here, first).await.unwrap();
    assert_eq!(sources[&SOURCE], SpanSource { scope_name: "s".to_owned(), ..SpanSource::default() });
    assert_eq!(traces::outline(reader, there, first).await.unwrap().len(), 1);
}

async fn whichever_comes_first_they_find_each_other(database: TestDatabase) {
    use ConversationKeyKind::{ExternalId, PipecatCall};
    let here = workspace(&database).await;
    let before = conversation(&database, here, &[(ExternalId, "x-1")]).await;
    put(&database, here, batch(vec![span(trace(1), 1, 1, "a")], &[(trace(1), ExternalId, "x-1")])).await;
    put(&database, here, batch(vec![span(trace(2), 1, 1, "a")], &[(trace(2), PipecatCall, "p-1")])).await;
    // A span of the same trace that names nothing belongs there, too, and so does another trace.
    put(&database, here, batch(vec![span(trace(2), 2, 1, "b")], &[])).await;
    put(&database, here, batch(vec![span(trace(3), 2, 1, "c")], &[(trace(3), PipecatCall, "p-1")])).await;
    let after = conversation(&database, here, &[(PipecatCall, "p-1")]).await;
    let elsewhere = workspace(&database).await;
    let foreign = conversation(&database, elsewhere, &[(PipecatCall, "p-1"), (ExternalId, "x-1")]).await;
    assert_eq!(linked(&database, before).await, [trace(1)]);
    assert_eq!(linked(&database, after).await, [trace(2), trace(3)]);
    assert_eq!(linked(&database, foreign).await, []);
}

async fn a_trace_belongs_to_one_conversation_and_the_own_id_counts_most(database: TestDatabase) {
    use ConversationKeyKind::{ExternalId, LivekitCall, LivekitRoom, PipecatCall};
    let here = workspace(&database).await;
    let room = conversation(&database, here, &[(LivekitCall, "RM_1")]).await;
    let pipecat = conversation(&database, here, &[(PipecatCall, "p-1")]).await;
    let keys = [
        (trace(1), LivekitRoom, "RM_1"),
        (trace(1), LivekitCall, "RM_1"),
        (trace(1), PipecatCall, "p-1"),
        (trace(1), ExternalId, "x-1"),
    ];
    put(&database, here, batch(vec![span(trace(1), 1, 1, "a")], &keys)).await;
    assert_eq!(linked(&database, room).await, [trace(1)]);
    assert_eq!(linked(&database, pipecat).await, []);
    let own = conversation(&database, here, &[(ExternalId, "x-1")]).await;
    assert_eq!(linked(&database, own).await, [trace(1)]);
    assert_eq!(linked(&database, room).await, []);
    // Once that is deleted, the trace is the other one's again.
    let now = database.clock().now();
    change!(database.store(), |tx| conversations::delete(tx, here, own, now).await).await.unwrap();
    assert_eq!(linked(&database, room).await, [trace(1)]);
    let newer = conversation(&database, here, &[(LivekitRoom, "RM_1")]).await;
    assert_eq!(linked(&database, newer).await, [trace(1)], "of two the newer one has it");
    assert_eq!(linked(&database, room).await, []);
}

async fn what_is_erased_takes_its_traces_along(database: TestDatabase) {
    use ConversationKeyKind::{ExternalId, PipecatCall};
    let here = workspace(&database).await;
    let id = conversation(&database, here, &[(ExternalId, "x-1"), (PipecatCall, "p-1")]).await;
    let other = conversation(&database, here, &[(ExternalId, "x-2")]).await;
    let spans = vec![span(trace(1), 1, 1, "a"), span(trace(2), 1, 1, "b")];
    let keys = [(trace(1), ExternalId, "x-1"), (trace(2), PipecatCall, "p-1"), (trace(2), ExternalId, "x-2")];
    put(&database, here, batch(spans, &keys)).await;
    change!(database.store(), |tx| erase::conversation(tx, here, id).await).await.unwrap();
    let reader = database.store().reader();
    assert_eq!(traces::outline(reader, here, trace(1)).await.unwrap(), []);
    assert_eq!(traces::sources(reader, here, trace(1)).await.unwrap().len(), 0);
    assert_eq!(linked(&database, other).await, [trace(2)], "what is another one's stays");
    // Deleted, and so without its names, before it is erased.
    let now = database.clock().now();
    change!(database.store(), |tx| {
        traces::note_deleted(tx, here, other).await?;
        calls::free_external_id(tx, here, other).await?;
        conversations::delete(tx, here, other, now).await
    })
    .await
    .unwrap();
    assert_eq!(traces::outline(database.store().reader(), here, trace(2)).await.unwrap().len(), 1);
    change!(database.store(), |tx| erase::conversation(tx, here, other).await).await.unwrap();
    assert_eq!(traces::outline(database.store().reader(), here, trace(2)).await.unwrap(), []);
}

async fn what_belongs_to_nothing_is_forgotten_later(database: TestDatabase) {
    use ConversationKeyKind::ExternalId;
    let here = workspace(&database).await;
    conversation(&database, here, &[(ExternalId, "x-1")]).await;
    let spans =
        vec![span(trace(1), 1, 1, "known"), span(trace(2), 1, 1, "named"), span(trace(3), 1, 1, "nameless")];
    put(&database, here, batch(spans, &[(trace(1), ExternalId, "x-1"), (trace(2), ExternalId, "x-9")])).await;
    let limit = database.clock().now() + Duration::seconds(1);
    database.clock().advance(Duration::seconds(2));
    put(&database, here, batch(vec![span(trace(4), 1, 1, "young")], &[])).await;
    let reader = database.store().reader();
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let some = traces::seen_before(reader, limit, after, 2).await.unwrap();
        after = some.last().copied();
        if after.is_none() {
            break;
        }
        seen.extend(some);
    }
    assert_eq!(seen.iter().map(traces::SeenTrace::is_linked).collect::<Vec<_>>(), [true, false, false]);
    // What is known by now stays, even if it was not when it was looked at.
    let removed =
        change!(database.store(), |tx| traces::delete_unlinked(tx, &seen, limit).await).await.unwrap();
    assert_eq!(removed, 2);
    for (number, spans) in [(1, 1), (2, 0), (3, 0), (4, 1)] {
        assert_eq!(traces::outline(reader, here, trace(number)).await.unwrap().len(), spans, "{number}");
    }
}
