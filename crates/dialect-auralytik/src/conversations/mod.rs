//! Conversations of all kinds: `/conversations`.

mod get;
mod list;
mod mask;
mod messages;
mod names;
mod wire;

use colloquy_app::AppError;
use colloquy_domain::ConversationId;
use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ids;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_conversations))
        .routes(routes!(get::get_conversation))
        .routes(routes!(messages::list_messages))
}

/// The conversation that an id in a path names.
fn in_path(id: &str) -> Result<ConversationId, AppError> {
    ids::in_path(ids::CONVERSATION, id, ConversationId, "conversation")
}
