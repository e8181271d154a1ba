//! Projects. None is ever deleted.

use std::collections::HashMap;

use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::project::{Project, ProjectFilter};
use colloquy_domain::{ProjectId, ScorecardId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::lists::query::Query;
use crate::sql::{
    self, Fields, execute_one, json, micros, number, placeholders, query_all, query_one, row_lock, values,
};
use crate::tx::Tx;

const COLUMNS: &str =
    "id, workspace_id, name, description, kind, status, scorecard_id, review_rules, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<Project, StoreError> {
    Ok(Project {
        id: ProjectId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        description: row.take()?,
        kind: row.take()?,
        status: row.take()?,
        scorecard_id: ScorecardId(row.uuid()?),
        review_rules: row.json()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds a project.
pub async fn insert(tx: &Tx, project: &Project) -> Result<(), StoreError> {
    let row = values![
        project.id.0,
        project.workspace_id.0,
        project.name.as_str(),
        project.description.clone(),
        project.kind.as_str(),
        project.status.as_str(),
        project.scorecard_id.0,
        json(&project.review_rules)?,
        micros(project.created_at),
        micros(project.updated_at),
    ];
    sql::insert(tx, "project", COLUMNS, vec![row]).await
}

/// The project with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ProjectId,
) -> Result<Option<Project>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM project WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ProjectId,
) -> Result<Option<Project>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM project WHERE id = $1 AND workspace_id = $2{}", row_lock(tx));
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// Stores what has changed; workspace and creation do not.
pub async fn update(tx: &Tx, project: &Project) -> Result<(), StoreError> {
    let sql = "UPDATE project SET name = $1, description = $2, kind = $3, status = $4, scorecard_id = $5, \
               review_rules = $6, updated_at = $7 WHERE id = $8 AND workspace_id = $9";
    let values = values![
        project.name.as_str(),
        project.description.clone(),
        project.kind.as_str(),
        project.status.as_str(),
        project.scorecard_id.0,
        json(&project.review_rules)?,
        micros(project.updated_at),
        project.id.0,
        project.workspace_id.0,
    ];
    execute_one(tx, "project", sql, values).await
}

/// Projects of a workspace, newest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &ProjectFilter,
    slice: Slice,
) -> Result<Sliced<Project>, StoreError> {
    let filtered = || {
        let mut query = Query::default();
        let workspace = query.value(workspace_id.0);
        query.require(format!("workspace_id = {workspace}"));
        for (column, wanted) in [("status", &filter.status), ("kind", &filter.kind)] {
            if let Some(wanted) = wanted {
                let wanted = query.value(wanted.as_str());
                query.require(format!("{column} = {wanted}"));
            }
        }
        query
    };
    let counted = filtered();
    let sql = format!("SELECT COUNT(*) FROM project WHERE {}", counted.conditions());
    let total = query_one(conn, &sql, counted.into_values(), |row| row.number()).await?.unwrap_or(0);
    let mut query = filtered();
    let (limit, offset) = (query.value(number(slice.limit)), query.value(number(slice.offset)));
    let sql = format!(
        "SELECT {COLUMNS} FROM project WHERE {} ORDER BY created_at DESC, id DESC LIMIT {limit} OFFSET {offset}",
        query.conditions()
    );
    Ok(Sliced { rows: query_all(conn, &sql, query.into_values(), read).await?, total })
}

/// The projects with these ids, of whatever workspace, in no particular order.
pub async fn list_by_ids(conn: &impl ConnectionTrait, ids: &[ProjectId]) -> Result<Vec<Project>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT {COLUMNS} FROM project WHERE id IN ({})", placeholders(1, ids.len()));
    query_all(conn, &sql, ids.iter().map(|id| id.0.into()).collect(), read).await
}

/// How many evaluations projects have, whatever their state; 0 where there is none, absent where there is no such
/// project. Evaluations of private conversations count only where they are to be included.
pub async fn evaluation_counts(
    conn: &impl ConnectionTrait,
    ids: &[ProjectId],
    include_private: bool,
) -> Result<HashMap<ProjectId, u64>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let shown = if include_private { "" } else { " AND NOT evaluation.is_private" };
    // One look into the index for each project; grouping would sort all rows.
    let sql = format!(
        "SELECT project.id, (SELECT COUNT(*) FROM evaluation \
         WHERE evaluation.workspace_id = project.workspace_id AND evaluation.project_id = project.id \
         AND evaluation.deleted_at IS NULL{shown}) FROM project WHERE project.id IN ({})",
        placeholders(1, ids.len())
    );
    let values = ids.iter().map(|id| id.0.into()).collect();
    let counts = query_all(conn, &sql, values, |row| Ok((ProjectId(row.uuid()?), row.number()?))).await?;
    Ok(counts.into_iter().collect())
}
