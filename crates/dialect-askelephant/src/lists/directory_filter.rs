//! Filters of contacts, companies, users and tags.

use colloquy_domain::filter::{DirectoryFilter, InstantRange, is_search};
use colloquy_domain::phone::normalise_domain;

use super::Collection;
use super::crm::CrmRecord;
use super::query::{ListFilter, are_records};
use super::values::Refusal;

impl ListFilter for DirectoryFilter {
    fn set(
        &mut self,
        collection: Collection,
        name: &str,
        operator: &str,
        value: &str,
    ) -> Result<bool, Refusal> {
        if (collection, name, operator) != (Collection::Companies, "domain", "eq") {
            return Ok(false);
        }
        match normalise_domain(value) {
            Some(domain) => self.domain = Some(domain),
            None => return Err(("invalid_format", "must be a domain such as acme.example".to_owned())),
        }
        Ok(true)
    }

    fn set_crm(&mut self, records: Vec<CrmRecord>) {
        self.crm_objects = records.into_iter().map(|record| record.id).collect();
    }

    fn updated_at(&mut self) -> &mut InstantRange {
        &mut self.updated_at
    }

    fn search(&mut self) -> &mut Option<String> {
        &mut self.search
    }

    fn is_permitted(&self, collection: Collection) -> bool {
        let is_search =
            self.search.as_ref().is_none_or(|search| collection.has_search() && is_search(search));
        let has_crm = !collection.crm_types().is_empty();
        let is_crm = self.crm_objects.is_empty() || (has_crm && are_records(&self.crm_objects));
        let is_domain = self.domain.as_ref().is_none_or(|domain| {
            collection == Collection::Companies && normalise_domain(domain).as_ref() == Some(domain)
        });
        is_search && is_crm && is_domain
    }
}
