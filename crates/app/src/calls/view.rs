//! A call as it is read, with what belongs to it.

use std::collections::{BTreeSet, HashMap};

use colloquy_domain::agent::AgentEndpoint;
use colloquy_domain::call::CallDetails;
use colloquy_domain::conversation::{Conversation, ConversationKind, Participant};
use colloquy_domain::property::Property;
use colloquy_domain::recording::Recording;
use colloquy_domain::stage::{StageName, StageStatus};
use colloquy_domain::{AgentEndpointId, ConversationId, MetricPolicyId, WorkspaceId};
use colloquy_store::{
    Tx, agents, calls, conversations, insights, metrics, participants, properties, recordings, stages,
    untitled,
};

use crate::keys::Caller;
use crate::{App, AppError, read};

/// A conversation as a call.
#[derive(Debug, Clone)]
pub struct Call {
    /// The conversation.
    pub conversation: Conversation,
    /// What is known of it as a call; none where it did not come in as one.
    pub details: Option<CallDetails>,
    /// The sender's own id for it.
    pub external_id: Option<String>,
    /// Its title, once there is one.
    pub title: Option<String>,
    /// What it was about, once that is known.
    pub summary: Option<String>,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// The endpoints at which agents take part.
    pub endpoints: HashMap<AgentEndpointId, AgentEndpoint>,
    /// The policies by which it was measured.
    pub policy_ids: Vec<MetricPolicyId>,
    /// What callers attached to it, by name.
    pub properties: Vec<Property>,
    /// The recording, where there is one that can be heard.
    pub recording: Option<Recording>,
}

/// The call, if the caller may see it.
pub async fn get(app: &App, caller: &Caller, id: ConversationId) -> Result<Call, AppError> {
    let conversation = conversation(app, caller, id).await?;
    let loaded = load(app, caller.workspace_id(), vec![conversation]).await?;
    loaded.into_iter().next().ok_or(AppError::NotFound("call"))
}

/// The call, whoever asks: for answers to who just made it.
pub async fn get_own(app: &App, caller: &Caller, id: ConversationId) -> Result<Call, AppError> {
    let found = conversations::get(app.store.reader(), caller.workspace_id(), id).await?;
    let loaded = load(app, caller.workspace_id(), found.into_iter().collect()).await?;
    loaded.into_iter().next().ok_or(AppError::NotFound("call"))
}

/// The conversation, if it is spoken and the caller may see it.
pub async fn conversation(app: &App, caller: &Caller, id: ConversationId) -> Result<Conversation, AppError> {
    spoken(read::conversation(app, caller, id).await)
}

/// The same conversation, locked, if the caller may add to it: whoever brought a private one may.
pub(crate) async fn to_change(
    tx: &Tx,
    caller: &Caller,
    id: ConversationId,
) -> Result<Conversation, AppError> {
    spoken(crate::conversations::to_complete(tx, caller, id).await)
}

/// Whoever asks for a call is told of no conversation that is none.
fn spoken(found: Result<Conversation, AppError>) -> Result<Conversation, AppError> {
    match found {
        Ok(conversation) => match conversation.kind {
            ConversationKind::Call | ConversationKind::Meeting => Ok(conversation),
            ConversationKind::Chat | ConversationKind::Email => Err(AppError::NotFound("call")),
        },
        Err(AppError::NotFound(_)) => Err(AppError::NotFound("call")),
        Err(other) => Err(other),
    }
}

/// These conversations with what belongs to them, each kind of it read once for all.
pub(super) async fn load(
    app: &App,
    workspace_id: WorkspaceId,
    conversations: Vec<Conversation>,
) -> Result<Vec<Call>, AppError> {
    let reader = app.store.reader();
    let ids: Vec<ConversationId> = conversations.iter().map(|conversation| conversation.id).collect();
    let mut details = calls::get_many(reader, &ids).await?;
    let mut external_ids = calls::external_ids(reader, &ids).await?;
    let untitled = untitled::among(reader, &ids).await?;
    let mut summaries = insights::list_summary_texts_for_many(reader, &ids).await?;
    let mut people = participants::list_for_many(reader, &ids).await?;
    let mut properties = properties::list_for_many(reader, &ids).await?;
    let mut recordings = recordings::list_for_many(reader, &ids).await?;
    let mut policies = metrics::collections::policies_of(reader, &ids).await?;
    let unheard = stages::with_status(reader, &ids, StageName::Recording, StageStatus::Failed).await?;
    let endpoint_ids: BTreeSet<AgentEndpointId> =
        people.values().flatten().filter_map(|participant| participant.agent_endpoint_id).collect();
    let endpoint_ids: Vec<AgentEndpointId> = endpoint_ids.into_iter().collect();
    let endpoints = agents::endpoints::list_by_ids(reader, workspace_id, &endpoint_ids).await?;
    let endpoints: HashMap<AgentEndpointId, AgentEndpoint> =
        endpoints.into_iter().map(|endpoint| (endpoint.id, endpoint)).collect();
    let loaded = conversations.into_iter().map(|conversation| {
        let id = conversation.id;
        let participants = people.remove(&id).unwrap_or_default();
        let own = participants.iter().filter_map(|participant| participant.agent_endpoint_id);
        let recording = recordings.remove(&id).and_then(|recordings| recordings.into_iter().next());
        Call {
            details: details.remove(&id),
            external_id: external_ids.remove(&id).or_else(|| conversation.external_id.clone()),
            title: (!untitled.contains(&id)).then(|| conversation.title.clone()),
            summary: summaries.remove(&id),
            policy_ids: policies.remove(&id).unwrap_or_default(),
            endpoints: own.filter_map(|id| Some((id, endpoints.get(&id)?.clone()))).collect(),
            participants,
            properties: properties.remove(&id).unwrap_or_default(),
            recording: recording.filter(|_| !unheard.contains(&id)),
            conversation,
        }
    });
    Ok(loaded.collect())
}
