//! Which agent answers at which address of ours.

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
    OpenApiRouter::new()
        .routes(routes!(list::list_inbound_routes, create::create_inbound_route))
        .routes(routes!(get::get_inbound_route, update::update_inbound_route, delete::delete_inbound_route))
}
