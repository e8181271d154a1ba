//! `GET /storage/exports/{jobId}`.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response};
use colloquy_app::{AppError, exports};
use colloquy_domain::export::ExportFormat;
use colloquy_http::attachment::attachment;
use colloquy_http::media::{StoredFile, send};
use colloquy_http::{HttpState, Path, Problem, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::problem::not_given;

/// The signed part of an address.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// When the address ends, Unix seconds.
    se: Option<i64>,
    /// Signature over export and end.
    sig: Option<String>,
}

/// Downloads an export's file by the signed link that was given for it. Needs no credential; honours `Range`.
#[utoipa::path(
    get,
    path = "/storage/exports/{jobId}",
    operation_id = "auralytikGetExportFile",
    tag = "Auralytik: storage",
    security(()),
    params(("jobId" = String, Path, description = "`job_…`"), ExportQuery),
    responses(
        (status = 200, description = "the whole file"),
        (status = 206, description = "the bytes asked for"),
        (status = 403, description = "the address was not given by this server, or has ended"),
        (status = 404, description = "the file is not kept any more"),
        (status = 416, description = "the range lies beyond the end"),
        (status = 500, description = "the server failed"),
    )
)]
pub async fn get_export(
    State(state): State<HttpState>,
    method: Method,
    Path(id): Path<String>,
    Query(address): Query<ExportQuery>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let app = state.app();
    let id = exports::parse_id(&id).ok_or_else(not_given)?;
    let holds = match (address.se, &address.sig) {
        (Some(expires), Some(signature)) => exports::export_holds(app, id, expires, signature),
        _ => false,
    };
    if !holds {
        return Err(not_given());
    }
    // Its content is read below, where only a part of it may be wanted.
    let (export, _) = exports::open(app, id).await?;
    let (Some(object_key), Some(size_bytes)) = (&export.object_key, export.size_bytes) else {
        return Err(AppError::NotFound("export").into());
    };
    let (media_type, ending) = match export.format {
        ExportFormat::Csv => ("text/csv; charset=utf-8", "csv"),
        ExportFormat::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ExportFormat::Json => ("application/json", "json"),
    };
    let sent = StoredFile {
        object_key,
        media_type,
        size_bytes,
        sha256: None,
        disposition: attachment(&exports::id_text(id), ending),
    };
    send(app, &method, &headers, sent).await
}
