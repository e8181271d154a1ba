//! Pages of contacts, companies, users and tags.

use colloquy_domain::WorkspaceId;
use colloquy_domain::directory::{Company, Contact, Tag, User};
use colloquy_domain::filter::DirectoryFilter;
use sea_orm::ConnectionTrait;

use super::Window;
use super::query::{Query, qualified};
use crate::error::StoreError;
use crate::sql::{Fields, query_all};
use crate::{companies, contacts, tags, users};

/// A table of the directory.
struct Listed {
    table: &'static str,
    /// The columns that `read` takes.
    columns: String,
    /// Whether a deleted row stays in it.
    keeps_deleted: bool,
}

/// A page of contacts.
pub async fn contacts(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &DirectoryFilter,
    window: &Window,
) -> Result<Vec<Contact>, StoreError> {
    let columns = contacts::SELECTED.to_owned();
    let listed = Listed { table: "contact", columns, keeps_deleted: true };
    let found = page(conn, workspace_id, &listed, filter, window, contacts::read).await?;
    contacts::with_values(conn, found).await
}

/// A page of companies.
pub async fn companies(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &DirectoryFilter,
    window: &Window,
) -> Result<Vec<Company>, StoreError> {
    let columns = qualified("company", companies::COLUMNS);
    let listed = Listed { table: "company", columns, keeps_deleted: true };
    let found = page(conn, workspace_id, &listed, filter, window, companies::read).await?;
    companies::with_domains(conn, found).await
}

/// A page of users; of the filter, what is about CRM records and domains does not apply.
pub async fn users(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &DirectoryFilter,
    window: &Window,
) -> Result<Vec<User>, StoreError> {
    let columns = users::SELECTED.to_owned();
    let listed = Listed { table: "app_user", columns, keeps_deleted: false };
    page(conn, workspace_id, &listed, filter, window, users::read).await
}

/// A page of tags; of the filter, only the time of change applies.
pub async fn tags(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    filter: &DirectoryFilter,
    window: &Window,
) -> Result<Vec<Tag>, StoreError> {
    let columns = qualified("tag", tags::COLUMNS);
    let listed = Listed { table: "tag", columns, keeps_deleted: true };
    page(conn, workspace_id, &listed, filter, window, tags::read).await
}

async fn page<T>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    listed: &Listed,
    filter: &DirectoryFilter,
    window: &Window,
    read: impl Fn(&mut Fields<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let Listed { table, columns, keeps_deleted } = listed;
    let mut query = Query::default();
    let workspace = query.value(workspace_id.0);
    query.require(format!("{table}.workspace_id = {workspace}"));
    if *keeps_deleted {
        query.require(format!("{table}.deleted_at IS NULL"));
    }
    query.require_range(&format!("{table}.updated_at"), &filter.updated_at);
    if let Some(search) = &filter.search {
        query.require_words(&format!("{table}.search_text"), search);
    }
    if !filter.crm_objects.is_empty() {
        let records = query.values(filter.crm_objects.iter().map(String::as_str));
        query.require(format!("{table}.crm_object_id IN ({records})"));
    }
    if let Some(domain) = &filter.domain {
        let (workspace, domain) = (query.value(workspace_id.0), query.value(domain.as_str()));
        query.require(format!(
            "{table}.id IN (SELECT company_id FROM company_domain \
             WHERE workspace_id = {workspace} AND value = {domain} AND is_active)"
        ));
    }
    if let Some(until) = window.until {
        let until = query.value(until);
        query.require(format!("{table}.updated_at <= {until}"));
    }
    let order = query.require_window(&format!("{table}.updated_at"), &format!("{table}.id"), window);
    let sql = format!("SELECT {columns} FROM {table} WHERE {} {order}", query.conditions());
    query_all(conn, &sql, query.into_values(), read).await
}
