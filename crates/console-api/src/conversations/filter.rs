//! Which conversations a request is about: the same parameters wherever the house API lists them.

use colloquy_domain::Instant;
use colloquy_domain::conversation::{ConversationKind, ProcessingStatus};
use colloquy_domain::evaluation::Feeling;
use colloquy_domain::filter::{
    ConversationFilter, InstantRange, MOST_LOOKED_UP, SignalFilter, is_look_up, is_search,
};

use crate::ids;
use crate::params::{MOST_VALUES, Params};
use crate::wire::words;

/// Most characters of an answer that is looked for.
const LONGEST_ANSWER: usize = 500;

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
    /// The same as `started_after`; where both are there, both hold.
    #[param(format = DateTime)]
    from: Option<String>,
    /// The same as `started_before`; where both are there, both hold.
    #[param(format = DateTime)]
    to: Option<String>,
    /// Every word stands somewhere in the title, in any case, or begins a word of the title or of the name of somebody who
    /// took part: for looking while somebody types. At most twelve words.
    #[param(max_length = 500)]
    search: Option<String>,
    /// It has one of these tags: at most 25 ids, separated by commas.
    #[param(
        pattern = "^(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(,(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})){0,24}$"
    )]
    tag_id: Option<String>,
    /// One of these users owns it: at most 25 ids, separated by commas.
    #[param(
        pattern = "^(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(,(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})){0,24}$"
    )]
    owner_user_id: Option<String>,
    /// It was evaluated in one of these projects, or is about to be: at most 25 ids, separated by commas.
    #[param(
        pattern = "^(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(,(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})){0,24}$"
    )]
    project_id: Option<String>,
    /// This question was answered with `signal_value`; with anything but no where that is left out.
    #[param(pattern = "^(([a-z]+_)?[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")]
    signal_definition_id: Option<String>,
    /// The answer: `true`, `false`, a number, an option or a text, of which the first 200 characters count. Goes with
    /// `signal_definition_id`.
    #[param(min_length = 1, max_length = 500)]
    signal_value: Option<String>,
    /// Whether something that was undertaken in it is still to be done.
    has_open_action_items: Option<bool>,
    /// How people felt, where that is known: good or bad beyond ±0.25.
    #[param(inline, value_type = Option<words::Feeling>)]
    sentiment: Option<String>,
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
        started_at: both(started_at(params), params.range("from", "to")),
        updated_at: params.range("updated_after", "updated_before"),
        search: None,
        look_up: look_up(params),
        tag_ids: params.ids("tag_id", ids::tag),
        owner_user_ids: params.ids("owner_user_id", ids::user),
        project_ids: params.ids("project_id", ids::project),
        signal: signal(params),
        has_open_action_items: params.flag("has_open_action_items"),
        sentiment: params.word("sentiment", "positive, neutral or negative", Feeling::parse),
    }
}

fn look_up(params: &mut Params<'_>) -> Option<String> {
    let text = params.search()?;
    if is_search(&text) && !is_look_up(&text) {
        params.refuse("search", "invalid_length", &format!("must have at most {MOST_LOOKED_UP} words"));
    }
    Some(text)
}

fn signal(params: &mut Params<'_>) -> Option<SignalFilter> {
    let definition_id = params.id("signal_definition_id", ids::signal_definition);
    let answer = params.text("signal_value", LONGEST_ANSWER);
    if answer.is_some() && definition_id.is_none() {
        params.refuse("signal_value", "unexpected", "goes with the id of a question in signal_definition_id");
    }
    definition_id.map(|definition_id| SignalFilter { definition_id, answer })
}

/// What lies in both.
fn both(one: InstantRange, other: InstantRange) -> InstantRange {
    let earliest = |one: Option<Instant>, other: Option<Instant>| match (one, other) {
        (Some(one), Some(other)) => Some(std::cmp::min(one, other)),
        (one, other) => one.or(other),
    };
    InstantRange { gte: one.gte.max(other.gte), lt: earliest(one.lt, other.lt), ..one }
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
        && filter.look_up.as_ref().is_none_or(|text| is_look_up(text))
        && filter.tag_ids.len() <= MOST_VALUES
        && filter.owner_user_ids.len() <= MOST_VALUES
        && filter.project_ids.len() <= MOST_VALUES
        && answer(filter)
            .is_none_or(|answer| answer.chars().count() <= LONGEST_ANSWER && !answer.contains('\0'))
}

fn answer(filter: &ConversationFilter) -> Option<&str> {
    filter.signal.as_ref()?.answer.as_deref()
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
             &crm_contact=c-1&crm_deal=d%201&tag_id={id},{id}&owner_user_id={id}&project_id={id}\
             &signal_definition_id={id}&signal_value=Won&has_open_action_items=false&sentiment=negative\
             &from=2026-01-05T00:00:00Z&to=2026-03-01T00:00:00Z",
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
        // Both bounds of either kind hold.
        assert_eq!(read.started_at.gte, Some(time::macros::datetime!(2026-01-05 00:00 UTC)));
        assert_eq!(read.started_at.lt, Some(time::macros::datetime!(2026-01-31 23:00 UTC)));
        let (started, updated) = (read.started_at, read.updated_at);
        assert!(started.gte.is_some() && updated.gte.is_some() && updated.lt.is_some());
        assert_eq!((read.look_up.as_deref(), &read.search), (Some("Renewal call"), &None));
        assert_eq!((read.tag_ids.len(), read.owner_user_ids.len(), read.project_ids.len()), (1, 1, 1));
        let signal = SignalFilter {
            definition_id: colloquy_domain::SignalDefinitionId(id.0),
            answer: Some("Won".to_owned()),
        };
        assert_eq!(read.signal, Some(signal));
        assert_eq!((read.has_open_action_items, read.sentiment), (Some(false), Some(Feeling::Negative)));
        assert!(is_permitted(&read));
        assert_eq!(
            (read.crm_companies, read.crm_contacts),
            (vec!["7".into(), "8".into()], vec!["c-1".into()])
        );
        assert_eq!(read.crm_deals, ["d 1"]);
        assert_eq!(filter("search=").unwrap(), ConversationFilter::default());
        for name in [
            "kind",
            "status",
            "company_id",
            "started_after",
            "updated_before",
            "from",
            "tag_id",
            "signal_definition_id",
            "has_open_action_items",
            "sentiment",
        ] {
            assert!(filter(&format!("{name}=")).is_err(), "{name} is not left out silently");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let many = format!("contact_id={}", vec![CompanyId::generate().ulid(); 26].join(","));
        let long = format!("search={}", "x".repeat(501));
        let long_record = format!("crm_deal={}", "x".repeat(256));
        let many_words = format!("search={}", ["x"; 13].join("+"));
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
            (many_words.as_str(), "search"),
            ("tag_id=red", "tag_id"),
            ("owner_user_id=rae@acme.example", "owner_user_id"),
            ("project_id=", "project_id"),
            ("signal_definition_id=price", "signal_definition_id"),
            ("signal_value=true", "signal_value"),
            ("has_open_action_items=yes", "has_open_action_items"),
            ("sentiment=sad", "sentiment"),
            ("from=2026-01-01", "from"),
            ("to=now", "to"),
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
