//! `/api/v1/actions`: requests that agents may make while they speak.

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
    OpenApiRouter::new().routes(routes!(create::create_action, list::list_actions)).routes(routes!(
        get::get_action,
        update::update_action,
        delete::delete_action
    ))
}
