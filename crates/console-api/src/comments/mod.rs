//! Comments on transcripts.

mod list;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(list::list_comments)).routes(routes!(update::update_comment))
}
