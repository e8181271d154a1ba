//! Evaluations, and what people say of them.

mod body;
mod close;
mod dispute;
mod evaluate;
pub mod filter;
mod get;
mod history;
mod list;
mod queue;
mod review;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_evaluations))
        .routes(routes!(get::get_evaluation))
        .routes(routes!(evaluate::evaluate_again))
        .routes(routes!(history::list_reviews, review::review_evaluation))
        .routes(routes!(dispute::dispute_evaluation))
        .routes(routes!(close::close_evaluation))
        .routes(routes!(queue::list_review_queue))
}
