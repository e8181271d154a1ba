//! Campaigns.

use std::collections::HashMap;

use colloquy_domain::attribution::{Campaign, CampaignFilter, CampaignKind, CampaignStatus, VOICE};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::{CampaignId, Instant, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::lists::query::{Query, qualified};
use crate::lists::slices::{Listed, between, newest_first};
use crate::sql::{
    self, Fields, IDS_AT_ONCE, execute_one, insert_or, micros, optional_micros, placeholders, query_all,
    query_one, row_lock, values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, key, name, description, kind, status, channel, starts_at, ends_at, \
                       created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<Campaign, StoreError> {
    Ok(Campaign {
        id: CampaignId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        key: row.take()?,
        name: row.take()?,
        description: row.take()?,
        kind: row.word(CampaignKind::parse)?,
        status: row.word(CampaignStatus::parse)?,
        channel: row.take()?,
        starts_at: row.optional_instant()?,
        ends_at: row.optional_instant()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(campaign: &Campaign) -> Vec<Value> {
    values![
        campaign.id.0,
        campaign.workspace_id.0,
        campaign.key.as_str(),
        campaign.name.as_str(),
        campaign.description.clone(),
        campaign.kind.as_str(),
        campaign.status.as_str(),
        campaign.channel.as_str(),
        optional_micros(campaign.starts_at),
        optional_micros(campaign.ends_at),
        micros(campaign.created_at),
        micros(campaign.updated_at),
    ]
}

/// Adds a campaign. A taken key is a conflict of [`CAMPAIGN_KEY`](crate::constraint::CAMPAIGN_KEY).
pub async fn insert(tx: &Tx, campaign: &Campaign) -> Result<(), StoreError> {
    sql::insert(tx, "campaign", COLUMNS, vec![write(campaign)]).await
}

/// The campaign with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: CampaignId,
) -> Result<Option<Campaign>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM campaign WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The campaign with that key.
pub async fn get_by_key(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    key: &str,
) -> Result<Option<Campaign>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM campaign WHERE workspace_id = $1 AND key = $2");
    query_one(conn, &sql, values![workspace_id.0, key], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_by_key_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    key: &str,
) -> Result<Option<Campaign>, StoreError> {
    let lock = row_lock(tx);
    let sql = format!("SELECT {COLUMNS} FROM campaign WHERE workspace_id = $1 AND key = $2{lock}");
    query_one(tx, &sql, values![workspace_id.0, key], read).await
}

/// The campaign with that key, which is made where there is none: a running one of voice bots with the key as its
/// name.
pub async fn find_or_create(
    tx: &Tx,
    workspace_id: WorkspaceId,
    key: &str,
    now: Instant,
) -> Result<Campaign, StoreError> {
    if let Some(campaign) = get_by_key(tx, workspace_id, key).await? {
        return Ok(campaign);
    }
    let campaign = Campaign {
        id: CampaignId::generate(),
        workspace_id,
        key: key.to_owned(),
        name: key.to_owned(),
        description: None,
        kind: CampaignKind::VoiceBot,
        status: CampaignStatus::Running,
        channel: VOICE.to_owned(),
        starts_at: None,
        ends_at: None,
        created_at: now,
        updated_at: now,
    };
    // Where another transaction makes it at the same time, this waits for that one and then finds its row.
    let once = "ON CONFLICT (workspace_id, key) DO NOTHING";
    if insert_or(tx, "campaign", COLUMNS, vec![write(&campaign)], once).await? == 0 {
        return get_by_key(tx, workspace_id, key).await?.ok_or(StoreError::NotFound("campaign"));
    }
    get(tx, workspace_id, campaign.id).await?.ok_or(StoreError::NotFound("campaign"))
}

/// Stores what has changed. A taken key is a conflict as at [`insert`].
pub async fn update(tx: &Tx, campaign: &Campaign) -> Result<(), StoreError> {
    let sql = "UPDATE campaign SET key = $1, name = $2, description = $3, kind = $4, status = $5, channel = $6, \
               starts_at = $7, ends_at = $8, updated_at = $9 WHERE id = $10 AND workspace_id = $11";
    let values = values![
        campaign.key.as_str(),
        campaign.name.as_str(),
        campaign.description.clone(),
        campaign.kind.as_str(),
        campaign.status.as_str(),
        campaign.channel.as_str(),
        optional_micros(campaign.starts_at),
        optional_micros(campaign.ends_at),
        micros(campaign.updated_at),
        campaign.id.0,
        campaign.workspace_id.0,
    ];
    execute_one(tx, "campaign", sql, values).await
}

/// The campaigns of the slice, the newest first, and how many satisfy the filter.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &CampaignFilter,
    slice: Slice,
) -> Result<Sliced<Campaign>, StoreError> {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("campaign.workspace_id = {workspace}"));
    if let Some(status) = filter.status {
        query.require(format!("campaign.status = '{}'", status.as_str()));
    }
    if let Some(channel) = &filter.channel {
        let channel = query.value(channel.as_str());
        query.require(format!("campaign.channel = {channel}"));
    }
    query.require_range("campaign.created_at", &between(filter.from, filter.until));
    let columns = qualified("campaign", COLUMNS);
    let listed =
        Listed { table: "campaign", id: "id", beside: None, columns: &columns, made_at: "created_at" };
    newest_first(conn, &listed, query, slice, read).await
}

/// The keys of several campaigns.
pub async fn keys(
    conn: &impl ConnectionTrait,
    ids: &[CampaignId],
) -> Result<HashMap<CampaignId, String>, StoreError> {
    Ok(names(conn, ids).await?.into_iter().map(|(id, (key, _))| (id, key)).collect())
}

/// The keys and names of several campaigns, however many.
pub async fn names(
    conn: &impl ConnectionTrait,
    ids: &[CampaignId],
) -> Result<HashMap<CampaignId, (String, String)>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(IDS_AT_ONCE) {
        let sql = format!("SELECT id, key, name FROM campaign WHERE id IN ({})", placeholders(1, some.len()));
        let values = some.iter().map(|id| id.0.into()).collect();
        let named =
            query_all(conn, &sql, values, |row| Ok((CampaignId(row.uuid()?), (row.take()?, row.take()?))));
        found.extend(named.await?);
    }
    Ok(found)
}
