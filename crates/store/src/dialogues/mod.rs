//! Dialogues: what conversations have beside themselves that agents of ours hold. One whose conversation is deleted is
//! kept until that is erased, and found by nothing.
//!
//! `is_live` follows from the status, and is false of what is deleted. It stands in a column of its own so that indexes
//! hold only those dialogues that somebody may still say something in, which are few: who looks for one of these asks
//! for that alone, lest the database take the index of all that are not deleted.
//!
//! People may give a dialogue any status; one that its channel has not come to is a note beside its own ([`SHOWN_AS`]).
//! Lists are narrowed by what is shown, which therefore stands in a column of its own as well.

mod caps;
mod find;
mod walk;

pub use self::caps::{
    Caps, Standing, begun_since, calls_going_on, lock_begins, note_begun, prune_begun, said_since, standing,
};
pub use self::find::{
    by_access, find_live_by_email, find_live_by_phone, find_live_in_workspace, list, live_of_channel,
    lock_customer, workspaces_of_numbers,
};
pub use self::walk::{Sight, WalkFilter, onward};

use colloquy_domain::call::CallDirection;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::{AgentId, ContactId, ConversationId, InboundRouteId, Instant, SkillId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, execute_one, json, micros, number, optional_micros, query_one, row_lock, values,
};
use crate::tx::Tx;

const COLUMNS: &str = "conversation_id, workspace_id, channel, direction, status, ended_reason, agent_id, skill_id, \
                       contact_id, customer_name, customer_phone, customer_email, agent_phone, agent_email, \
                       inbound_route_id, brief, note, message_count, answered_to, presence_checks, heard_at, \
                       idle_at, channel_state, access_sha256, started_at, ended_at, created_at, updated_at";

/// What is written beside.
const DERIVED: &str = "is_live, shown_status";

/// Member of a dialogue's `channel_state`: the status that people gave it, where it has not come to that. It is shown,
/// and changes nothing else.
pub const SHOWN_AS: &str = "shown_as";

/// The status that a dialogue is shown with, and by which lists find it.
#[must_use]
pub fn shown_status(dialogue: &Dialogue) -> DialogueStatus {
    let noted = dialogue.channel_state.get(SHOWN_AS).and_then(serde_json::Value::as_str);
    noted.and_then(DialogueStatus::parse).unwrap_or(dialogue.status)
}

fn read(row: &mut Fields<'_>) -> Result<Dialogue, StoreError> {
    Ok(Dialogue {
        conversation_id: ConversationId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        channel: row.word(Channel::parse)?,
        direction: row.word(CallDirection::parse)?,
        status: row.word(DialogueStatus::parse)?,
        ended_reason: row.take()?,
        agent_id: AgentId(row.uuid()?),
        skill_id: SkillId(row.uuid()?),
        contact_id: ContactId(row.uuid()?),
        customer_name: row.take()?,
        customer_phone: row.take()?,
        customer_email: row.take()?,
        agent_phone: row.take()?,
        agent_email: row.take()?,
        inbound_route_id: row.take::<Option<_>>()?.map(InboundRouteId),
        brief: row.json()?,
        note: row.take()?,
        message_count: row.number()?,
        answered_to: row.number()?,
        presence_checks: row.number()?,
        heard_at: row.instant()?,
        idle_at: row.optional_instant()?,
        channel_state: row.json()?,
        access_sha256: row.take()?,
        started_at: row.optional_instant()?,
        ended_at: row.optional_instant()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(dialogue: &Dialogue) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        dialogue.conversation_id.0,
        dialogue.workspace_id.0,
        dialogue.channel.as_str(),
        dialogue.direction.as_str(),
        dialogue.status.as_str(),
        dialogue.ended_reason.clone(),
        dialogue.agent_id.0,
        dialogue.skill_id.0,
        dialogue.contact_id.0,
        dialogue.customer_name.clone(),
        dialogue.customer_phone.clone(),
        dialogue.customer_email.clone(),
        dialogue.agent_phone.clone(),
        dialogue.agent_email.clone(),
        dialogue.inbound_route_id.map(|id| id.0),
        json(&dialogue.brief)?,
        dialogue.note.clone(),
        number(dialogue.message_count),
        number(dialogue.answered_to),
        number(dialogue.presence_checks),
        micros(dialogue.heard_at),
        optional_micros(dialogue.idle_at),
        json(&dialogue.channel_state)?,
        dialogue.access_sha256.clone(),
        optional_micros(dialogue.started_at),
        optional_micros(dialogue.ended_at),
        micros(dialogue.created_at),
        micros(dialogue.updated_at),
        !dialogue.status.is_over(),
        shown_status(dialogue).as_str(),
    ])
}

/// Adds a dialogue; its conversation is there.
pub async fn insert(tx: &Tx, dialogue: &Dialogue) -> Result<(), StoreError> {
    sql::insert(tx, "dialogue", &format!("{COLUMNS}, {DERIVED}"), vec![write(dialogue)?]).await
}

/// The dialogue that is that conversation.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ConversationId,
) -> Result<Option<Dialogue>, StoreError> {
    Ok(get_any(conn, id).await?.filter(|dialogue| dialogue.workspace_id == workspace_id))
}

/// The dialogue that is that conversation, in whatever workspace: for workers, which act for all.
pub async fn get_any(
    conn: &impl ConnectionTrait,
    id: ConversationId,
) -> Result<Option<Dialogue>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM dialogue WHERE conversation_id = $1 AND deleted_at IS NULL");
    query_one(conn, &sql, values![id.0], read).await
}

/// The same, locked until the transaction ends. Whoever adds a message holds this lock, since places of messages have
/// no gaps.
pub async fn get_for_update(tx: &Tx, id: ConversationId) -> Result<Option<Dialogue>, StoreError> {
    let lock = row_lock(tx);
    let sql =
        format!("SELECT {COLUMNS} FROM dialogue WHERE conversation_id = $1 AND deleted_at IS NULL{lock}");
    query_one(tx, &sql, values![id.0], read).await
}

/// Stores what has changed.
pub async fn update(tx: &Tx, dialogue: &Dialogue) -> Result<(), StoreError> {
    let sql = format!(
        "UPDATE dialogue SET {} WHERE conversation_id = $1 AND workspace_id = $2 AND deleted_at IS NULL",
        sql::assignments(&format!("{COLUMNS}, {DERIVED}"))
    );
    execute_one(tx, "dialogue", &sql, write(dialogue)?).await
}

/// Has nothing find the dialogue of a conversation any more, as that is deleted.
pub async fn hide_of_conversation(
    tx: &Tx,
    conversation_id: ConversationId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE dialogue SET deleted_at = $1, updated_at = $1, is_live = FALSE \
               WHERE conversation_id = $2 AND deleted_at IS NULL";
    execute(tx, sql, values![micros(now), conversation_id.0]).await.map(|_| ())
}
