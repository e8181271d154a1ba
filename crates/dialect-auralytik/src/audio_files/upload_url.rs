//! `POST /audio-files/upload-url`.

use axum::Json;
use axum::extract::State;
use colloquy_app::audio_files;
use colloquy_http::{HttpState, JsonBody, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use super::announcement::{self, CreateUploadUrl};
use crate::auth::Signed;
use crate::wire::iso;
use crate::{ids, refusals, storage};

/// Where a recording is to be put.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikUploadUrl)]
pub struct UploadUrl {
    audio_file_id: String,
    /// Takes the bytes by `PUT`, without a credential, with the header `x-ms-blob-type: BlockBlob`.
    upload_url: String,
    /// Until when it does.
    expires_at: String,
}

/// Announces a recording and tells where to put it.
#[utoipa::path(
    post,
    path = "/audio-files/upload-url",
    operation_id = "auralytikCreateUploadUrl",
    tag = "Auralytik: audio files",
    request_body = CreateUploadUrl,
    security(("key" = ["audio:write"])),
    responses(
        (status = 200, description = "where to put it", body = UploadUrl),
        (status = 404, description = "there is no such engagement"),
    )
)]
pub async fn create_upload_url(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    body: JsonBody,
) -> Result<Json<UploadUrl>, Problem> {
    caller.require("audio:write")?;
    let announcement = announcement::read(&body.value()?)?;
    let app = state.app();
    let announced = audio_files::announce(app, &caller, announcement).await;
    let (file, expires_at) = announced.map_err(refusals::renamed)?;
    Ok(Json(UploadUrl {
        audio_file_id: ids::render(ids::AUDIO_FILE, file.id.0),
        upload_url: storage::upload_address(app, file.id, expires_at),
        expires_at: iso(expires_at),
    }))
}
