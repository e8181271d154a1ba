//! `POST /v1/traces`, and `POST /v1/otel/v1/traces` as older documentation has it.

use axum::extract::{Request, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::sync::mpsc;

use colloquy_app::AppError;
use colloquy_app::keys::Caller;
use colloquy_app::traces::{self, MOST_BYTES, SPANS_AT_ONCE};
use colloquy_http::{Authenticated, HttpState, Problem, body};
use colloquy_otlp::{Answer, Encoding, Format, Undecodable, decode, render};

use super::export_schema::{TraceExport, TraceExportAnswer};
use super::names::VOCABULARY;

/// Takes an export of OpenTelemetry (OTLP over HTTP), plain or packed with gzip, at most 64 MiB unpacked.
///
/// A span that is there already is replaced. What cannot be kept is counted in `partialSuccess`: spans without whole
/// ids, and those that come with more than 64 KiB of attributes of resource and scope or with names of more than 16 calls. Spans and calls find
/// each other by attributes, whichever come first. One export of a key is taken at a time.
#[utoipa::path(
    post,
    path = "/v1/traces",
    operation_id = "roarkExportTraces",
    tag = "Roark: traces",
    request_body(content(
        (TraceExport = "application/json"),
        (Vec<u8> = "application/x-protobuf"),
    )),
    security(("key" = ["engagements:write"])),
    responses((
        status = 200,
        description = "taken, as far as `partialSuccess` does not say otherwise",
        content((TraceExportAnswer = "application/json"), (Vec<u8> = "application/x-protobuf")),
    )),
)]
pub async fn export_traces(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Response, Problem> {
    take(state, caller, request).await
}

/// The same at the path of older documentation.
#[utoipa::path(
    post,
    path = "/v1/otel/v1/traces",
    operation_id = "roarkExportTracesOlder",
    tag = "Roark: traces",
    request_body(content(
        (TraceExport = "application/json"),
        (Vec<u8> = "application/x-protobuf"),
    )),
    security(("key" = ["engagements:write"])),
    responses((
        status = 200,
        description = "taken, as far as `partialSuccess` does not say otherwise",
        content((TraceExportAnswer = "application/json"), (Vec<u8> = "application/x-protobuf")),
    )),
)]
pub async fn export_traces_older(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Response, Problem> {
    take(state, caller, request).await
}

async fn take(state: HttpState, caller: Caller, request: Request) -> Result<Response, Problem> {
    caller.require("engagements:write")?;
    let (format, encoding) = form(request.headers())?;
    let app = state.app();
    // Before the body is read: what waits takes no memory.
    let _turn = app.exports().turn(caller.credential.id).await;
    let body = body::read(request, MOST_BYTES).await?;
    let place = app.exports().place().await;
    let (sender, receiver) = mpsc::channel(1);
    // Seconds of work for a large one: on a thread of its own, which waits for the database and not the reverse.
    let reading = tokio::task::spawn_blocking(move || {
        let _place = place;
        let mut batches = decode(body, encoding, format, MOST_BYTES)?.batches(&VOCABULARY, SPANS_AT_ONCE);
        for batch in batches.by_ref() {
            if sender.blocking_send(batch).is_err() {
                break;
            }
        }
        let (rejected_spans, reason) = batches.rejected();
        Ok(Answer { rejected_spans, reason: reason.map(str::to_owned) })
    });
    traces::store(app, &caller, receiver).await?;
    let answer = reading.await.map_err(AppError::internal)?.map_err(refusal)?;
    let content_type = (CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    Ok(([content_type], render(&answer, format)).into_response())
}

fn form(headers: &HeaderMap) -> Result<(Format, Encoding), Problem> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let format = text(CONTENT_TYPE).and_then(Format::of_content_type).ok_or_else(|| {
        let detail = "Content-Type must be application/x-protobuf or application/json";
        Problem::bad_request("unsupported_content_type", detail)
    })?;
    let encoding = match headers.get(CONTENT_ENCODING) {
        Some(value) => value.to_str().ok().and_then(|value| Encoding::of_header(Some(value))),
        None => Encoding::of_header(None),
    };
    let encoding = encoding.ok_or_else(|| {
        Problem::bad_request("unsupported_encoding", "Content-Encoding must be gzip, or left out")
    })?;
    Ok((format, encoding))
}

fn refusal(error: Undecodable) -> Problem {
    match error {
        Undecodable::TooLarge(_) | Undecodable::TooManyParts => {
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", error.to_string())
        }
        _ => Problem::bad_request("undecodable_body", error.to_string()),
    }
}
