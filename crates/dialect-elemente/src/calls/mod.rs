//! `/api/v1/calls`: conversations that agents hold, by all channels.

mod body;
mod create;
mod get;
mod list;
mod query;
mod update;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_call, list::list_calls))
        .routes(routes!(get::get_call, update::update_call))
}
