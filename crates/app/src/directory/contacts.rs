//! Contacts: making, changing and deleting them by hand. Those who take part in conversations become contacts by
//! themselves; see [`crate::ingest`].
//!
//! An e-mail address and a telephone number each belong to one contact of the workspace that is not deleted:
//! participants are recognised by them.

use colloquy_domain::crm::CrmAssociation;
use colloquy_domain::directory::Contact;
use colloquy_domain::event::EventKind;
use colloquy_domain::phone::{normalise, valid_email};
use colloquy_domain::{CompanyId, ContactId, Instant, WorkspaceId};
use colloquy_store::{Durability, StoreError, Tx, companies, constraint, contacts};

use super::marked::in_normal_form;
use super::{Marked, change, check_name, check_time_zone};
use crate::again::again;
use crate::clock::dated;
use crate::events::{change_event, event_about, publish};
use crate::{App, AppError, FieldProblem};

/// What is to become of a contact; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct ContactChange {
    /// First name, or none any more; likewise below.
    pub first_name: Option<Option<String>>,
    /// Last name.
    pub last_name: Option<Option<String>>,
    /// Who they are, in words.
    pub description: Option<Option<String>>,
    /// The organisation.
    pub company_id: Option<Option<CompanyId>>,
    /// All e-mail addresses.
    pub emails: Option<Vec<Marked>>,
    /// All telephone numbers.
    pub phones: Option<Vec<Marked>>,
    /// IANA time zone.
    pub time_zone: Option<Option<String>>,
    /// The CRM's record of them.
    pub crm_association: Option<Option<CrmAssociation>>,
}

/// The contact with that id.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: ContactId) -> Result<Contact, AppError> {
    contacts::get(app.store.reader(), workspace_id, id).await?.ok_or(AppError::NotFound("contact"))
}

/// Adds a contact.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    content: ContactChange,
) -> Result<Contact, AppError> {
    again(|| {
        let (now, dialects, content) = (app.now(), app.dialects.clone(), content.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let mut contact = empty(workspace_id, now);
                apply(tx, &mut contact, content, now).await?;
                answer(contacts::insert_many(tx, std::slice::from_ref(&contact)).await)?;
                publish(tx, &dialects, vec![event_about(EventKind::ContactCreated, &contact, now)]).await?;
                Ok(contact)
            })
        })
    })
    .await
}

/// Changes a contact.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: ContactId,
    content: ContactChange,
) -> Result<Contact, AppError> {
    again(|| {
        let (now, dialects, content) = (app.now(), app.dialects.clone(), content.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = contacts::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("contact"))?;
                let mut contact = before.clone();
                apply(tx, &mut contact, content, now).await?;
                if contact == before {
                    return Ok(contact);
                }
                contact.updated_at = dated(tx, before.updated_at);
                answer(contacts::update(tx, &contact).await)?;
                let event = change_event(EventKind::ContactUpdated, &before, &contact, now);
                publish(tx, &dialects, vec![event]).await?;
                Ok(contact)
            })
        })
    })
    .await
}

/// Deletes a contact: it is not found any more, with conversations neither, and its addresses and numbers are free.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: ContactId) -> Result<(), AppError> {
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = contacts::get_for_update(tx, workspace_id, id).await?;
                let contact = found.ok_or(AppError::NotFound("contact"))?;
                answer(contacts::delete(tx, workspace_id, id, now).await)?;
                publish(tx, &dialects, vec![event_about(EventKind::ContactDeleted, &contact, now)]).await?;
                Ok(())
            })
        })
    })
    .await
}

/// A contact of whom nothing is known.
pub(crate) fn empty(workspace_id: WorkspaceId, now: Instant) -> Contact {
    Contact {
        id: ContactId::generate(),
        workspace_id,
        first_name: None,
        last_name: None,
        emails: Vec::new(),
        phones: Vec::new(),
        company_id: None,
        description: None,
        time_zone: None,
        crm_association: None,
        created_at: now,
        updated_at: now,
    }
}

/// Every rule on values, all told at once.
async fn apply(tx: &Tx, contact: &mut Contact, new: ContactChange, now: Instant) -> Result<(), AppError> {
    let mut problems = Vec::new();
    check_time_zone(new.time_zone.iter().flatten().map(String::as_str).next(), now, &mut problems);
    check_name("first_name", &new.first_name, &mut problems);
    check_name("last_name", &new.last_name, &mut problems);
    let emails = new.emails.map(|given| {
        in_normal_form("emails", "must be an e-mail address", &given, valid_email, &mut problems)
    });
    let phones = new
        .phones
        .map(|given| in_normal_form("phones", "must have a digit", &given, normalise, &mut problems));
    if let Some(Some(id)) = new.company_id
        && companies::get(tx, contact.workspace_id, id).await?.is_none()
    {
        let message = "company_id must be the id of a company";
        problems.push(FieldProblem::new("company_id", "unknown_value", message));
    }
    if !problems.is_empty() {
        return Err(AppError::Invalid(problems));
    }
    change(&mut contact.first_name, new.first_name);
    change(&mut contact.last_name, new.last_name);
    change(&mut contact.description, new.description);
    change(&mut contact.company_id, new.company_id);
    change(&mut contact.emails, emails);
    change(&mut contact.phones, phones);
    change(&mut contact.time_zone, new.time_zone);
    change(&mut contact.crm_association, new.crm_association);
    let has_name = contact.first_name.is_some() || contact.last_name.is_some();
    if !has_name && contact.emails.is_empty() && contact.phones.is_empty() {
        let message = "first_name, last_name, an e-mail address or a telephone number must say who it is";
        return Err(AppError::invalid("first_name", "required", message));
    }
    Ok(())
}

fn answer(written: Result<(), StoreError>) -> Result<(), AppError> {
    match written {
        Err(error) if error.is_conflict_of(constraint::CONTACT_EMAIL) => {
            Err(AppError::Conflict("another contact has one of these e-mail addresses".into()))
        }
        Err(error) if error.is_conflict_of(constraint::CONTACT_PHONE) => {
            Err(AppError::Conflict("another contact has one of these telephone numbers".into()))
        }
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("contact")),
        other => Ok(other?),
    }
}
