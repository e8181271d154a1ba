//! What was found in a conversation, one thing at a time, as people correct it: their word stays when a stage runs again.

mod action_items;
mod sentiment;
mod signals;
mod summary;
mod tags;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(summary::set_summary))
        .routes(routes!(action_items::create_action_item))
        .routes(routes!(action_items::update_action_item, action_items::delete_action_item))
        .routes(routes!(signals::update_signal))
        .routes(routes!(tags::give_conversation_tag, tags::take_conversation_tag))
        .routes(routes!(sentiment::set_sentiment))
}
