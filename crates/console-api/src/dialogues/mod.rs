//! Dialogues that agents of this server hold: beginning them, watching them, ending them.

mod answer;
pub mod body;
mod create;
mod get;
mod list;
mod message;
mod messages;
mod refusals;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_dialogues, create::create_dialogue))
        .routes(routes!(get::get_dialogue, update::update_dialogue))
        .routes(routes!(messages::list_dialogue_messages))
}
