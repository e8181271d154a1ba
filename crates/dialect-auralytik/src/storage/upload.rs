//! `PUT /storage/audio/{audioFileId}`.

use axum::body::BodyDataStream;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, EXPECT};
use axum::http::{HeaderMap, StatusCode};
use colloquy_app::audio_files::{ReceiveError, receive, upload_holds};
use colloquy_domain::AudioFileId;
use colloquy_http::{HttpState, Path, Problem, Query};
use futures::StreamExt;
use serde::Deserialize;
use utoipa::IntoParams;

use super::problem::{MISSING_HEADER, WRONG_HEADER, not_given};
use crate::ids;

/// The header without which nothing is taken, and what it says of whole files.
const BLOB_TYPE: &str = "x-ms-blob-type";
const BLOCK_BLOB: &str = "BlockBlob";

/// Bytes that are read on and thrown away once a file is refused: a client that still sends when the connection ends sees
/// a broken connection instead of the answer.
const PATIENCE_BYTES: u64 = 16 << 20;

/// The signed part of an address.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// When the address ends, Unix seconds.
    se: Option<i64>,
    /// Signature over file and end.
    sig: Option<String>,
}

colloquy_http::words! {
    /// How a file is put: as a whole.
    AuralytikBlobType = ["BlockBlob"];
}

/// Stores the bytes of a recording at the address that was given for it, without any credential. Until the recording is
/// processed they can be replaced.
#[utoipa::path(
    put,
    path = "/storage/audio/{audioFileId}",
    operation_id = "auralytikPutAudio",
    tag = "Auralytik: storage",
    security(()),
    params(
        ("audioFileId" = String, Path, description = "`af_…`"),
        UploadQuery,
        ("x-ms-blob-type" = inline(AuralytikBlobType), Header, description = "how it is put"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "the file"),
    responses(
        (status = 201, description = "stored"),
        (status = 400, description = "a header is missing or wrong, or there are no bytes"),
        (status = 403, description = "the address was not given by this server, or has ended"),
        (status = 404, description = "there is no such recording any more"),
        (status = 409, description = "the recording is being processed, or was"),
        (status = 413, description = "the file is too large"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn put_audio(
    State(state): State<HttpState>,
    Path(id): Path<String>,
    Query(address): Query<UploadQuery>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let (parts, body) = request.into_parts();
    let mut content = body.into_data_stream();
    let stored = store(&state, &id, &address, &parts.headers, &mut content).await;
    if stored.is_err() && !parts.headers.contains_key(EXPECT) {
        pass(&mut content).await;
    }
    stored.map(|()| StatusCode::CREATED)
}

async fn store(
    state: &HttpState,
    id: &str,
    address: &UploadQuery,
    headers: &HeaderMap,
    content: &mut BodyDataStream,
) -> Result<(), Problem> {
    let app = state.app();
    let id = ids::parse(ids::AUDIO_FILE, id).map(AudioFileId).ok_or_else(not_given)?;
    let holds = match (address.se, &address.sig) {
        (Some(expires), Some(signature)) => upload_holds(app, id, expires, signature),
        _ => false,
    };
    if !holds {
        return Err(not_given());
    }
    check_blob_type(headers)?;
    let most_bytes = app.limits.upload_bytes;
    if is_hopeless(headers, most_bytes) {
        return Err(refused(ReceiveError::TooLarge(most_bytes)));
    }
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    receive(app, id, content_type, content).await.map(drop).map_err(refused)
}

fn check_blob_type(headers: &HeaderMap) -> Result<(), Problem> {
    let Some(kind) = headers.get(BLOB_TYPE) else {
        return Err(Problem::bad_request(MISSING_HEADER, format!("the header {BLOB_TYPE} is required")));
    };
    if kind.as_bytes() != BLOCK_BLOB.as_bytes() {
        let detail = format!("the header {BLOB_TYPE} must be {BLOCK_BLOB}");
        return Err(Problem::bad_request(WRONG_HEADER, detail));
    }
    Ok(())
}

/// Whether so much is announced that nothing has to be read to know that it is too much, and the client would not be
/// helped by reading on.
fn is_hopeless(headers: &HeaderMap, most_bytes: u64) -> bool {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let asks_first = headers.contains_key(EXPECT);
    let patience = if asks_first { 0 } else { PATIENCE_BYTES };
    announced.is_some_and(|announced| announced > most_bytes.saturating_add(patience))
}

fn refused(error: ReceiveError) -> Problem {
    let detail = error.to_string();
    match error {
        ReceiveError::Gone => Problem::not_found(detail),
        ReceiveError::TooLarge(_) => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", detail),
        ReceiveError::Processing => Problem::new(StatusCode::CONFLICT, "conflict", detail),
        ReceiveError::App(error) => error.into(),
    }
}

/// Throws some of the rest away.
async fn pass(content: &mut BodyDataStream) {
    let mut passed_bytes = 0;
    while let Some(Ok(piece)) = content.next().await {
        passed_bytes += piece.len() as u64;
        if passed_bytes > PATIENCE_BYTES {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn headers(rows: &[(&'static str, &'static str)]) -> HeaderMap {
        let rows = rows
            .iter()
            .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        rows.collect()
    }

    #[test]
    fn whole_files_are_put_as_block_blobs_only() {
        let code = |rows: &[(&'static str, &'static str)]| {
            check_blob_type(&headers(rows)).map_err(|problem| problem.code)
        };
        assert_eq!(code(&[("x-ms-blob-type", "BlockBlob")]), Ok(()));
        assert_eq!(code(&[]), Err(MISSING_HEADER));
        assert_eq!(code(&[("x-ms-blob-type", "PageBlob")]), Err(WRONG_HEADER));
    }

    #[test]
    fn what_is_announced_to_be_far_too_large_is_not_read() {
        assert!(!is_hopeless(&headers(&[]), 10));
        assert!(!is_hopeless(&headers(&[("content-length", "11")]), 10));
        assert!(is_hopeless(&headers(&[("content-length", "11"), ("expect", "100-continue")]), 10));
        assert!(is_hopeless(&headers(&[("content-length", "99999999999")]), 10));
    }

    #[test]
    fn every_refusal_has_its_status() {
        let status = |error| refused(error).status.as_u16();
        assert_eq!(status(ReceiveError::Gone), 404);
        assert_eq!(status(ReceiveError::TooLarge(10)), 413);
        assert_eq!(status(ReceiveError::Processing), 409);
    }
}
