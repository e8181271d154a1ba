//! What is for everybody: health at both bases, and the way to the reference page.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use colloquy_http::HttpState;
use colloquy_http::health::{HealthAnswer, answer};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(health)).routes(routes!(newer_health)).routes(routes!(swagger))
}

/// The same as `/health`.
#[utoipa::path(
    get,
    path = "/v1/health",
    operation_id = "auralytikHealth",
    tag = "Auralytik: operation",
    security(()),
    responses(
        (status = 200, description = "requests are answered", body = HealthAnswer),
        (status = 503, description = "requests cannot be answered", body = HealthAnswer),
    )
)]
async fn health(State(state): State<HttpState>) -> (StatusCode, Json<HealthAnswer>) {
    answer(&state).await
}

/// The same as `/health`.
#[utoipa::path(
    get,
    path = "/api/v1/health",
    operation_id = "auralytikApiHealth",
    tag = "Auralytik: operation",
    security(()),
    responses(
        (status = 200, description = "requests are answered", body = HealthAnswer),
        (status = 503, description = "requests cannot be answered", body = HealthAnswer),
    )
)]
async fn newer_health(State(state): State<HttpState>) -> (StatusCode, Json<HealthAnswer>) {
    answer(&state).await
}

/// Leads to this server's reference page.
#[utoipa::path(
    get,
    path = "/swagger",
    operation_id = "auralytikSwagger",
    tag = "Auralytik: operation",
    security(()),
    responses((status = 307, description = "the reference page stands elsewhere"))
)]
async fn swagger() -> Redirect {
    Redirect::temporary("/docs")
}
