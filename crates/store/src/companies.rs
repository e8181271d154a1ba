//! Organisations. Their domains stand in a table of their own, where each is unique in the workspace. A deleted company
//! is kept and not found any more; its domains are free.

use colloquy_domain::crm::CrmObjectType;
use colloquy_domain::directory::Company;
use colloquy_domain::{CompanyId, Instant, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::crm;
use crate::error::StoreError;
use crate::owned_values::OwnedValues;
use crate::sql::{
    self, Fields, execute_one, micros, number, placeholders, query_all, query_one, row_lock, searchable,
    values,
};
use crate::tx::Tx;

pub(crate) const COLUMNS: &str = "id, workspace_id, name, description, industry, website, logo_url, number_of_employees, \
                       crm_object_id, crm_source, created_at, updated_at";

const DOMAINS: OwnedValues = OwnedValues { table: "company_domain", owner: "company_id" };

/// Without the domains: see [`with_domains`].
pub(crate) fn read(row: &mut Fields<'_>) -> Result<Company, StoreError> {
    Ok(Company {
        id: CompanyId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        name: row.take()?,
        domains: Vec::new(),
        description: row.take()?,
        industry: row.take()?,
        website: row.take()?,
        logo_url: row.take()?,
        number_of_employees: row.optional_number()?,
        crm_association: crm::read_as(row, CrmObjectType::Company)?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

pub(crate) async fn with_domains(
    conn: &impl ConnectionTrait,
    mut companies: Vec<Company>,
) -> Result<Vec<Company>, StoreError> {
    if companies.is_empty() {
        return Ok(companies);
    }
    let ids: Vec<Uuid> = companies.iter().map(|company| company.id.0).collect();
    let mut domains = DOMAINS.of(conn, &ids).await?;
    for company in &mut companies {
        company.domains = domains.remove(&company.id.0).unwrap_or_default();
    }
    Ok(companies)
}

/// Adds an organisation. A domain that another one has is a conflict of
/// [`COMPANY_DOMAIN`](crate::constraint::COMPANY_DOMAIN).
pub async fn insert(conn: &impl ConnectionTrait, company: &Company) -> Result<(), StoreError> {
    insert_many(conn, std::slice::from_ref(company)).await
}

/// Adds organisations of one workspace. Conflicts as in [`insert`].
pub async fn insert_many(conn: &impl ConnectionTrait, companies: &[Company]) -> Result<(), StoreError> {
    let Some(first) = companies.first() else { return Ok(()) };
    let rows = companies
        .iter()
        .map(|company| {
            let crm = company.crm_association.as_ref();
            values![
                company.id.0,
                company.workspace_id.0,
                company.name.clone(),
                company.description.clone(),
                company.industry.clone(),
                company.website.clone(),
                company.logo_url.clone(),
                company.number_of_employees.map(number),
                crm.map(|crm| crm.crm_object_id.as_str()),
                crm.map(|crm| crm.source.as_str()),
                micros(company.created_at),
                micros(company.updated_at),
                searchable(company.name.as_deref()),
            ]
        })
        .collect();
    sql::insert(conn, "company", &format!("{COLUMNS}, search_text"), rows).await?;
    let domains = companies.iter().map(|company| (company.id.0, &company.domains));
    DOMAINS.insert(conn, first.workspace_id, domains).await
}

/// Stores what has changed. Conflicts as in [`insert`].
pub async fn update(conn: &impl ConnectionTrait, company: &Company) -> Result<(), StoreError> {
    let sql = "UPDATE company SET name = $1, description = $2, industry = $3, website = $4, logo_url = $5, \
               number_of_employees = $6, crm_object_id = $7, crm_source = $8, updated_at = $9, search_text = $10 \
               WHERE id = $11 AND workspace_id = $12 AND deleted_at IS NULL";
    let crm = company.crm_association.as_ref();
    let values = values![
        company.name.clone(),
        company.description.clone(),
        company.industry.clone(),
        company.website.clone(),
        company.logo_url.clone(),
        company.number_of_employees.map(number),
        crm.map(|crm| crm.crm_object_id.as_str()),
        crm.map(|crm| crm.source.as_str()),
        micros(company.updated_at),
        searchable(company.name.as_deref()),
        company.id.0,
        company.workspace_id.0,
    ];
    execute_one(conn, "company", sql, values).await?;
    DOMAINS.replace(conn, company.workspace_id, company.id.0, &company.domains).await
}

/// Deletes an organisation: it is not found any more, and its domains are free.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: CompanyId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE company SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "company", sql, values![micros(now), id.0, workspace_id.0]).await?;
    DOMAINS.release(conn, id.0).await
}

/// The organisations that have any of these domains (lower case).
pub async fn find_by_domains<S: AsRef<str> + Sync>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    domains: &[S],
) -> Result<Vec<Company>, StoreError> {
    let ids = DOMAINS.owners(conn, workspace_id, domains).await?;
    list(conn, workspace_id, &ids.into_iter().map(CompanyId).collect::<Vec<_>>()).await
}

/// The organisation with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: CompanyId,
) -> Result<Option<Company>, StoreError> {
    Ok(list(conn, workspace_id, &[id]).await?.pop())
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: CompanyId,
) -> Result<Option<Company>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM company WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL{}",
        row_lock(tx)
    );
    let found = query_one(tx, &sql, values![id.0, workspace_id.0], read).await?;
    Ok(with_domains(tx, found.into_iter().collect()).await?.pop())
}

/// The organisations with these ids, in no particular order; deleted ones are left out.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[CompanyId],
) -> Result<Vec<Company>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM company WHERE workspace_id = $1 AND deleted_at IS NULL AND id IN ({})",
        placeholders(2, ids.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(ids.iter().map(|id| id.0.into()));
    let companies = query_all(conn, &sql, values, read).await?;
    with_domains(conn, companies).await
}
