//! `/engagements`: projects, as this API calls them.

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
        .routes(routes!(list::list_engagements, create::create_engagement))
        .routes(routes!(get::get_engagement, update::update_engagement))
}
