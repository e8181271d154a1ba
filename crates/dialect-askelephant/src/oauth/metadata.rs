//! `GET /.well-known/oauth-authorization-server`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::oauth::authorize::issuer;
use colloquy_domain::credential::{KNOWN_SCOPES, WORKSPACE_ADMIN};
use colloquy_domain::oauth::GrantType;
use colloquy_http::HttpState;

use super::{AUTHORIZE_PATH, INTROSPECT_PATH, REVOKE_PATH, TOKEN_PATH};

/// What a client has to know of this server (RFC 8414).
#[derive(Serialize, ToSchema)]
pub struct Metadata {
    /// This server's name.
    issuer: String,
    #[schema(format = "uri")]
    authorization_endpoint: String,
    #[schema(format = "uri")]
    token_endpoint: String,
    #[schema(format = "uri")]
    revocation_endpoint: String,
    #[schema(format = "uri")]
    introspection_endpoint: String,
    /// Scopes that a client can be given.
    scopes_supported: Vec<&'static str>,
    response_types_supported: [&'static str; 1],
    response_modes_supported: [&'static str; 1],
    grant_types_supported: Vec<&'static str>,
    /// `none` is for public clients.
    token_endpoint_auth_methods_supported: [&'static str; 3],
    revocation_endpoint_auth_methods_supported: [&'static str; 3],
    introspection_endpoint_auth_methods_supported: [&'static str; 2],
    code_challenge_methods_supported: [&'static str; 1],
    /// Answers to clients carry `iss` (RFC 9207).
    authorization_response_iss_parameter_supported: bool,
}

/// Where OAuth's endpoints are and what they take.
#[utoipa::path(
    get,
    path = "/.well-known/oauth-authorization-server",
    operation_id = "oauthMetadata",
    tag = "OAuth",
    security(()),
    responses((status = 200, description = "the description", body = Metadata))
)]
pub async fn oauth_metadata(State(state): State<HttpState>) -> Json<Metadata> {
    let issuer = issuer(state.app());
    let at = |path: &str| format!("{issuer}{path}");
    Json(Metadata {
        authorization_endpoint: at(AUTHORIZE_PATH),
        token_endpoint: at(TOKEN_PATH),
        revocation_endpoint: at(REVOKE_PATH),
        introspection_endpoint: at(INTROSPECT_PATH),
        scopes_supported: KNOWN_SCOPES.into_iter().filter(|scope| *scope != WORKSPACE_ADMIN).collect(),
        response_types_supported: ["code"],
        response_modes_supported: ["query"],
        grant_types_supported: GrantType::ALL.map(GrantType::as_str).to_vec(),
        token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
        revocation_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
        introspection_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
        code_challenge_methods_supported: ["S256"],
        authorization_response_iss_parameter_supported: true,
        issuer,
    })
}
