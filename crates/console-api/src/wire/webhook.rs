//! Receivers of webhooks and what is on its way to them.

use std::collections::BTreeMap;

use colloquy_app::webhooks;
use colloquy_domain::endpoint as domain;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use super::words;

/// A receiver, without its secret.
#[derive(Serialize, ToSchema)]
pub struct Webhook {
    id: String,
    url: String,
    description: Option<String>,
    /// The API whose events it gets, in that API's shape.
    dialect: String,
    /// Types that it gets; empty for all.
    event_types: Vec<String>,
    /// Names of the headers that are sent along. Their values may be secrets and are never shown: all are null.
    headers: BTreeMap<String, Option<String>>,
    /// Whether anything is sent to it.
    enabled: bool,
    /// Null while it is enabled; `gone` where it answered 410.
    #[schema(value_type = Option<words::DisabledReason>)]
    disabled_reason: Option<&'static str>,
    /// Since when everything sent to it has failed.
    failing_since: Option<String>,
    /// Until when the secret before the present one signs, too.
    previous_secret_until: Option<String>,
    created_at: String,
    updated_at: String,
}

impl Webhook {
    /// Renders it.
    pub fn of(endpoint: &domain::Endpoint) -> Self {
        Self {
            id: endpoint.id.to_string(),
            url: endpoint.url.clone(),
            description: endpoint.description.clone(),
            dialect: endpoint.dialect.clone(),
            event_types: endpoint.event_types.clone(),
            headers: endpoint.headers.iter().map(|(name, _)| (name.clone(), None)).collect(),
            enabled: endpoint.disabled.is_none(),
            disabled_reason: endpoint.disabled.map(|reason| reason.as_str()),
            failing_since: endpoint.failing_since.map(iso),
            previous_secret_until: endpoint.previous_secret.as_ref().map(|(_, until)| iso(*until)),
            created_at: iso(endpoint.created_at),
            updated_at: iso(endpoint.updated_at),
        }
    }
}

/// A receiver with its secret: only in answers to creation and rotation.
#[derive(Serialize, ToSchema)]
pub struct WebhookWithSecret {
    /// The receiver.
    #[serde(flatten)]
    webhook: Webhook,
    /// Signs what is sent: `whsec_` and base64.
    secret: String,
}

impl WebhookWithSecret {
    /// Renders it.
    pub fn of(endpoint: &domain::Endpoint) -> Self {
        Self { webhook: Webhook::of(endpoint), secret: endpoint.secret.reveal().to_owned() }
    }
}

/// One message on its way to one receiver.
#[derive(Serialize, ToSchema)]
pub struct Delivery {
    id: String,
    webhook_id: String,
    /// As it stands in the header `webhook-id`.
    message_id: String,
    /// Type of the event.
    event_type: Option<String>,
    #[schema(value_type = words::DeliveryStatus)]
    status: &'static str,
    /// Attempts made of the present schedule.
    attempts: u32,
    /// When the next one is due.
    next_attempt_at: Option<String>,
    created_at: String,
    updated_at: String,
}

impl Delivery {
    /// Renders it.
    pub fn of(delivery: &domain::Delivery, event_type: Option<&str>) -> Self {
        Self {
            id: delivery.id.to_string(),
            webhook_id: delivery.endpoint_id.to_string(),
            message_id: format!("msg_{}", delivery.message_id.ulid()),
            event_type: event_type.map(str::to_owned),
            status: delivery.status.as_str(),
            attempts: delivery.attempts,
            next_attempt_at: delivery.next_attempt_at.map(iso),
            created_at: iso(delivery.created_at),
            updated_at: iso(delivery.updated_at),
        }
    }
}

/// One message on its way to one receiver, with what is sent.
#[derive(Serialize, ToSchema)]
pub struct DeliveryInFull {
    /// The delivery.
    #[serde(flatten)]
    delivery: Delivery,
    /// Null where the receiver was removed.
    request: Option<DeliveryRequest>,
}

impl DeliveryInFull {
    /// Renders it.
    pub fn of(found: webhooks::DeliveryInFull) -> Self {
        Self {
            delivery: Delivery::of(&found.delivery, found.event_type.as_deref()),
            request: found.request.map(|request| DeliveryRequest {
                url: request.url,
                headers: request.headers.into_iter().collect(),
                body: request.body,
            }),
        }
    }
}

/// What is sent: address and headers as the next attempt would send them, and the body, which is the same at every
/// attempt.
#[derive(Serialize, ToSchema)]
pub struct DeliveryRequest {
    url: String,
    /// Names in lower case. Null are the values of the receiver's own headers, which may be secrets, and those that
    /// differ from attempt to attempt: signatures and times.
    headers: BTreeMap<String, Option<String>>,
    /// Null where it tells of a private conversation that the credential may not read.
    body: Option<String>,
}

/// One try of a delivery.
#[derive(Serialize, ToSchema)]
pub struct Attempt {
    id: String,
    started_at: String,
    duration_ms: u64,
    /// HTTP status of the answer, if one came.
    response_status: Option<u16>,
    /// Beginning of the answer, at most 20 kB.
    response_body: Option<String>,
    /// Why it failed; null where it succeeded.
    error: Option<String>,
}

impl Attempt {
    /// Renders it.
    pub fn of(attempt: &domain::Attempt) -> Self {
        Self {
            id: attempt.id.to_string(),
            started_at: iso(attempt.started_at),
            duration_ms: attempt.duration_ms,
            response_status: attempt.response_status,
            response_body: attempt.response_body.clone(),
            error: attempt.error.clone(),
        }
    }
}
