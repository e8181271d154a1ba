//! `/evaluations`: read only; they come into being when a file is processed.

mod get;
mod list;
mod results;
mod transcript;
pub mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_evaluations))
        .routes(routes!(get::get_evaluation))
        .routes(routes!(transcript::get_evaluation_transcript))
        .routes(routes!(results::get_evaluation_results))
}
