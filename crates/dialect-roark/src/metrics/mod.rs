//! Metrics: `/v1/metric/…` and `/v1/call/{callId}/metrics`.

mod definitions;
pub(crate) mod jobs;
mod policies;
mod values;
mod variants;
mod words;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(definitions::create::create_metric, definitions::list::list_metrics))
        .routes(routes!(definitions::get::get_metric, definitions::update::update_metric))
        .routes(routes!(variants::create::create_variant, variants::list::list_variants))
        .routes(routes!(
            variants::get::get_variant,
            variants::update::update_variant,
            variants::delete::delete_variant
        ))
        .routes(routes!(policies::create::create_policy, policies::list::list_policies))
        .routes(routes!(
            policies::get::get_policy,
            policies::update::update_policy,
            policies::delete::delete_policy
        ))
        .routes(routes!(jobs::create::create_collection_job, jobs::list::list_collection_jobs))
        .routes(routes!(jobs::get::get_collection_job))
        .routes(routes!(jobs::cancel::cancel_collection_job))
        .routes(routes!(values::get_call_metrics))
}
