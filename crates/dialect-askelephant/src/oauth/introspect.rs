//! `POST /api/v1/oauth/introspect`.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use colloquy_app::App;
use colloquy_app::oauth::authorize::issuer;
use colloquy_app::oauth::{Introspection, introspect};
use colloquy_domain::oauth::TokenKind;
use colloquy_http::{FormBody, HttpState, Problem};

use super::refusals::EndpointRefusals;
use super::wire::{IntrospectionAnswer, TokenInQuestion};
use super::{client, problem};
use crate::ids;

/// Says what a token is (RFC 7662), to a client with a secret, of its own tokens; any other one is `{"active": false}`.
#[utoipa::path(
    post,
    path = "/api/v1/oauth/introspect",
    operation_id = "oauthIntrospect",
    tag = "OAuth",
    security(()),
    request_body(content = TokenInQuestion, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "what it is", body = IntrospectionAnswer,
            headers(("Cache-Control" = String, description = "`no-store`"), ("X-Api-Version" = String, description = "version of the API"))),
        EndpointRefusals,
    )
)]
pub async fn oauth_introspect(
    State(state): State<HttpState>,
    headers: HeaderMap,
    FormBody(form): FormBody,
) -> Result<Response, Problem> {
    let client = client::authenticated(&state, &headers, &form).await?;
    let token = form.get("token").ok_or_else(|| problem::invalid_request("token is missing"))?;
    let found = introspect(state.app(), &client, token).await.map_err(problem::of)?;
    let answer = found.map_or_else(IntrospectionAnswer::default, |found| answer(state.app(), found));
    Ok((problem::never_stored(), Json(answer)).into_response())
}

fn answer(app: &App, found: Introspection) -> IntrospectionAnswer {
    let client = found.client_id.spelled();
    IntrospectionAnswer {
        active: true,
        scope: Some(found.scopes.names()),
        sub: Some(found.user_id.map_or_else(|| client.clone(), ids::user)),
        client_id: Some(client),
        username: found.user_email,
        token_type: (found.kind == TokenKind::Access).then_some("Bearer"),
        exp: Some(found.expires_at.unix_timestamp()),
        iat: Some(found.created_at.unix_timestamp()),
        iss: Some(issuer(app)),
    }
}
