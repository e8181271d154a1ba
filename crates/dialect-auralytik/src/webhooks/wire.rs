//! A receiver and what is on its way to it, as they are shown. Registrations have snake_case names, unlike the rest of
//! this API.

use colloquy_app::webhooks::LoggedDelivery;
use colloquy_domain::endpoint::Endpoint;
use serde::Serialize;
use utoipa::ToSchema;

use crate::events::{EVENT, TYPES};
use crate::ids;
use crate::wire::iso;

/// Before the id of a delivery.
const DELIVERY: &str = "del_";

colloquy_http::words! {
    /// What a receiver can be told of. `conversation.created`, `conversation.completed`, `analysis.completed`,
    /// `alert.triggered` and `agent.completed` never happen on this server: they are accepted and nothing is sent for
    /// them.
    AuralytikWebhookEvent = [
        "evaluation.completed",
        "audio.transcribed",
        "audio.processed",
        "voice-call.completed",
        "export.ready",
        "usage.quota_warning",
        "api-key.rotated",
        "evaluation.created",
        "conversation.created",
        "conversation.completed",
        "analysis.completed",
        "alert.triggered",
        "agent.completed",
    ];
    /// How far a delivery is.
    AuralytikDeliveryStatus = ["pending", "delivered", "failed"];
}

/// A receiver, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikWebhook)]
pub struct Webhook {
    id: String,
    url: String,
    #[schema(value_type = Vec<AuralytikWebhookEvent>)]
    events: Vec<String>,
    #[schema(required)]
    description: Option<String>,
    /// Whether anything is sent to it. False also where everything failed for five days.
    active: bool,
    created_at: String,
}

impl Webhook {
    pub fn of(endpoint: &Endpoint) -> Self {
        // One that was made elsewhere may have none, which in the store means all; here a list of none is no list.
        let events = match endpoint.event_types.as_slice() {
            [] => TYPES.map(str::to_owned).to_vec(),
            some => some.to_vec(),
        };
        Self {
            id: ids::render(ids::WEBHOOK, endpoint.id.0),
            url: endpoint.url.clone(),
            events,
            description: endpoint.description.clone(),
            active: endpoint.disabled.is_none(),
            created_at: iso(endpoint.created_at),
        }
    }
}

/// A receiver as its creation shows it.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikNewWebhook)]
pub struct NewWebhook {
    #[serde(flatten)]
    webhook: Webhook,
    /// Signs what is sent: `X-Signature` is the HMAC-SHA256, in base64, of the value of `X-Timestamp`, a full stop and
    /// the body, with this text as key. It is shown here and never again.
    signing_secret: String,
}

impl NewWebhook {
    pub fn of(endpoint: &Endpoint) -> Self {
        Self { webhook: Webhook::of(endpoint), signing_secret: endpoint.secret.reveal().to_owned() }
    }
}

/// One event on its way to one receiver.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikDelivery)]
pub struct Delivery {
    id: String,
    /// The `id` in the body that is sent: the same on every attempt.
    event_id: String,
    /// Name of the event; `webhook.test` for a test message.
    event: String,
    #[schema(value_type = AuralytikDeliveryStatus)]
    status: &'static str,
    /// HTTP status of the latest answer; null while none came.
    #[schema(required)]
    status_code: Option<u16>,
    /// Attempts made.
    attempts: u32,
    #[schema(required)]
    last_attempt_at: Option<String>,
    created_at: String,
}

impl Delivery {
    pub fn of(logged: LoggedDelivery) -> Self {
        let delivery = logged.delivery;
        Self {
            id: ids::render(DELIVERY, delivery.id.0),
            event_id: ids::render(EVENT, logged.event_id.0),
            event: logged.event_type,
            status: delivery.status.as_str(),
            status_code: logged.last_status,
            attempts: delivery.attempts,
            last_attempt_at: logged.last_attempt_at.map(iso),
            created_at: iso(delivery.created_at),
        }
    }
}
