//! Receivers of webhooks.

mod body;
mod create;
mod delete;
mod deliveries;
mod delivery;
mod event_types;
mod get;
mod headers;
mod list;
mod recover;
mod rotate_secret;
mod test_message;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_webhook, list::list_webhooks))
        .routes(routes!(get::get_webhook, update::update_webhook, delete::delete_webhook))
        .routes(routes!(rotate_secret::rotate_webhook_secret))
        .routes(routes!(test_message::test_webhook))
        .routes(routes!(recover::recover_webhook))
        .routes(routes!(deliveries::list_deliveries))
        .routes(routes!(delivery::get_delivery))
        .routes(routes!(deliveries::list_attempts))
        .routes(routes!(deliveries::resend_delivery))
        .routes(routes!(event_types::list_webhook_event_types))
}
