//! Tags, one by one.

mod body;
mod create;
mod delete;
mod get;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(create::create_tag)).routes(routes!(
        get::get_tag,
        update::update_tag,
        delete::delete_tag
    ))
}
