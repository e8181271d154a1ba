//! What stands at no route below `/api/v1`.
//!
//! Most of it has an owner, who says so in its own shape. A first word that nobody knows could have been meant for either
//! API there: a request with Basic credentials comes from a client of this one, any other from a client of the other one.

use axum::Extension;
use axum::extract::OriginalUri;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use colloquy_domain::RequestId;
use colloquy_http::{HttpState, Problem};
use utoipa_axum::router::OpenApiRouter;

use crate::{caller, paths, problem};

#[expect(
    clippy::disallowed_methods,
    reason = "who owns a word that nobody knows goes by the request's headers, which the http crate's fallback does not see; \
              everything else is left to the owner, as there"
)]
pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().nest("/api/v1", OpenApiRouter::new().fallback(nothing_here))
}

async fn nothing_here(
    OriginalUri(uri): OriginalUri,
    Extension(request_id): Extension<RequestId>,
    headers: HeaderMap,
) -> Response {
    let problem = Problem::not_found("there is nothing at this path");
    if paths::is_nobodys(uri.path()) && caller::shows_basic(&headers) {
        problem::render(&problem, request_id)
    } else {
        problem.into_response()
    }
}
