//! `/v1/call/{callId}/tool-invocations`: the tools that were used in a call.

mod append;
mod list;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(append::append_tool_invocations, list::list_tool_invocations))
}
