//! An event comes in.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::dialer::{CallEventKind, CallFacts, CallHandling, Dialer, DialerEvent, Taking};
use colloquy_domain::{ConversationId, DialerEventId};
use colloquy_store::{Durability, StoreError, conversations, dialers, jobs};

use super::{complete, take};
use crate::conversations::may_complete;
use crate::ingest::check_link;
use crate::keys::Caller;
use crate::{App, AppError};

/// An event as the edge has read it.
#[derive(Debug, Clone)]
pub struct IncomingEvent {
    /// Whose it is.
    pub dialer: Dialer,
    /// What it says.
    pub kind: CallEventKind,
    /// Its type in the dialer's spelling.
    pub event_type: String,
    /// The dialer's id of the call.
    pub call_id: Option<String>,
    /// What it tells of the call.
    pub facts: CallFacts,
}

/// What came of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It is kept.
    Noted,
    /// It is kept, and nothing else will come of it: its type is not known here.
    NotUnderstood,
    /// Its call has become this conversation.
    Taken(ConversationId),
    /// Its call is this conversation already.
    Known(ConversationId),
}

/// Keeps the event and does what follows from it. `caller` says where the call goes, and who owns it where the
/// agent is no known user.
pub async fn receive(
    app: &App,
    caller: &Caller,
    handling: &CallHandling,
    incoming: IncomingEvent,
) -> Result<Received, AppError> {
    let is_understood = incoming.kind != CallEventKind::Other;
    if is_understood && incoming.call_id.is_none() {
        return Err(AppError::malformed("call_id", "required", "call_id is required"));
    }
    if incoming.kind == CallEventKind::Recorded && incoming.facts.recording_url.is_none() {
        return Err(AppError::malformed("recording_url", "required", "recording_url is required"));
    }
    if let Some(problem) = incoming.facts.link.as_deref().and_then(|link| check_link(link).err()) {
        return Err(AppError::Invalid(vec![problem]));
    }
    let is_known = match &incoming.call_id {
        Some(call_id) => find(app, caller, call_id).await?.is_some(),
        None => false,
    };
    let asks_for_more = is_understood && (is_known || incoming.kind == CallEventKind::Recorded);
    let taking =
        asks_for_more.then(|| Taking { credential: caller.credential.clone(), handling: handling.clone() });
    let event = note(app, caller, incoming, taking).await?;
    if !is_understood {
        return Ok(Received::NotUnderstood);
    }
    // Once more: a call that has become a conversation meanwhile did so without what this event tells.
    match (find(app, caller, &event.call_id).await?, event.kind) {
        (Some(conversation), _) => {
            complete::complete(app, caller, handling, &event, conversation.id).await?;
            Ok(Received::Known(conversation.id))
        }
        (None, CallEventKind::Recorded) => take::take(app, caller, handling, &event).await,
        (None, _) => Ok(Received::Noted),
    }
}

/// The conversation that the call has become; an error where this caller must not know of it.
async fn find(app: &App, caller: &Caller, call_id: &str) -> Result<Option<Conversation>, AppError> {
    let reader = app.store.reader();
    let found = conversations::find_by_external_id(reader, caller.workspace_id(), call_id).await?;
    found.map(|known| may_complete(caller, &known).map(|()| known)).transpose()
}

/// What a dialer told, newest first.
pub async fn events(
    app: &App,
    caller: &Caller,
    dialer: Dialer,
    limit: u64,
    before: Option<DialerEventId>,
) -> Result<Vec<DialerEvent>, AppError> {
    let reader = app.store.reader();
    Ok(dialers::list_events(reader, caller.workspace_id(), dialer, limit, before).await?)
}

/// Keeps the event and, with `taking`, a job for what it asks for.
async fn note(
    app: &App,
    caller: &Caller,
    incoming: IncomingEvent,
    taking: Option<Taking>,
) -> Result<DialerEvent, AppError> {
    let event = DialerEvent {
        id: DialerEventId::generate(),
        workspace_id: caller.workspace_id(),
        dialer: incoming.dialer,
        call_id: incoming.call_id.unwrap_or_default(),
        kind: incoming.kind,
        event_type: incoming.event_type,
        facts: incoming.facts,
        conversation_id: None,
        received_at: app.now(),
    };
    let noted = event.clone();
    let id = app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let id = dialers::put_event(tx, &noted, taking.as_ref()).await?;
                if taking.is_some() {
                    jobs::enqueue(tx, vec![take::job(&noted, id, noted.received_at)]).await?;
                }
                Ok::<_, StoreError>(id)
            })
        })
        .await?;
    // The one that it has taken the place of had an id already.
    Ok(DialerEvent { id, ..event })
}
