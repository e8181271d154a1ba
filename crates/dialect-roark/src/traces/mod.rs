//! Traces: `POST /v1/traces`, its older spelling, and `GET /v1/call/{callId}/traces`.

mod export;
mod export_schema;
mod names;
mod read;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(export::export_traces))
        .routes(routes!(export::export_traces_older))
        .routes(routes!(read::list_call_traces))
}
