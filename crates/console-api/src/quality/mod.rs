//! Numbers over many evaluations.
//!
//! Only the newest evaluation of a conversation within a project counts; averages and sentiments are over completed
//! ones. Those of private conversations count with `engagements:private:read` only.

mod answer;
mod criteria;
mod groups;
mod summary;
mod trends;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(summary::get_quality_summary))
        .routes(routes!(groups::list_quality_by_campaign))
        .routes(routes!(groups::list_quality_by_call_center))
        .routes(routes!(groups::list_quality_by_executive))
        .routes(routes!(criteria::list_quality_by_criterion))
        .routes(routes!(trends::list_quality_trends))
}
