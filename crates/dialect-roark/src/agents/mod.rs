//! `/v1/agent`: agents, where they can be reached, and what they were told to be.

mod body;
mod create;
mod endpoints;
mod get;
mod list;
mod page;
mod prompts;
mod update;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_agent, list::list_agents))
        .routes(routes!(get::get_agent, update::update_agent))
        .merge(endpoints::routes())
        .merge(prompts::routes())
}
