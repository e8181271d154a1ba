//! Conversations of every kind, by page number, and how much there is in each.

use std::collections::HashMap;

use colloquy_domain::conversation::{Conversation, ConversationKind};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::{CampaignId, ConversationId, Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, DbBackend};

use super::query::qualified;
use super::slices::{Listed, between, newest_first};
use super::voice_calls::{live, require_campaign};
use crate::conversations::{COLUMNS, read};
use crate::error::StoreError;
use crate::sql::query_by_conversation;

/// Which conversations. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChatFilter {
    /// Of this kind.
    pub kind: Option<ConversationKind>,
    /// Of this campaign.
    pub campaign_id: Option<CampaignId>,
    /// Whether they are over: all but calls that were told of while they went on and whose end was not told.
    pub is_over: Option<bool>,
    /// Begun not before.
    pub from: Option<Instant>,
    /// Begun not after.
    pub until: Option<Instant>,
}

/// The conversations of the slice, the newest first, and how many satisfy the filter; private ones only where they are
/// to be included.
pub async fn chats(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &ChatFilter,
    include_private: bool,
    slice: Slice,
) -> Result<Sliced<Conversation>, StoreError> {
    let (mut query, workspace) = live(workspace_id, include_private);
    if let Some(kind) = filter.kind {
        query.require(format!("conversation.kind = '{}'", kind.as_str()));
    }
    if let Some(campaign_id) = filter.campaign_id {
        require_campaign(&mut query, &workspace, campaign_id);
    }
    if let Some(is_over) = filter.is_over {
        // Calls that go on are few, and have an index of their own.
        let not = if is_over { "NOT " } else { "" };
        query.require(format!(
            "conversation.id {not}IN (SELECT call_detail.conversation_id FROM call_detail \
             WHERE call_detail.workspace_id = {workspace} AND call_detail.status <> 'ended')"
        ));
    }
    query.require_range("conversation.started_at", &between(filter.from, filter.until));
    let columns = qualified("conversation", COLUMNS);
    let listed =
        Listed { table: "conversation", id: "id", beside: None, columns: &columns, made_at: "created_at" };
    newest_first(conn, &listed, query, slice, read).await
}

/// How many took part in each of these conversations; those in which nobody did are absent.
pub async fn participant_counts(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, u64>, StoreError> {
    let select = "SELECT conversation_id, COUNT(*) FROM participant";
    let rest = "GROUP BY conversation_id";
    let found =
        query_by_conversation(conn, select, "conversation_id", rest, ids, |row| row.number::<u64>()).await?;
    Ok(found.into_iter().map(|(id, counts)| (id, counts.into_iter().sum())).collect())
}

/// How many entries the transcript of each of these conversations has; those without a transcript are absent. The
/// database counts them: documents may be megabytes.
pub async fn entry_counts(
    conn: &impl ConnectionTrait,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, u64>, StoreError> {
    let count = match conn.get_database_backend() {
        // `json` is read as it stands; a `jsonb` would be built of it first.
        DbBackend::Postgres => "json_array_length(CAST(document AS json) -> 'entries')",
        // The path begins with a dollar sign, which may not stand in a statement.
        _ => "json_array_length(document, char(36) || '.entries')",
    };
    let select = format!("SELECT conversation_id, CAST({count} AS BIGINT) FROM transcript");
    let found =
        query_by_conversation(conn, &select, "conversation_id", "", ids, |row| row.number::<u64>()).await?;
    Ok(found.into_iter().map(|(id, counts)| (id, counts.into_iter().sum())).collect())
}
