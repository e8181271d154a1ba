//! `/v1/call/{callId}/properties`: values that callers attach to calls.

mod change;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(change::change_properties))
}
