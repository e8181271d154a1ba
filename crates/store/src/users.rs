//! Users of a workspace.

use colloquy_domain::directory::{User, UserRole};
use colloquy_domain::{UserId, WorkspaceId};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;
use crate::sql::{
    self, Fields, execute, execute_one, micros, name_lock, placeholders, query_all, query_one, row_lock,
    searchable, values,
};
use crate::tx::Tx;

const COLUMNS: &str =
    "id, workspace_id, role, name, email, phone, job_title, time_zone, created_at, updated_at";

/// With the last use of any of their keys and sessions.
pub(crate) const SELECTED: &str = "id, workspace_id, role, name, email, phone, job_title, time_zone, created_at, updated_at, \
     (SELECT MAX(last_used_at) FROM credential WHERE credential.user_id = app_user.id)";

pub(crate) fn read(row: &mut Fields<'_>) -> Result<User, StoreError> {
    Ok(User {
        id: UserId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        role: row.word(UserRole::parse)?,
        name: row.take()?,
        email: row.take()?,
        phone: row.take()?,
        job_title: row.take()?,
        time_zone: row.take()?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
        last_activity_at: row.optional_instant()?,
    })
}

/// Adds a user. A taken address is a conflict of
/// [`USER_EMAIL`](crate::constraint::USER_EMAIL).
pub async fn insert(conn: &impl ConnectionTrait, user: &User) -> Result<(), StoreError> {
    let row = values![
        user.id.0,
        user.workspace_id.0,
        user.role.as_str(),
        user.name.as_str(),
        user.email.as_str(),
        user.phone.clone(),
        user.job_title.clone(),
        user.time_zone.clone(),
        micros(user.created_at),
        micros(user.updated_at),
        searchable([user.name.as_str(), user.email.as_str()]),
    ];
    sql::insert(conn, "app_user", &format!("{COLUMNS}, search_text"), vec![row]).await
}

/// The user with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: UserId,
) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {SELECTED} FROM app_user WHERE id = $1 AND workspace_id = $2");
    query_one(conn, &sql, values![id.0, workspace_id.0], read).await
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: UserId,
) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {SELECTED} FROM app_user WHERE id = $1 AND workspace_id = $2{}", row_lock(tx));
    query_one(tx, &sql, values![id.0, workspace_id.0], read).await
}

/// Stores what has changed; the address does not. Of a role that is active it is remembered what it was.
pub async fn update(conn: &impl ConnectionTrait, user: &User) -> Result<(), StoreError> {
    // What stands to the right of the equals signs are the values before.
    let sql = "UPDATE app_user SET role = $1, phone = $2, job_title = $3, time_zone = $4, updated_at = $5, \
               name = $6, search_text = $7, \
               former_role = CASE WHEN role IN ('owner', 'admin', 'member') THEN role ELSE former_role END \
               WHERE id = $8 AND workspace_id = $9";
    let values = values![
        user.role.as_str(),
        user.phone.clone(),
        user.job_title.clone(),
        user.time_zone.clone(),
        micros(user.updated_at),
        user.name.as_str(),
        searchable([user.name.as_str(), user.email.as_str()]),
        user.id.0,
        user.workspace_id.0,
    ];
    execute_one(conn, "user", sql, values).await
}

/// What a user was who is not active now, where they ever were anything else.
pub async fn former_role(conn: &impl ConnectionTrait, id: UserId) -> Result<Option<UserRole>, StoreError> {
    let sql = "SELECT former_role FROM app_user WHERE id = $1";
    let found = query_one(conn, sql, values![id.0], |row| row.optional_word(UserRole::parse)).await?;
    Ok(found.flatten())
}

/// Whether they are an owner, or will be one again once they are active again.
pub async fn is_owner(conn: &impl ConnectionTrait, user: &User) -> Result<bool, StoreError> {
    if user.role.is_active() {
        return Ok(user.role == UserRole::Owner);
    }
    Ok(former_role(conn, user.id).await? == Some(UserRole::Owner))
}

/// Remembers what a user who is not active is to be once they are active again.
pub async fn remember_role(tx: &Tx, id: UserId, role: UserRole) -> Result<(), StoreError> {
    let sql = "UPDATE app_user SET former_role = $1 WHERE id = $2";
    execute(tx, sql, values![role.as_str(), id.0]).await.map(|_| ())
}

/// Whether the workspace has an owner beside that user. Who asks so in a transaction is alone with the question until it
/// ends: of two owners who leave at once the later one sees that the other is gone.
pub async fn has_another_owner(tx: &Tx, workspace_id: WorkspaceId, id: UserId) -> Result<bool, StoreError> {
    name_lock(tx, &format!("owners of {workspace_id}")).await?;
    let sql = "SELECT id FROM app_user WHERE workspace_id = $1 AND role = $2 AND id <> $3 LIMIT 1";
    let values = values![workspace_id.0, UserRole::Owner.as_str(), id.0];
    Ok(query_one(tx, sql, values, |row| row.uuid()).await?.is_some())
}

/// The users with that address (lower case) in whatever workspace, the oldest first; at most so many.
pub async fn find_anywhere(
    conn: &impl ConnectionTrait,
    email: &str,
    most: u64,
) -> Result<Vec<User>, StoreError> {
    let sql = format!("SELECT {SELECTED} FROM app_user WHERE email = $1 ORDER BY created_at, id LIMIT $2");
    query_all(conn, &sql, values![email, sql::number(most)], read).await
}

/// All users of a workspace, oldest first.
pub async fn list(conn: &impl ConnectionTrait, workspace_id: WorkspaceId) -> Result<Vec<User>, StoreError> {
    let sql = format!("SELECT {SELECTED} FROM app_user WHERE workspace_id = $1 ORDER BY id");
    query_all(conn, &sql, values![workspace_id.0], read).await
}

/// The users with these ids, in no particular order.
pub async fn list_by_ids(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[UserId],
) -> Result<Vec<User>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {SELECTED} FROM app_user WHERE workspace_id = $1 AND id IN ({})",
        placeholders(2, ids.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(ids.iter().map(|id| id.0.into()));
    query_all(conn, &sql, values, read).await
}

/// The users with these addresses (lower case).
pub async fn find_by_email<S: AsRef<str> + Sync>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    emails: &[S],
) -> Result<Vec<User>, StoreError> {
    find_by(conn, workspace_id, "email", emails).await
}

/// The users with these telephone numbers (in normal form), oldest first.
pub async fn find_by_phone<S: AsRef<str> + Sync>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    phones: &[S],
) -> Result<Vec<User>, StoreError> {
    find_by(conn, workspace_id, "phone", phones).await
}

async fn find_by<S: AsRef<str> + Sync>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    column: &str,
    wanted: &[S],
) -> Result<Vec<User>, StoreError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {SELECTED} FROM app_user WHERE workspace_id = $1 AND {column} IN ({}) ORDER BY id",
        placeholders(2, wanted.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(wanted.iter().map(|one| one.as_ref().into()));
    query_all(conn, &sql, values, read).await
}
