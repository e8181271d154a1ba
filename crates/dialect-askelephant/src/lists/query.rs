//! The query of a list.
//!
//! Unknown parameters are ignored, but not unknown filters: to drop one would answer with rows that nobody asked for.
//! Beside a cursor nothing needs to be repeated; what is repeated must be as it was.

use std::collections::BTreeSet;

use colloquy_app::lists::Walk;
use colloquy_app::{AppError, FieldProblem};
use colloquy_domain::filter::{Direction, InstantRange, Order, OrderKey};
use colloquy_http::fields::MOST_PROBLEMS;
use colloquy_http::pairs::{echo, repeated};
use colloquy_http::{Cursor, QueryPairs, cursor};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::crm::{CrmReader, CrmRecord, MOST_RECORDS};
use super::{Collection, values};

/// Rows of a page where the request does not say.
const USUAL_ROWS: u64 = 25;
/// Most rows of a page.
const MOST_ROWS: u64 = 100;

/// What a request for a page asks for.
#[derive(Debug, PartialEq)]
pub struct ListRequest<F> {
    /// Which rows.
    pub filter: F,
    /// In what order, and from where on.
    pub walk: Walk,
    /// How many.
    pub limit: u64,
}

/// The filter of a collection.
pub trait ListFilter: Default + PartialEq + Serialize + DeserializeOwned {
    /// Takes `filter[name][operator]=value`; false where the collection has no such filter.
    fn set(
        &mut self,
        collection: Collection,
        name: &str,
        operator: &str,
        value: &str,
    ) -> Result<bool, values::Refusal>;

    /// Takes records of the CRM, whose types the collection has.
    fn set_crm(&mut self, records: Vec<CrmRecord>);

    /// The range of times of change.
    fn updated_at(&mut self) -> &mut InstantRange;

    /// The words that are searched for.
    fn search(&mut self) -> &mut Option<String>;

    /// Whether the filter can come from a request: one that comes back in a cursor may have been made by anybody.
    fn is_permitted(&self, collection: Collection) -> bool;
}

/// Reads the query of a list.
pub fn read<F: ListFilter>(collection: Collection, pairs: &QueryPairs) -> Result<ListRequest<F>, AppError> {
    let mut given = Given::<F>::read(collection, pairs);
    let cursor = given.cursor.map(|text| Cursor::<F>::read(collection.name(), text)).transpose();
    let cursor = cursor.unwrap_or_else(|error| {
        given.refuse_all(error);
        None
    });
    let (filter, walk) = match cursor {
        None => {
            let order = given.order.unwrap_or_default();
            (std::mem::take(&mut given.filter), Walk::new(order))
        }
        Some(Cursor { filter, walk }) => {
            let is_own_order = collection == Collection::Engagements || walk.order.key == OrderKey::UpdatedAt;
            if !filter.is_permitted(collection) || !is_own_order {
                given.refuse_all(cursor::refused());
            }
            given.must_repeat(&filter, walk.order)?;
            (filter, walk)
        }
    };
    if given.problems.is_empty() {
        Ok(ListRequest { filter, walk, limit: given.limit })
    } else {
        Err(AppError::Malformed(given.problems))
    }
}

/// What stands in a query, and what is wrong with it.
struct Given<'a, F> {
    collection: Collection,
    limit: u64,
    order: Option<Order>,
    cursor: Option<&'a str>,
    filter: F,
    problems: Vec<FieldProblem>,
}

impl<'a, F: ListFilter> Given<'a, F> {
    fn read(collection: Collection, pairs: &'a QueryPairs) -> Self {
        let mut given = Self {
            collection,
            limit: USUAL_ROWS,
            order: None,
            cursor: None,
            filter: F::default(),
            problems: Vec::new(),
        };
        let (mut seen, mut crm) = (BTreeSet::new(), CrmReader::default());
        for (name, value) in pairs.iter() {
            let segments = values::filter_segments(name);
            let is_known = segments.is_some() || matches!(name, "limit" | "order_by" | "cursor" | "search");
            if is_known && !seen.insert(name) {
                given.problems.push(repeated(name));
                continue;
            }
            match (name, segments.as_deref()) {
                ("limit", _) => given.limit(value),
                ("order_by", _) => given.order_by(value),
                ("cursor", _) => given.cursor = Some(value),
                ("search", _) if collection.has_search() => given.search(value),
                (_, Some(["crm_associations", "eq", rest @ ..])) if !collection.crm_types().is_empty() => {
                    if let Err(refusal) = crm.take(rest, value) {
                        given.refuse(name, refusal);
                    }
                }
                (_, Some(["updated_at", operator])) => match values::range(operator, value) {
                    Ok(Some(set)) => set(given.filter.updated_at()),
                    Ok(None) => given.unknown_filter(name),
                    Err(refusal) => given.refuse(name, refusal),
                },
                (_, Some([filter, operator])) => {
                    match given.filter.set(collection, filter, operator, value) {
                        Ok(true) => {}
                        Ok(false) => given.unknown_filter(name),
                        Err(refusal) => given.refuse(name, refusal),
                    }
                }
                (_, Some(_)) => given.unknown_filter(name),
                (_, None) => {}
            }
        }
        match crm.finish(collection.crm_types()) {
            Ok(records) => given.filter.set_crm(records),
            Err((field, refusal)) => given.refuse(&field, refusal),
        }
        given.problems.truncate(MOST_PROBLEMS);
        given
    }

    fn refuse(&mut self, name: &str, (code, rule): values::Refusal) {
        let name = echo(name);
        self.problems.push(FieldProblem::new(name, code, format!("{name} {rule}")));
    }

    fn refuse_all(&mut self, error: AppError) {
        if let AppError::Malformed(problems) = error {
            self.problems.extend(problems);
        }
    }

    fn unknown_filter(&mut self, name: &str) {
        let rule = format!("is no filter of {}", self.collection.name());
        self.refuse(name, ("unknown_filter", rule));
    }

    fn limit(&mut self, value: &str) {
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        match value.parse().ok().filter(|limit| is_number && (1..=MOST_ROWS).contains(limit)) {
            Some(limit) => self.limit = limit,
            None => {
                let rule = format!("must be a whole number from 1 to {MOST_ROWS}");
                self.refuse("limit", ("invalid_range", rule));
            }
        }
    }

    fn order_by(&mut self, value: &str) {
        let is_engagements = self.collection == Collection::Engagements;
        let order = value.split_once(':').and_then(|(key, direction)| {
            let key = match key {
                "updated_at" => OrderKey::UpdatedAt,
                "start_at" if is_engagements => OrderKey::StartedAt,
                _ => return None,
            };
            let direction = match direction {
                "asc" => Direction::Ascending,
                "desc" => Direction::Descending,
                _ => return None,
            };
            Some(Order { key, direction })
        });
        self.order = order;
        if order.is_none() {
            let also = if is_engagements { ", start_at:asc or start_at:desc" } else { "" };
            let rule = format!("must be updated_at:asc or updated_at:desc{also}");
            self.refuse("order_by", ("unknown_value", rule));
        }
    }

    fn search(&mut self, value: &str) {
        match values::search(value) {
            Ok(search) => *self.filter.search() = search,
            Err(refusal) => self.refuse("search", refusal),
        }
    }

    /// Notes what differs from the traversal that the cursor carries.
    fn must_repeat(&mut self, filter: &F, order: Order) -> Result<(), AppError> {
        const RULE: &str = "must be left out beside a cursor, or repeated unchanged";
        if self.order.is_some_and(|given| given != order) {
            self.refuse("order_by", ("conflicting_parameter", RULE.to_owned()));
        }
        let given = serde_json::to_value(&self.filter).map_err(AppError::internal)?;
        let carried = serde_json::to_value(filter).map_err(AppError::internal)?;
        for (member, value) in given.as_object().into_iter().flatten() {
            if !repeats(value, &carried[member]) {
                let name = if member == "search" { "search" } else { "filter" };
                self.refuse(name, ("conflicting_parameter", RULE.to_owned()));
            }
        }
        Ok(())
    }
}

/// Whether everything in `given` stands in `carried`, too.
fn repeats(given: &Value, carried: &Value) -> bool {
    match given.as_object() {
        Some(members) => members.iter().all(|(name, value)| repeats(value, &carried[name])),
        None => given == carried,
    }
}

/// Whether a list in a cursor is one that a request can hold.
pub fn are_records(records: &[String]) -> bool {
    records.len() <= MOST_RECORDS && records.iter().all(|record| values::is_record(record))
}

#[cfg(test)]
mod tests;
