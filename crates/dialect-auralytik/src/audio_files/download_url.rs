//! `GET /audio-files/{audioFileId}/download-url`.

use axum::Json;
use axum::extract::State;
use colloquy_app::audio_files;
use colloquy_domain::AudioFileId;
use colloquy_http::{HttpState, Path, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Signed;
use crate::wire::iso;
use crate::{ids, storage};

/// Where a recording can be had.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikDownloadUrl)]
pub struct DownloadUrl {
    /// Needs no credential.
    download_url: String,
    /// Until when it holds.
    expires_at: String,
}

/// Gives a link to a recording's bytes that holds for a quarter of an hour.
#[utoipa::path(
    get,
    path = "/audio-files/{audioFileId}/download-url",
    operation_id = "auralytikGetDownloadUrl",
    tag = "Auralytik: audio files",
    params(("audioFileId" = String, Path, description = "`af_…`")),
    security(("key" = ["audio:download"])),
    responses(
        (status = 200, description = "the link", body = DownloadUrl),
        (status = 409, description = "it has not been uploaded yet"),
    )
)]
pub async fn get_download_url(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<DownloadUrl>, Problem> {
    caller.require("audio:download")?;
    let id = ids::in_path(ids::AUDIO_FILE, &id, AudioFileId, "audio file")?;
    let app = state.app();
    let (object_key, expires_at) = audio_files::download(app, &caller, id).await?;
    Ok(Json(DownloadUrl {
        download_url: storage::download_address(app, id, &object_key, expires_at),
        expires_at: iso(expires_at),
    }))
}
