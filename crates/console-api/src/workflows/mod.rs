//! Rules that act by themselves, and their runs.

mod answer;
mod body;
mod create;
mod delete;
mod filter;
mod get;
mod list;
mod preview;
mod rotate_secret;
mod runs;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_workflow, list::list_workflows))
        .routes(routes!(get::get_workflow, update::update_workflow, delete::delete_workflow))
        .routes(routes!(rotate_secret::rotate_workflow_secret))
        .routes(routes!(preview::preview_workflow))
        .routes(routes!(runs::list_runs_of_workflow))
        .routes(routes!(runs::list_runs_of_conversation))
        .routes(routes!(runs::get_workflow_run))
        .routes(routes!(runs::retry_workflow_run))
}
