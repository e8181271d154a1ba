//! Which conversations a request is about: the same parameters wherever the house API lists them.

use colloquy_domain::conversation::{ConversationKind, ProcessingStatus};
use colloquy_domain::filter::{ConversationFilter, InstantRange, is_search};

use crate::ids;
use crate::params::{MOST_VALUES, Params};

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
    /// Somebody of a company with one of these CRM records took part; together with `company_id`, one of either. At most
    /// 25 ids of records, separated by commas.
    #[param(pattern = "^[^,\\s]([^,]{0,253}[^,\\s])?(,[^,\\s]([^,]{0,253}[^,\\s])?){0,24}$")]
    crm_company: Option<String>,
    /// Somebody with one of these CRM records took part; together with `contact_id`, one of either. At most 25 ids of
    /// records, separated by commas.
    #[param(pattern = "^[^,\\s]([^,]{0,253}[^,\\s])?(,[^,\\s]([^,]{0,253}[^,\\s])?){0,24}$")]
    crm_contact: Option<String>,
    /// It belongs to one of these deals of the CRM: at most 25 ids of records, separated by commas.
    #[param(pattern = "^[^,\\s]([^,]{0,253}[^,\\s])?(,[^,\\s]([^,]{0,253}[^,\\s])?){0,24}$")]
    crm_deal: Option<String>,
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
pub fn read(params: &mut Params<'_>) -> ConversationFilter {
    ConversationFilter {
        kinds: kinds(params),
        statuses: params.words("status", "pending, processing, completed or failed", ProcessingStatus::parse),
        company_ids: params.ids("company_id", ids::company),
        crm_companies: params.records("crm_company"),
        contact_ids: params.ids("contact_id", ids::contact),
        crm_contacts: params.records("crm_contact"),
        crm_deals: params.records("crm_deal"),
        started_at: started_at(params),
        updated_at: params.range("updated_after", "updated_before"),
        search: params.search(),
    }
}

/// Of which kinds.
pub fn kinds(params: &mut Params<'_>) -> Option<Vec<ConversationKind>> {
    params.words("kind", "call, meeting, chat or email", ConversationKind::parse)
}

/// Begun within.
pub fn started_at(params: &mut Params<'_>) -> InstantRange {
    params.range("started_after", "started_before")
}

/// Whether [`read`] can have made the filter: one that comes back in a cursor may have been made by anybody.
pub fn is_permitted(filter: &ConversationFilter) -> bool {
    let crm = [&filter.crm_companies, &filter.crm_contacts, &filter.crm_deals];
    filter.company_ids.len() <= MOST_VALUES
        && filter.contact_ids.len() <= MOST_VALUES
        && crm.iter().all(|records| records.len() <= MOST_VALUES)
        && filter.kinds.as_ref().is_none_or(|kinds| kinds.len() <= MOST_VALUES)
        && filter.statuses.as_ref().is_none_or(|statuses| statuses.len() <= MOST_VALUES)
        && filter.search.as_ref().is_none_or(|search| is_search(search))
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_app::AppError;
    use colloquy_domain::CompanyId;
    use colloquy_http::QueryPairs;

    fn filter(query: &str) -> Result<ConversationFilter, AppError> {
        let pairs = QueryPairs::parse(query)?;
        let mut params = Params::of(&pairs);
        let filter = read(&mut params);
        params.finish().map(|()| filter)
    }

    #[test]
    fn every_parameter_is_read() {
        let id = CompanyId::generate();
        let query = format!(
            "kind=call,chat&status=failed&company_id={id},cmp_{}&contact_id={}&started_after=2026-01-01T00:00:00Z\
             &started_before=2026-02-01T00:00:00%2B01:00&updated_after=2026-01-02T00:00:00Z\
             &updated_before=2026-01-03T00:00:00.5Z&search=%20Renewal+call%20&crm_company=7,8,7\
             &crm_contact=c-1&crm_deal=d%201",
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
        assert_eq!(
            (read.crm_companies, read.crm_contacts),
            (vec!["7".into(), "8".into()], vec!["c-1".into()])
        );
        assert_eq!(read.crm_deals, ["d 1"]);
        assert_eq!(filter("search=").unwrap(), ConversationFilter::default());
        for name in ["kind", "status", "company_id", "started_after", "updated_before"] {
            assert!(filter(&format!("{name}=")).is_err(), "{name} is not left out silently");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let many = format!("contact_id={}", vec![CompanyId::generate().ulid(); 26].join(","));
        let long = format!("search={}", "x".repeat(501));
        let long_record = format!("crm_deal={}", "x".repeat(256));
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
            (long_record.as_str(), "crm_deal"),
            ("crm_company=1,,2", "crm_company"),
            // What is misspelt must not be left out silently.
            ("compny_id=1", "compny_id"),
            ("filter[search]=x", "filter[search]"),
        ] {
            let refused = filter(query);
            assert!(
                matches!(&refused, Err(AppError::Malformed(problems)) if problems.len() == 1 && problems[0].field == field),
                "{query}: {refused:?}"
            );
        }
    }
}
