//! Contacts. Their addresses and numbers stand in tables of their own, where each is unique in the
//! workspace.

use std::collections::HashMap;

use colloquy_domain::directory::Contact;
use colloquy_domain::{CompanyId, ContactId, WorkspaceId};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{self, Fields, micros, number, placeholders, query_all, values};

const COLUMNS: &str = "id, workspace_id, first_name, last_name, company_id, created_at, updated_at";

fn read(row: &mut Fields<'_>) -> Result<Contact, StoreError> {
    Ok(Contact {
        id: ContactId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        first_name: row.take()?,
        last_name: row.take()?,
        emails: Vec::new(),
        phones: Vec::new(),
        company_id: row.take::<Option<_>>()?.map(CompanyId),
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

/// Adds contacts. An address or a number that another one has is a conflict of
/// [`CONTACT_EMAIL`](crate::constraint::CONTACT_EMAIL) or
/// [`CONTACT_PHONE`](crate::constraint::CONTACT_PHONE).
pub async fn insert_many(conn: &impl ConnectionTrait, contacts: &[Contact]) -> Result<(), StoreError> {
    let rows = contacts
        .iter()
        .map(|contact| {
            values![
                contact.id.0,
                contact.workspace_id.0,
                contact.first_name.clone(),
                contact.last_name.clone(),
                contact.company_id.map(|id| id.0),
                micros(contact.created_at),
                micros(contact.updated_at),
            ]
        })
        .collect();
    sql::insert(conn, "contact", COLUMNS, rows).await?;
    let columns = "workspace_id, value, contact_id, position";
    let emails = owned_values(contacts, |contact| &contact.emails);
    sql::insert(conn, "contact_email", columns, emails).await?;
    let phones = owned_values(contacts, |contact| &contact.phones);
    sql::insert(conn, "contact_phone", columns, phones).await
}

/// In order of the values: two transactions that bring the same ones wait for each other at the first, and not each
/// for the other for ever.
fn owned_values(contacts: &[Contact], of: impl Fn(&Contact) -> &Vec<String>) -> Vec<Vec<Value>> {
    let mut owned: Vec<(&String, &Contact, usize)> = contacts
        .iter()
        .flat_map(|contact| {
            of(contact).iter().enumerate().map(move |(position, value)| (value, contact, position))
        })
        .collect();
    owned.sort_by_key(|(value, ..)| *value);
    owned
        .into_iter()
        .map(|(value, contact, position)| {
            values![contact.workspace_id.0, value.as_str(), contact.id.0, number(position)]
        })
        .collect()
}

/// The contacts that have any of these addresses (lower case).
pub async fn find_by_emails<S: AsRef<str> + Sync>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    emails: &[S],
) -> Result<Vec<Contact>, StoreError> {
    find(conn, "contact_email", workspace_id, emails).await
}

/// The contacts that have any of these numbers (in normal form).
pub async fn find_by_phones<S: AsRef<str> + Sync>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    phones: &[S],
) -> Result<Vec<Contact>, StoreError> {
    find(conn, "contact_phone", workspace_id, phones).await
}

async fn find<S: AsRef<str> + Sync>(
    conn: &impl ConnectionTrait,
    table: &str,
    workspace_id: WorkspaceId,
    wanted: &[S],
) -> Result<Vec<Contact>, StoreError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT DISTINCT contact_id FROM {table} WHERE workspace_id = $1 AND value IN ({})",
        placeholders(2, wanted.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(wanted.iter().map(|value| value.as_ref().into()));
    let ids = query_all(conn, &sql, values, |row| Ok(ContactId(row.uuid()?))).await?;
    list(conn, workspace_id, &ids).await
}

/// The contacts with these ids, in no particular order.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[ContactId],
) -> Result<Vec<Contact>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM contact WHERE workspace_id = $1 AND id IN ({})",
        placeholders(2, ids.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(ids.iter().map(|id| id.0.into()));
    let mut contacts = query_all(conn, &sql, values, read).await?;
    let mut emails = owned_by(conn, "contact_email", ids).await?;
    let mut phones = owned_by(conn, "contact_phone", ids).await?;
    for contact in &mut contacts {
        contact.emails = emails.remove(&contact.id.0).unwrap_or_default();
        contact.phones = phones.remove(&contact.id.0).unwrap_or_default();
    }
    Ok(contacts)
}

async fn owned_by(
    conn: &impl ConnectionTrait,
    table: &str,
    ids: &[ContactId],
) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
    let sql = format!(
        "SELECT contact_id, value FROM {table} WHERE contact_id IN ({}) ORDER BY contact_id, position",
        placeholders(1, ids.len())
    );
    let values = ids.iter().map(|id| id.0.into()).collect();
    let owned: Vec<(Uuid, String)> =
        query_all(conn, &sql, values, |row| Ok((row.uuid()?, row.take()?))).await?;
    let mut by_owner: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (owner, value) in owned {
        by_owner.entry(owner).or_default().push(value);
    }
    Ok(by_owner)
}
