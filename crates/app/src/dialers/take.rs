//! A recorded call becomes a conversation.

use colloquy_domain::conversation::{ConversationKind, DataSource};
use colloquy_domain::dialer::{CallEventKind, CallFacts, CallHandling, CallParty, DialerEvent};
use colloquy_domain::job::JobKind;
use colloquy_domain::{ConversationId, DialerEventId, Instant};
use colloquy_store::jobs::{self, NewJob};
use colloquy_store::{Durability, StoreError, Tx, conversations, dialers};
use time::Duration;

use super::complete;
use super::receive::Received;
use crate::ingest::{self, MediaSource, NewConversation, NewParticipant, owner_of};
use crate::keys::Caller;
use crate::{App, AppError};

/// How long the request has before a worker looks at its call. A longer fetch goes on: the worker waits for it where it
/// is in the same process, and where it is not the later of the two finds the conversation of the other.
const LEFT_TO_THE_REQUEST: Duration = Duration::seconds(30);

/// Attempts of the job: within some two and a half hours.
const ATTEMPTS: u32 = 8;

/// Takes the call in whose recording the event names. Goes on when the caller of the request has gone: dialers wait
/// for seconds, a long recording takes longer. A repetition that comes meanwhile waits and finds what has become of it,
/// instead of fetching the same recording again.
pub async fn take(
    app: &App,
    caller: &Caller,
    handling: &CallHandling,
    event: &DialerEvent,
) -> Result<Received, AppError> {
    let (app, caller, handling, event) = (app.clone(), caller.clone(), handling.clone(), event.clone());
    let taking = tokio::spawn(async move {
        let _turn = app.calls().turn(event.workspace_id, &event.call_id).await;
        let taken = take_in(&app, &caller, &handling, &event).await;
        if let Err(error) = &taken
            && !may_pass(error)
        {
            // It was refused, and is not to be taken in behind the dialer's back.
            give_up(&app, &event).await?;
        }
        taken
    });
    taking.await.map_err(AppError::internal)?
}

/// Takes the call in whose event a request has kept, or completes its conversation. Does nothing where that is done,
/// and where the conversation was deleted meanwhile.
pub async fn take_later(app: &App, id: DialerEventId) -> Result<(), AppError> {
    let reader = app.store.reader();
    let Some((event, taking)) = dialers::get_taking(reader, id).await? else { return Ok(()) };
    let caller = Caller { credential: taking.credential };
    let _turn = app.calls().turn(event.workspace_id, &event.call_id).await;
    let (workspace_id, call_id) = (event.workspace_id, &event.call_id);
    if conversations::is_external_id_of_deleted(reader, workspace_id, call_id).await? {
        return Ok(give_up(app, &event).await?);
    }
    match conversations::find_by_external_id(reader, workspace_id, call_id).await? {
        Some(known) => complete::complete(app, &caller, &taking.handling, &event, known.id).await,
        None if event.kind == CallEventKind::Recorded => {
            take_in(app, &caller, &taking.handling, &event).await.map(|_| ())
        }
        None => Ok(give_up(app, &event).await?),
    }
}

/// Whether the call may be taken in later although it cannot be now.
pub fn may_pass(error: &AppError) -> bool {
    match error {
        AppError::Internal(_) | AppError::Unavailable(_) | AppError::Conflict(_) => true,
        AppError::Invalid(problems) => {
            problems.iter().all(|problem| matches!(problem.code, "media_unreachable" | "media_timeout"))
        }
        _ => false,
    }
}

/// The job that takes the event's call in where its request does not.
pub(super) fn job(event: &DialerEvent, id: DialerEventId, now: Instant) -> NewJob {
    NewJob {
        workspace_id: event.workspace_id,
        lane: event.workspace_id.0,
        kind: JobKind::TakeDialerCall { dialer_event_id: id },
        run_at: now + LEFT_TO_THE_REQUEST,
        max_attempts: ATTEMPTS,
        dedupe_key: Some(job_key(id)),
    }
}

fn job_key(id: DialerEventId) -> String {
    format!("take_dialer_call:{id}")
}

/// The event asks for nothing more: notes which conversation its call has become, if any, and removes its job.
pub(super) async fn end(
    tx: &Tx,
    event: &DialerEvent,
    conversation: Option<ConversationId>,
) -> Result<(), StoreError> {
    if let Some(id) = conversation {
        dialers::set_conversation(tx, event.workspace_id, event.dialer, &event.call_id, id).await?;
    }
    dialers::end_taking(tx, event.id).await?;
    jobs::withdraw(tx, &job_key(event.id)).await
}

async fn give_up(app: &App, event: &DialerEvent) -> Result<(), StoreError> {
    let event = event.clone();
    app.store.write(Durability::Full, move |tx| Box::pin(async move { end(tx, &event, None).await })).await
}

async fn take_in(
    app: &App,
    caller: &Caller,
    handling: &CallHandling,
    event: &DialerEvent,
) -> Result<Received, AppError> {
    let facts = known_of(app, event).await?;
    let participants = participants(app, caller, handling, &facts).await?;
    let new = NewConversation {
        kind: ConversationKind::Call,
        title: title(&facts),
        source_system: event.dialer.as_str().to_owned(),
        external_id: event.call_id.clone(),
        run_workflows: handling.run_workflows,
        media: facts.recording_url.clone().map(MediaSource::Url),
        transcript: None,
        started_at: facts.start(),
        is_private: None,
        participants,
        external_url: link(handling, event, &facts),
        supplied_text: None,
        data_source: DataSource::Dialer,
    };
    let created = ingest::create(app, caller, new).await?;
    let id = created.conversation.id;
    // What came while the recording was fetched was only noted.
    complete::complete(app, caller, handling, event, id).await?;
    Ok(if created.is_new { Received::Taken(id) } else { Received::Known(id) })
}

/// All that was told of the call so far; of two events the one that comes later in a call counts.
pub(super) async fn known_of(app: &App, event: &DialerEvent) -> Result<CallFacts, AppError> {
    let reader = app.store.reader();
    let mut told = dialers::events_of_call(reader, event.workspace_id, event.dialer, &event.call_id).await?;
    told.sort_by_key(|one| std::cmp::Reverse(one.kind));
    Ok(told.iter().fold(CallFacts::default(), |facts, one| facts.filled(&one.facts)))
}

async fn participants(
    app: &App,
    caller: &Caller,
    handling: &CallHandling,
    facts: &CallFacts,
) -> Result<Vec<NewParticipant>, AppError> {
    let mut found = Vec::new();
    match agent(app, caller, handling, &facts.agent).await? {
        Some(agent) => found.push(agent),
        None if caller.user_id().is_none() => {
            let message = "agent is required: nobody else is known to own the call";
            return Err(AppError::malformed("agent", "owner_required", message));
        }
        None => {}
    }
    found.extend(lead(&facts.lead));
    Ok(found)
}

/// The agent, who owns the call where they are a user. Where they are not, the owner is whoever was chosen for that;
/// without such a choice the call is refused.
pub(super) async fn agent(
    app: &App,
    caller: &Caller,
    handling: &CallHandling,
    party: &CallParty,
) -> Result<Option<NewParticipant>, AppError> {
    let by_id =
        party.id.as_ref().and_then(|id| handling.agents.get(id).or(Some(id).filter(|id| id.contains('@'))));
    let email = by_id.or(party.email.as_ref()).cloned();
    if email.is_none() && party.phone.is_none() {
        return Ok(None);
    }
    let owner =
        NewParticipant { name: party.name.clone(), email, phone: party.phone.clone(), is_owner: true };
    match owner_of(app, caller, std::slice::from_ref(&owner)).await {
        Ok(_) => Ok(Some(owner)),
        Err(AppError::Malformed(_)) if caller.user_id().is_some() => {
            Ok(Some(NewParticipant { is_owner: false, ..owner }))
        }
        Err(AppError::Malformed(problems)) => {
            let renamed = problems.into_iter().map(|problem| crate::FieldProblem {
                message: problem.message.replace("owner", "agent"),
                field: "agent".to_owned(),
                code: problem.code,
            });
            Err(AppError::Malformed(renamed.collect()))
        }
        Err(error) => Err(error),
    }
}

pub(super) fn lead(party: &CallParty) -> Option<NewParticipant> {
    party.is_known().then(|| NewParticipant {
        name: party.name.clone(),
        email: party.email.clone(),
        phone: party.phone.clone(),
        is_owner: false,
    })
}

/// Title of a call whose lead is not known.
pub(super) const UNTITLED: &str = "Call";

pub(super) fn title(facts: &CallFacts) -> String {
    let lead = &facts.lead;
    match lead.name.as_ref().or(lead.phone.as_ref()).or(lead.email.as_ref()) {
        Some(who) => format!("{UNTITLED} with {who}"),
        None => UNTITLED.to_owned(),
    }
}

/// The call in the dialer: as the event says, else by the template.
pub(super) fn link(handling: &CallHandling, event: &DialerEvent, facts: &CallFacts) -> Option<String> {
    facts.link.clone().or_else(|| {
        let filled = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let part = |text: &Option<String>| filled(text.as_deref().unwrap_or_default());
        let template = handling.link_template.as_ref()?;
        let link = template
            .replace("{call_id}", &filled(&event.call_id))
            .replace("{contact_id}", &part(&facts.lead.id))
            .replace("{agent_id}", &part(&facts.agent.id));
        Some(link)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::dialer::{CallEventKind, Dialer};
    use colloquy_domain::{DialerEventId, WorkspaceId};
    use std::collections::BTreeMap;
    use time::macros::datetime;

    #[test]
    fn a_template_is_filled_with_nothing_that_could_change_the_address() {
        let handling = CallHandling {
            run_workflows: true,
            link_template: Some("https://crm.example/calls/{call_id}?c={contact_id}".into()),
            agents: BTreeMap::new(),
        };
        let event = DialerEvent {
            id: DialerEventId::generate(),
            workspace_id: WorkspaceId::generate(),
            dialer: Dialer::Wavv,
            call_id: "a/../b?x#y".into(),
            kind: CallEventKind::Recorded,
            event_type: "call.recorded".into(),
            facts: CallFacts::default(),
            conversation_id: None,
            received_at: datetime!(2026-01-01 10:00 UTC),
        };
        let mut facts = CallFacts::default();
        let made = link(&handling, &event, &facts);
        assert_eq!(made.as_deref(), Some("https://crm.example/calls/a%2F..%2Fb%3Fx%23y?c="));
        facts.link = Some("wavv://call/1".into());
        assert_eq!(link(&handling, &event, &facts).as_deref(), Some("wavv://call/1"));
    }
}
