//! A receiver as it is shown.

use std::collections::BTreeMap;

use colloquy_domain::endpoint::Endpoint;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

colloquy_http::words! {
    /// What a receiver can be told of. Evaluations, simulations, chats and issues never happen on this server: such
    /// types are accepted and nothing is sent for them.
    RoarkWebhookEvent = [
        "CALL_ANALYSIS_COMPLETED",
        "CALL_ANALYSIS_FAILED",
        "CALL_ANALYSIS_CANCELLED",
        "CALL_EVALUATION_COMPLETED",
        "CALL_EVALUATION_FAILED",
        "SIMULATION_RUN_PLAN_JOB_STARTED",
        "SIMULATION_RUN_PLAN_JOB_COMPLETED",
        "SIMULATION_RUN_PLAN_JOB_FAILED",
        "SIMULATION_RUN_PLAN_JOB_CANCELLED",
        "SIMULATION_JOB_STARTED",
        "SIMULATION_JOB_COMPLETED",
        "SIMULATION_JOB_FAILED",
        "SIMULATION_JOB_CANCELLED",
        "METRIC_COLLECTION_JOB_COMPLETED",
        "METRIC_COLLECTION_JOB_FAILED",
        "CHAT_ANALYSIS_COMPLETED",
        "CHAT_ANALYSIS_FAILED",
        "ISSUE_OPENED",
        "ISSUE_RESOLVED",
    ];
}

/// A receiver, without its secret.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkWebhook)]
pub struct Webhook {
    id: String,
    url: String,
    #[schema(value_type = Vec<RoarkWebhookEvent>)]
    events: Vec<String>,
    #[schema(required)]
    description: Option<String>,
    /// Sent along with each delivery.
    headers: BTreeMap<String, String>,
    created_at: String,
    updated_at: String,
}

impl Webhook {
    pub fn of(endpoint: &Endpoint) -> Self {
        Self {
            id: endpoint.id.to_string(),
            url: endpoint.url.clone(),
            events: endpoint.event_types.clone(),
            description: endpoint.description.clone(),
            headers: endpoint.headers.iter().cloned().collect(),
            created_at: iso(endpoint.created_at),
            updated_at: iso(endpoint.updated_at),
        }
    }
}

/// A receiver as its creation shows it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkNewWebhook)]
pub struct NewWebhook {
    #[serde(flatten)]
    webhook: Webhook,
    /// Signs what is sent: `X-Roark-Signature` is the HMAC-SHA256 of the body with this text as key, in lower-case
    /// hexadecimal digits. It is shown here and never again.
    signing_secret: String,
}

impl NewWebhook {
    pub fn of(endpoint: &Endpoint) -> Self {
        Self { webhook: Webhook::of(endpoint), signing_secret: endpoint.secret.reveal().to_owned() }
    }
}
