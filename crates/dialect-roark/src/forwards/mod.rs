//! Reports of providers that older clients forward: `POST /v1/vapi/call` and `POST /v1/retell/call`.
//!
//! The reports are other people's and change: what is not understood in them is left out, and only the id of the call
//! must be there.

mod retell;
mod take;
mod value;
mod vapi;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(vapi::forward_vapi_call)).routes(routes!(retell::forward_retell_call))
}
