//! `POST /api/colloquy/v1/sample-conversations`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use colloquy_app::samples;
use colloquy_http::{Authenticated, HttpState, Problem};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(create_sample_conversations))
}

/// The samples that are there now.
#[derive(Serialize, ToSchema)]
struct SampleConversations {
    /// Without those that were deleted since they were taken in: they stay away.
    conversation_ids: Vec<String>,
}

/// Takes sample conversations in, for looking around: a recorded call and a chat, both made up. The caller's user owns
/// them, else the first active user. Asking again makes no more of them.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/sample-conversations",
    tag = "Console",
    security(("key" = ["engagements:write"])),
    responses(
        (status = 202, description = "they are there, and are being worked on", body = SampleConversations),
        (status = 404, description = "the workspace has no active user who could own them"),
    )
)]
async fn create_sample_conversations(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<(StatusCode, Json<SampleConversations>), Problem> {
    caller.require("engagements:write")?;
    let ids = samples::take_in(state.app(), &caller).await?;
    let conversation_ids = ids.iter().map(ToString::to_string).collect();
    Ok((StatusCode::ACCEPTED, Json(SampleConversations { conversation_ids })))
}
