//! Which agent answers at which address of ours.

use colloquy_domain::dialogue::Channel;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::{AgentId, InboundRouteId, SkillId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};

use crate::error::StoreError;
use crate::lists::query::{Query, qualified};
use crate::lists::slices::{Listed, newest_first};
use crate::sql::{self, Fields, execute, execute_one, json, micros, query_one, values};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, channel, address, agent_id, skill_id, allowed_origins, is_active, \
                       created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<InboundRoute, StoreError> {
    Ok(InboundRoute {
        id: InboundRouteId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        channel: row.word(Channel::parse)?,
        address: row.take()?,
        agent_id: AgentId(row.uuid()?),
        skill_id: SkillId(row.uuid()?),
        allowed_origins: row.json()?,
        is_active: row.take()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

fn write(route: &InboundRoute) -> Result<Vec<Value>, StoreError> {
    Ok(values![
        route.id.0,
        route.workspace_id.0,
        route.channel.as_str(),
        route.address.clone(),
        route.agent_id.0,
        route.skill_id.0,
        json(&route.allowed_origins)?,
        route.is_active,
        micros(route.created_at),
        micros(route.updated_at),
    ])
}

/// Adds a route. An address that another route of the channel has, in whatever workspace, is a conflict of
/// [`INBOUND_ADDRESS`](crate::constraint::INBOUND_ADDRESS).
pub async fn insert(tx: &Tx, route: &InboundRoute) -> Result<(), StoreError> {
    sql::insert(tx, "inbound_route", COLUMNS, vec![write(route)?]).await
}

/// The route with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: InboundRouteId,
) -> Result<Option<InboundRoute>, StoreError> {
    Ok(get_any(conn, id).await?.filter(|route| route.workspace_id == workspace_id))
}

/// The route with that id, in whatever workspace: for those who come in by it.
pub async fn get_any(
    conn: &impl ConnectionTrait,
    id: InboundRouteId,
) -> Result<Option<InboundRoute>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM inbound_route WHERE id = $1");
    query_one(conn, &sql, values![id.0], read).await
}

/// The route of that address, in whatever workspace, active or not.
pub async fn by_address(
    conn: &impl ConnectionTrait,
    channel: Channel,
    address: &str,
) -> Result<Option<InboundRoute>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM inbound_route WHERE channel = $1 AND address = $2");
    query_one(conn, &sql, values![channel.as_str(), address], read).await
}

/// Stores what has changed. A taken address is a conflict as at [`insert`].
pub async fn update(tx: &Tx, route: &InboundRoute) -> Result<(), StoreError> {
    let sql =
        format!("UPDATE inbound_route SET {} WHERE id = $1 AND workspace_id = $2", sql::assignments(COLUMNS));
    execute_one(tx, "inbound route", &sql, write(route)?).await
}

/// The routes of the slice, the newest first, and how many there are.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<InboundRoute>, StoreError> {
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("inbound_route.workspace_id = {workspace}"));
    let columns = qualified("inbound_route", COLUMNS);
    let listed =
        Listed { table: "inbound_route", id: "id", beside: None, columns: &columns, made_at: "created_at" };
    newest_first(conn, &listed, query, slice, read).await
}

/// Deletes a route, which frees its address; false where there is none.
pub async fn delete(tx: &Tx, workspace_id: WorkspaceId, id: InboundRouteId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM inbound_route WHERE id = $1 AND workspace_id = $2";
    Ok(execute(tx, sql, values![id.0, workspace_id.0]).await? > 0)
}
