//! Conversations: the newest, one in full, its transcript as a file.

pub mod filter;
mod get;
mod list;
mod transcript;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_conversations))
        .routes(routes!(get::get_conversation))
        .routes(routes!(transcript::get_transcript))
}
