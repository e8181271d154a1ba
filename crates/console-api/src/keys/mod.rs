//! Keys of clients, as people manage them, and what a key can be given to do.

mod answer;
mod create;
mod delete;
mod list;
mod scopes;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_keys, create::create_key))
        .routes(routes!(delete::delete_key))
        .routes(routes!(scopes::list_scopes))
}
