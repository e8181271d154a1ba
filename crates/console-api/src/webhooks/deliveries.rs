//! The log of deliveries, and sending one again.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use colloquy_app::{AppError, webhooks};
use colloquy_domain::endpoint::DeliveryStatus;
use colloquy_http::{Authenticated, HttpState, Path, Problem, Query};

use crate::wire::webhook::{Attempt, Delivery};
use crate::wire::{List, words};
use crate::{ids, query};

/// Which deliveries.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DeliveriesQuery {
    #[param(inline, value_type = Option<words::DeliveryStatus>)]
    status: Option<String>,
    /// 50 where it is left out.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Option<String>,
    /// Only those older than the delivery of this id.
    #[param(pattern = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")]
    before: Option<String>,
}

/// A part of the log.
#[derive(Serialize, ToSchema)]
pub struct DeliveryPage {
    /// Newest first.
    data: Vec<Delivery>,
    /// `before` of the next part; null where this is the last.
    next_before: Option<String>,
}

/// Deliveries to a receiver, newest first.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/webhooks/{webhook_id}/deliveries",
    tag = "Webhooks",
    params(("webhook_id" = String, Path, description = "id of the receiver"), DeliveriesQuery),
    security(("key" = ["webhooks:read"])),
    responses(
        (status = 200, description = "the deliveries", body = DeliveryPage),
    )
)]
pub async fn list_deliveries(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    Query(query): Query<DeliveriesQuery>,
) -> Result<Json<DeliveryPage>, Problem> {
    caller.require("webhooks:read")?;
    let app = state.app();
    let limit = query::limit(query.limit.as_deref())?;
    let status = query.status.as_deref().map(status).transpose()?;
    let unknown = || AppError::malformed("before", "invalid_format", "before must be the id of a delivery");
    let before =
        query.before.as_deref().map(|text| ids::delivery(text).map_err(|_| unknown())).transpose()?;
    let found =
        webhooks::list_deliveries(app, caller.workspace_id(), ids::endpoint(&id)?, status, limit, before)
            .await?;
    let is_full = u64::try_from(found.len()).is_ok_and(|length| length == limit);
    let next_before = found.last().filter(|_| is_full).map(|(last, _)| last.id.to_string());
    let data = found.iter().map(|(delivery, event_type)| Delivery::of(delivery, Some(event_type))).collect();
    Ok(Json(DeliveryPage { data, next_before }))
}

fn status(text: &str) -> Result<DeliveryStatus, AppError> {
    DeliveryStatus::parse(text).ok_or_else(|| {
        AppError::malformed("status", "unknown_value", "status must be pending, delivered or failed")
    })
}

/// The attempts of a delivery, oldest first.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/deliveries/{delivery_id}/attempts",
    tag = "Webhooks",
    params(("delivery_id" = String, Path, description = "id of the delivery")),
    security(("key" = ["webhooks:read"])),
    responses(
        (status = 200, description = "the attempts", body = List<Attempt>),
    )
)]
pub async fn list_attempts(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<List<Attempt>>, Problem> {
    caller.require("webhooks:read")?;
    let attempts = webhooks::attempts(state.app(), caller.workspace_id(), ids::delivery(&id)?).await?;
    Ok(Json(List::of(&attempts, Attempt::of)))
}

/// Sends a delivery again, now, with a fresh schedule. The message keeps its id and its bytes.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/deliveries/{delivery_id}/resend",
    tag = "Webhooks",
    params(("delivery_id" = String, Path, description = "id of the delivery")),
    security(("key" = ["webhooks:write"])),
    responses(
        (status = 200, description = "on its way", body = Delivery),
    )
)]
pub async fn resend_delivery(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Delivery>, Problem> {
    caller.require("webhooks:write")?;
    let app = state.app();
    let delivery = webhooks::resend(app, caller.workspace_id(), ids::delivery(&id)?).await?;
    let message = webhooks::message_of(app, &delivery).await?;
    Ok(Json(Delivery::of(&delivery, message.as_ref().map(|message| message.event_type.as_str()))))
}
