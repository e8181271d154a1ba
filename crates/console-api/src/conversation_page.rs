//! `GET /conversations/{conversation_id}`: where links in recaps lead.
//!
//! The path is the console's. As long as there is none, a page says so and how the conversation can be read all the
//! same. It is the same for every conversation, whether it exists or not, and needs no credential.

use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const PAGE: &str = include_str!("conversation_page.html");

/// Nothing from elsewhere, nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(conversation_page))
}

/// A page for people who follow a link out of a recap: it says how the conversation can be read.
#[utoipa::path(
    get,
    path = "/conversations/{conversation_id}",
    tag = "Conversations",
    security(()),
    params(("conversation_id" = String, Path, description = "whatever stands in the link", pattern = "^.*$")),
    responses((status = 200, description = "the page", body = String, content_type = "text/html; charset=utf-8"))
)]
async fn conversation_page() -> impl IntoResponse {
    let headers: [(HeaderName, &str); 3] = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, PAGE)
}
