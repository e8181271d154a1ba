//! Agents that this server lets speak, with everything that can be set of them.

mod answer;
mod body;
mod create;
mod delete;
mod get;
mod list;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(list::list_agents, create::create_agent)).routes(routes!(
        get::get_agent,
        update::update_agent,
        delete::delete_agent
    ))
}
