//! What a delivery sends: for the worker that sends it, and for those who look after its receiver.
//!
//! The body stands in the database as it was signed. Address and headers are the receiver's as they are now, which the
//! next attempt goes by. What is shown of them holds no secret: neither what signs nor the values of the receiver's own
//! headers.
//!
//! A receiver may be told of more than somebody may read who sees its log. The body is for those alone who have the scopes
//! by which it is read elsewhere, and who may read the conversation that it tells of, as it is now: it may have become
//! private since. Of a conversation that was deleted, and of what can hold private ones without naming them, it is for those
//! who may read all.

use colloquy_domain::credential::{READ_EVALUATIONS, READ_PRIVATE, READ_TRANSCRIPTS};
use colloquy_domain::endpoint::{Delivery, Endpoint, Message};
use colloquy_domain::event::EventKind;
use colloquy_domain::{DeliveryId, EventId};
use colloquy_store::{endpoints, events};
use colloquy_webhook::{Manner, shown_headers};

use super::deliveries::{get, message_of};
use crate::keys::Caller;
use crate::{App, AppError, read};

/// A delivery with what it sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryInFull {
    /// The delivery.
    pub delivery: Delivery,
    /// Type of its event in the endpoint's dialect.
    pub event_type: Option<String>,
    /// What is sent; none where its endpoint was removed.
    pub request: Option<DeliveryRequest>,
}

/// What an attempt sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRequest {
    /// To which address.
    pub url: String,
    /// Names of headers, in lower case. Without the values of the endpoint's own, of signatures and of times.
    pub headers: Vec<(String, Option<String>)>,
    /// The body; none where the caller may not read what it tells of.
    pub body: Option<String>,
}

/// A delivery with what it sends, as far as the caller may see that.
pub async fn delivery_in_full(
    app: &App,
    caller: &Caller,
    id: DeliveryId,
) -> Result<DeliveryInFull, AppError> {
    let workspace_id = caller.workspace_id();
    let delivery = get(app, workspace_id, id).await?;
    let message = message_of(app, &delivery).await?;
    let event_type = message.as_ref().map(|message| message.event_type.clone());
    let endpoint = endpoints::get(app.store.reader(), workspace_id, delivery.endpoint_id).await?;
    let request = match endpoint.zip(message) {
        Some((endpoint, message)) => Some(request(app, caller, &endpoint, message).await?),
        None => None,
    };
    Ok(DeliveryInFull { delivery, event_type, request })
}

async fn request(
    app: &App,
    caller: &Caller,
    endpoint: &Endpoint,
    message: Message,
) -> Result<DeliveryRequest, AppError> {
    let shows_body = may_read(app, caller, message.event_id).await?;
    let (outgoing, manner) = outgoing(app, endpoint, message);
    let headers = shown_headers(&outgoing, &manner);
    let body = shows_body.then(|| String::from_utf8_lossy(&outgoing.body).into_owned());
    Ok(DeliveryRequest { url: outgoing.url, headers, body })
}

async fn may_read(app: &App, caller: &Caller, event_id: EventId) -> Result<bool, AppError> {
    let Some((kind, conversation_id)) = events::about(app.store.reader(), event_id).await? else {
        return Ok(false);
    };
    if !scopes_of(kind).iter().all(|scope| caller.may(scope)) {
        return Ok(false);
    }
    if caller.may(READ_PRIVATE) {
        return Ok(true);
    }
    let Some(conversation_id) = conversation_id else {
        // A file of an export has conversations in it, and a recording becomes one.
        let may_hold_private_ones =
            matches!(kind, EventKind::ExportReady | EventKind::AudioTranscribed | EventKind::AudioProcessed);
        return Ok(!may_hold_private_ones);
    };
    match read::conversation(app, caller, conversation_id).await {
        Ok(_) => Ok(true),
        Err(AppError::MissingScope(_) | AppError::NotFound(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// By what it is read elsewhere that such events tell of.
fn scopes_of(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::ContactCreated | EventKind::ContactUpdated | EventKind::ContactDeleted => {
            &["contacts:read"]
        }
        EventKind::CompanyCreated | EventKind::CompanyUpdated | EventKind::CompanyDeleted => {
            &["companies:read"]
        }
        EventKind::TagCreated | EventKind::TagUpdated | EventKind::TagDeleted => &["tags:read"],
        EventKind::KeyRotated | EventKind::QuotaWarning | EventKind::Test => &[],
        EventKind::EvaluationCreated | EventKind::EvaluationCompleted | EventKind::EvaluationFailed => {
            &["engagements:read", READ_TRANSCRIPTS, READ_EVALUATIONS]
        }
        EventKind::ConversationCreated
        | EventKind::ConversationUpdated
        | EventKind::ConversationDeleted
        | EventKind::TranscriptCompleted
        | EventKind::InsightCompleted(_)
        | EventKind::InsightFailed(_)
        | EventKind::AnalysisCompleted
        | EventKind::AnalysisFailed
        | EventKind::AnalysisCancelled
        | EventKind::MetricsCollected
        | EventKind::MetricsFailed
        | EventKind::AudioTranscribed
        | EventKind::AudioProcessed
        | EventKind::CallCompleted
        | EventKind::ExportReady => &["engagements:read", READ_TRANSCRIPTS, "contacts:read"],
    }
}

/// A message as it goes to an endpoint, and the manner in which that is done.
pub(crate) fn outgoing(
    app: &App,
    endpoint: &Endpoint,
    message: Message,
) -> (colloquy_webhook::Message, Manner) {
    let outgoing = colloquy_webhook::Message {
        id: format!("msg_{}", message.id.ulid()),
        event_id: format!("evt_{}", message.event_id.ulid().to_ascii_lowercase()),
        url: endpoint.url.clone(),
        body: message.body.into(),
        headers: endpoint.headers.clone(),
    };
    let manner = app.dialects.get(&endpoint.dialect).map_or(Manner::STANDARD, |dialect| dialect.manner());
    (outgoing, manner)
}
