//! `filter[crm_associations][eq]`: the same array of `{id, object_type}` in two encodings, as indexed brackets or as
//! one JSON text.

use std::collections::BTreeMap;

use colloquy_domain::crm::CrmObjectType;
use serde_json::Value;

use super::values::{Refusal, is_record};

/// Most records in one filter.
pub const MOST_RECORDS: usize = 20;

const NAME: &str = "filter[crm_associations][eq]";

/// A record of the CRM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrmRecord {
    /// What kind.
    pub object_type: CrmObjectType,
    /// Its id there.
    pub id: String,
}

/// Both members of a record, as far as they have been seen.
#[derive(Default)]
struct Members {
    id: Option<String>,
    object_type: Option<String>,
}

/// Collects the records of a query.
#[derive(Default)]
pub struct CrmReader {
    indexed: BTreeMap<u16, Members>,
    json: Option<Vec<Members>>,
}

impl CrmReader {
    /// Takes a parameter; `rest` is what stands in the brackets after `[eq]`.
    pub fn take(&mut self, rest: &[&str], value: &str) -> Result<(), Refusal> {
        match rest {
            [] => {
                self.json = Some(from_json(value)?);
                Ok(())
            }
            [index, member @ ("id" | "object_type")] => {
                let members = self.indexed.entry(position(index)?).or_default();
                let place = if *member == "id" { &mut members.id } else { &mut members.object_type };
                *place = Some(value.to_owned());
                Ok(())
            }
            _ => {
                Err(("unknown_filter", "must be written as [eq][0][id] and [eq][0][object_type]".to_owned()))
            }
        }
    }

    /// The records, each of one of these types. An error comes with the parameter that it is about.
    pub fn finish(self, types: &[CrmObjectType]) -> Result<Vec<CrmRecord>, (String, Refusal)> {
        let refuse = |code, rule: String| Err((NAME.to_owned(), (code, rule)));
        if self.json.is_some() && !self.indexed.is_empty() {
            return refuse("conflicting_parameter", "must be written in one way, not in two".to_owned());
        }
        let is_json = self.json.is_some();
        let all: Vec<(u16, Members)> = match self.json {
            Some(members) => (0..).zip(members).collect(),
            None => self.indexed.into_iter().collect(),
        };
        if all.len() > MOST_RECORDS || (is_json && all.is_empty()) {
            return refuse("invalid_length", format!("must have 1 to {MOST_RECORDS} objects"));
        }
        all.into_iter().map(|(index, members)| record(index, members, types)).collect()
    }
}

fn record(index: u16, members: Members, types: &[CrmObjectType]) -> Result<CrmRecord, (String, Refusal)> {
    let refuse =
        |member: &str, code, rule: &str| Err((format!("{NAME}[{index}][{member}]"), (code, rule.to_owned())));
    let Some(id) = members.id else { return refuse("id", "required", "is required") };
    if !is_record(&id) {
        return refuse("id", "invalid_length", "must have 1 to 255 characters");
    }
    let Some(object_type) = members.object_type else {
        return refuse("object_type", "required", "is required");
    };
    match CrmObjectType::parse(&object_type).filter(|object_type| types.contains(object_type)) {
        Some(object_type) => Ok(CrmRecord { object_type, id }),
        None => {
            let known: Vec<&str> = types.iter().map(|known| known.as_str()).collect();
            refuse("object_type", "unknown_value", &format!("must be one of {}", known.join(", ")))
        }
    }
}

/// An index as people write numbers: two spellings of one would be two records.
fn position(text: &str) -> Result<u16, Refusal> {
    let number = text.parse::<u16>().ok().filter(|number| number.to_string() == text);
    number.ok_or_else(|| ("invalid_format", "must have an index such as 0 in its third brackets".to_owned()))
}

fn from_json(text: &str) -> Result<Vec<Members>, Refusal> {
    let refused = || {
        let rule = "must be a JSON array of objects with the texts id and object_type";
        ("invalid_format", rule.to_owned())
    };
    let parsed: Value = serde_json::from_str(text).map_err(|_| refused())?;
    let items = parsed.as_array().ok_or_else(refused)?;
    items
        .iter()
        .map(|item| {
            let object = item.as_object().ok_or_else(refused)?;
            let mut members = Members::default();
            for (name, value) in object {
                let value = value.as_str().ok_or_else(refused)?;
                match name.as_str() {
                    "id" => members.id = Some(value.to_owned()),
                    "object_type" => members.object_type = Some(value.to_owned()),
                    _ => return Err(refused()),
                }
            }
            Ok(members)
        })
        .collect()
}
