//! Campaigns that conversations belong to.

mod answer;
pub mod body;
mod create;
mod get;
mod list;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_campaigns, create::create_campaign))
        .routes(routes!(get::get_campaign, update::update_campaign))
}
