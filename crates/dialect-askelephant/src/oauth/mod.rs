//! OAuth's paths (`/api/v1/oauth`, RFC 6749 and its kin). Errors of the endpoints that programs ask have the shape of
//! RFC 6749; those of the consent page are pages.

mod authorize;
mod client;
mod introspect;
mod metadata;
mod page;
mod problem;
mod refusals;
mod revoke;
mod token;
mod wire;

use colloquy_http::describe::with_schema;
use colloquy_http::{Edge, HttpState, Manners};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Where tokens are given.
const TOKEN_PATH: &str = "/api/v1/oauth/token";
/// Where tokens are ended.
const REVOKE_PATH: &str = "/api/v1/oauth/revoke";
/// Where it is told what tokens are.
const INTROSPECT_PATH: &str = "/api/v1/oauth/introspect";
/// Where users approve.
const AUTHORIZE_PATH: &str = "/api/v1/oauth/authorize";

/// Who owns these paths, and the shape of errors there.
pub fn edges() -> [Edge; 2] {
    let endpoints = Edge {
        name: "oauth",
        owns: |path| [TOKEN_PATH, REVOKE_PATH, INTROSPECT_PATH].contains(&path),
        render: problem::render,
        manners: |_| Manners {
            error_schema: Some("OAuthErrorAnswer"),
            error_type: "application/json",
            headers: &[crate::VERSION_HEADER],
            id_pattern: |_| None,
            rule_status: "422",
        },
        key_header: None,
        absent: |_, _| None,
    };
    let page = Edge {
        name: "oauth-page",
        owns: |path| path == AUTHORIZE_PATH,
        render: page::render,
        manners: |_| Manners {
            error_schema: None,
            error_type: "text/html; charset=utf-8",
            headers: &[],
            id_pattern: |_| None,
            rule_status: "422",
        },
        key_header: None,
        absent: |_, _| None,
    };
    [endpoints, page]
}

/// The routes.
pub fn routes() -> OpenApiRouter<HttpState> {
    let routes = OpenApiRouter::new()
        .routes(routes!(token::oauth_token))
        .routes(routes!(revoke::oauth_revoke))
        .routes(routes!(introspect::oauth_introspect))
        .routes(routes!(authorize::show_consent, authorize::answer_consent))
        .routes(routes!(metadata::oauth_metadata));
    with_schema::<wire::OAuthErrorAnswer>(routes)
}
