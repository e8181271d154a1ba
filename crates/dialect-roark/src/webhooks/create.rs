//! `POST /v1/webhook`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::webhooks::{self, NewEndpoint};
use colloquy_domain::credential::{READ_PRIVATE, WORKSPACE_ADMIN};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Problem};

use super::wire::{NewWebhook, RoarkWebhookEvent};
use crate::NAME;
use crate::envelope::RoarkData;
use crate::events::TYPES;

/// Longest URL.
const LONGEST_URL: usize = 2_048;
/// Longest note.
const LONGEST_DESCRIPTION: usize = 1_000;
/// Most types named; each counts once.
const MOST_EVENTS: usize = 100;

/// A new receiver.
#[derive(ToSchema)]
#[schema(as = RoarkCreateWebhook)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateWebhook {
    /// http or https address; private ones only where the operator allows them.
    #[schema(format = "uri", min_length = 1, max_length = 2048)]
    url: String,
    #[schema(min_items = 1, max_items = 100)]
    events: Vec<RoarkWebhookEvent>,
    #[schema(max_length = 1000)]
    description: Option<String>,
    /// Sent along with each delivery. At most 20, of visible ASCII characters; none that describes the connection or
    /// the body, or signs it.
    headers: Option<BTreeMap<String, String>>,
}

/// Adds a receiver. The answer holds its signing secret, which no read shows.
///
/// A receiver is told of everything in the project, private conversations too, and goes on when the credential that
/// made it has ended: adding one is for administrators.
#[utoipa::path(
    post,
    path = "/v1/webhook",
    operation_id = "roarkCreateWebhook",
    tag = "Roark: webhooks",
    request_body = CreateWebhook,
    security(("key" = ["workspace:admin"])),
    responses((status = 201, description = "created", body = RoarkData<NewWebhook>)),
)]
pub async fn create_webhook(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<RoarkData<NewWebhook>>), Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let new = read(&body.value()?, caller.may(READ_PRIVATE))?;
    let endpoint = webhooks::create(state.app(), caller.workspace_id(), new).await?;
    Ok((StatusCode::CREATED, Json(RoarkData { data: NewWebhook::of(&endpoint) })))
}

fn read(body: &Value, sees_private: bool) -> Result<NewEndpoint, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("url");
    let url = fields.string("url", 1, LONGEST_URL).unwrap_or_default().to_owned();
    fields.require("events");
    let mut event_types = fields.strings("events", MOST_EVENTS, 100).unwrap_or_default();
    if fields.value("events").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        fields.refuse("events", "invalid_length", "must name at least one");
    }
    for (position, wanted) in event_types.iter().enumerate() {
        if !TYPES.iter().any(|(known, _)| known == wanted) {
            let known: Vec<&str> = TYPES.iter().map(|(known, _)| *known).collect();
            let rule = format!("must be one of {}", known.join(", "));
            fields.refuse(&format!("events[{position}]"), "unknown_value", &rule);
        }
    }
    event_types.sort();
    event_types.dedup();
    let description = fields.string("description", 0, LONGEST_DESCRIPTION).map(str::to_owned);
    let headers = headers(&mut fields);
    fields.finish()?;
    Ok(NewEndpoint { dialect: NAME.to_owned(), url, event_types, description, headers, sees_private })
}

fn headers(fields: &mut Fields<'_>) -> Vec<(String, String)> {
    let Some(value) = fields.value("headers") else { return Vec::new() };
    let Some(object) = value.as_object() else {
        fields.refuse("headers", "invalid_type", "must be an object");
        return Vec::new();
    };
    let mut headers = Vec::with_capacity(object.len());
    for (name, value) in object {
        match value.as_str() {
            Some(text) => headers.push((name.clone(), text.to_owned())),
            None => fields.refuse("headers", "invalid_type", "must have strings as values"),
        }
    }
    headers
}
