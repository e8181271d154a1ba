//! Which conversations a request is about: the same parameters wherever the house API lists them.

use colloquy_app::{AppError, FieldProblem};
use colloquy_domain::Instant;
use colloquy_domain::conversation::{ConversationKind, ProcessingStatus};
use colloquy_domain::filter::ConversationFilter;
use colloquy_http::{QueryPairs, pairs};

use crate::ids;

/// Most ids in one parameter.
const MOST_IDS: usize = 25;
/// Longest search.
const LONGEST_SEARCH: usize = 500;

/// The parameters, for descriptions of routes that take them.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct FilterQuery {
    /// `call`, `meeting`, `chat`, `email`: one of these, separated by commas.
    #[param(pattern = "^(call|meeting|chat|email)(,(call|meeting|chat|email))*$")]
    kind: Option<String>,
    /// `pending`, `processing`, `completed`, `failed`: one of these, separated by commas.
    #[param(pattern = "^(pending|processing|completed|failed)(,(pending|processing|completed|failed))*$")]
    status: Option<String>,
    /// Somebody of one of these companies took part: at most 25 ids, separated by commas.
    #[param(
        pattern = "^(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(,(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})){0,24}$"
    )]
    company_id: Option<String>,
    /// One of these contacts took part: at most 25 ids, separated by commas.
    #[param(
        pattern = "^(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(,(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})){0,24}$"
    )]
    contact_id: Option<String>,
    /// Begun at this instant or later.
    #[param(format = DateTime)]
    started_after: Option<String>,
    /// Begun before this instant.
    #[param(format = DateTime)]
    started_before: Option<String>,
    /// Changed last at this instant or later.
    #[param(format = DateTime)]
    updated_after: Option<String>,
    /// Changed last before this instant.
    #[param(format = DateTime)]
    updated_before: Option<String>,
    /// Every word stands somewhere in the title, in any case.
    #[param(max_length = 500)]
    search: Option<String>,
}

/// Reads the filter; parameters that are not part of it are left to the caller.
pub fn read(pairs: &QueryPairs) -> Result<ConversationFilter, AppError> {
    let mut reader = Reader { pairs, problems: Vec::new() };
    let mut filter = ConversationFilter {
        kinds: reader.words("kind", "call, meeting, chat or email", ConversationKind::parse),
        statuses: reader.words("status", "pending, processing, completed or failed", ProcessingStatus::parse),
        company_ids: reader.ids("company_id", ids::company),
        contact_ids: reader.ids("contact_id", ids::contact),
        search: reader.search(),
        ..ConversationFilter::default()
    };
    filter.started_at.gte = reader.instant("started_after");
    filter.started_at.lt = reader.instant("started_before");
    filter.updated_at.gte = reader.instant("updated_after");
    filter.updated_at.lt = reader.instant("updated_before");
    if reader.problems.is_empty() { Ok(filter) } else { Err(AppError::Malformed(reader.problems)) }
}

/// Whether [`read`] can have made the filter: one that comes back in a cursor may have been made by anybody.
pub fn is_permitted(filter: &ConversationFilter) -> bool {
    let crm = [&filter.crm_companies, &filter.crm_contacts, &filter.crm_deals];
    filter.company_ids.len() <= MOST_IDS
        && filter.contact_ids.len() <= MOST_IDS
        && crm.iter().all(|records| records.is_empty())
        && filter.kinds.as_ref().is_none_or(|kinds| kinds.len() <= MOST_IDS)
        && filter.statuses.as_ref().is_none_or(|statuses| statuses.len() <= MOST_IDS)
        && filter.search.as_ref().is_none_or(|search| is_search(search))
}

fn is_search(text: &str) -> bool {
    text.chars().count() <= LONGEST_SEARCH && !text.contains('\0')
}

struct Reader<'a> {
    pairs: &'a QueryPairs,
    problems: Vec<FieldProblem>,
}

impl<'a> Reader<'a> {
    /// The value of a parameter; one without a value counts as left out.
    fn value(&mut self, name: &str) -> Option<&'a str> {
        match self.pairs.one(name) {
            Ok(value) => value.map(str::trim).filter(|value| !value.is_empty()),
            Err(AppError::Malformed(problems)) => {
                self.problems.extend(problems);
                None
            }
            Err(_) => None,
        }
    }

    fn refuse(&mut self, name: &str, code: &'static str, rule: &str) {
        self.problems.push(FieldProblem::new(name, code, format!("{name} {rule}")));
    }

    fn words<T>(&mut self, name: &str, known: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let words: Option<Vec<T>> = self.value(name)?.split(',').map(|word| parse(word.trim())).collect();
        let words = words.filter(|words| words.len() <= MOST_IDS);
        if words.is_none() {
            self.refuse(name, "unknown_value", &format!("must be {known}, or several separated by commas"));
        }
        words
    }

    fn ids<T: Ord>(&mut self, name: &str, parse: impl Fn(&str) -> Result<T, AppError>) -> Vec<T> {
        let Some(value) = self.value(name) else { return Vec::new() };
        let parts: Vec<&str> = value.split(',').collect();
        if parts.len() > MOST_IDS {
            self.refuse(name, "invalid_length", &format!("must have at most {MOST_IDS} ids"));
            return Vec::new();
        }
        let Ok(mut ids) = parts.iter().map(|part| parse(part.trim())).collect::<Result<Vec<T>, _>>() else {
            self.refuse(name, "invalid_format", "must be an id, or several separated by commas");
            return Vec::new();
        };
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn instant(&mut self, name: &str) -> Option<Instant> {
        let instant = pairs::instant(self.value(name)?);
        if instant.is_none() {
            let rule = "must be an ISO 8601 date and time with its offset, such as 2026-05-13T14:00:00Z";
            self.refuse(name, "invalid_format", rule);
        }
        instant
    }

    fn search(&mut self) -> Option<String> {
        let search = self.value("search")?;
        if !is_search(search) {
            self.refuse(
                "search",
                "invalid_length",
                &format!("must have at most {LONGEST_SEARCH} characters"),
            );
        }
        Some(search.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::CompanyId;

    fn filter(query: &str) -> Result<ConversationFilter, AppError> {
        read(&QueryPairs::parse(query)?)
    }

    #[test]
    fn every_parameter_is_read() {
        let id = CompanyId::generate();
        let query = format!(
            "kind=call,chat&status=failed&company_id={id},cmp_{}&contact_id={}&started_after=2026-01-01T00:00:00Z\
             &started_before=2026-02-01T00:00:00%2B01:00&updated_after=2026-01-02T00:00:00Z\
             &updated_before=2026-01-03T00:00:00.5Z&search=%20Renewal+call%20&limit=7&format=csv",
            id.ulid(),
            id.ulid(),
        );
        let read = filter(&query).unwrap();
        assert_eq!(read.kinds, Some(vec![ConversationKind::Call, ConversationKind::Chat]));
        assert_eq!(read.statuses, Some(vec![ProcessingStatus::Failed]));
        assert_eq!(
            (read.company_ids.len(), read.contact_ids.len()),
            (1, 1),
            "both spellings are one company"
        );
        assert_eq!(read.started_at.lt, Some(time::macros::datetime!(2026-01-31 23:00 UTC)));
        let (started, updated) = (read.started_at, read.updated_at);
        assert!(started.gte.is_some() && updated.gte.is_some() && updated.lt.is_some());
        assert_eq!(read.search.as_deref(), Some("Renewal call"));
        assert_eq!(filter("kind=&search=&limit=1").unwrap(), ConversationFilter::default());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let many = format!("contact_id={}", vec![CompanyId::generate().ulid(); 26].join(","));
        let long = format!("search={}", "x".repeat(501));
        for (query, field) in [
            ("kind=call,fax", "kind"),
            ("kind=call&kind=call", "kind"),
            ("status=done", "status"),
            ("company_id=acme", "company_id"),
            (many.as_str(), "contact_id"),
            ("started_after=2026-01-01", "started_after"),
            ("started_before=yesterday", "started_before"),
            ("updated_after=2026-02-30T00:00:00Z", "updated_after"),
            ("updated_before=2026-01-01T00:00:00", "updated_before"),
            (long.as_str(), "search"),
        ] {
            let refused = filter(query);
            assert!(
                matches!(&refused, Err(AppError::Malformed(problems)) if problems.len() == 1 && problems[0].field == field),
                "{query}: {refused:?}"
            );
        }
    }
}
