//! Where pieces of audio are to be put: `POST …/chunk-upload-url`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::keys::Caller;
use colloquy_app::observers::pieces::{self, LAST_POSITION, UPLOAD_LIFE};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Problem};

use super::Observer;
use super::schema::{LivekitChunk, PipecatChunk};
use crate::envelope::RoarkData;

/// What pieces hold unless it is told otherwise.
const PCM: &str = "audio/pcm";

/// Where a piece is to be put.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkChunkUpload)]
pub struct ChunkUpload {
    /// Needs no credential; good for this piece alone.
    upload_url: String,
    /// A name for people. Nothing can be done with it.
    s3_key: String,
    chunk_index: u32,
    expires_in_seconds: i64,
    #[schema(value_type = UploadMethod)]
    method: &'static str,
    content_type: String,
}

colloquy_http::words! {
    /// How a piece is put.
    UploadMethod = ["PUT"];
}

/// Gives an address for a piece of a call's audio, as often as it is asked for.
#[utoipa::path(
    post,
    path = "/v1/integrations/pipecat/chunk-upload-url",
    operation_id = "roarkGetPipecatUploadUrl",
    tag = "Roark: observers",
    request_body = PipecatChunk,
    security(("key" = ["engagements:write"])),
    responses((status = 200, description = "where to put it", body = RoarkData<ChunkUpload>)),
)]
pub async fn get_pipecat_upload_url(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Json<RoarkData<ChunkUpload>>, Problem> {
    give(&state, &caller, Observer::Pipecat, body).await
}

/// Gives an address for a piece of a call's audio, as often as it is asked for.
#[utoipa::path(
    post,
    path = "/v1/integrations/livekit-sdk/chunk-upload-url",
    operation_id = "roarkGetLivekitUploadUrl",
    tag = "Roark: observers",
    request_body = LivekitChunk,
    security(("key" = ["engagements:write"])),
    responses((status = 200, description = "where to put it", body = RoarkData<ChunkUpload>)),
)]
pub async fn get_livekit_upload_url(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Json<RoarkData<ChunkUpload>>, Problem> {
    give(&state, &caller, Observer::Livekit, body).await
}

async fn give(
    state: &HttpState,
    caller: &Caller,
    observer: Observer,
    body: JsonBody,
) -> Result<Json<RoarkData<ChunkUpload>>, Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let mut fields = Fields::of_body(&body)?;
    let observed = observer.observed(&mut fields);
    fields.require("chunkIndex");
    let index = fields.integer("chunkIndex").unwrap_or_default();
    let position = u32::try_from(index).ok().filter(|position| *position <= LAST_POSITION);
    if position.is_none() {
        let rule = format!("must be a number from 0 to {LAST_POSITION}");
        fields.refuse("chunkIndex", "invalid_range", &rule);
    }
    let content_type = fields.string("contentType", 0, 100).filter(|text| !text.is_empty()).unwrap_or(PCM);
    fields.finish()?;
    let (Some(observed), Some(position)) = (observed, position) else {
        return Err(AppError::NotFound("call").into());
    };
    let address = pieces::address(state.app(), caller, &observed.key, position).await?;
    let base = state.app().public_url.as_str().trim_end_matches('/');
    let data = ChunkUpload {
        upload_url: format!("{base}/v1/integrations/chunk/{address}"),
        s3_key: format!("{}/{position}.pcm", observed.key.value),
        chunk_index: position,
        expires_in_seconds: UPLOAD_LIFE.whole_seconds(),
        method: "PUT",
        content_type: content_type.to_owned(),
    };
    Ok(Json(RoarkData { data }))
}
