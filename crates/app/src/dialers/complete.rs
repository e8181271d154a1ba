//! What is told of a call after it has become a conversation.

use std::sync::Arc;

use colloquy_domain::conversation::{Conversation, DataSource, Participant, ParticipantRole};
use colloquy_domain::dialer::{CallFacts, CallHandling, DialerEvent};
use colloquy_domain::directory::Workspace;
use colloquy_domain::event::Event;
use colloquy_domain::{ConversationId, Instant, UserId};
use colloquy_store::{Durability, StoreError, Tx, conversations, participants, workspaces};

use super::take;
use crate::again::again;
use crate::clock::dated;
use crate::conversations::may_complete;
use crate::events::{publish, updated_event};
use crate::ingest::{NewParticipant, owner_of, people};
use crate::keys::Caller;
use crate::search::{self, Heard};
use crate::{App, AppError};

/// Gives the conversation what is known by now and it lacks: its start, its lead, its agent, its link. What it has
/// from elsewhere stays, and so does a conversation that did not come from the dialer's events.
pub async fn complete(
    app: &App,
    caller: &Caller,
    handling: &CallHandling,
    event: &DialerEvent,
    id: ConversationId,
) -> Result<(), AppError> {
    let facts = take::known_of(app, event).await?;
    let agent = match take::agent(app, caller, handling, &facts.agent).await {
        // Nobody who could own it: it has an owner already.
        Err(AppError::Malformed(_)) => None,
        other => other?,
    };
    let owner = match &agent {
        Some(agent) if agent.is_owner => Some(owner_of(app, caller, std::slice::from_ref(agent)).await?),
        _ => None,
    };
    let workspace = workspaces::get(app.store.reader(), caller.workspace_id())
        .await?
        .ok_or(AppError::NotFound("workspace"))?;
    let late = Late {
        caller: caller.clone(),
        workspace,
        source: event.dialer.as_str(),
        link: take::link(handling, event, &facts),
        lead: take::lead(&facts.lead),
        agent,
        owner,
        facts,
        heard: Arc::new(search::heard(app, id).await?),
        now: app.now(),
    };
    again(|| {
        let (late, dialects, event) = (late.clone(), app.dialects.clone(), event.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let events = late.write(tx, id).await?;
                publish(tx, &dialects, events).await?;
                Ok(take::end(tx, &event, Some(id)).await?)
            })
        })
    })
    .await
}

#[derive(Clone)]
struct Late {
    caller: Caller,
    workspace: Workspace,
    source: &'static str,
    facts: CallFacts,
    link: Option<String>,
    agent: Option<NewParticipant>,
    owner: Option<UserId>,
    lead: Option<NewParticipant>,
    heard: Arc<Heard>,
    now: Instant,
}

impl Late {
    /// What there is to tell of it.
    async fn write(&self, tx: &Tx, id: ConversationId) -> Result<Vec<Event>, AppError> {
        let Some(before) = conversations::get_for_update(tx, id).await? else { return Ok(Vec::new()) };
        may_complete(&self.caller, &before)?;
        let is_made_here =
            before.data_source == DataSource::Dialer && before.source_system.as_deref() == Some(self.source);
        if !is_made_here {
            return Ok(Vec::new());
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
        let mut events = Vec::new();
        if !missing.is_empty() {
            let (added, told) = self.add(tx, &after, &present, &missing).await?;
            events = told;
            let all = present.iter().chain(&added);
            after.is_internal = all.into_iter().all(|one| one.role == ParticipantRole::Agent);
        }
        if missing.is_empty() && after == before {
            return Ok(events);
        }
        after.updated_at = dated(tx, before.updated_at);
        conversations::update(tx, &after).await?;
        search::rewrite(tx, id, &self.heard).await?;
        events.push(updated_event(&before, &after, self.now));
        Ok(events)
    }

    async fn add(
        &self,
        tx: &Tx,
        conversation: &Conversation,
        present: &[Participant],
        missing: &[NewParticipant],
    ) -> Result<(Vec<Participant>, Vec<Event>), StoreError> {
        // Without an agent who is a user nobody among the missing owns the call.
        let owner = conversation.owner_user_id.or(self.owner).unwrap_or_else(UserId::generate);
        let found = people::find_or_create(tx, &self.workspace, missing, owner, self.now).await;
        let found = found.map_err(|error| match error {
            // Another request made the same contact or company: it will be found the next time.
            StoreError::Conflict { constraint } => StoreError::GaveWay(constraint.to_owned()),
            other => other,
        })?;
        let mut added = found.participants;
        let first = present.iter().map(|one| one.position + 1).max().unwrap_or_default();
        for (position, one) in (first..).zip(&mut added) {
            one.position = position;
        }
        participants::insert_many(tx, conversation.id, &added).await?;
        Ok((added, found.events))
    }
}
