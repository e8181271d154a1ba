//! Actions: requests that agents may make while they speak, and trying them out.

mod answer;
mod body;
mod create;
mod delete;
mod get;
mod list;
mod try_out;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_actions, create::create_action))
        .routes(routes!(try_out::try_action))
        .routes(routes!(get::get_action, update::update_action, delete::delete_action))
}
