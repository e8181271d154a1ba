//! The customer of a dialogue: what is known of them, and their record in the directory.
//!
//! Somebody who is found by number or address is that contact, whose stored fields stay as they are; what a client says of
//! them counts in the dialogue alone.

use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::dialogue::Dialogue;
use colloquy_domain::directory::{Contact, Workspace};
use colloquy_domain::event::{Event, EventKind};
use colloquy_domain::phone::{is_e164, normalise, valid_email};
use colloquy_domain::text::one_line;
use colloquy_domain::{ContactId, Instant, ParticipantId, UserId, WorkspaceId};
use colloquy_store::{StoreError, Tx, contacts};

use super::new::{CustomValue, CustomerGiven};
use crate::directory::contacts::empty as empty_contact;
use crate::events::event_about;
use crate::ingest::{NewParticipant, people};

/// What a client says of a customer.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// What counts in this dialogue.
    pub given: CustomerGiven,
    /// For the directory.
    pub name: Option<String>,
    /// Likewise.
    pub phone: Option<String>,
    /// Likewise.
    pub email: Option<String>,
}

/// A customer as a dialogue knows them.
#[derive(Debug, Clone)]
pub(super) struct Customer {
    /// Their record, where there is one.
    pub known: Option<Contact>,
    /// Their name.
    pub name: Option<String>,
    /// Their number, E.164.
    pub phone: Option<String>,
    /// Their address, lower case.
    pub email: Option<String>,
    /// What was said of them.
    pub told: Told,
}

/// Puts together what was said of a customer and what the directory knows.
pub(super) async fn find(tx: &Tx, workspace_id: WorkspaceId, told: Told) -> Result<Customer, StoreError> {
    let phones = [number(told.given.phone_number.as_deref()), number(told.phone.as_deref())];
    let emails = [address(told.given.email.as_deref()), address(told.email.as_deref())];
    let known = find_contact(tx, workspace_id, &phones, &emails).await?;
    let stored_phone = known.as_ref().and_then(|contact| contact.phones.first()).cloned();
    let stored_email = known.as_ref().and_then(|contact| contact.emails.first()).cloned();
    let own_name = joined(told.given.first_name.as_deref(), told.given.last_name.as_deref());
    let stored_name = known
        .as_ref()
        .and_then(|contact| joined(contact.first_name.as_deref(), contact.last_name.as_deref()));
    let name = own_name.or_else(|| filled(told.name.as_deref())).or(stored_name);
    let phone = phones.into_iter().flatten().next().or(stored_phone);
    let email = emails.into_iter().flatten().next().or(stored_email);
    Ok(Customer { known, name, phone, email, told })
}

/// By number first, then by address.
async fn find_contact(
    tx: &Tx,
    workspace_id: WorkspaceId,
    phones: &[Option<String>],
    emails: &[Option<String>],
) -> Result<Option<Contact>, StoreError> {
    for phone in phones.iter().flatten() {
        let found = contacts::find_by_phones(tx, workspace_id, &[phone]).await?;
        if let Some(contact) = found.into_iter().next() {
            return Ok(Some(contact));
        }
    }
    for email in emails.iter().flatten() {
        let found = contacts::find_by_emails(tx, workspace_id, &[email]).await?;
        if let Some(contact) = found.into_iter().next() {
            return Ok(Some(contact));
        }
    }
    Ok(None)
}

impl Customer {
    /// Their number, where it can be called.
    pub fn callable(&self) -> Option<&str> {
        self.phone.as_deref().filter(|phone| is_e164(phone))
    }

    /// Without what only the directory knows: for visitors, who may say that they are anybody.
    pub fn claimed(self) -> Self {
        let given = &self.told.given;
        let name = joined(given.first_name.as_deref(), given.last_name.as_deref());
        Self {
            name: name.or_else(|| filled(self.told.name.as_deref())),
            phone: number(given.phone_number.as_deref()).or_else(|| number(self.told.phone.as_deref())),
            email: address(given.email.as_deref()).or_else(|| address(self.told.email.as_deref())),
            ..self
        }
    }

    /// The custom fields as they are told, in the order given.
    pub fn custom(&self) -> impl Iterator<Item = (&str, String)> {
        self.told.given.custom_fields.iter().map(|(name, value)| (name.as_str(), value.told()))
    }
}

impl CustomValue {
    /// As it is told.
    pub(super) fn told(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => colloquy_agent::template::number_text(number),
            Self::Bool(value) => value.to_string(),
            Self::Nothing => String::new(),
        }
    }
}

/// The contact behind the customer, a new one where there is none, and what tells of it.
pub(super) async fn contact(
    tx: &Tx,
    workspace: &Workspace,
    customer: &Customer,
    now: Instant,
) -> Result<(ContactId, Vec<Event>), StoreError> {
    if let Some(known) = &customer.known {
        return Ok((known.id, Vec::new()));
    }
    let told = &customer.told;
    let name = filled(told.name.as_deref()).or_else(|| customer.name.clone());
    let email = told.email.as_deref().and_then(valid_email).or_else(|| customer.email.clone());
    let phone = number(told.phone.as_deref()).or_else(|| customer.phone.clone());
    let new = NewParticipant { name, email, phone, is_owner: false };
    // Nobody among them owns the conversation.
    let found =
        people::find_or_create(tx, workspace, std::slice::from_ref(&new), UserId::generate(), now).await;
    let found = found.map_err(gives_way)?;
    if let Some(id) = found.participants.first().and_then(|participant| participant.contact_id) {
        return Ok((id, found.events));
    }
    // A visitor without any address, or one of the workspace's own people: a dialogue is with a contact all the same.
    let (first_name, last_name) = split(new.name.as_deref());
    let contact = Contact {
        first_name,
        last_name,
        emails: new.email.into_iter().collect(),
        phones: new.phone.into_iter().collect(),
        ..empty_contact(workspace.id, now)
    };
    contacts::insert_many(tx, std::slice::from_ref(&contact)).await.map_err(gives_way)?;
    let mut events = found.events;
    events.push(event_about(EventKind::ContactCreated, &contact, now));
    Ok((contact.id, events))
}

/// Another request made the same contact: it will be found the next time.
fn gives_way(error: StoreError) -> StoreError {
    match error {
        StoreError::Conflict { constraint } => StoreError::GaveWay(constraint.to_owned()),
        other => other,
    }
}

/// The two who take part.
pub(super) fn participants(dialogue: &Dialogue) -> [Participant; 2] {
    let side = |position, role| Participant {
        id: ParticipantId::generate(),
        position,
        name: None,
        email: None,
        phone: None,
        role,
        is_owner: false,
        user_id: None,
        contact_id: None,
        label: None,
        agent_id: None,
        agent_endpoint_id: None,
        prompt: None,
    };
    [
        Participant {
            name: filled(Some(&dialogue.brief.agent_name)),
            email: dialogue.agent_email.clone(),
            phone: dialogue.agent_phone.clone(),
            agent_id: Some(dialogue.agent_id),
            ..side(0, ParticipantRole::Agent)
        },
        Participant {
            name: dialogue.customer_name.clone(),
            email: dialogue.customer_email.clone(),
            phone: dialogue.customer_phone.clone(),
            contact_id: Some(dialogue.contact_id),
            ..side(1, ParticipantRole::Customer)
        },
    ]
}

/// A text that says something, as one line.
pub(super) fn filled(text: Option<&str>) -> Option<String> {
    text.map(one_line).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn number(text: Option<&str>) -> Option<String> {
    text.and_then(normalise)
}

fn address(text: Option<&str>) -> Option<String> {
    text.and_then(valid_email)
}

fn joined(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let words: Vec<String> = [filled(first), filled(last)].into_iter().flatten().collect();
    Some(words.join(" ")).filter(|name| !name.is_empty())
}

/// The last word is the last name; a single word is a first name.
fn split(name: Option<&str>) -> (Option<String>, Option<String>) {
    match name.and_then(|name| name.trim().rsplit_once(char::is_whitespace)) {
        Some((first, last)) => (Some(first.trim_end().to_owned()), Some(last.to_owned())),
        None => (filled(name), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_together_and_taken_apart() {
        assert_eq!(joined(Some("John"), Some(" Doe ")).as_deref(), Some("John Doe"));
        assert_eq!(joined(Some(" "), Some("Doe")).as_deref(), Some("Doe"));
        assert_eq!(joined(None, None), None);
        assert_eq!(split(Some("Mary Ann Lee")), (Some("Mary Ann".into()), Some("Lee".into())));
        assert_eq!(split(Some("Mary")), (Some("Mary".into()), None));
        assert_eq!(split(None), (None, None));
    }
}
