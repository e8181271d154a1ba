//! `POST /webhooks`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::webhooks::{self, NewEndpoint};
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_http::{Fields, HttpState, JsonBody, Problem};

use super::events;
use super::wire::{AuralytikWebhookEvent, NewWebhook};
use crate::NAME;
use crate::auth::Signed;

/// Longest URL.
pub(super) const LONGEST_URL: usize = 2_048;
/// Longest note.
pub(super) const LONGEST_DESCRIPTION: usize = 10_000;

/// A new receiver.
#[derive(ToSchema)]
#[schema(as = AuralytikCreateWebhook)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateWebhook {
    /// http or https address; private ones only where the operator allows them.
    #[schema(format = "uri", min_length = 1, max_length = 2048)]
    url: String,
    #[schema(min_items = 1, max_items = 100)]
    events: Vec<AuralytikWebhookEvent>,
    #[schema(max_length = 10000)]
    description: Option<String>,
}

/// Adds a receiver. The answer holds its signing secret, which no read shows.
///
/// It is told of private conversations where the key that adds it may read these.
#[utoipa::path(
    post,
    path = "/webhooks",
    operation_id = "auralytikCreateWebhook",
    tag = "Auralytik: webhooks",
    request_body = CreateWebhook,
    security(("key" = ["webhooks:manage"])),
    responses((status = 201, description = "created", body = NewWebhook)),
)]
pub async fn create_webhook(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    body: JsonBody,
) -> Result<(StatusCode, Json<NewWebhook>), Problem> {
    caller.require("webhooks:manage")?;
    let new = read(&body.value()?, caller.may(READ_PRIVATE))?;
    let endpoint = webhooks::create(state.app(), caller.workspace_id(), new).await?;
    Ok((StatusCode::CREATED, Json(NewWebhook::of(&endpoint))))
}

fn read(body: &Value, sees_private: bool) -> Result<NewEndpoint, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("url");
    let url = fields.string("url", 1, LONGEST_URL).unwrap_or_default().to_owned();
    fields.require("events");
    let event_types = events::read(&mut fields).unwrap_or_default();
    let description = fields.string("description", 0, LONGEST_DESCRIPTION).map(str::to_owned);
    fields.finish()?;
    let headers = Vec::new();
    Ok(NewEndpoint { dialect: NAME.to_owned(), url, event_types, description, headers, sees_private })
}
