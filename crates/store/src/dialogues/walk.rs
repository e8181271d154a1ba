//! Dialogues page by page: each page begins after the last row of the one before.

use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::filter::{Order, Position};
use colloquy_domain::{AgentId, CredentialId, UserId, WorkspaceId};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::{COLUMNS, read};
use crate::error::StoreError;
use crate::lists::Window;
use crate::lists::query::{Query, qualified};
use crate::sql::query_all;

/// By what dialogues and conversations belong together.
const SAME: &str = "conversation.id = dialogue.conversation_id";

/// Which dialogues. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WalkFilter {
    /// In that state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<DialogueStatus>,
    /// By that channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Held by that agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
}

/// Which private dialogues are among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// All.
    Everything,
    /// Those that this key brought, and those that are this user's.
    Own {
        /// The key.
        credential_id: CredentialId,
        /// The user behind it.
        user_id: Option<UserId>,
    },
}

/// The dialogues that satisfy the filter and were made before a position, the newest first: at most so many.
pub async fn onward(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &WalkFilter,
    sight: Sight,
    after: Option<Position>,
    limit: u64,
) -> Result<Vec<Dialogue>, StoreError> {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("dialogue.workspace_id = {workspace}"));
    query.require("dialogue.deleted_at IS NULL");
    let tables = match sight {
        Sight::Everything => "dialogue",
        Sight::Own { credential_id, user_id } => {
            query.require(SAME);
            let credential = query.value(credential_id.0);
            let mut seen = format!("NOT conversation.is_private OR conversation.created_by = {credential}");
            if let Some(user_id) = user_id {
                let (owner, host) = (query.value(user_id.0), query.value(user_id.0));
                seen.push_str(&format!(
                    " OR conversation.owner_user_id = {owner} OR conversation.host_user_id = {host}"
                ));
            }
            query.require(format!("({seen})"));
            // SQLite goes through tables in the order in which they stand at a CROSS JOIN.
            "dialogue CROSS JOIN conversation"
        }
    };
    if let Some(status) = filter.status {
        query.require(format!("dialogue.shown_status = '{}'", status.as_str()));
    }
    if let Some(channel) = filter.channel {
        query.require(format!("dialogue.channel = '{}'", channel.as_str()));
    }
    if let Some(agent_id) = filter.agent_id {
        let agent = query.value(agent_id.0);
        query.require(format!("dialogue.agent_id = {agent}"));
    }
    let window = Window { order: Order::default(), after, until: None, limit };
    let order = query.require_window("dialogue.created_at", "dialogue.conversation_id", &window);
    let columns = qualified("dialogue", COLUMNS);
    let sql = format!("SELECT {columns} FROM {tables} WHERE {} {order}", query.conditions());
    query_all(conn, &sql, query.into_values(), read).await
}
