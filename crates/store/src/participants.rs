//! Those who take part in a conversation.

use std::collections::HashMap;

use colloquy_domain::agent::PromptReference;
use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::{AgentEndpointId, AgentId, ContactId, ConversationId, ParticipantId, PromptId, UserId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{self, Fields, execute, number, query_all, query_by_conversation, values};

const COLUMNS: &str = "conversation_id, position, id, name, email, phone, role, is_owner, user_id, contact_id, \
     label, agent_id, agent_endpoint_id, prompt_id, prompt_version";

fn read(row: &mut Fields<'_>) -> Result<Participant, StoreError> {
    row.uuid()?;
    Ok(Participant {
        position: row.number()?,
        id: ParticipantId(row.uuid()?),
        name: row.take()?,
        email: row.take()?,
        phone: row.take()?,
        role: row.word(ParticipantRole::parse)?,
        is_owner: row.take()?,
        user_id: row.take::<Option<_>>()?.map(UserId),
        contact_id: row.take::<Option<_>>()?.map(ContactId),
        label: row.take()?,
        agent_id: row.take::<Option<_>>()?.map(AgentId),
        agent_endpoint_id: row.take::<Option<_>>()?.map(AgentEndpointId),
        prompt: prompt(row.take()?, row.optional_number()?),
    })
}

fn prompt(id: Option<Uuid>, version: Option<u64>) -> Option<PromptReference> {
    Some(PromptReference { prompt_id: PromptId(id?), version: version? })
}

/// Adds participants; their positions must differ from each other and from those that are there.
pub async fn insert_many(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    participants: &[Participant],
) -> Result<(), StoreError> {
    let rows = participants
        .iter()
        .map(|participant| {
            values![
                conversation_id.0,
                number(participant.position),
                participant.id.0,
                participant.name.clone(),
                participant.email.clone(),
                participant.phone.clone(),
                participant.role.as_str(),
                participant.is_owner,
                participant.user_id.map(|id| id.0),
                participant.contact_id.map(|id| id.0),
                participant.label.clone(),
                participant.agent_id.map(|id| id.0),
                participant.agent_endpoint_id.map(|id| id.0),
                participant.prompt.map(|prompt| prompt.prompt_id.0),
                participant.prompt.map(|prompt| number(prompt.version)),
            ]
        })
        .collect();
    sql::insert(conn, "participant", COLUMNS, rows).await?;
    if participants.iter().all(|participant| participant.agent_id.is_none()) {
        return Ok(());
    }
    // Questions about many conversations count each agent of a conversation once.
    let sql = "UPDATE participant SET is_first_of_agent = NOT EXISTS (SELECT 1 FROM participant AS earlier \
               WHERE earlier.conversation_id = participant.conversation_id \
               AND earlier.agent_id = participant.agent_id AND earlier.position < participant.position) \
               WHERE conversation_id = $1 AND agent_id IS NOT NULL";
    execute(conn, sql, values![conversation_id.0]).await.map(|_| ())
}

/// Stores the participants of a conversation in place of those that it had.
pub async fn replace(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
    participants: &[Participant],
) -> Result<(), StoreError> {
    execute(conn, "DELETE FROM participant WHERE conversation_id = $1", values![conversation_id.0]).await?;
    insert_many(conn, conversation_id, participants).await
}

/// The participants of a conversation, by position.
pub async fn list(
    conn: &impl ConnectionTrait,
    conversation_id: ConversationId,
) -> Result<Vec<Participant>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM participant WHERE conversation_id = $1 ORDER BY position");
    query_all(conn, &sql, values![conversation_id.0], read).await
}

/// The participants of several conversations, each by position.
pub async fn list_for_many(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<Participant>>, StoreError> {
    let select = format!("SELECT conversation_id, {COLUMNS} FROM participant");
    query_by_conversation(conn, &select, "conversation_id", "ORDER BY conversation_id, position", ids, read)
        .await
}
