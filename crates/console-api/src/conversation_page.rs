//! `GET /conversations/{conversation_id}`: where links in recaps lead.
//!
//! The path is the console's. As long as there is none, a page says so and how the conversation can be read all the
//! same. It is the same for every conversation, whether it exists or not, and needs no credential.

use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;

const PAGE: &str = include_str!("conversation_page.html");

/// Nothing from elsewhere, nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Not described: it is for people.
pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().route("/conversations/{conversation_id}", get(page))
}

async fn page() -> impl IntoResponse {
    let headers: [(HeaderName, &str); 3] = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, PAGE)
}
