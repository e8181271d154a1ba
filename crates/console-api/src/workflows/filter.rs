//! Which conversations a rule is for.

use colloquy_app::AppError;
use colloquy_domain::conversation::{ConversationKind, ProcessingStatus};
use colloquy_domain::filter::{ConversationFilter, InstantRange};
use colloquy_http::Fields;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::part;
use crate::ids;

/// Most ids or words of one list.
const MOST_ITEMS: usize = 100;
/// Longest search and longest id of a CRM.
const LONGEST_TEXT: usize = 255;

/// Which conversations; what is left out does not narrow. Companies, people and deals are three buckets: within one a
/// single match is enough, and every bucket that names anything must match.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Of one of these kinds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 4)]
    kinds: Option<Vec<Kind>>,
    /// In one of these states when the rule looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 4)]
    statuses: Option<Vec<Status>>,
    /// Somebody of one of these companies took part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 100)]
    company_ids: Option<Vec<String>>,
    /// The same, by the CRM's ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 100)]
    crm_companies: Option<Vec<String>>,
    /// One of these people took part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 100)]
    contact_ids: Option<Vec<String>>,
    /// The same, by the CRM's ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 100)]
    crm_contacts: Option<Vec<String>>,
    /// The conversation belongs to one of these deals of the CRM.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 100)]
    crm_deals: Option<Vec<String>>,
    /// Begun within.
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<InstantBounds>,
    /// Changed last within.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<InstantBounds>,
    /// Every word stands somewhere in the title, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    search: Option<String>,
}

/// Kind of a conversation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WorkflowConversationKind)]
enum Kind {
    Call,
    Meeting,
    Chat,
    Email,
}

/// How far a conversation is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WorkflowConversationStatus)]
enum Status {
    Pending,
    Processing,
    Completed,
    Failed,
}

/// Bounds of an instant; those that are set must all hold.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InstantBounds {
    /// Later than.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    gt: Option<String>,
    /// Not earlier than.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    gte: Option<String>,
    /// Earlier than.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    lt: Option<String>,
    /// Not later than.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    lte: Option<String>,
}

/// Reads a filter.
pub fn read(fields: &mut Fields<'_>) -> ConversationFilter {
    fields.only(&[
        "kinds",
        "statuses",
        "company_ids",
        "crm_companies",
        "contact_ids",
        "crm_contacts",
        "crm_deals",
        "updated_at",
        "started_at",
        "search",
    ]);
    ConversationFilter {
        kinds: words(fields, "kinds", "call, meeting, chat and email", ConversationKind::parse),
        statuses: words(
            fields,
            "statuses",
            "pending, processing, completed and failed",
            ProcessingStatus::parse,
        ),
        company_ids: id_list(fields, "company_ids", ids::company),
        crm_companies: texts(fields, "crm_companies"),
        contact_ids: id_list(fields, "contact_ids", ids::contact),
        crm_contacts: texts(fields, "crm_contacts"),
        crm_deals: texts(fields, "crm_deals"),
        updated_at: part(fields, "updated_at", range).unwrap_or_default(),
        started_at: part(fields, "started_at", range).unwrap_or_default(),
        search: fields.string("search", 0, LONGEST_TEXT).map(str::to_owned),
        ..ConversationFilter::default()
    }
}

fn words<T>(
    fields: &mut Fields<'_>,
    name: &str,
    known: &str,
    parse: fn(&str) -> Option<T>,
) -> Option<Vec<T>> {
    let words = fields.strings(name, MOST_ITEMS, LONGEST_TEXT)?;
    let found: Vec<T> = words.iter().filter_map(|word| parse(word)).collect();
    if found.len() < words.len() {
        fields.refuse(name, "unknown_value", &format!("must hold {known} only"));
    }
    Some(found)
}

fn id_list<T>(fields: &mut Fields<'_>, name: &str, read: fn(&str) -> Result<T, AppError>) -> Vec<T> {
    let texts = texts(fields, name);
    let found: Vec<T> = texts.iter().filter_map(|text| read(text).ok()).collect();
    if found.len() < texts.len() {
        fields.refuse(name, "invalid_format", "must hold ids only");
    }
    found
}

fn texts(fields: &mut Fields<'_>, name: &str) -> Vec<String> {
    fields.strings(name, MOST_ITEMS, LONGEST_TEXT).unwrap_or_default()
}

fn range(fields: &mut Fields<'_>) -> InstantRange {
    fields.only(&["gt", "gte", "lt", "lte"]);
    InstantRange {
        gt: fields.instant("gt"),
        gte: fields.instant("gte"),
        lt: fields.instant("lt"),
        lte: fields.instant("lte"),
    }
}

impl Filter {
    /// Renders it.
    pub fn of(filter: &ConversationFilter) -> Self {
        let kind = |kind: &ConversationKind| match kind {
            ConversationKind::Call => Kind::Call,
            ConversationKind::Meeting => Kind::Meeting,
            ConversationKind::Chat => Kind::Chat,
            ConversationKind::Email => Kind::Email,
        };
        let status = |status: &ProcessingStatus| match status {
            ProcessingStatus::Pending => Status::Pending,
            ProcessingStatus::Processing => Status::Processing,
            ProcessingStatus::Completed => Status::Completed,
            ProcessingStatus::Failed => Status::Failed,
        };
        let texts = |texts: &[String]| (!texts.is_empty()).then(|| texts.to_vec());
        let companies: Vec<String> = filter.company_ids.iter().map(ToString::to_string).collect();
        let contacts: Vec<String> = filter.contact_ids.iter().map(ToString::to_string).collect();
        Self {
            kinds: filter.kinds.as_ref().map(|kinds| kinds.iter().map(kind).collect()),
            statuses: filter.statuses.as_ref().map(|statuses| statuses.iter().map(status).collect()),
            company_ids: texts(&companies),
            crm_companies: texts(&filter.crm_companies),
            contact_ids: texts(&contacts),
            crm_contacts: texts(&filter.crm_contacts),
            crm_deals: texts(&filter.crm_deals),
            started_at: bounds(&filter.started_at),
            updated_at: bounds(&filter.updated_at),
            search: filter.search.clone(),
        }
    }
}

fn bounds(range: &InstantRange) -> Option<InstantBounds> {
    (*range != InstantRange::default()).then(|| InstantBounds {
        gt: range.gt.map(iso),
        gte: range.gte.map(iso),
        lt: range.lt.map(iso),
        lte: range.lte.map(iso),
    })
}
