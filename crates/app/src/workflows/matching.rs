//! Whether a conversation is one of those that a filter names: the same meaning as in lists, for a single one.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::crm::{CrmAssociation, CrmObjectType};
use colloquy_domain::directory::{Company, Contact};
use colloquy_domain::filter::{ConversationFilter, InstantRange};
use colloquy_domain::{CompanyId, ContactId, Instant};
use colloquy_store::{StoreError, Tx, companies, contacts, participants};

/// Those who took part, as far as filters ask for them.
#[derive(Debug, Default)]
pub(super) struct Circle {
    /// People outside.
    pub(super) contacts: Vec<Contact>,
    /// Their organisations.
    pub(super) companies: Vec<Company>,
}

/// Reads what the filter asks of those who took part, and judges.
pub(super) async fn matches(
    tx: &Tx,
    filter: &ConversationFilter,
    conversation: &Conversation,
) -> Result<bool, StoreError> {
    let mut circle = Circle::default();
    if asks_for_people(filter) {
        let people = participants::list(tx, conversation.id).await?;
        let ids: Vec<ContactId> = people.iter().filter_map(|one| one.contact_id).collect();
        circle.contacts = contacts::list(tx, conversation.workspace_id, &ids).await?;
        let ids = companies_of(&circle.contacts);
        circle.companies = companies::list(tx, conversation.workspace_id, &ids).await?;
    }
    Ok(fits(filter, conversation, &circle))
}

pub(super) fn companies_of(contacts: &[Contact]) -> Vec<CompanyId> {
    let mut ids: Vec<CompanyId> = contacts.iter().filter_map(|contact| contact.company_id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn asks_for_people(filter: &ConversationFilter) -> bool {
    !(filter.company_ids.is_empty()
        && filter.crm_companies.is_empty()
        && filter.contact_ids.is_empty()
        && filter.crm_contacts.is_empty())
}

/// Whether everything holds that the filter names.
pub(super) fn fits(filter: &ConversationFilter, conversation: &Conversation, circle: &Circle) -> bool {
    let has_kind = filter.kinds.as_ref().is_none_or(|kinds| kinds.contains(&conversation.kind));
    let has_status =
        filter.statuses.as_ref().is_none_or(|statuses| statuses.contains(&conversation.processing_status));
    let names_companies = !(filter.company_ids.is_empty() && filter.crm_companies.is_empty());
    let has_company = circle.companies.iter().any(|company| {
        filter.company_ids.contains(&company.id) || is_one_of(&company.crm_association, &filter.crm_companies)
    });
    let names_people = !(filter.contact_ids.is_empty() && filter.crm_contacts.is_empty());
    let has_person = circle.contacts.iter().any(|contact| {
        filter.contact_ids.contains(&contact.id) || is_one_of(&contact.crm_association, &filter.crm_contacts)
    });
    let deal = conversation.crm_association.clone().filter(|crm| crm.object_type == CrmObjectType::Deal);
    let has_deal = filter.crm_deals.is_empty() || is_one_of(&deal, &filter.crm_deals);
    has_kind
        && has_status
        && (!names_companies || has_company)
        && (!names_people || has_person)
        && has_deal
        && is_within(&filter.updated_at, conversation.updated_at)
        && is_within(&filter.started_at, conversation.started_at)
        && filter.search.as_deref().is_none_or(|words| has_words(&conversation.title, words))
}

fn is_one_of(association: &Option<CrmAssociation>, wanted: &[String]) -> bool {
    association.as_ref().is_some_and(|crm| wanted.contains(&crm.crm_object_id))
}

fn is_within(range: &InstantRange, instant: Instant) -> bool {
    range.gt.is_none_or(|bound| instant > bound)
        && range.gte.is_none_or(|bound| instant >= bound)
        && range.lt.is_none_or(|bound| instant < bound)
        && range.lte.is_none_or(|bound| instant <= bound)
}

fn has_words(title: &str, words: &str) -> bool {
    let title = title.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| title.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::conversation::{ConversationKind, DataSource, ProcessingStatus};
    use colloquy_domain::{ConversationId, WorkspaceId};
    use time::macros::datetime;

    fn conversation() -> Conversation {
        let now = datetime!(2026-03-01 12:00 UTC);
        Conversation {
            id: ConversationId::generate(),
            workspace_id: WorkspaceId::generate(),
            kind: ConversationKind::Call,
            title: "Renewal call with ÄCME".into(),
            description: None,
            meeting_url: None,
            processing_status: ProcessingStatus::Completed,
            is_private: false,
            is_internal: false,
            data_source: DataSource::PublicApi,
            started_at: now,
            ended_at: None,
            owner_user_id: None,
            host_user_id: None,
            source_system: None,
            external_id: None,
            external_url: None,
            run_workflows: true,
            crm_association: Some(CrmAssociation {
                object_type: CrmObjectType::Deal,
                crm_object_id: "deal-1".into(),
                source: "crm".into(),
            }),
            created_by: None,
            created_at: now,
            updated_at: now,
        }
    }

    fn circle() -> Circle {
        let now = datetime!(2026-03-01 12:00 UTC);
        let workspace_id = WorkspaceId::generate();
        let company = Company {
            id: CompanyId::generate(),
            workspace_id,
            name: None,
            domains: vec![],
            description: None,
            industry: None,
            website: None,
            logo_url: None,
            number_of_employees: None,
            crm_association: Some(CrmAssociation {
                object_type: CrmObjectType::Company,
                crm_object_id: "company-1".into(),
                source: "crm".into(),
            }),
            created_at: now,
            updated_at: now,
        };
        let contact = Contact {
            id: ContactId::generate(),
            workspace_id,
            first_name: None,
            last_name: None,
            emails: vec![],
            phones: vec![],
            company_id: Some(company.id),
            description: None,
            time_zone: None,
            crm_association: None,
            created_at: now,
            updated_at: now,
        };
        Circle { contacts: vec![contact], companies: vec![company] }
    }

    type Change = fn(&mut ConversationFilter, &Circle);

    #[test]
    fn every_part_of_a_filter_narrows() {
        let (conversation, circle) = (conversation(), circle());
        let rows: &[(&str, bool, Change)] = &[
            ("nothing named", true, |_, _| {}),
            ("its kind", true, |filter, _| filter.kinds = Some(vec![ConversationKind::Call])),
            ("another kind", false, |filter, _| filter.kinds = Some(vec![ConversationKind::Chat])),
            ("no kind at all", false, |filter, _| filter.kinds = Some(vec![])),
            ("another status", false, |filter, _| filter.statuses = Some(vec![ProcessingStatus::Failed])),
            ("its company", true, |filter, circle| filter.company_ids = vec![circle.companies[0].id]),
            ("another company", false, |filter, _| filter.company_ids = vec![CompanyId::generate()]),
            ("another company, or by the CRM", true, |filter, _| {
                filter.company_ids = vec![CompanyId::generate()];
                filter.crm_companies = vec!["company-1".into()];
            }),
            ("its contact", true, |filter, circle| filter.contact_ids = vec![circle.contacts[0].id]),
            ("its company, but another person", false, |filter, circle| {
                filter.company_ids = vec![circle.companies[0].id];
                filter.crm_contacts = vec!["contact-1".into()];
            }),
            ("its deal", true, |filter, _| filter.crm_deals = vec!["deal-1".into()]),
            ("another deal", false, |filter, _| filter.crm_deals = vec!["deal-2".into()]),
            ("words in any case and order", true, |filter, _| filter.search = Some("äcme RENEW".into())),
            ("a word that is missing", false, |filter, _| filter.search = Some("renewal chat".into())),
            ("from its start on", true, |filter, _| {
                filter.started_at.gte = Some(datetime!(2026-03-01 12:00 UTC));
            }),
            ("after its start", false, |filter, _| {
                filter.started_at.gt = Some(datetime!(2026-03-01 12:00 UTC));
            }),
            ("before its start", false, |filter, _| {
                filter.started_at.lt = Some(datetime!(2026-03-01 12:00 UTC));
            }),
        ];
        for (what, fit, change) in rows {
            let mut filter = ConversationFilter::default();
            change(&mut filter, &circle);
            assert_eq!(fits(&filter, &conversation, &circle), *fit, "{what}");
        }
    }
}
