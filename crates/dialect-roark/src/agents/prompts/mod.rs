//! `/v1/agent/{agentId}/prompts`: what an agent was told to be, in versions.

mod list;
mod set;
mod versions;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_prompts, set::set_prompt))
        .routes(routes!(versions::list_prompt_versions))
}
