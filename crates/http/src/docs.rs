//! The OpenAPI document and a reference page that reads it. Both come from this server alone.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
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

/// `/openapi.json` and `/docs`, to which `/` leads.
pub(crate) fn routes(api: &OpenApi, edges: &[Edge]) -> Router<HttpState> {
    let document = serde_json::to_value(api).map(|mut document| {
        describe::complete(&mut document, edges);
        document.to_string()
    });
    let document = document.unwrap_or_else(|error| {
        tracing::error!(%error, "the OpenAPI document cannot be written");
        "{}".to_owned()
    });
    Router::new()
        // Whoever opens the server's address in a browser should not meet an error.
        .route("/", get(|| async { Redirect::temporary("/docs") }))
        .route("/openapi.json", get(move || async move { file("application/json", document.clone()) }))
        .route("/docs", get(|| async { file("text/html; charset=utf-8", PAGE) }))
        .route("/docs/page.js", get(|| async { file("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/docs/page.css", get(|| async { file("text/css; charset=utf-8", STYLE) }))
}

fn file(content_type: &'static str, body: impl IntoResponse) -> impl IntoResponse {
    let headers: [(HeaderName, &str); 3] =
        [(CONTENT_TYPE, content_type), (CACHE_CONTROL, "no-cache"), (CONTENT_SECURITY_POLICY, POLICY)];
    (headers, body)
}
