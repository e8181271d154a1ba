//! The OpenAPI document and a reference page that reads it. Both come from this server alone.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use axum::response::IntoResponse;
use axum::routing::get;
use bytes::Bytes;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, SecurityRequirement,
};
use utoipa_axum::router::OpenApiRouter;

use crate::{Edge, HttpState, describe};

const PAGE: &str = include_str!("docs_page/page.html");
const SCRIPT: &str = include_str!("docs_page/page.js");
const STYLE: &str = include_str!("docs_page/page.css");

/// Nothing from elsewhere, nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A router that carries the document's general part.
pub(crate) fn described() -> OpenApiRouter<HttpState> {
    let token = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
        "Authorization",
        "the key as it is (sk-apik_…), without a scheme word",
    )));
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let pair = HttpBuilder::new()
        .scheme(HttpAuthScheme::Basic)
        .description(Some("user name and password that a key comes with, by HTTP Basic authentication"))
        .build();
    let components = ComponentsBuilder::new()
        .security_scheme("key", token)
        .security_scheme("bearer", bearer)
        .security_scheme("basic", SecurityScheme::Http(pair))
        .build();
    let info = InfoBuilder::new()
        .title("Colloquy")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "A self-hosted conversation platform: recordings and transcripts in, transcripts with speakers, \
             insights with evidence and signed webhooks out.",
        ))
        .license(Some(
            LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build(),
        ))
        .build();
    let none: [&str; 0] = [];
    let document = OpenApiBuilder::new()
        .info(info)
        .components(Some(components))
        .security(Some([SecurityRequirement::new("key", none), SecurityRequirement::new("bearer", none)]))
        .build();
    OpenApiRouter::with_openapi(document)
}

/// `/openapi.json` and `/docs`. The document is written when it is first asked for: it is a good part of what starting
/// a server takes, and few servers are asked.
pub(crate) fn routes(api: OpenApi, edges: &[Edge]) -> Router<HttpState> {
    let edges = edges.to_owned();
    let document = Arc::new(LazyLock::new(move || written(&api, &edges)));
    let answer = move || async move { file("application/json", Bytes::clone(&document)) };
    Router::new()
        .route("/openapi.json", get(answer))
        .route("/docs", get(|| async { file("text/html; charset=utf-8", PAGE) }))
        .route("/docs/page.js", get(|| async { file("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/docs/page.css", get(|| async { file("text/css; charset=utf-8", STYLE) }))
}

fn written(api: &OpenApi, edges: &[Edge]) -> Bytes {
    let document = serde_json::to_value(api).map(|mut document| {
        describe::complete(&mut document, edges);
        document.to_string()
    });
    let document = document.unwrap_or_else(|error| {
        tracing::error!(%error, "the OpenAPI document cannot be written");
        "{}".to_owned()
    });
    document.into()
}

fn file(content_type: &'static str, body: impl IntoResponse) -> impl IntoResponse {
    let headers: [(HeaderName, &str); 3] =
        [(CONTENT_TYPE, content_type), (CACHE_CONTROL, "no-cache"), (CONTENT_SECURITY_POLICY, POLICY)];
    (headers, body)
}
