//! `/v1/agent/endpoint`: the numbers and addresses of agents.

mod body;
mod create;
mod get;
mod list;
mod update;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_endpoint, list::list_endpoints))
        .routes(routes!(get::get_endpoint, update::update_endpoint))
}
