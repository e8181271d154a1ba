//! Contacts. Their addresses and numbers stand in tables of their own, where each is unique in the
//! workspace. A deleted contact is kept and not found any more; its addresses and numbers are free.

use colloquy_domain::crm::CrmObjectType;
use colloquy_domain::directory::Contact;
use colloquy_domain::{CompanyId, ContactId, Instant, WorkspaceId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::crm;
use crate::error::StoreError;
use crate::owned_values::OwnedValues;
use crate::sql::{
    self, Fields, execute_one, micros, placeholders, query_all, query_one, row_lock, searchable, values,
};
use crate::tx::Tx;

const COLUMNS: &str = "id, workspace_id, first_name, last_name, company_id, description, time_zone, \
                       crm_object_id, crm_source, created_at, updated_at";

/// As it is read: a company that was deleted is not named any more.
pub(crate) const SELECTED: &str = "id, workspace_id, first_name, last_name, \
     (SELECT company.id FROM company WHERE company.id = contact.company_id AND company.deleted_at IS NULL), \
     description, time_zone, crm_object_id, crm_source, created_at, updated_at";

const EMAILS: OwnedValues = OwnedValues { table: "contact_email", owner: "contact_id" };
const PHONES: OwnedValues = OwnedValues { table: "contact_phone", owner: "contact_id" };

/// Without the addresses and numbers: see [`with_values`].
pub(crate) fn read(row: &mut Fields<'_>) -> Result<Contact, StoreError> {
    Ok(Contact {
        id: ContactId(row.uuid()?),
        workspace_id: WorkspaceId(row.uuid()?),
        first_name: row.take()?,
        last_name: row.take()?,
        emails: Vec::new(),
        phones: Vec::new(),
        company_id: row.take::<Option<_>>()?.map(CompanyId),
        description: row.take()?,
        time_zone: row.take()?,
        crm_association: crm::read_as(row, CrmObjectType::Contact)?,
        created_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

pub(crate) async fn with_values(
    conn: &impl ConnectionTrait,
    mut contacts: Vec<Contact>,
) -> Result<Vec<Contact>, StoreError> {
    if contacts.is_empty() {
        return Ok(contacts);
    }
    let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.id.0).collect();
    let mut emails = EMAILS.of(conn, &ids).await?;
    let mut phones = PHONES.of(conn, &ids).await?;
    for contact in &mut contacts {
        contact.emails = emails.remove(&contact.id.0).unwrap_or_default();
        contact.phones = phones.remove(&contact.id.0).unwrap_or_default();
    }
    Ok(contacts)
}

/// The full name as people read it, and the addresses.
fn search_text(contact: &Contact) -> String {
    let names = [&contact.first_name, &contact.last_name].into_iter().flatten();
    let full_name = names.map(String::as_str).collect::<Vec<_>>().join(" ");
    searchable([full_name.as_str()].into_iter().chain(contact.emails.iter().map(String::as_str)))
}

/// Adds contacts of one workspace. An address or a number that another one has is a conflict of
/// [`CONTACT_EMAIL`](crate::constraint::CONTACT_EMAIL) or
/// [`CONTACT_PHONE`](crate::constraint::CONTACT_PHONE).
pub async fn insert_many(conn: &impl ConnectionTrait, contacts: &[Contact]) -> Result<(), StoreError> {
    let Some(first) = contacts.first() else { return Ok(()) };
    let rows = contacts
        .iter()
        .map(|contact| {
            let crm = contact.crm_association.as_ref();
            values![
                contact.id.0,
                contact.workspace_id.0,
                contact.first_name.clone(),
                contact.last_name.clone(),
                contact.company_id.map(|id| id.0),
                contact.description.clone(),
                contact.time_zone.clone(),
                crm.map(|crm| crm.crm_object_id.as_str()),
                crm.map(|crm| crm.source.as_str()),
                micros(contact.created_at),
                micros(contact.updated_at),
                search_text(contact),
            ]
        })
        .collect();
    sql::insert(conn, "contact", &format!("{COLUMNS}, search_text"), rows).await?;
    let emails = contacts.iter().map(|contact| (contact.id.0, &contact.emails));
    EMAILS.insert(conn, first.workspace_id, emails).await?;
    let phones = contacts.iter().map(|contact| (contact.id.0, &contact.phones));
    PHONES.insert(conn, first.workspace_id, phones).await
}

/// Stores what has changed. Conflicts as in [`insert_many`].
pub async fn update(conn: &impl ConnectionTrait, contact: &Contact) -> Result<(), StoreError> {
    let sql = "UPDATE contact SET first_name = $1, last_name = $2, company_id = $3, description = $4, \
               time_zone = $5, crm_object_id = $6, crm_source = $7, updated_at = $8, search_text = $9 \
               WHERE id = $10 AND workspace_id = $11 AND deleted_at IS NULL";
    let crm = contact.crm_association.as_ref();
    let values = values![
        contact.first_name.clone(),
        contact.last_name.clone(),
        contact.company_id.map(|id| id.0),
        contact.description.clone(),
        contact.time_zone.clone(),
        crm.map(|crm| crm.crm_object_id.as_str()),
        crm.map(|crm| crm.source.as_str()),
        micros(contact.updated_at),
        search_text(contact),
        contact.id.0,
        contact.workspace_id.0,
    ];
    execute_one(conn, "contact", sql, values).await?;
    EMAILS.replace(conn, contact.workspace_id, contact.id.0, &contact.emails).await?;
    PHONES.replace(conn, contact.workspace_id, contact.id.0, &contact.phones).await
}

/// Deletes a contact: it is not found any more, and its addresses and numbers are free.
pub async fn delete(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ContactId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE contact SET deleted_at = $1, updated_at = $1 \
               WHERE id = $2 AND workspace_id = $3 AND deleted_at IS NULL";
    execute_one(conn, "contact", sql, values![micros(now), id.0, workspace_id.0]).await?;
    EMAILS.release(conn, id.0).await?;
    PHONES.release(conn, id.0).await
}

/// The contact with that id.
pub async fn get(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    id: ContactId,
) -> Result<Option<Contact>, StoreError> {
    Ok(list(conn, workspace_id, &[id]).await?.pop())
}

/// The same, locked until the transaction ends: for a change that depends on what is there.
pub async fn get_for_update(
    tx: &Tx,
    workspace_id: WorkspaceId,
    id: ContactId,
) -> Result<Option<Contact>, StoreError> {
    let sql = format!(
        "SELECT {SELECTED} FROM contact WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL{}",
        row_lock(tx)
    );
    let found = query_one(tx, &sql, values![id.0, workspace_id.0], read).await?;
    Ok(with_values(tx, found.into_iter().collect()).await?.pop())
}

/// The contacts that have any of these addresses (lower case).
pub async fn find_by_emails<S: AsRef<str> + Sync>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    emails: &[S],
) -> Result<Vec<Contact>, StoreError> {
    let ids = EMAILS.owners(conn, workspace_id, emails).await?;
    list(conn, workspace_id, &ids.into_iter().map(ContactId).collect::<Vec<_>>()).await
}

/// The contacts that have any of these numbers (in normal form).
pub async fn find_by_phones<S: AsRef<str> + Sync>(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    phones: &[S],
) -> Result<Vec<Contact>, StoreError> {
    let ids = PHONES.owners(conn, workspace_id, phones).await?;
    list(conn, workspace_id, &ids.into_iter().map(ContactId).collect::<Vec<_>>()).await
}

/// The contacts with these ids, in no particular order; deleted ones are left out.
pub async fn list(
    conn: &impl ConnectionTrait,
    workspace_id: WorkspaceId,
    ids: &[ContactId],
) -> Result<Vec<Contact>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {SELECTED} FROM contact WHERE workspace_id = $1 AND deleted_at IS NULL AND id IN ({})",
        placeholders(2, ids.len())
    );
    let mut values = values![workspace_id.0];
    values.extend(ids.iter().map(|id| id.0.into()));
    let contacts = query_all(conn, &sql, values, read).await?;
    with_values(conn, contacts).await
}
