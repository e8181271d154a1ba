//! Chats in which people of the workspace try an agent of theirs.
//!
//! One is a webchat like any other, held by the same turns: what is tried is what customers get. It is private and counts
//! as internal, no workflow runs for it, and its other side is a contact of its own, so that trying an agent leaves nothing
//! in the records of customers.

use colloquy_domain::agent_profile::AgentKind;
use colloquy_domain::call::CallDirection;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::directory::{Contact, Workspace};
use colloquy_domain::event::EventKind;
use colloquy_domain::skill::Skill;
use colloquy_domain::{AgentId, ConversationId, Instant, SkillId, WorkspaceId};
use colloquy_store::search as word_index;
use colloquy_store::{
    Durability, StoreError, Tx, agent_profiles, contacts, conversations, participants, skills, untitled,
    workspaces,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::new::{AgentOverride, Created, CustomerGiven};
use super::people::{self, Customer, Told};
use super::write::{Cast, Draft, OurSide, write};
use super::{begin, end, webchat};
use crate::again::again;
use crate::agent_profiles::own_skill;
use crate::directory::contacts::empty as empty_contact;
use crate::events::{EventDialects, event_about, publish};
use crate::keys::Caller;
use crate::search::{Person, Spoken, document};
use crate::{App, AppError};

/// Stands in a dialogue that has no skill: then the agent's own instructions hold.
pub const NO_SKILL: SkillId = SkillId(Uuid::nil());

/// Title of every such chat.
const TITLE: &str = "Test chat";

/// By what the other side of such chats is found among the contacts. No mail reaches it (RFC 2606).
const ADDRESS: &str = "test-chat@colloquy.invalid";

/// Member of a dialogue's `channel_state`.
const IS_TEST: &str = "is_test";

/// A chat that somebody wants to try an agent in.
#[derive(Debug, Clone)]
pub struct NewTestChat {
    /// Who speaks.
    pub agent_id: AgentId,
    /// Doing what; none: what the agent does by itself.
    pub skill_id: Option<SkillId>,
    /// Whom the agent takes the other side for.
    pub customer: CustomerGiven,
    /// What the agent is told otherwise than it says.
    pub agent_override: AgentOverride,
}

/// Whether somebody tries an agent in this dialogue.
#[must_use]
pub fn is_test(dialogue: &Dialogue) -> bool {
    dialogue.channel_state.get(IS_TEST) == Some(&Value::Bool(true))
}

/// Opens a chat, with the agent's first words where it speaks first.
///
/// # Errors
/// [`AppError::NotFound`] for the agent; [`AppError::Invalid`] naming `agent_id` where it would not answer, or `skill_id`
/// where that is not there.
pub async fn open_test_chat(app: &App, caller: &Caller, new: NewTestChat) -> Result<Created, AppError> {
    let cast = cast(app, caller.workspace_id(), &new).await?;
    let access = webchat::new_access();
    let access_sha256 = webchat::access_sha256(&access);
    let dialogue = again(|| {
        let (dialects, senders, now) = (app.dialects.clone(), app.speaking.senders.clone(), app.now());
        let (caller, cast, new) = (caller.clone(), cast.clone(), new.clone());
        let access_sha256 = access_sha256.clone();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let customer = customer(tx, &dialects, cast.workspace.id, new.customer, now).await?;
                let draft = Draft {
                    cast: &cast,
                    channel: Channel::Webchat,
                    direction: CallDirection::Inbound,
                    status: DialogueStatus::Open,
                    given: &new.agent_override,
                    customer: &customer,
                    ours: OurSide::of(Channel::Webchat, &cast.profile, &new.agent_override, &senders),
                    route_id: None,
                    caller: Some(&caller),
                    access_sha256: Some(access_sha256),
                };
                let mut dialogue = write(tx, &dialects, draft, now).await?;
                set_apart(tx, dialogue.conversation_id).await?;
                end::note(&mut dialogue, IS_TEST, json!(true));
                begin::open(tx, &mut dialogue, now).await?;
                Ok::<_, AppError>(dialogue)
            })
        })
    })
    .await?;
    Ok(Created { dialogue, is_held: false, access: Some(access) })
}

/// Who speaks and doing what. A skill may be tried before it is active; an agent that is not never answers.
async fn cast(app: &App, workspace_id: WorkspaceId, new: &NewTestChat) -> Result<Cast, AppError> {
    let reader = app.store.reader();
    let workspace = workspaces::get(reader, workspace_id).await?.ok_or(AppError::NotFound("workspace"))?;
    let profile = agent_profiles::get(reader, workspace_id, new.agent_id).await?;
    let profile = profile.ok_or(AppError::NotFound("agent"))?;
    if !profile.is_active {
        let message = "agent_id names an agent that is not active: it would not answer";
        return Err(AppError::invalid("agent_id", "inactive", message));
    }
    if profile.settings.kind == Some(AgentKind::Human) {
        let message = "agent_id names a person: this server speaks for agents of the kind ai alone";
        return Err(AppError::invalid("agent_id", "not_a_program", message));
    }
    let skill = match new.skill_id {
        Some(id) => {
            let found = skills::get(reader, workspace_id, id).await?;
            found.ok_or_else(|| {
                let message = format!("skill_id names no skill of this workspace: {id}");
                AppError::invalid("skill_id", "unknown_value", message)
            })?
        }
        None => own_skill(app, &profile).await?.unwrap_or_else(|| no_skill(workspace_id, app.now())),
    };
    let workspace = Workspace { private_by_default: true, ..workspace };
    Ok(Cast { workspace, profile, skill })
}

fn no_skill(workspace_id: WorkspaceId, now: Instant) -> Skill {
    Skill {
        id: NO_SKILL,
        workspace_id,
        name: String::new(),
        description: None,
        language: None,
        is_active: true,
        initial_message: None,
        prompt: None,
        routing_conditions: Map::new(),
        created_at: now,
        updated_at: now,
    }
}

/// The other side: what was said of it, and the contact that all such chats have in common.
async fn customer(
    tx: &Tx,
    dialects: &EventDialects,
    workspace_id: WorkspaceId,
    given: CustomerGiven,
    now: Instant,
) -> Result<Customer, StoreError> {
    let known = contacts::find_by_emails(tx, workspace_id, &[ADDRESS]).await?.into_iter().next();
    let contact = match known {
        Some(contact) => contact,
        None => {
            let contact = Contact {
                first_name: Some(TITLE.to_owned()),
                emails: vec![ADDRESS.to_owned()],
                ..empty_contact(workspace_id, now)
            };
            let inserted = contacts::insert_many(tx, std::slice::from_ref(&contact)).await;
            inserted.map_err(|error| match error {
                // Another chat made it at this moment: it will be found the next time.
                StoreError::Conflict { constraint } => StoreError::GaveWay(constraint.to_owned()),
                other => other,
            })?;
            publish(tx, dialects, vec![event_about(EventKind::ContactCreated, &contact, now)]).await?;
            contact
        }
    };
    let told = Told { given, ..Told::default() };
    // Whoever is told of may be a customer; what the directory knows of them has no place here.
    let claimed = people::find(tx, workspace_id, told).await?.claimed();
    Ok(Customer { known: Some(contact), ..claimed })
}

/// Has the conversation be known for what it is. It is private already.
async fn set_apart(tx: &Tx, id: ConversationId) -> Result<(), StoreError> {
    let Some(before) = conversations::get_for_update(tx, id).await? else { return Ok(()) };
    let after = Conversation { title: TITLE.to_owned(), is_internal: true, run_workflows: false, ..before };
    conversations::update(tx, &after).await?;
    // No summary gives it another title.
    untitled::remove(tx, id).await?;
    let people = participants::list(tx, id).await?;
    word_index::put(tx, &document(&after, people.iter().map(Person::from), &Spoken::default())).await
}
