//! Comments on transcripts.

mod create;
mod delete;
mod list;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_comments, create::create_comment))
        .routes(routes!(update::update_comment, delete::delete_comment))
}
