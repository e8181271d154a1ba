//! `/v1/call/{callId}/tool-invocations`: the tools that were used in a call.

mod list;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(list::list_tool_invocations))
}
