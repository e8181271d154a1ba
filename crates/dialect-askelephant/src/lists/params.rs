//! What the OpenAPI document says of the parameters of lists. Only described here: `query` reads them.
#![expect(dead_code, reason = "the fields are read by the descriptions only")]

use utoipa::IntoParams;

/// Of every directory list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Rows of the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    limit: Option<u64>,
    /// `next_cursor` of the page before. It carries filters, search and order, which need not be repeated.
    #[param(pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// Rows of the same instant follow each other by id.
    #[param(pattern = "^updated_at:(asc|desc)$", default = "updated_at:desc")]
    order_by: Option<String>,
}

/// Of the list of engagements.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EngagementPaging {
    /// Rows of the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    limit: Option<u64>,
    /// `next_cursor` of the page before. It carries filters, search and order, which need not be repeated.
    #[param(pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// Rows of the same instant follow each other by id.
    #[param(pattern = "^(updated_at|start_at):(asc|desc)$", default = "updated_at:desc")]
    order_by: Option<String>,
}

/// Of every list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UpdatedAt {
    /// Changed last after this instant.
    #[param(rename = "filter[updated_at][gt]", format = DateTime)]
    gt: Option<String>,
    /// Changed last at this instant or later.
    #[param(rename = "filter[updated_at][gte]", format = DateTime)]
    gte: Option<String>,
    /// Changed last before this instant.
    #[param(rename = "filter[updated_at][lt]", format = DateTime)]
    lt: Option<String>,
    /// Changed last at this instant or earlier.
    #[param(rename = "filter[updated_at][lte]", format = DateTime)]
    lte: Option<String>,
}

/// Of the list of contacts.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Contacts {
    /// Every word stands somewhere in the full name or an e-mail address, in any case.
    #[param(max_length = 500)]
    search: Option<String>,
    /// Associated with one of these records of the CRM: a JSON array of at most 20 objects with `id` and
    /// `object_type` (`contact`), or the same as `filter[crm_associations][eq][0][id]=…` and
    /// `filter[crm_associations][eq][0][object_type]=…`.
    #[param(
        rename = "filter[crm_associations][eq]",
        pattern = r#"^\[\{"id":"[A-Za-z0-9]{1,255}","object_type":"contact"\}(,\{"id":"[A-Za-z0-9]{1,255}","object_type":"contact"\}){0,19}\]$"#
    )]
    crm_associations: Option<String>,
}

/// Of the list of companies.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Companies {
    /// Every word stands somewhere in the name, in any case.
    #[param(max_length = 500)]
    search: Option<String>,
    /// Has this domain, in any case.
    #[param(
        rename = "filter[domain][eq]",
        max_length = 253,
        pattern = r"^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"
    )]
    domain: Option<String>,
    /// Associated with one of these records of the CRM: a JSON array of at most 20 objects with `id` and
    /// `object_type` (`company`), or the same as `filter[crm_associations][eq][0][id]=…` and
    /// `filter[crm_associations][eq][0][object_type]=…`.
    #[param(
        rename = "filter[crm_associations][eq]",
        pattern = r#"^\[\{"id":"[A-Za-z0-9]{1,255}","object_type":"company"\}(,\{"id":"[A-Za-z0-9]{1,255}","object_type":"company"\}){0,19}\]$"#
    )]
    crm_associations: Option<String>,
}

/// Of the list of users.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Users {
    /// Every word stands somewhere in the full name or the e-mail address, in any case.
    #[param(max_length = 500)]
    search: Option<String>,
}

/// Of the list of engagements.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Engagements {
    /// Every word stands somewhere in the title, in any case.
    #[param(max_length = 500)]
    search: Option<String>,
    /// Brings these along, separated by commas: `companies`, `contacts`, `owner`, `action_items`, `signals`,
    /// `transcript`, `media_url`, `tags`.
    #[param(
        pattern = "^\\s*(companies|contacts|owner|action_items|signals|transcript|media_url|tags)?\\s*(,\\s*(companies|contacts|owner|action_items|signals|transcript|media_url|tags)?\\s*)*$"
    )]
    expand: Option<String>,
    /// Of this type.
    #[param(
        rename = "filter[engagement_type][eq]",
        pattern = "^(MEETING|CALL|EMAIL|TASK|NOTE|CALENDAR_EVENT|DOCUMENT)$"
    )]
    type_eq: Option<String>,
    /// Of one of these types, separated by commas.
    #[param(
        rename = "filter[engagement_type][in]",
        pattern = "^(MEETING|CALL|EMAIL|TASK|NOTE|CALENDAR_EVENT|DOCUMENT)(,(MEETING|CALL|EMAIL|TASK|NOTE|CALENDAR_EVENT|DOCUMENT))*$"
    )]
    type_in: Option<String>,
    /// In this state.
    #[param(rename = "filter[processing_status][eq]", pattern = "^(PENDING|PROCESSING|COMPLETED|FAILED)$")]
    status_eq: Option<String>,
    /// In one of these states, separated by commas.
    #[param(
        rename = "filter[processing_status][in]",
        pattern = "^(PENDING|PROCESSING|COMPLETED|FAILED)(,(PENDING|PROCESSING|COMPLETED|FAILED))*$"
    )]
    status_in: Option<String>,
    /// Somebody of this company took part.
    #[param(rename = "filter[company_ids][eq]", pattern = "^cmp_[A-Za-z0-9]+$")]
    company_eq: Option<String>,
    /// Somebody of one of these companies took part: at most 25, separated by commas.
    #[param(rename = "filter[company_ids][in]", pattern = "^cmp_[A-Za-z0-9]+(,cmp_[A-Za-z0-9]+){0,24}$")]
    company_in: Option<String>,
    /// This contact took part.
    #[param(rename = "filter[contact_ids][eq]", pattern = "^cnt_[A-Za-z0-9]+$")]
    contact_eq: Option<String>,
    /// One of these contacts took part: at most 25, separated by commas.
    #[param(rename = "filter[contact_ids][in]", pattern = "^cnt_[A-Za-z0-9]+(,cnt_[A-Za-z0-9]+){0,24}$")]
    contact_in: Option<String>,
    /// Begun after this instant.
    #[param(rename = "filter[start_at][gt]", format = DateTime)]
    start_gt: Option<String>,
    /// Begun at this instant or later.
    #[param(rename = "filter[start_at][gte]", format = DateTime)]
    start_gte: Option<String>,
    /// Begun before this instant.
    #[param(rename = "filter[start_at][lt]", format = DateTime)]
    start_lt: Option<String>,
    /// Begun at this instant or earlier.
    #[param(rename = "filter[start_at][lte]", format = DateTime)]
    start_lte: Option<String>,
    /// Of these records of the CRM: a JSON array of at most 20 objects with `id` and `object_type` (`company`,
    /// `contact`, `deal`), or the same as `filter[crm_associations][eq][0][id]=…` and
    /// `filter[crm_associations][eq][0][object_type]=…`.
    #[param(
        rename = "filter[crm_associations][eq]",
        pattern = r#"^\[\{"id":"[A-Za-z0-9]{1,255}","object_type":"(company|contact|deal)"\}(,\{"id":"[A-Za-z0-9]{1,255}","object_type":"(company|contact|deal)"\}){0,19}\]$"#
    )]
    crm_associations: Option<String>,
}
