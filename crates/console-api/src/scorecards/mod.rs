//! What conversations are scored by.

mod answer;
mod body;
mod create;
mod delete;
mod get;
mod list;
mod sections;
mod update;
mod versions;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_scorecards, create::create_scorecard))
        .routes(routes!(get::get_scorecard, update::update_scorecard, delete::delete_scorecard))
        .routes(routes!(versions::list_scorecard_versions))
        .routes(routes!(versions::get_scorecard_version))
}
