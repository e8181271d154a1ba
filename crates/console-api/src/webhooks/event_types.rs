//! `GET /api/colloquy/v1/webhook-event-types`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_http::{Authenticated, HttpState, Problem};

use crate::wire::List;

/// What receivers of one dialect can get.
#[derive(Serialize, ToSchema)]
pub struct DialectEventTypes {
    /// The API in whose shape events are told.
    dialect: &'static str,
    /// Its types.
    event_types: Vec<&'static str>,
}

/// Every event type that a receiver can subscribe to.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/webhook-event-types",
    tag = "Webhooks",
    security(("key" = ["webhooks:read"])),
    responses(
        (status = 200, description = "by dialect", body = List<DialectEventTypes>),
    )
)]
pub async fn list_webhook_event_types(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<List<DialectEventTypes>>, Problem> {
    caller.require("webhooks:read")?;
    let dialects = &state.app().dialects;
    let described = dialects.names().into_iter().filter_map(|name| {
        dialects
            .get(name)
            .map(|dialect| DialectEventTypes { dialect: name, event_types: dialect.event_types() })
    });
    Ok(Json(List { data: described.collect() }))
}
