//! Organisations. Their domains stand in a table of their own, where each is unique in the workspace.

use std::collections::HashMap;

use colloquy_domain::directory::Company;
use colloquy_domain::{CompanyId, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{self, Fields, micros, number, placeholders, query_all, query_one, values};

const COLUMNS: &str = "id, workspace_id, name, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<Company, StoreError> {
    Ok(Company {
        id: CompanyId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        domains: Vec::new(),
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds an organisation. A domain that another one has is a conflict of
/// [`COMPANY_DOMAIN`](crate::constraint::COMPANY_DOMAIN).
pub async fn insert(conn: &impl ConnectionTrait, company: &Company) -> Result<(), StoreError> {
    let row = values![
        company.id.0,
        company.workspace_id.0,
        company.name.clone(),
        micros(company.created_at),
        micros(company.updated_at),
    ];
    sql::insert(conn, "company", COLUMNS, vec![row]).await?;
    let domains = company
        .domains
        .iter()
        .enumerate()
        .map(|(position, domain)| {
            values![company.workspace_id.0, domain.as_str(), company.id.0, number(position)]
        })
        .collect();
    sql::insert(conn, "company_domain", "workspace_id, value, company_id, position", domains).await
}

/// The organisation that has that domain (lower case).
pub async fn find_by_domain(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    domain: &str,
) -> Result<Option<Company>, StoreError> {
    let sql = "SELECT company_id FROM company_domain WHERE workspace_id = $1 AND value = $2";
    let Some(id) = query_one(conn, sql, values![workspace_id.0, domain], |row| row.uuid()).await? else {
        return Ok(None);
    };
    Ok(list(conn, workspace_id, &[CompanyId(id)]).await?.pop())
}

/// The organisations with these ids, in no particular order.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[CompanyId],
) -> Result<Vec<Company>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM company WHERE workspace_id = $1 AND id IN ({})",
        placeholders(2, ids.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(ids.iter().map(|id| id.0.into()));
    let mut companies = query_all(conn, &sql, values, read).await?;

    let sql = format!(
        "SELECT company_id, value FROM company_domain WHERE company_id IN ({}) ORDER BY company_id, position",
        placeholders(1, ids.len())
    );
    let owned = ids.iter().map(|id| id.0.into()).collect();
    let owned: Vec<(Uuid, String)> =
        query_all(conn, &sql, owned, |row| Ok((row.uuid()?, row.take()?))).await?;
    let mut domains: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (owner, domain) in owned {
        domains.entry(owner).or_default().push(domain);
    }
    for company in &mut companies {
        company.domains = domains.remove(&company.id.0).unwrap_or_default();
    }
    Ok(companies)
}
