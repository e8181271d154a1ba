//! Knowledge bases: what agents answer from, and how reading it went.

mod answer;
mod body;
mod create;
mod delete;
mod get;
mod list;
mod read_again;
mod sources;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_knowledge_bases, create::create_knowledge_base))
        .routes(routes!(
            get::get_knowledge_base,
            update::update_knowledge_base,
            delete::delete_knowledge_base
        ))
        .routes(routes!(sources::list_knowledge_sources))
        .routes(routes!(read_again::read_knowledge_again))
}
