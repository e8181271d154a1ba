//! Questions about many calls at once: `/v1/analytics`.

mod body;
mod filters;
mod measures;
mod query;
mod schema;
mod series;
mod words;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(schema::get_analytics_schema)).routes(routes!(query::query_analytics))
}
