//! Receivers of webhooks and what is on its way to them.

use serde::{Deserialize, Serialize};

use crate::secret::SecretText;
use crate::{AttemptId, DeliveryId, EndpointId, EventId, Instant, MessageId, WorkspaceId};

/// A receiver of webhooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id.
    pub id: EndpointId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Dialect in which it is told: `askelephant`, ….
    pub dialect: String,
    /// Address; checked against the network rules when saved and at each attempt.
    pub url: String,
    /// What its owner wrote about it.
    pub description: Option<String>,
    /// Event types in the dialect's spelling; none means all.
    pub event_types: Vec<String>,
    /// Headers that its owner wants sent along with each delivery, in the order of their names.
    pub headers: Vec<(String, String)>,
    /// Signing secret, `whsec_…`.
    pub secret: SecretText,
    /// The secret before the last rotation and until when it still signs.
    pub previous_secret: Option<(SecretText, Instant)>,
    /// Why nothing is sent any more; none while it is enabled.
    pub disabled: Option<DisabledReason>,
    /// Since when everything failed, once several failures came within 24 hours.
    pub failing_since: Option<Instant>,
    /// The latest failure since the last success.
    pub last_failure_at: Option<Instant>,
    /// The failure before that, also since the last success.
    pub previous_failure_at: Option<Instant>,
    /// Whether it is told of private conversations: as its maker may read them.
    pub sees_private: bool,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// Why an endpoint is disabled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabledReason {
    /// Somebody did it.
    ByHand,
    /// It answered 410 Gone.
    Gone,
    /// Everything failed for five days.
    FailedTooLong,
}

impl DisabledReason {
    /// The reason as it is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ByHand => "by_hand",
            Self::Gone => "gone",
            Self::FailedTooLong => "failed_too_long",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::ByHand, Self::Gone, Self::FailedTooLong].into_iter().find(|reason| reason.as_str() == text)
    }
}

/// The rendering of one event in one dialect: the exact bytes that are sent and signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id, sent as `webhook-id`.
    pub id: MessageId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// The event.
    pub event_id: EventId,
    /// The dialect.
    pub dialect: String,
    /// Event type in the dialect's spelling.
    pub event_type: String,
    /// The bytes.
    pub body: Vec<u8>,
    /// When made.
    pub created_at: Instant,
}

/// How far a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// To be tried, now or later.
    Pending,
    /// Answered with 2xx.
    Delivered,
    /// Given up.
    Failed,
}

impl DeliveryStatus {
    /// The status as it is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Delivered, Self::Failed].into_iter().find(|status| status.as_str() == text)
    }
}

/// One message on its way to one endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// What is sent.
    pub message_id: MessageId,
    /// To whom.
    pub endpoint_id: EndpointId,
    /// How far it is.
    pub status: DeliveryStatus,
    /// Attempts made of the present schedule; a resend by hand starts a new one.
    pub attempts: u32,
    /// When the next attempt is due.
    pub next_attempt_at: Option<Instant>,
    /// When made.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
}

/// One try of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// When it began.
    pub started_at: Instant,
    /// How long it took.
    pub duration_ms: u64,
    /// HTTP status of the answer, if one came.
    pub response_status: Option<u16>,
    /// Beginning of the answer, at most 20 kB.
    pub response_body: Option<String>,
    /// Why it failed; none where it succeeded.
    pub error: Option<String>,
}
