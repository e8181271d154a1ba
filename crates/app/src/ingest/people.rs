//! From the participants that a client names to users, contacts and companies.
//!
//! A participant whose e-mail address or telephone number belongs to a user is that user. Everybody else with
//! an address or a number becomes a contact, found by e-mail first, then by telephone; a contact's
//! organisation is the company with the address's domain, unless people have private addresses there. Of each contact
//! and company that is made an event tells, in the conversation's own transaction.

use std::collections::{BTreeSet, HashMap};

use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::directory::{Company, Contact, User, Workspace};
use colloquy_domain::event::{Event, EventKind};
use colloquy_domain::phone::{normalise, normalise_email, organisation_domain};
use colloquy_domain::{CompanyId, ContactId, Instant, ParticipantId, UserId, WorkspaceId};
use colloquy_store::{StoreError, Tx, companies, contacts, users};

use super::NewParticipant;
use crate::directory::companies::empty as empty_company;
use crate::directory::contacts::empty as empty_contact;
use crate::events::event_about;

/// The participants as they are stored, and whether all of them are the workspace's own people.
pub struct People {
    /// In the order given.
    pub participants: Vec<Participant>,
    /// True when there are participants and each is known as the workspace's own.
    pub is_internal: bool,
    /// What tells of the companies and contacts that were made, to be published in the same transaction.
    pub events: Vec<Event>,
}

/// Whether somebody belongs to the workspace's own organisation, as far as is known.
pub(crate) fn is_own(workspace: &Workspace, user_id: Option<UserId>, email: Option<&str>) -> bool {
    let address = email.and_then(normalise_email);
    let domain = address.as_deref().and_then(|address| address.rsplit_once('@')).map(|(_, domain)| domain);
    user_id.is_some() || domain.is_some_and(|domain| workspace.own_domains.iter().any(|own| own == domain))
}

/// Finds the users and contacts behind the participants and makes the contacts that are missing.
pub async fn find_or_create(
    tx: &Tx,
    workspace: &Workspace,
    given: &[NewParticipant],
    owner_user_id: UserId,
    now: Instant,
) -> Result<People, StoreError> {
    let mut directory = Directory::load(tx, workspace.id, given).await?;
    let mut participants = Vec::with_capacity(given.len());
    let mut is_internal = !given.is_empty();
    for (position, new) in (0..).zip(given) {
        let email = new.email.as_deref().and_then(normalise_email);
        let phone = new.phone.as_deref().and_then(normalise);
        let user_id = if new.is_owner {
            Some(owner_user_id)
        } else {
            directory.user(email.as_deref(), phone.as_deref())
        };
        let is_own = is_own(workspace, user_id, email.as_deref());
        is_internal &= is_own;
        let contact_id = match user_id {
            Some(_) => None,
            None => directory.contact(new, email, phone, now),
        };
        participants.push(Participant {
            id: ParticipantId::generate(),
            position,
            name: new.name.clone(),
            email: new.email.clone(),
            phone: new.phone.clone(),
            role: if is_own { ParticipantRole::Agent } else { ParticipantRole::Customer },
            is_owner: new.is_owner,
            user_id,
            contact_id,
        });
    }
    let events = directory.write_new(tx, now).await?;
    Ok(People { participants, is_internal, events })
}

struct Directory {
    workspace_id: WorkspaceId,
    users_by_email: HashMap<String, UserId>,
    users_by_phone: HashMap<String, UserId>,
    contacts_by_email: HashMap<String, ContactId>,
    contacts_by_phone: HashMap<String, ContactId>,
    /// Contacts that are to be made, in the order in which they were met.
    new_contacts: Vec<Contact>,
}

impl Directory {
    async fn load(tx: &Tx, workspace_id: WorkspaceId, given: &[NewParticipant]) -> Result<Self, StoreError> {
        let emails: Vec<String> =
            given.iter().filter_map(|new| normalise_email(new.email.as_deref()?)).collect();
        let phones: Vec<String> = given.iter().filter_map(|new| normalise(new.phone.as_deref()?)).collect();
        let mut directory = Self {
            workspace_id,
            users_by_email: HashMap::new(),
            users_by_phone: HashMap::new(),
            contacts_by_email: HashMap::new(),
            contacts_by_phone: HashMap::new(),
            new_contacts: Vec::new(),
        };
        if !emails.is_empty() {
            for user in users::find_by_email(tx, workspace_id, &emails).await? {
                directory.users_by_email.insert(user.email, user.id);
            }
            for contact in contacts::find_by_emails(tx, workspace_id, &emails).await? {
                directory.remember(&contact);
            }
        }
        if !phones.is_empty() {
            let mut found: HashMap<String, Vec<User>> = HashMap::new();
            for user in users::find_by_phone(tx, workspace_id, &phones).await? {
                found.entry(user.phone.clone().unwrap_or_default()).or_default().push(user);
            }
            for (phone, users) in found {
                // A number that several users share says nothing about who spoke.
                if let [user] = users.as_slice() {
                    directory.users_by_phone.insert(phone, user.id);
                }
            }
            for contact in contacts::find_by_phones(tx, workspace_id, &phones).await? {
                directory.remember(&contact);
            }
        }
        Ok(directory)
    }

    fn remember(&mut self, contact: &Contact) {
        for email in &contact.emails {
            self.contacts_by_email.insert(email.clone(), contact.id);
        }
        for phone in &contact.phones {
            self.contacts_by_phone.insert(phone.clone(), contact.id);
        }
    }

    fn user(&self, email: Option<&str>, phone: Option<&str>) -> Option<UserId> {
        email
            .and_then(|email| self.users_by_email.get(email))
            .or_else(|| phone.and_then(|phone| self.users_by_phone.get(phone)))
            .copied()
    }

    /// The contact with that address or number, a new one where there is none; none without either.
    fn contact(
        &mut self,
        new: &NewParticipant,
        email: Option<String>,
        phone: Option<String>,
        now: Instant,
    ) -> Option<ContactId> {
        let known = email
            .as_deref()
            .and_then(|email| self.contacts_by_email.get(email))
            .or_else(|| phone.as_deref().and_then(|phone| self.contacts_by_phone.get(phone)));
        if let Some(id) = known {
            return Some(*id);
        }
        if email.is_none() && phone.is_none() {
            return None;
        }
        let (first_name, last_name) = split_name(new.name.as_deref());
        let contact = Contact {
            first_name,
            last_name,
            emails: email.into_iter().collect(),
            phones: phone.into_iter().collect(),
            ..empty_contact(self.workspace_id, now)
        };
        self.remember(&contact);
        let id = contact.id;
        self.new_contacts.push(contact);
        Some(id)
    }

    /// Writes the new contacts and, before them, the companies that they need. Domains, addresses and numbers are
    /// each written in their own order and not in that of the participants: two requests that bring the same people in
    /// another order would otherwise wait for each other for ever. Returns what tells of them.
    async fn write_new(mut self, tx: &Tx, now: Instant) -> Result<Vec<Event>, StoreError> {
        let domains: BTreeSet<&str> = self.new_contacts.iter().filter_map(domain_of).collect();
        let mut companies = HashMap::with_capacity(domains.len());
        let mut events = Vec::new();
        for domain in domains {
            let (id, event) = self.company(tx, domain, now).await?;
            companies.insert(domain.to_owned(), id);
            events.extend(event);
        }
        for contact in &mut self.new_contacts {
            contact.company_id = domain_of(contact).and_then(|domain| companies.get(domain)).copied();
        }
        contacts::insert_many(tx, &self.new_contacts).await?;
        let told = |contact: &Contact| event_about(EventKind::ContactCreated, contact, now);
        events.extend(self.new_contacts.iter().map(told));
        Ok(events)
    }

    /// The company that has the domain, and the event that tells of it where it is new.
    async fn company(
        &self,
        tx: &Tx,
        domain: &str,
        now: Instant,
    ) -> Result<(CompanyId, Option<Event>), StoreError> {
        if let Some(company) = companies::find_by_domain(tx, self.workspace_id, domain).await? {
            return Ok((company.id, None));
        }
        let company = Company { domains: vec![domain.to_owned()], ..empty_company(self.workspace_id, now) };
        companies::insert(tx, &company).await?;
        Ok((company.id, Some(event_about(EventKind::CompanyCreated, &company, now))))
    }
}

/// The domain by which the contact's company is found.
fn domain_of(contact: &Contact) -> Option<&str> {
    contact.emails.first().and_then(|email| organisation_domain(email))
}

/// The last word is the last name; a single word is a first name.
fn split_name(name: Option<&str>) -> (Option<String>, Option<String>) {
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else { return (None, None) };
    match name.rsplit_once(char::is_whitespace) {
        Some((first, last)) => (Some(first.trim_end().to_owned()), Some(last.to_owned())),
        None => (Some(name.to_owned()), None),
    }
}
