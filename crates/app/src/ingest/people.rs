//! From the participants that a client names to users, contacts and companies.
//!
//! A participant whose e-mail address or telephone number belongs to a user is that user. Everybody else with
//! an address that mail could reach or a number becomes a contact, found by e-mail first, then by telephone; a contact's
//! organisation is the company with the address's domain, unless people have private addresses there. A contact who is
//! known already and has no company is given one likewise. Of each contact and company that is made or changed an event
//! tells, in the conversation's own transaction.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::directory::{Company, Contact, User, Workspace};
use colloquy_domain::event::{Event, EventKind};
use colloquy_domain::phone::{normalise, normalise_email, organisation_domain, valid_email};
use colloquy_domain::text::one_line;
use colloquy_domain::{CompanyId, ContactId, Instant, ParticipantId, UserId, WorkspaceId};
use colloquy_store::{StoreError, Tx, companies, contacts, users};

use super::NewParticipant;
use crate::clock::dated;
use crate::directory::companies::empty as empty_company;
use crate::directory::contacts::empty as empty_contact;
use crate::events::{change_event, event_about};

/// The participants as they are stored, and whether all of them are the workspace's own people.
pub struct People {
    /// In the order given.
    pub participants: Vec<Participant>,
    /// True when there are participants and each is known as the workspace's own.
    pub is_internal: bool,
    /// What tells of the companies and contacts that were made or changed, to be published in the same transaction.
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
        let name = new.name.as_deref().map(one_line).filter(|name| !name.trim().is_empty());
        let contact_id = match user_id {
            Some(_) => None,
            // What is no address stays the participant's own.
            None => {
                let address = new.email.as_deref().and_then(valid_email);
                directory.contact(name.as_deref(), address, phone, now)
            }
        };
        participants.push(Participant {
            id: ParticipantId::generate(),
            position,
            name,
            email: new.email.clone(),
            phone: new.phone.clone(),
            role: if is_own { ParticipantRole::Agent } else { ParticipantRole::Customer },
            is_owner: new.is_owner,
            user_id,
            contact_id,
            label: None,
            agent_id: None,
            agent_endpoint_id: None,
            prompt: None,
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
    /// Contacts that are there and have no company, with the domain by which theirs is found.
    without_company: BTreeMap<ContactId, String>,
    /// Those of them who took part.
    to_be_placed: BTreeSet<ContactId>,
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
            without_company: BTreeMap::new(),
            to_be_placed: BTreeSet::new(),
        };
        if !emails.is_empty() {
            for user in users::find_by_email(tx, workspace_id, &emails).await? {
                directory.users_by_email.insert(user.email, user.id);
            }
            for contact in contacts::find_by_emails(tx, workspace_id, &emails).await? {
                directory.remember_stored(&contact);
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
                directory.remember_stored(&contact);
            }
        }
        Ok(directory)
    }

    fn remember_stored(&mut self, contact: &Contact) {
        self.remember(contact);
        if let (None, Some(domain)) = (contact.company_id, domain_of(contact)) {
            self.without_company.insert(contact.id, domain);
        }
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
        name: Option<&str>,
        email: Option<String>,
        phone: Option<String>,
        now: Instant,
    ) -> Option<ContactId> {
        let known = email
            .as_deref()
            .and_then(|email| self.contacts_by_email.get(email))
            .or_else(|| phone.as_deref().and_then(|phone| self.contacts_by_phone.get(phone)));
        if let Some(id) = known.copied() {
            if self.without_company.contains_key(&id) {
                self.to_be_placed.insert(id);
            }
            return Some(id);
        }
        if email.is_none() && phone.is_none() {
            return None;
        }
        let (first_name, last_name) = split_name(name);
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
        let placed = self.to_be_placed.iter().filter_map(|id| self.without_company.get(id)).cloned();
        let domains: BTreeSet<String> =
            self.new_contacts.iter().filter_map(domain_of).chain(placed).collect();
        let (companies, mut events) = self.companies(tx, domains, now).await?;
        for contact in &mut self.new_contacts {
            contact.company_id = company_of(contact, &companies);
        }
        contacts::insert_many(tx, &self.new_contacts).await?;
        let told = |contact: &Contact| event_about(EventKind::ContactCreated, contact, now);
        events.extend(self.new_contacts.iter().map(told));
        for id in &self.to_be_placed {
            // Somebody else may have changed or deleted them meanwhile.
            let Some(before) = contacts::get_for_update(tx, self.workspace_id, *id).await? else { continue };
            let company_id = company_of(&before, &companies);
            if before.company_id.is_some() || company_id.is_none() {
                continue;
            }
            let after = Contact { company_id, updated_at: dated(tx, before.updated_at), ..before.clone() };
            contacts::update(tx, &after).await?;
            events.push(change_event(EventKind::ContactUpdated, &before, &after, now));
        }
        Ok(events)
    }

    /// The companies that have the domains, new ones where there are none, and what tells of those.
    async fn companies(
        &self,
        tx: &Tx,
        domains: BTreeSet<String>,
        now: Instant,
    ) -> Result<(HashMap<String, CompanyId>, Vec<Event>), StoreError> {
        let wanted: Vec<&String> = domains.iter().collect();
        let mut by_domain = HashMap::with_capacity(domains.len());
        for company in companies::find_by_domains(tx, self.workspace_id, &wanted).await? {
            by_domain.extend(company.domains.into_iter().map(|domain| (domain, company.id)));
        }
        let new: Vec<Company> = domains
            .into_iter()
            .filter(|domain| !by_domain.contains_key(domain))
            .map(|domain| Company { domains: vec![domain], ..empty_company(self.workspace_id, now) })
            .collect();
        companies::insert_many(tx, &new).await?;
        by_domain.extend(
            new.iter().flat_map(|company| company.domains.iter().map(|own| (own.clone(), company.id))),
        );
        let events = new.iter().map(|company| event_about(EventKind::CompanyCreated, company, now)).collect();
        Ok((by_domain, events))
    }
}

/// The domain by which the contact's company is found: that of the first address with one.
fn domain_of(contact: &Contact) -> Option<String> {
    contact.emails.iter().find_map(|email| organisation_domain(email))
}

fn company_of(contact: &Contact, by_domain: &HashMap<String, CompanyId>) -> Option<CompanyId> {
    domain_of(contact).and_then(|domain| by_domain.get(&domain)).copied()
}

/// The last word is the last name; a single word is a first name.
fn split_name(name: Option<&str>) -> (Option<String>, Option<String>) {
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else { return (None, None) };
    match name.rsplit_once(char::is_whitespace) {
        Some((first, last)) => (Some(first.trim_end().to_owned()), Some(last.to_owned())),
        None => (Some(name.to_owned()), None),
    }
}
