//! Calls: `/v1/call`.

mod batch_delete;
mod cost;
mod create;
mod delete;
mod get;
mod list;
mod parse;
mod query;
mod sentiment;
mod transcript;
mod wire;

pub use self::wire::body::AgentReference;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_call, list::list_calls))
        .routes(routes!(batch_delete::batch_delete_calls))
        .routes(routes!(get::get_call, delete::delete_call))
        .routes(routes!(transcript::get_transcript))
        .routes(routes!(sentiment::get_sentiment_run))
        .routes(routes!(cost::get_cost))
}
