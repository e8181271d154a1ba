//! How much of the server workspaces use: every request of a key, and the sums of a month.
//!
//! Sums of requests are kept as these come, so that they outlive the requests themselves, which are forgotten after a
//! time ([`prune`]). Deliveries and stored bytes are counted when somebody asks.

use std::collections::BTreeMap;

use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::usage::{ApiCall, BillingPeriod, KeyUsage, Usage};
use colloquy_domain::{CredentialId, Instant, RequestId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::lists::query::{Query, qualified};
use crate::lists::slices::{Listed, newest_first};
use crate::sql::{self, Fields, execute, insert_or, micros, number, query_all, query_one, values};
use crate::tx::Tx;

const COLUMNS: &str = "workspace_id, credential_id, at, method, path, status";

/// A name for what a program does for a user, which no key stands for.
const NAMELESS: &str = "OAuth";

fn read(row: &mut Fields<'_>) -> Result<ApiCall, StoreError> {
    Ok(ApiCall {
        workspace_id: WorkspaceId(row.uuid()?),
        credential_id: CredentialId(row.uuid()?),
        at: row.instant()?,
        method: row.take()?,
        path: row.take()?,
        status: row.number()?,
    })
}

/// Writes requests down and adds them to what their keys used, each in the month in which it was answered.
pub async fn record(tx: &Tx, calls: &[ApiCall]) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(calls.len());
    // By key, so that two transactions with the same keys do not wait for each other.
    let mut used: BTreeMap<(WorkspaceId, BillingPeriod, CredentialId), (u64, Instant)> = BTreeMap::new();
    for call in calls {
        rows.push(values![
            RequestId::generate().0,
            call.workspace_id.0,
            call.credential_id.0,
            micros(call.at),
            call.method.as_str(),
            call.path.as_str(),
            i64::from(call.status),
        ]);
        let key = (call.workspace_id, BillingPeriod::of(call.at), call.credential_id);
        let (count, latest) = used.entry(key).or_insert((0, call.at));
        *count += 1;
        *latest = call.at.max(*latest);
    }
    sql::insert(tx, "api_call", &format!("id, {COLUMNS}"), rows).await?;
    let rows: Vec<Vec<Value>> = used
        .into_iter()
        .map(|((workspace_id, period, credential_id), (count, latest))| {
            values![workspace_id.0, period.text(), credential_id.0, number(count), micros(latest)]
        })
        .collect();
    let columns = "workspace_id, period, credential_id, calls, last_used_at";
    let added = "ON CONFLICT (workspace_id, period, credential_id) DO UPDATE SET \
                 calls = key_usage.calls + excluded.calls, \
                 last_used_at = CASE WHEN excluded.last_used_at > key_usage.last_used_at \
                 THEN excluded.last_used_at ELSE key_usage.last_used_at END";
    insert_or(tx, "key_usage", columns, rows, added).await.map(|_| ())
}

/// What a workspace used in a month, and what it has stored now. [`calls`] is quick, [`webhooks`] goes through the
/// deliveries of the month and [`stored_bytes`] through all recordings: not for every request.
pub async fn usage(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    period: BillingPeriod,
) -> Result<Usage, StoreError> {
    Ok(Usage {
        calls: calls(conn, workspace_id, period).await?,
        webhooks: webhooks(conn, workspace_id, period).await?,
        stored_bytes: stored_bytes(conn, workspace_id).await?,
    })
}

/// Requests of a month.
pub async fn calls(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    period: BillingPeriod,
) -> Result<u64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(calls), 0) AS BIGINT) FROM key_usage \
               WHERE workspace_id = $1 AND period = $2";
    one_number(conn, sql, values![workspace_id.0, period.text()]).await
}

/// Deliveries of a month that were made. They count in the month in which their event came, however late they arrived.
pub async fn webhooks(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    period: BillingPeriod,
) -> Result<u64, StoreError> {
    let (from, until) = period.range();
    let sql = "SELECT COUNT(*) FROM delivery WHERE workspace_id = $1 AND created_at >= $2 AND created_at < $3 \
               AND status = 'delivered'";
    one_number(conn, sql, values![workspace_id.0, micros(from), micros(until)]).await
}

/// Bytes that a workspace has stored now: the recordings of conversations that are not deleted, and uploads that are no
/// conversations yet.
pub async fn stored_bytes(conn: &impl ConnectionTrait, workspace_id: WorkspaceId) -> Result<u64, StoreError> {
    // SQLite goes through the tables in the order in which they stand at a CROSS JOIN.
    let recordings = "SELECT CAST(COALESCE(SUM(recording.size_bytes), 0) AS BIGINT) \
                      FROM conversation CROSS JOIN recording \
                      WHERE conversation.workspace_id = $1 AND conversation.deleted_at IS NULL \
                      AND recording.conversation_id = conversation.id";
    let uploads = "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) FROM audio_file \
                   WHERE workspace_id = $1 AND deleted_at IS NULL AND conversation_id IS NULL";
    let recorded = one_number(conn, recordings, values![workspace_id.0]).await?;
    Ok(recorded.saturating_add(one_number(conn, uploads, values![workspace_id.0]).await?))
}

async fn one_number(conn: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
    Ok(query_one(conn, sql, values, |row| row.number::<u64>()).await?.unwrap_or(0))
}

/// What each key of a workspace used in a month, the most used first. Also keys that were revoked, where they were used
/// in it; programs under their own name; and keys that may be used and were not.
pub async fn by_key(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    period: BillingPeriod,
) -> Result<Vec<KeyUsage>, StoreError> {
    let sql = "SELECT own.id, COALESCE(credential.name, oauth_client.name, $3), COALESCE(used.calls, 0), \
               used.last_used_at \
               FROM (SELECT credential_id AS id FROM key_usage WHERE workspace_id = $1 AND period = $2 \
               UNION SELECT id FROM credential \
               WHERE workspace_id = $1 AND revoked_at IS NULL AND kind = 'key') AS own \
               LEFT JOIN key_usage AS used \
               ON used.workspace_id = $1 AND used.period = $2 AND used.credential_id = own.id \
               LEFT JOIN credential ON credential.id = own.id \
               LEFT JOIN oauth_client ON oauth_client.id = own.id \
               ORDER BY COALESCE(used.calls, 0) DESC, own.id";
    query_all(conn, sql, values![workspace_id.0, period.text(), NAMELESS], |row| {
        Ok(KeyUsage {
            credential_id: CredentialId(row.uuid()?),
            name: row.take()?,
            calls: row.number()?,
            last_used_at: row.optional_instant()?,
        })
    })
    .await
}

/// The requests of a month that are still known: those of the slice, the newest first, and how many there are.
pub async fn details(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    period: BillingPeriod,
    slice: Slice,
) -> Result<Sliced<ApiCall>, StoreError> {
    let (from, until) = period.range();
    let mut query = Query::default();
    let [workspace, from, until] =
        [query.value(workspace_id.0), query.value(micros(from)), query.value(micros(until))];
    query.require(format!("api_call.workspace_id = {workspace}"));
    query.require(format!("api_call.at >= {from} AND api_call.at < {until}"));
    let columns = qualified("api_call", COLUMNS);
    let listed = Listed { table: "api_call", id: "id", beside: None, columns: &columns, made_at: "at" };
    newest_first(conn, &listed, query, slice, read).await
}

/// Notes that a workspace is warned about a resource in a period; false where it was warned before.
pub async fn note_warning(
    tx: &Tx,
    workspace_id: WorkspaceId,
    period: &str,
    resource: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let row = values![workspace_id.0, period, resource, micros(now)];
    let columns = "workspace_id, period, resource, warned_at";
    let once = "ON CONFLICT (workspace_id, period, resource) DO NOTHING";
    Ok(insert_or(tx, "quota_warning", columns, vec![row], once).await? > 0)
}

/// Forgets requests that came before then, at most `limit` of them; returns how many. The sums of the months stay.
pub async fn prune(tx: &Tx, before: Instant, limit: u64) -> Result<u64, StoreError> {
    // By workspace, since that is how the index begins.
    let sql = "DELETE FROM api_call WHERE id IN (SELECT api_call.id FROM workspace CROSS JOIN api_call \
               WHERE api_call.workspace_id = workspace.id AND api_call.at < $1 LIMIT $2)";
    execute(tx, sql, values![micros(before), number(limit)]).await
}
