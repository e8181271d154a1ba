//! The rows of a new dialogue, whoever begins it.

use colloquy_domain::agent_profile::{AgentKind, AgentProfile};
use colloquy_domain::call::{CallDetails, CallDirection, CallInterface, CallOrigin, CallStatus};
use colloquy_domain::conversation::{Conversation, DataSource, ProcessingStatus};
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::directory::Workspace;
use colloquy_domain::event::EventKind;
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::phone::{is_e164, normalise, valid_email};
use colloquy_domain::skill::Skill;
use colloquy_domain::stage::{Stage, StageName};
use colloquy_domain::{ConversationId, InboundRouteId, Instant};
use colloquy_store::search as word_index;
use colloquy_store::{
    StoreError, Tx, agent_profiles, calls, conversations, dialogues, participants, skills, stages, untitled,
    workspaces,
};
use serde_json::json;

use super::brief::brief;
use super::new::AgentOverride;
use super::people::{self, Customer};
use crate::app::Senders;
use crate::events::{EventDialects, event_about, publish};
use crate::keys::Caller;
use crate::search::{Person, Spoken, document};

/// Who is to speak, and doing what.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    pub workspace: Workspace,
    pub profile: AgentProfile,
    pub skill: Skill,
}

impl Cast {
    /// Those whom a route names; none where one of them is not there or not active: then nobody answers.
    pub async fn of_route(tx: &Tx, route: &InboundRoute) -> Result<Option<Self>, StoreError> {
        let workspace = workspaces::get(tx, route.workspace_id).await?;
        let profile = agent_profiles::get(tx, route.workspace_id, route.agent_id).await?;
        let skill = skills::get(tx, route.workspace_id, route.skill_id).await?;
        let (Some(workspace), Some(profile), Some(skill)) = (workspace, profile, skill) else {
            return Ok(None);
        };
        let answers = route.is_active && speaks(&profile) && skill.is_active;
        Ok(answers.then_some(Self { workspace, profile, skill }))
    }
}

/// Whether this server speaks for the agent.
pub(super) fn speaks(profile: &AgentProfile) -> bool {
    profile.is_active && profile.settings.kind.unwrap_or(AgentKind::Ai) == AgentKind::Ai
}

/// A dialogue that is about to be written.
pub(super) struct Draft<'a> {
    pub cast: &'a Cast,
    pub channel: Channel,
    pub direction: CallDirection,
    pub status: DialogueStatus,
    pub given: &'a AgentOverride,
    pub customer: &'a Customer,
    pub ours: OurSide,
    pub route_id: Option<InboundRouteId>,
    /// Who asked for it; nobody where the customer began.
    pub caller: Option<&'a Caller>,
    pub access_sha256: Option<String>,
}

/// From where our side calls and writes.
#[derive(Debug, Clone, Default)]
pub(super) struct OurSide {
    pub phone: Option<String>,
    pub email: Option<String>,
}

impl OurSide {
    /// The agent's own number and address, else the server's.
    pub fn of(channel: Channel, profile: &AgentProfile, given: &AgentOverride, senders: &Senders) -> Self {
        let settings = &profile.settings;
        let number = |text: &Option<String>| text.as_deref().and_then(normalise).filter(|text| is_e164(text));
        let own = || number(&settings.phone);
        let phone = number(&given.phone).or_else(|| match channel {
            Channel::Sms => own().or_else(|| senders.sms.clone()),
            Channel::Whatsapp => senders.whatsapp.clone().or_else(own),
            Channel::Call | Channel::Email | Channel::Webchat => own(),
        });
        let own_email = settings.email.as_deref().and_then(valid_email);
        let email = match channel {
            Channel::Email => own_email.or_else(|| senders.email.clone()),
            _ => own_email,
        };
        Self { phone, email }
    }
}

/// Writes the conversation with all that belongs to it, and the dialogue. What begins it is the caller's to write.
pub(super) async fn write(
    tx: &Tx,
    dialects: &EventDialects,
    draft: Draft<'_>,
    now: Instant,
) -> Result<Dialogue, StoreError> {
    let Cast { workspace, profile, skill } = draft.cast;
    let customer = draft.customer;
    let (contact_id, mut events) = people::contact(tx, workspace, customer, now).await?;
    let dialogue = Dialogue {
        conversation_id: ConversationId::generate(),
        workspace_id: workspace.id,
        channel: draft.channel,
        direction: draft.direction,
        status: draft.status,
        ended_reason: None,
        agent_id: profile.agent_id,
        skill_id: skill.id,
        contact_id,
        customer_name: customer.name.clone(),
        customer_phone: customer.callable().map(str::to_owned),
        customer_email: customer.email.clone(),
        agent_phone: draft.ours.phone,
        agent_email: draft.ours.email,
        inbound_route_id: draft.route_id,
        brief: brief(profile, skill, draft.given, customer),
        note: None,
        message_count: 0,
        answered_to: 0,
        presence_checks: 0,
        heard_at: now,
        idle_at: None,
        channel_state: json!({}),
        access_sha256: draft.access_sha256,
        started_at: None,
        ended_at: None,
        created_at: now,
        updated_at: now,
    };
    let (workspace_id, id) = (workspace.id, dialogue.conversation_id);
    let conversation = conversation(&dialogue, workspace, draft.caller);
    let people = people::participants(&dialogue);
    conversations::insert(tx, &conversation).await?;
    untitled::insert(tx, workspace_id, id).await?;
    participants::insert_many(tx, id, &people).await?;
    if dialogue.channel == Channel::Call {
        calls::insert(tx, &details(&dialogue), &json!({})).await?;
    }
    let words = document(&conversation, people.iter().map(Person::from), &Spoken::default());
    word_index::insert(tx, &words).await?;
    stages::insert_many(tx, &StageName::COMMON.map(|name| Stage::pending(workspace_id, id, name))).await?;
    dialogues::insert(tx, &dialogue).await?;
    events.push(event_about(EventKind::ConversationCreated, &conversation, now));
    publish(tx, dialects, events).await?;
    Ok(dialogue)
}

fn conversation(dialogue: &Dialogue, workspace: &Workspace, caller: Option<&Caller>) -> Conversation {
    let user_id = caller.and_then(Caller::user_id);
    Conversation {
        id: dialogue.conversation_id,
        workspace_id: workspace.id,
        kind: dialogue.channel.conversation_kind(),
        title: title(dialogue),
        description: None,
        meeting_url: None,
        processing_status: ProcessingStatus::Pending,
        is_private: workspace.private_by_default,
        is_internal: false,
        data_source: DataSource::Dialogue,
        started_at: dialogue.created_at,
        ended_at: None,
        owner_user_id: user_id,
        host_user_id: user_id,
        source_system: None,
        external_id: None,
        external_url: None,
        run_workflows: true,
        crm_association: None,
        created_by: caller.map(|caller| caller.credential.id),
        created_at: dialogue.created_at,
        updated_at: dialogue.created_at,
    }
}

/// Stands until the summary gives a better one.
fn title(dialogue: &Dialogue) -> String {
    let what = match (dialogue.channel, dialogue.direction) {
        (Channel::Call, CallDirection::Inbound) => "Inbound call",
        (Channel::Call, CallDirection::Outbound) => "Outbound call",
        (Channel::Sms, _) => "Text messages",
        (Channel::Whatsapp, _) => "WhatsApp messages",
        (Channel::Email, _) => "E-mail",
        (Channel::Webchat, _) => "Web chat",
    };
    let names = [&dialogue.customer_name, &dialogue.customer_phone, &dialogue.customer_email];
    match names.into_iter().flatten().next() {
        Some(name) => format!("{what} with {name}"),
        None => what.to_owned(),
    }
}

fn details(dialogue: &Dialogue) -> CallDetails {
    CallDetails {
        conversation_id: dialogue.conversation_id,
        workspace_id: dialogue.workspace_id,
        origin: CallOrigin::Dialogue,
        direction: dialogue.direction,
        interface: CallInterface::Phone,
        status: CallStatus::Ringing,
        ended_status: None,
        is_test: false,
    }
}
