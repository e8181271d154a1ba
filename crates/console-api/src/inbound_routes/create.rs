//! `POST /api/colloquy/v1/inbound-routes`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::inbound_routes;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::answer::InboundRoute;
use super::body::{CreateInboundRoute, new_inbound_route};
use crate::error::ErrorBody;

/// Lets an agent answer at an address, or on web pages.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/inbound-routes",
    tag = "Dialogues",
    request_body = CreateInboundRoute,
    security(("key" = ["agents:write"])),
    responses(
        (status = 201, description = "created", body = InboundRoute),
        (status = 409, description = "a route of the channel has this address already", body = ErrorBody),
    )
)]
pub async fn create_inbound_route(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<InboundRoute>), Problem> {
    caller.require("agents:write")?;
    let body = body.value()?;
    let made = inbound_routes::create(state.app(), caller.workspace_id(), new_inbound_route(&body)?).await?;
    Ok((StatusCode::CREATED, Json(InboundRoute::of(&made))))
}
