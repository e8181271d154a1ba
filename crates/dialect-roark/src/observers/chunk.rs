//! `PUT /v1/integrations/chunk/{address}`: one piece of audio.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::observers::pieces::{self, LONGEST_PIECE};
use colloquy_http::{HttpState, Path, Problem, body};

use crate::envelope::RoarkData;

/// That a piece is stored.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkStoredChunk)]
pub struct StoredChunk {
    size_bytes: u64,
}

/// Stores a piece of a call's audio at the address that was given for it, without any credential: at most 64 MiB. A
/// piece that comes again replaces what came before.
#[utoipa::path(
    put,
    path = "/v1/integrations/chunk/{address}",
    operation_id = "roarkPutAudioChunk",
    tag = "Roark: observers",
    security(()),
    params(("address" = String, Path, description = "as it was given")),
    request_body(content = Vec<u8>, content_type = "audio/pcm"),
    responses(
        (status = 200, description = "stored", body = RoarkData<StoredChunk>),
        (status = 403, description = "the address was not given by this server, or has ended"),
        (status = 409, description = "the recording of the call has been put together already"),
        (status = 500, description = "the server failed"),
    ),
)]
pub async fn put_audio_chunk(
    State(state): State<HttpState>,
    Path(address): Path<String>,
    request: Request,
) -> Result<Json<RoarkData<StoredChunk>>, Problem> {
    let place = pieces::place(state.app(), &address).ok_or_else(|| {
        Problem::new(StatusCode::FORBIDDEN, "invalid_link", "the address is not valid or has ended")
    })?;
    let bytes = body::read(request, LONGEST_PIECE).await?;
    let size_bytes = bytes.len() as u64;
    pieces::receive(state.app(), place, bytes).await?;
    Ok(Json(RoarkData { data: StoredChunk { size_bytes } }))
}
