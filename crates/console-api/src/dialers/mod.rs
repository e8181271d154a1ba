//! Calls from dialers: where their events go, and the addresses for dialers that know no credentials.

mod connections;
mod events;
mod names;
mod parse;
mod receive;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(receive::receive_dialer_event, events::list_dialer_events))
        .routes(routes!(receive::receive_at_connection))
        .routes(routes!(connections::create_dialer_connection, connections::list_dialer_connections))
        .routes(routes!(connections::get_dialer_connection, connections::delete_dialer_connection))
        .routes(routes!(connections::rotate_dialer_connection))
}
