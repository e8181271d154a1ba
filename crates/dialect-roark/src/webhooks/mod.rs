//! Receivers of webhooks: `/v1/webhook`.

mod create;
mod delete;
mod get;
mod list;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_webhook, list::list_webhooks))
        .routes(routes!(get::get_webhook, delete::delete_webhook))
}
