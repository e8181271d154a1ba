//! Calls of programs: `/voice-calls`. A voice call is a conversation of which somebody told as of a call; its id here is
//! the conversation's under another prefix.

mod epa_results;
mod get;
mod list;
mod names;
mod recording_url;
mod wire;

use colloquy_app::AppError;
use colloquy_domain::ConversationId;
use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::names::outcome_in_reports;
pub use self::wire::VoiceCall;
use crate::ids;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_voice_calls))
        .routes(routes!(get::get_voice_call))
        .routes(routes!(recording_url::get_recording_url))
        .routes(routes!(epa_results::get_epa_results))
}

/// The conversation that an id in a path names.
fn in_path(id: &str) -> Result<ConversationId, AppError> {
    ids::in_path(ids::VOICE_CALL, id, ConversationId, "voice call")
}
