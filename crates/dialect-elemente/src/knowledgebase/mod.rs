//! `/api/v1/knowledgebase`: texts and pages that agents answer from.

mod body;
mod create;
mod delete;
mod get;
mod list;
mod update;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_knowledgebase, list::list_knowledgebases))
        .routes(routes!(get::get_knowledgebase, update::update_knowledgebase, delete::delete_knowledgebase))
}
