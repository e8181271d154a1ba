//! What is told of a call after it has become a conversation.

use colloquy_domain::conversation::{Conversation, Participant, ParticipantRole};
use colloquy_domain::dialer::{CallFacts, CallHandling, DialerEvent};
use colloquy_domain::directory::Workspace;
use colloquy_domain::event::Event;
use colloquy_domain::{ConversationId, Instant, UserId};
use colloquy_store::{Durability, StoreError, Tx, conversations, participants, workspaces};

use super::take;
use crate::clock::dated;
use crate::events::{publish, updated_event};
use crate::ingest::people::{self, People};
use crate::ingest::{NewParticipant, owner_of};
use crate::keys::Caller;
use crate::{App, AppError};

/// Times that a transaction is tried when it loses a race for a new contact.
const MOST_RACES: usize = 5;

/// Gives the conversation what is known by now and it lacks: its start, its lead, its agent, its link. What it has
/// from elsewhere stays, and so does a conversation that another system brought under the same id.
pub async fn complete(
    app: &App,
    caller: &Caller,
    handling: &CallHandling,
    event: &DialerEvent,
    id: ConversationId,
) -> Result<(), AppError> {
    take::link_events(app, event, id).await?;
    let facts = take::known_of(app, event).await?;
    let agent = take::agent(app, caller, handling, &facts.agent).await.unwrap_or_default();
    let owner = match &agent {
        Some(agent) if agent.is_owner => Some(owner_of(app, caller, std::slice::from_ref(agent)).await?),
        _ => None,
    };
    let workspace = workspaces::get(app.store.reader(), caller.workspace_id())
        .await?
        .ok_or(AppError::NotFound("workspace"))?;
    let late = Late {
        workspace,
        source: event.dialer.as_str(),
        link: take::link(handling, event, &facts),
        lead: take::lead(&facts.lead),
        agent,
        owner,
        facts,
        now: app.now(),
    };
    for _ in 0..MOST_RACES {
        let (late, dialects) = (late.clone(), app.dialects.clone());
        let written = app
            .store
            .write(Durability::Full, move |tx| {
                Box::pin(async move { publish(tx, &dialects, late.write(tx, id).await?).await })
            })
            .await;
        match written {
            // Another request made the same contact: it will be found this time.
            Err(StoreError::Conflict { .. } | StoreError::GaveWay(_)) => {}
            other => return Ok(other?),
        }
    }
    Err(AppError::Conflict("too many requests change the same call at once; try again".into()))
}

#[derive(Clone)]
struct Late {
    workspace: Workspace,
    source: &'static str,
    facts: CallFacts,
    link: Option<String>,
    agent: Option<NewParticipant>,
    owner: Option<UserId>,
    lead: Option<NewParticipant>,
    now: Instant,
}

impl Late {
    /// Returns what tells of it, if anything changed.
    async fn write(&self, tx: &Tx, id: ConversationId) -> Result<Vec<Event>, StoreError> {
        let mut events = Vec::new();
        let Some(before) = conversations::get_for_update(tx, id).await? else { return Ok(events) };
        if before.source_system.as_deref() != Some(self.source) {
            return Ok(events);
        }
        let mut after = before.clone();
        if let Some(started_at) = self.facts.start() {
            let moved_by = started_at - before.started_at;
            after.started_at = started_at;
            after.ended_at = before.ended_at.and_then(|ended_at| ended_at.checked_add(moved_by));
        }
        if before.title == take::UNTITLED {
            after.title = take::title(&self.facts);
        }
        after.external_url = before.external_url.clone().or_else(|| self.link.clone());
        let present = participants::list(tx, id).await?;
        let mut missing = Vec::new();
        if let (Some(agent), Some(owner)) = (&self.agent, self.owner)
            && !present.iter().any(|one| one.is_owner)
        {
            after.owner_user_id = Some(owner);
            after.host_user_id = Some(owner);
            missing.push(agent.clone());
        }
        let has_lead = present.iter().any(|one| one.role == ParticipantRole::Customer);
        missing.extend(self.lead.clone().filter(|_| !has_lead));
        if !missing.is_empty() {
            let added = self.add(tx, &after, &present, &missing).await?;
            events = added.events;
            let all = present.iter().chain(&added.participants);
            after.is_internal = all.into_iter().all(|one| one.role == ParticipantRole::Agent);
        }
        if after == before {
            return Ok(events);
        }
        after.updated_at = dated(tx, before.updated_at);
        conversations::update(tx, &after).await?;
        events.push(updated_event(&before, &after, self.now));
        Ok(events)
    }

    async fn add(
        &self,
        tx: &Tx,
        conversation: &Conversation,
        present: &[Participant],
        missing: &[NewParticipant],
    ) -> Result<People, StoreError> {
        // Without an agent who is a user nobody among the missing owns the call.
        let owner = conversation.owner_user_id.or(self.owner).unwrap_or_else(UserId::generate);
        let mut added = people::find_or_create(tx, &self.workspace, missing, owner, self.now).await?;
        let first = present.iter().map(|one| one.position + 1).max().unwrap_or_default();
        for (position, one) in (first..).zip(&mut added.participants) {
            one.position = position;
        }
        participants::insert_many(tx, conversation.id, &added.participants).await?;
        Ok(added)
    }
}
