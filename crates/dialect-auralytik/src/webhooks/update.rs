//! `PATCH /webhooks/{webhookId}`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::webhooks::{self, EndpointChange};
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_http::{Fields, HttpState, JsonBody, Path, Problem};

use super::create::{LONGEST_DESCRIPTION, LONGEST_URL};
use super::wire::{AuralytikWebhookEvent, Webhook};
use super::{events, find};
use crate::auth::Signed;

/// What is to change; what is left out stays.
#[derive(ToSchema)]
#[schema(as = AuralytikUpdateWebhook)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateWebhook {
    /// http or https address; private ones only where the operator allows them.
    #[schema(format = "uri", min_length = 1, max_length = 2048)]
    url: Option<String>,
    #[schema(min_items = 1, max_items = 100)]
    events: Option<Vec<AuralytikWebhookEvent>>,
    /// false stops deliveries, also those that wait for another attempt.
    active: Option<bool>,
    /// null takes it away.
    #[schema(max_length = 10000)]
    description: Option<String>,
}

/// Changes a receiver, or switches it on or off. One that is told of private conversations is turned to another address
/// only by a key that may read these.
#[utoipa::path(
    patch,
    path = "/webhooks/{webhookId}",
    operation_id = "auralytikUpdateWebhook",
    tag = "Auralytik: webhooks",
    params(("webhookId" = String, Path, description = "its id")),
    request_body = UpdateWebhook,
    security(("key" = ["webhooks:manage"])),
    responses((status = 200, description = "the receiver as it is now", body = Webhook)),
)]
pub async fn update_webhook(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Webhook>, Problem> {
    caller.require("webhooks:manage")?;
    let (app, workspace_id) = (state.app(), caller.workspace_id());
    let body = body.value()?;
    let endpoint = find(app, workspace_id, &id).await?;
    let change = read(&body)?;
    if endpoint.sees_private && change.url.as_ref().is_some_and(|url| *url != endpoint.url) {
        caller.require(READ_PRIVATE)?;
    }
    let is_stopped = change.enabled == Some(false);
    let endpoint = webhooks::update(app, workspace_id, endpoint.id, change).await?;
    if is_stopped {
        webhooks::give_up_pending(app, workspace_id, endpoint.id).await?;
    }
    Ok(Json(Webhook::of(&endpoint)))
}

fn read(body: &Value) -> Result<EndpointChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    let description = match fields.is_null("description") {
        true => Some(None),
        false => fields.string("description", 0, LONGEST_DESCRIPTION).map(|text| Some(text.to_owned())),
    };
    let change = EndpointChange {
        url: fields.string("url", 1, LONGEST_URL).map(str::to_owned),
        event_types: events::read(&mut fields),
        description,
        headers: Vec::new(),
        enabled: fields.boolean("active"),
    };
    fields.finish()?;
    Ok(change)
}
