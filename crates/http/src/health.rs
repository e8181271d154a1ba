//! `/health`: whether what the server needs truly works.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use colloquy_app::health::HealthStatus;

use crate::HttpState;

/// The answer of `/health`.
#[derive(Serialize, ToSchema)]
pub struct HealthAnswer {
    data: HealthData,
}

#[derive(Serialize, ToSchema)]
struct HealthData {
    /// `healthy`, `degraded` (requests are answered, something behind them fails) or `unhealthy`.
    status: &'static str,
    /// Now, ISO 8601 in UTC.
    timestamp: String,
    /// Version of the server.
    version: &'static str,
    /// What was tried.
    checks: Vec<HealthCheck>,
}

#[derive(Serialize, ToSchema)]
struct HealthCheck {
    /// `database`, `storage`, `workers`.
    name: String,
    /// Whether it works.
    ok: bool,
}

pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(health))
}

/// Tries the database and the object store, and looks at the workers, at most once in five seconds: in between
/// the answer is what was seen last. Needs no credential.
#[utoipa::path(
    get,
    path = "/health",
    tag = "Operation",
    security(()),
    responses(
        (status = 200, description = "requests are answered", body = HealthAnswer),
        (status = 503, description = "requests cannot be answered", body = HealthAnswer),
    )
)]
async fn health(State(state): State<HttpState>) -> (StatusCode, Json<HealthAnswer>) {
    answer(&state).await
}

/// What `/health` answers: for dialects that have the same at addresses of their own.
pub async fn answer(state: &HttpState) -> (StatusCode, Json<HealthAnswer>) {
    let health = state.health_watch().look(state.app()).await;
    let (code, status) = match health.status {
        HealthStatus::Healthy => (StatusCode::OK, "healthy"),
        HealthStatus::Degraded => (StatusCode::OK, "degraded"),
        HealthStatus::Unhealthy => (StatusCode::SERVICE_UNAVAILABLE, "unhealthy"),
    };
    // The reasons stand in the log: this answer is for everybody.
    let checks = health
        .checks
        .into_iter()
        .map(|check| HealthCheck { name: check.name.to_owned(), ok: check.ok })
        .collect();
    let timestamp = crate::problem::iso(state.app().now());
    (
        code,
        Json(HealthAnswer {
            data: HealthData { status, timestamp, version: env!("CARGO_PKG_VERSION"), checks },
        }),
    )
}
