//! Traces: how fast spans are taken in and read back, and what a large export does to everybody else.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bytes::Bytes;
use hyper::{Method, StatusCode};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span};
use prost::Message;

use crate::api::Connection;
use crate::calls::Calls;
use crate::figure::{Bar, Figure};
use crate::latency::mix;
use crate::server::Installation;
use crate::statistics::quantile;

/// Spans of one call.
const SPANS: u64 = 100_000;

/// Spans of an export, as a collector sends them.
const SPANS_OF_EXPORT: u64 = 5_000;

/// Spans of a call in a large export.
const SPANS_OF_CALL: u64 = 500;

/// Length of a large export.
const LARGE_BYTES: usize = 50 << 20;

/// Large exports that are made beforehand: the processors are the server's while it is measured.
const LARGE_EXPORTS: usize = 5;

/// Conversations that are read meanwhile.
const KNOWN: usize = 200;

const PROTOBUF: &str = "application/x-protobuf";

/// Measures both.
pub async fn measure(installation: &Installation, length: Duration) -> anyhow::Result<Vec<Figure>> {
    // A p99 needs more than a thousand samples.
    let length = length.max(Duration::from_secs(20));
    let house = installation.house(None)?;
    let key = house.owner_key().await?;
    let server = house.start("all").await?;
    let mut connection = server.connect(&key).await?;
    let mut figures = rates(&mut connection).await?;

    let calls = Calls::with_transcript();
    let mut known = Vec::with_capacity(KNOWN);
    for number in 0..KNOWN {
        known.push(connection.create(calls.body(&format!("known:{number}"))).await?);
    }
    mix(&server, &key, &known, Duration::from_secs(3), "warm").await?;
    let mut idle = mix(&server, &key, &known, length, "idle").await?;
    figures.extend(idle.figures("idle"));
    let exports = large_exports();
    let exporting = tokio::task::spawn_local(keep_exporting(server.connect(&key).await?, exports));
    let mut busy = mix(&server, &key, &known, length, "busy").await?;
    if exporting.is_finished() {
        exporting.await??;
        bail!("exports ended early");
    }
    exporting.abort();
    figures.extend(busy.figures("beside exports of 50 MB"));
    let ratio = |busy: &mut Vec<f64>, idle: &mut Vec<f64>| quantile(busy, 0.99) / quantile(idle, 0.99);
    for (what, value) in [
        ("read p99 beside exports of 50 MB against idle", ratio(&mut busy.reads_ms, &mut idle.reads_ms)),
        (
            "create p99 beside exports of 50 MB against idle",
            ratio(&mut busy.creates_ms, &mut idle.creates_ms),
        ),
    ] {
        figures.push(Figure::new(what, value, "x").bar(Bar::Below(2.0)));
    }
    server.stop().await?;
    Ok(figures)
}

/// Spans of a call come in, are found by its id, and are read back.
async fn rates(connection: &mut Connection) -> anyhow::Result<Vec<Figure>> {
    let event = serde_json::json!({ "event": "call-started", "pipecatCallId": "bench", "agentId": "bench" });
    let event = Some(Bytes::from(event.to_string()));
    let answer = connection.expect(StatusCode::OK, Method::POST, "/v1/integrations/pipecat", event).await?;
    let answer: serde_json::Value = serde_json::from_slice(&answer)?;
    let call = answer["data"]["callId"].as_str().context("no id of a call in the answer")?.to_owned();
    let exports: Vec<Bytes> = (0..SPANS / SPANS_OF_EXPORT)
        .map(|number| {
            let first = number * SPANS_OF_EXPORT;
            export((first..first + SPANS_OF_EXPORT).map(|id| span(1, id + 1)).collect())
        })
        .collect();
    let bytes: usize = exports.iter().map(Bytes::len).sum();
    let began = Instant::now();
    for body in exports {
        send(connection, body).await?;
    }
    let taken = began.elapsed().as_secs_f64();
    let began = Instant::now();
    let path = format!("/v1/call/{call}/traces");
    let read = connection.expect(StatusCode::OK, Method::GET, &path, None).await?;
    let read_after = began.elapsed().as_secs_f64();
    let found = read.windows(10).filter(|window| window == b"\"spanId\":\"").count() as u64;
    if found != SPANS {
        bail!("{found} of {SPANS} spans are read back");
    }
    let note = format!("{SPANS} of one call, {} bytes each", bytes as u64 / SPANS);
    Ok(vec![
        Figure::new("spans taken in", SPANS as f64 / taken, "/s").note(note),
        Figure::new("spans read back", SPANS as f64 / read_after, "/s"),
    ])
}

async fn send(connection: &mut Connection, body: Bytes) -> anyhow::Result<()> {
    let (status, answer) = connection.send_as(PROTOBUF, Method::POST, "/v1/traces", Some(body)).await?;
    // An answer of no bytes says that all of it was kept.
    if status != StatusCode::OK || !answer.is_empty() {
        bail!("an export answered {status}: {}", String::from_utf8_lossy(&answer));
    }
    Ok(())
}

/// Large exports, of calls that nobody else told of.
fn large_exports() -> Vec<Bytes> {
    let mut number = 0;
    let one = |_| {
        let (mut spans, mut bytes) = (Vec::new(), 0);
        while bytes < LARGE_BYTES {
            number += 1;
            let span = span(u128::from(2 + number / SPANS_OF_CALL), number);
            bytes += span.encoded_len() + 4;
            spans.push(span);
        }
        export(spans)
    };
    (0..LARGE_EXPORTS).map(one).collect()
}

/// One after the other, and from the first again.
async fn keep_exporting(mut connection: Connection, exports: Vec<Bytes>) -> anyhow::Result<()> {
    loop {
        for export in &exports {
            send(&mut connection, export.clone()).await?;
        }
    }
}

fn export(spans: Vec<Span>) -> Bytes {
    let resource = Resource { attributes: vec![text("service.name", "bench")], ..Resource::default() };
    let scope_spans = vec![ScopeSpans { spans, ..ScopeSpans::default() }];
    let of_resource = ResourceSpans { resource: Some(resource), scope_spans, ..ResourceSpans::default() };
    ExportTraceServiceRequest { resource_spans: vec![of_resource] }.encode_to_vec().into()
}

fn span(trace: u128, id: u64) -> Span {
    let begin = 1_760_000_000_000_000_000 + id * 1_000_000;
    Span {
        trace_id: trace.to_be_bytes().into(),
        // Ids come in no order.
        span_id: id.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes().into(),
        name: "function_tool".to_owned(),
        kind: 1,
        start_time_unix_nano: begin,
        end_time_unix_nano: begin + 250_000,
        attributes: vec![
            text("conversation.id", if trace == 1 { "bench" } else { "nobody" }),
            text("gen_ai.operation.name", "execute_tool"),
            text("gen_ai.tool.name", "look_up_the_weather"),
            text("gen_ai.tool.call.id", "call_6f3d1f5a0c2b4e7d"),
            text("input", "{\"city\": \"Lisbon\", \"unit\": \"celsius\", \"days\": 3, \"language\": \"pt\"}"),
            text("output", "{\"today\": \"sunny, 24 degrees\", \"tomorrow\": \"cloudy, 21 degrees\"}"),
        ],
        ..Span::default()
    }
}

fn text(name: &str, value: &str) -> KeyValue {
    let value = Some(AnyValue { value: Some(Value::StringValue(value.to_owned())) });
    KeyValue { key: name.to_owned(), value, ..KeyValue::default() }
}
