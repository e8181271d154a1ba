//! Finding dialogues: in lists, and by who writes or calls.

use colloquy_domain::dialogue::{Channel, Dialogue, DialogueFilter};
use colloquy_domain::filter::{InstantRange, Slice, Sliced};
use colloquy_domain::{CredentialId, WorkspaceId};
use sea_orm::ConnectionTrait;

use super::{COLUMNS, read};
use crate::error::StoreError;
use crate::lists::query::{Query, qualified};
use crate::lists::slices::{Listed, newest_first};
use crate::sql::{name_lock, number, query_all, query_one, values};
use crate::tx::Tx;

/// By what dialogues and conversations belong together.
const SAME: &str = "conversation.id = dialogue.conversation_id";

/// The dialogues of the slice, the newest first, and how many satisfy the filter. Private ones only where they are to
/// be included, or where `own` is the key that brought them.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &DialogueFilter,
    include_private: bool,
    own: Option<CredentialId>,
    slice: Slice,
) -> Result<Sliced<Dialogue>, StoreError> {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("dialogue.workspace_id = {workspace}"));
    query.require("dialogue.deleted_at IS NULL");
    match own {
        _ if include_private => {}
        None => query.require("NOT conversation.is_private"),
        Some(own) => {
            let own = query.value(own.0);
            query.require(format!("(NOT conversation.is_private OR conversation.created_by = {own})"));
        }
    }
    if let Some(status) = filter.status {
        query.require(format!("dialogue.shown_status = '{}'", status.as_str()));
    }
    if let Some(channel) = filter.channel {
        query.require(format!("dialogue.channel = '{}'", channel.as_str()));
    }
    let made = InstantRange { gte: filter.from, lt: filter.until, ..InstantRange::default() };
    query.require_range("dialogue.created_at", &made);
    let columns = qualified("dialogue", COLUMNS);
    let listed = Listed {
        table: "dialogue",
        id: "conversation_id",
        // What is private stands in the conversation alone.
        beside: (!include_private).then_some(("conversation", SAME)),
        columns: &columns,
        made_at: "created_at",
    };
    newest_first(conn, &listed, query, slice, read).await
}

/// The newest dialogue of the channel with that number which is not over, in whatever workspace; `agent` is the
/// number of ours, any where none is named.
pub async fn find_live_by_phone(
    conn: &impl ConnectionTrait,
    channel: Channel,
    customer: &str,
    agent: Option<&str>,
) -> Result<Option<Dialogue>, StoreError> {
    let mut values = values![channel.as_str(), customer];
    let mut ours = "";
    if let Some(agent) = agent {
        values.push(agent.into());
        ours = "AND agent_phone = $3";
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM dialogue WHERE is_live \
         AND channel = $1 AND customer_phone = $2 {ours} ORDER BY created_at DESC, conversation_id DESC LIMIT 1"
    );
    query_one(conn, &sql, values, read).await
}

/// The newest dialogue of the workspace with that number which is not over: one that is held from that number of ours,
/// else one whose number the provider chose, so that nobody here knows it.
pub async fn find_live_in_workspace(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    channel: Channel,
    customer: &str,
    agent: Option<&str>,
) -> Result<Option<Dialogue>, StoreError> {
    let mut values = values![channel.as_str(), customer, workspace_id.0];
    let mut ours = "agent_phone IS NULL";
    if let Some(agent) = agent {
        values.push(agent.into());
        ours = "(agent_phone = $4 OR agent_phone IS NULL)";
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM dialogue WHERE is_live \
         AND channel = $1 AND customer_phone = $2 AND workspace_id = $3 AND {ours} \
         ORDER BY agent_phone IS NULL, created_at DESC, conversation_id DESC LIMIT 1"
    );
    query_one(conn, &sql, values, read).await
}

/// The workspaces that ever held a dialogue of the channel between these two numbers, also one that is over, or one
/// with that customer whose number of ours nobody knows. In the order of their ids.
pub async fn workspaces_of_numbers(
    conn: &impl ConnectionTrait,
    channel: Channel,
    customer: &str,
    agent: &str,
) -> Result<Vec<WorkspaceId>, StoreError> {
    let sql = "SELECT DISTINCT workspace_id FROM dialogue WHERE customer_phone = $1 AND channel = $2 \
               AND (agent_phone = $3 OR agent_phone IS NULL) ORDER BY workspace_id";
    let values = values![customer, channel.as_str(), agent];
    query_all(conn, sql, values, |row| Ok(WorkspaceId(row.uuid()?))).await
}

/// The newest dialogue by e-mail with that address which is not over.
pub async fn find_live_by_email(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    customer: &str,
) -> Result<Option<Dialogue>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM dialogue WHERE is_live \
         AND channel = $1 AND customer_email = $2 AND workspace_id = $3 \
         ORDER BY created_at DESC, conversation_id DESC LIMIT 1"
    );
    query_one(conn, &sql, values![Channel::Email.as_str(), customer, workspace_id.0], read).await
}

/// The dialogue that a word lets in whose SHA-256 this is, also where it is over.
pub async fn by_access(conn: &impl ConnectionTrait, sha256: &str) -> Result<Option<Dialogue>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM dialogue WHERE access_sha256 = $1 AND deleted_at IS NULL");
    query_one(conn, &sql, values![sha256], read).await
}

/// The dialogues of a channel that are not over, in all workspaces, oldest first: at most `limit`.
pub async fn live_of_channel(
    conn: &impl ConnectionTrait,
    channel: Channel,
    limit: u64,
) -> Result<Vec<Dialogue>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM dialogue WHERE is_live AND channel = $1 \
         ORDER BY created_at, conversation_id LIMIT $2"
    );
    query_all(conn, &sql, values![channel.as_str(), number(limit)], read).await
}

/// Has others who lock the same number or address wait until this transaction ends: of two first messages that come in
/// at once the later one is to find the dialogue that the earlier one made.
pub async fn lock_customer(tx: &Tx, channel: Channel, customer: &str) -> Result<(), StoreError> {
    name_lock(tx, &format!("dialogue by {} with {customer}", channel.as_str())).await
}
