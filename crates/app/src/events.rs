//! From an event to what is on its way to receivers.
//!
//! [`publish`] runs in the transaction of the change that the event tells of. It writes the event, renders it
//! once for each dialect that has a subscribed endpoint, and writes one delivery with its job for each such
//! endpoint. So an event is never lost, and never told of a change that was rolled back.

use std::collections::BTreeMap;
use std::sync::Arc;

use colloquy_domain::conversation::Conversation;
use colloquy_domain::endpoint::{Delivery, DeliveryStatus, Endpoint, Message};
use colloquy_domain::event::{Event, EventKind, Snapshot, Subject};
use colloquy_domain::job::JobKind;
use colloquy_domain::{DeliveryId, EventId, Instant, MessageId};
use colloquy_store::jobs::NewJob;
use colloquy_store::{StoreError, Tx, deliveries, endpoints, events, jobs, messages};
use colloquy_webhook::Manner;

use crate::calls::analysis;

/// How one vendor tells events. Implemented by the dialect crates.
pub trait EventDialect: Send + Sync {
    /// Name of the dialect, as endpoints carry it.
    fn name(&self) -> &'static str;

    /// Every event type that an endpoint of this dialect can subscribe to.
    fn event_types(&self) -> Vec<&'static str>;

    /// The event's type in this dialect; none where the dialect does not tell of it.
    fn event_type(&self, kind: EventKind) -> Option<&'static str>;

    /// The body that is sent and signed.
    fn render(&self, event: &Event) -> Vec<u8>;

    /// How its messages are signed, sent and repeated.
    fn manner(&self) -> Manner {
        Manner::STANDARD
    }
}

/// The dialects that this server speaks.
#[derive(Clone, Default)]
pub struct EventDialects(Vec<Arc<dyn EventDialect>>);

impl EventDialects {
    /// These dialects.
    #[must_use]
    pub fn new(dialects: Vec<Arc<dyn EventDialect>>) -> Self {
        Self(dialects)
    }

    /// The dialect of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&dyn EventDialect> {
        self.0.iter().find(|dialect| dialect.name() == name).map(AsRef::as_ref)
    }

    /// Names of all.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|dialect| dialect.name()).collect()
    }
}

/// Attempts that a delivery job may take before it counts as dead. The schedule of the deliveries ends long
/// before; this bounds attempts that end without a result, such as those of a worker that was killed.
const MOST_DELIVERY_CLAIMS: u32 = 64;

/// A new event about a thing as it is after the change, or as it was last where it is gone.
#[must_use]
pub fn event_about(kind: EventKind, subject: impl Into<Subject>, now: Instant) -> Event {
    let subject = subject.into();
    Event {
        id: EventId::generate(),
        workspace_id: subject.workspace_id(),
        kind,
        conversation_id: subject.conversation_id(),
        snapshot: Snapshot { subject: Some(subject), previous: None, error: None },
        created_at: now,
    }
}

/// The event that tells what changed between two states of a thing.
#[must_use]
pub fn change_event(
    kind: EventKind,
    before: impl Into<Subject>,
    after: impl Into<Subject>,
    now: Instant,
) -> Event {
    let mut event = event_about(kind, after, now);
    event.snapshot.previous = Some(before.into());
    event
}

/// The event that tells what changed between two states of a conversation.
#[must_use]
pub fn updated_event(before: &Conversation, after: &Conversation, now: Instant) -> Event {
    change_event(EventKind::ConversationUpdated, before, after, now)
}

/// Writes `new_events`, all of one workspace, with everything that follows from them: where the analysis of a call with
/// a program ends, the call is completed as well, whoever tells of that end.
pub async fn publish(
    tx: &Tx,
    dialects: &EventDialects,
    mut new_events: Vec<Event>,
) -> Result<(), StoreError> {
    let Some(first) = new_events.first() else { return Ok(()) };
    let receivers = endpoints::list_enabled(tx, first.workspace_id).await?;
    let is_told = is_wanted(dialects, &receivers, EventKind::CallCompleted);
    let mut following = Vec::new();
    for event in &new_events {
        following.extend(analysis::call_completed(tx, event, is_told).await?);
    }
    new_events.extend(following);
    events::insert_many(tx, &new_events).await?;
    send(tx, dialects, &new_events, &receivers).await
}

/// Whether one of the receivers asks for events of that kind.
fn is_wanted(dialects: &EventDialects, receivers: &[Endpoint], kind: EventKind) -> bool {
    receivers.iter().any(|endpoint| {
        let event_type = dialects.get(&endpoint.dialect).and_then(|dialect| dialect.event_type(kind));
        event_type.is_some_and(|event_type| subscribes(endpoint, event_type))
    })
}

/// Writes the messages and deliveries of stored events to those of `receivers` that want them: one statement for each
/// kind of row, however many there are.
pub(crate) async fn send(
    tx: &Tx,
    dialects: &EventDialects,
    stored: &[Event],
    receivers: &[Endpoint],
) -> Result<(), StoreError> {
    let mut by_dialect: BTreeMap<&str, Vec<&Endpoint>> = BTreeMap::new();
    for endpoint in receivers {
        by_dialect.entry(&endpoint.dialect).or_default().push(endpoint);
    }
    let (mut new_messages, mut new_deliveries) = (Vec::new(), Vec::new());
    for event in stored {
        for (name, subscribers) in &by_dialect {
            let Some(dialect) = dialects.get(name) else { continue };
            let Some(event_type) = dialect.event_type(event.kind) else { continue };
            let mut wanted =
                subscribers.iter().filter(|endpoint| wants(endpoint, event, event_type)).peekable();
            if wanted.peek().is_none() {
                continue;
            }
            let message = Message {
                id: MessageId::generate(),
                workspace_id: event.workspace_id,
                event_id: event.id,
                dialect: (*name).to_owned(),
                event_type: event_type.to_owned(),
                body: dialect.render(event),
                created_at: event.created_at,
            };
            new_deliveries.extend(wanted.map(|endpoint| delivery_to(endpoint, &message)));
            new_messages.push(message);
        }
    }
    messages::insert_many(tx, &new_messages).await?;
    deliveries::insert_many(tx, &new_deliveries).await?;
    let new_jobs = new_deliveries.iter().map(|delivery| delivery_job(delivery, delivery.created_at));
    jobs::enqueue(tx, new_jobs.collect()).await
}

/// A test is for one endpoint and is sent whatever it subscribed to: the caller chose the receivers. What is private is
/// for those alone who may see it.
fn wants(endpoint: &Endpoint, event: &Event, event_type: &str) -> bool {
    let is_private = event.snapshot.subject.as_ref().is_some_and(Subject::is_private);
    let may_see = endpoint.sees_private || !is_private;
    may_see && (event.kind == EventKind::Test || subscribes(endpoint, event_type))
}

fn subscribes(endpoint: &Endpoint, event_type: &str) -> bool {
    endpoint.event_types.is_empty() || endpoint.event_types.iter().any(|wanted| wanted == event_type)
}

fn delivery_to(endpoint: &Endpoint, message: &Message) -> Delivery {
    Delivery {
        id: DeliveryId::generate(),
        workspace_id: message.workspace_id,
        message_id: message.id,
        endpoint_id: endpoint.id,
        status: DeliveryStatus::Pending,
        attempts: 0,
        next_attempt_at: Some(message.created_at),
        created_at: message.created_at,
        updated_at: message.created_at,
    }
}

/// The job that attempts a delivery.
pub(crate) fn delivery_job(delivery: &Delivery, run_at: Instant) -> NewJob {
    NewJob {
        workspace_id: delivery.workspace_id,
        lane: delivery.endpoint_id.0,
        kind: JobKind::Deliver { delivery_id: delivery.id },
        run_at,
        max_attempts: MOST_DELIVERY_CLAIMS,
        // Without a key the job can be handed to a worker of this process straight away.
        dedupe_key: None,
    }
}
