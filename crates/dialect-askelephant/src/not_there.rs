//! Documented operations of this API that this server does not have yet: they say so.

use axum::http::StatusCode;
use axum::routing::any;
use utoipa_axum::router::OpenApiRouter;

use colloquy_http::{Authenticated, HttpState, Problem};

/// Paths that a client may know.
const PATHS: [&str; 4] = ["/api/v2/contacts", "/api/v2/companies", "/api/v2/users", "/api/v2/tags"];

/// They are not in the OpenAPI document: there is nothing to describe.
pub fn routes() -> OpenApiRouter<HttpState> {
    PATHS.into_iter().fold(OpenApiRouter::new(), |router, path| router.route(path, any(not_there_for)))
}

async fn not_there_for(_caller: Authenticated) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "not_available",
        "this operation of the API is not available on this server yet",
    )
}
