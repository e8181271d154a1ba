//! Numbers over many evaluations: `/analytics`. Averages and sentiments are taken over completed ones; a recording that
//! was evaluated twice for an engagement counts once, by its newest evaluation.

mod call_centers;
mod campaigns;
mod executives;
mod export;
mod export_status;
mod summary;
mod trends;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(summary::get_analytics_summary))
        .routes(routes!(campaigns::get_campaign_analytics))
        .routes(routes!(call_centers::get_call_center_analytics))
        .routes(routes!(executives::get_executive_analytics))
        .routes(routes!(trends::get_trends))
        .routes(routes!(export::export_analytics))
        .routes(routes!(export_status::get_analytics_export))
}
