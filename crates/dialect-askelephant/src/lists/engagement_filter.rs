//! Filters of engagements.

use colloquy_domain::conversation::{ConversationKind, ProcessingStatus};
use colloquy_domain::crm::CrmObjectType;
use colloquy_domain::filter::{ConversationFilter, InstantRange, is_search};
use colloquy_domain::{CompanyId, ContactId};
use uuid::Uuid;

use super::Collection;
use super::crm::CrmRecord;
use super::query::{ListFilter, are_records};
use super::values::{self, Refusal, is_number_of_ids};
use crate::wire::engagement::{engagement_type, processing_status};

/// Types that the API knows and nothing here has. A conversation's own type is that of [`engagement_type`].
const UNUSED_TYPES: [&str; 3] = ["TASK", "CALENDAR_EVENT", "DOCUMENT"];

const KINDS: [ConversationKind; 4] =
    [ConversationKind::Meeting, ConversationKind::Call, ConversationKind::Email, ConversationKind::Chat];

const STATUSES: [ProcessingStatus; 4] = [
    ProcessingStatus::Pending,
    ProcessingStatus::Processing,
    ProcessingStatus::Completed,
    ProcessingStatus::Failed,
];

impl ListFilter for ConversationFilter {
    fn set(
        &mut self,
        _collection: Collection,
        name: &str,
        operator: &str,
        value: &str,
    ) -> Result<bool, Refusal> {
        let is_known = match name {
            "engagement_type" => {
                let used = KINDS.iter().map(|kind| (engagement_type(*kind), Some(*kind)));
                let known: Vec<_> = used.chain(UNUSED_TYPES.map(|word| (word, None))).collect();
                narrow(&mut self.kinds, values::words(operator, value, &known)?)
            }
            "processing_status" => {
                let known = STATUSES.map(|status| (processing_status(status), Some(status)));
                narrow(&mut self.statuses, values::words(operator, value, &known)?)
            }
            "company_ids" => add(&mut self.company_ids, values::ids(operator, value, "cmp")?, CompanyId),
            "contact_ids" => add(&mut self.contact_ids, values::ids(operator, value, "cnt")?, ContactId),
            "start_at" => match values::range(operator, value)? {
                Some(set) => {
                    set(&mut self.started_at);
                    true
                }
                None => false,
            },
            _ => false,
        };
        Ok(is_known)
    }

    fn set_crm(&mut self, records: Vec<CrmRecord>) {
        for record in records {
            let bucket = match record.object_type {
                CrmObjectType::Company => &mut self.crm_companies,
                CrmObjectType::Contact => &mut self.crm_contacts,
                CrmObjectType::Deal => &mut self.crm_deals,
            };
            bucket.push(record.id);
        }
        for bucket in [&mut self.crm_companies, &mut self.crm_contacts, &mut self.crm_deals] {
            bucket.sort_unstable();
            bucket.dedup();
        }
    }

    fn updated_at(&mut self) -> &mut InstantRange {
        &mut self.updated_at
    }

    fn search(&mut self) -> &mut Option<String> {
        &mut self.search
    }

    fn is_permitted(&self, _collection: Collection) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.len() <= KINDS.len())
            && self.statuses.as_ref().is_none_or(|statuses| statuses.len() <= STATUSES.len())
            && is_number_of_ids(self.company_ids.len())
            && is_number_of_ids(self.contact_ids.len())
            && [&self.crm_companies, &self.crm_contacts, &self.crm_deals].iter().all(|own| are_records(own))
            && self.search.as_ref().is_none_or(|search| is_search(search))
            && self.is_plain()
    }
}

/// Each filter must hold: of `eq` and `in` together remains what both name. False where there was nothing to take.
fn narrow<T: PartialEq + Copy>(wanted: &mut Option<Vec<T>>, named: Option<Vec<T>>) -> bool {
    let Some(named) = named else { return false };
    let mut remaining: Vec<T> = Vec::new();
    for value in named {
        if wanted.as_ref().is_none_or(|wanted| wanted.contains(&value)) && !remaining.contains(&value) {
            remaining.push(value);
        }
    }
    *wanted = Some(remaining);
    true
}

/// All ids belong to one bucket. False where there was nothing to take.
fn add<T: Ord>(bucket: &mut Vec<T>, ids: Option<Vec<Uuid>>, typed: impl Fn(Uuid) -> T) -> bool {
    let Some(ids) = ids else { return false };
    bucket.extend(ids.into_iter().map(typed));
    bucket.sort_unstable();
    bucket.dedup();
    true
}
