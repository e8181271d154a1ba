//! Downloads of stored files by signed link, whole or in ranges.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::conversations::shares;
use colloquy_app::links::Disposition;
use colloquy_app::{App, AppError, read};
use colloquy_domain::{RecordingId, ShareId};

use crate::range::{Asked, parse};
use crate::{HttpState, Path, Problem, Query};

/// The signed part of a link.
#[derive(Deserialize, IntoParams)]
pub struct LinkQuery {
    /// When the link ends, Unix seconds.
    exp: Option<i64>,
    /// `inline` or `attachment`.
    disp: Option<String>,
    /// The share that it belongs to, where a share's page carries it.
    share: Option<String>,
    /// Signature over method, key, expiry, disposition and share.
    sig: Option<String>,
}

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(download))
}

/// Downloads a recording by the signed link that other answers carry. Needs no credential; honours `Range`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/media/{recording_id}",
    tag = "Media",
    security(()),
    params(("recording_id" = String, Path, description = "id of the recording, as it stands in the link"), LinkQuery),
    responses(
        (status = 200, description = "the whole file"),
        (status = 206, description = "the bytes asked for"),
        (status = 403, description = "the link is not signed by this server, or has ended"),
        (status = 416, description = "the range lies beyond the end"),
    )
)]
async fn download(
    State(state): State<HttpState>,
    method: Method,
    Path(id): Path<String>,
    Query(link): Query<LinkQuery>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let app = state.app();
    let disposition = link.disp.as_deref().and_then(Disposition::parse);
    let recording = match RecordingId::from_ulid(&id) {
        Some(id) => read::recording(app, id).await?,
        None => None,
    };
    // A wrong signature and a missing file look the same: a link tells nothing to whom it was not given.
    let refused =
        || Problem::new(StatusCode::FORBIDDEN, "invalid_link", "the link is not valid or has ended");
    let recording = recording.ok_or_else(refused)?;
    let share = match link.share.as_deref() {
        None => None,
        Some(id) => Some(id.parse::<ShareId>().map_err(|_| refused())?),
    };
    let holds = match (link.exp, disposition, &link.sig) {
        (Some(expires), Some(disposition), Some(signature)) => {
            app.links.holds(&recording.object_key, expires, disposition, share, signature, app.now())
        }
        _ => false,
    };
    let is_shared = match share {
        Some(id) if holds => shares::lets_hear(app, &recording, id).await?,
        _ => true,
    };
    if !holds || !is_shared {
        return Err(refused());
    }
    let file = StoredFile {
        object_key: &recording.object_key,
        media_type: &recording.media_type,
        size_bytes: recording.size_bytes,
        sha256: Some(&recording.sha256),
        disposition: HeaderValue::from_static(disposition.map_or("attachment", Disposition::as_str)),
    };
    send(app, &method, &headers, file).await
}

/// A file in the object store, as it is to be sent.
pub struct StoredFile<'a> {
    /// Its key.
    pub object_key: &'a str,
    /// Its media type. One that is none is sent as bytes of no known kind.
    pub media_type: &'a str,
    /// Its length.
    pub size_bytes: u64,
    /// SHA-256 in hexadecimal, by which clients recognise it, where it is known.
    pub sha256: Option<&'a str>,
    /// Whether browsers are to show or to save it.
    pub disposition: HeaderValue,
}

/// Sends a file to whom it may be sent: all of it, or the range that the headers ask for.
pub async fn send(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    file: StoredFile<'_>,
) -> Result<Response<Body>, Problem> {
    let size_bytes = file.size_bytes;
    let asked = parse(headers.get(RANGE).and_then(|value| value.to_str().ok()), size_bytes);
    let (status, range) = match asked {
        Asked::Whole => (StatusCode::OK, None),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, Some(range)),
        Asked::Unsatisfiable => {
            let value =
                HeaderValue::try_from(format!("bytes */{size_bytes}")).map_err(|_| Problem::internal())?;
            let detail = "the range lies beyond the end of the file";
            return Err(Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, "invalid_range", detail)
                .with_header(CONTENT_RANGE, value));
        }
    };
    let length = range.as_ref().map_or(size_bytes, |range| range.end - range.start);
    let media_type = HeaderValue::try_from(file.media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let mut answer = Response::builder()
        .status(status)
        .header(CONTENT_TYPE, media_type)
        .header(CONTENT_LENGTH, length)
        .header(ACCEPT_RANGES, "bytes")
        .header(CONTENT_DISPOSITION, file.disposition)
        .header(CACHE_CONTROL, "private, max-age=900")
        // A file is never anything else than what is said of it, whatever its bytes look like.
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    if let Some(sha256) = file.sha256 {
        answer = answer.header(ETAG, format!("\"{sha256}\""));
    }
    if let Some(range) = &range {
        let value = format!("bytes {}-{}/{size_bytes}", range.start, range.end - 1);
        answer = answer.header(CONTENT_RANGE, value);
    }
    let body = if *method == Method::HEAD {
        Body::empty()
    } else {
        let (stream, _) = app
            .objects
            .get_range(file.object_key, range)
            .await
            .map_err(|error| Problem::from(AppError::internal(error)))?;
        Body::from_stream(stream)
    };
    answer.body(body).map_err(|_| Problem::internal())
}
