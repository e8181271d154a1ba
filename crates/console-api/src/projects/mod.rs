//! Projects: conversations that are scored alike.

mod answer;
mod body;
mod create;
mod evaluate;
mod get;
mod list;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_projects, create::create_project))
        .routes(routes!(get::get_project, update::update_project))
        .routes(routes!(evaluate::evaluate_conversation))
}
