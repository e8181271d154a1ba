//! How many dialogues go on and were begun lately: for the caps of a workspace.
//!
//! What waits for its turn begins in the order in which it was made. Calls and messages wait apart: a call may have to
//! wait for another one to end, which is nothing to a message.

use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus};
use colloquy_domain::dialogue_message::Sender;
use colloquy_domain::{Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::sql::{execute, insert_or, micros, name_lock, number, query_one, values};
use crate::tx::Tx;

/// So many more of those that wait are counted than may begin: enough to know who is far back.
const COUNTED_BEHIND: u64 = 8;

/// What a workspace may do.
#[derive(Debug, Clone, Copy)]
pub struct Caps {
    /// Telephone calls that go on.
    pub calls: u64,
    /// Dialogues that it may begin from `since` on; none where it may begin as many as there are.
    pub begun: Option<u64>,
    /// From when on beginnings count.
    pub since: Instant,
}

/// Where a dialogue stands that is to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// So many of its kind may begin.
    pub room: u64,
    /// So many of them wait that were made before it; of very many not all are counted.
    pub older: u64,
}

impl Standing {
    /// Whether its turn has come: all that were made before it may begin beside it.
    #[must_use]
    pub fn may_begin(self) -> bool {
        self.older < self.room
    }
}

/// Where a dialogue that is queued stands now. Without [`lock_begins`] this is a look that others may outdate.
pub async fn standing(
    conn: &impl ConnectionTrait,
    dialogue: &Dialogue,
    caps: Caps,
) -> Result<Standing, StoreError> {
    let mut room = u64::MAX;
    if let Some(most) = caps.begun {
        room = most.saturating_sub(begun_since(conn, dialogue.workspace_id, caps.since).await?);
    }
    if dialogue.channel == Channel::Call {
        room = room.min(caps.calls.saturating_sub(calls_going_on(conn, dialogue.workspace_id).await?));
    }
    if room == u64::MAX {
        return Ok(Standing { room, older: 0 });
    }
    let kind = if dialogue.channel == Channel::Call { "=" } else { "<>" };
    // The index holds those of this one status.
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 AS held FROM dialogue WHERE workspace_id = $1 AND is_live \
         AND status = '{}' AND channel {kind} '{}' AND (created_at, conversation_id) < ($2, $3) LIMIT $4) AS older",
        DialogueStatus::Queued.as_str(),
        Channel::Call.as_str()
    );
    let values = values![
        dialogue.workspace_id.0,
        micros(dialogue.created_at),
        dialogue.conversation_id.0,
        number(room.saturating_add(COUNTED_BEHIND)),
    ];
    let older = query_one(conn, &sql, values, |row| row.number::<u64>()).await?.unwrap_or(0);
    Ok(Standing { room, older })
}

/// Messages that our agents wrote to the customer of that dialogue then or later: in it, and in others of the workspace
/// with the same address by the same channel.
pub async fn said_since(
    conn: &impl ConnectionTrait,
    dialogue: &Dialogue,
    since: Instant,
) -> Result<u64, StoreError> {
    let address = match (dialogue.channel.needs_phone(), dialogue.channel.needs_email()) {
        (true, _) => dialogue.customer_phone.as_deref().map(|phone| ("customer_phone", phone)),
        (false, true) => dialogue.customer_email.as_deref().map(|email| ("customer_email", email)),
        (false, false) => None,
    };
    let mut values: Vec<Value> = values![Sender::Agent.as_str(), micros(since)];
    let place = match address {
        Some((column, address)) => {
            values.extend(values![address, dialogue.channel.as_str(), dialogue.workspace_id.0]);
            // Whoever writes a message dates its dialogue anew.
            format!(
                "conversation_id IN (SELECT conversation_id FROM dialogue WHERE {column} = $3 AND channel = $4 \
                 AND workspace_id = $5 AND updated_at >= $2)"
            )
        }
        None => {
            values.push(dialogue.conversation_id.0.into());
            "conversation_id = $3".to_owned()
        }
    };
    let sql =
        format!("SELECT COUNT(*) FROM dialogue_message WHERE sender = $1 AND created_at >= $2 AND {place}");
    Ok(query_one(conn, &sql, values, |row| row.number::<u64>()).await?.unwrap_or(0))
}

/// Calls of a workspace that are being placed or held.
pub async fn calls_going_on(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
) -> Result<u64, StoreError> {
    let sql =
        "SELECT COUNT(*) FROM dialogue WHERE workspace_id = $1 AND channel = $2 AND is_live AND status <> $3";
    let values = values![workspace_id.0, Channel::Call.as_str(), DialogueStatus::Queued.as_str()];
    Ok(query_one(conn, sql, values, |row| row.number::<u64>()).await?.unwrap_or(0))
}

/// Dialogues that a workspace was let begin then or later.
pub async fn begun_since(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    since: Instant,
) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM dialogue_begun WHERE workspace_id = $1 AND begun_at >= $2";
    let values = values![workspace_id.0, micros(since)];
    Ok(query_one(conn, sql, values, |row| row.number::<u64>()).await?.unwrap_or(0))
}

/// Has others who ask for the same workspace wait until this transaction ends: who counts under this lock and then lets
/// a dialogue begin does not exceed a cap together with somebody else.
pub async fn lock_begins(tx: &Tx, workspace_id: WorkspaceId) -> Result<(), StoreError> {
    name_lock(tx, &format!("dialogues begun in {workspace_id}")).await
}

/// Notes that a dialogue was let begin; where that was noted before, nothing changes.
pub async fn note_begun(tx: &Tx, dialogue: &Dialogue, now: Instant) -> Result<(), StoreError> {
    let row = values![dialogue.conversation_id.0, dialogue.workspace_id.0, micros(now)];
    let columns = "conversation_id, workspace_id, begun_at";
    let once = "ON CONFLICT (conversation_id) DO NOTHING";
    insert_or(tx, "dialogue_begun", columns, vec![row], once).await.map(|_| ())
}

/// Forgets what was noted before then, at most `limit` of it; how much it was.
pub async fn prune_begun(tx: &Tx, before: Instant, limit: u64) -> Result<u64, StoreError> {
    let sql = "DELETE FROM dialogue_begun WHERE conversation_id IN \
               (SELECT conversation_id FROM dialogue_begun WHERE begun_at < $1 ORDER BY begun_at LIMIT $2)";
    execute(tx, sql, values![micros(before), number(limit)]).await
}
