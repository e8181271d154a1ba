//! `GET /api/colloquy/v1/export/contacts`.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::keys::Caller;
use colloquy_app::lists::{self, Page, Walk};
use colloquy_app::{App, AppError};
use colloquy_domain::directory::Contact;
use colloquy_domain::filter::DirectoryFilter;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::directory::{Row, export};
use super::filter::{self, ChangedQuery, CrmQuery, SearchQuery};
use super::stream::{FormatQuery, PAGE};
use crate::error::ErrorBody;
use crate::params::Params;

/// A contact.
#[derive(Serialize, ToSchema)]
struct ContactRow {
    id: String,
    first_name: Option<String>,
    last_name: Option<String>,
    /// The first is the primary one.
    emails: Vec<String>,
    /// The first is the primary one.
    phones: Vec<String>,
    company_id: Option<String>,
    description: Option<String>,
    /// IANA time zone.
    time_zone: Option<String>,
    /// The CRM that has a record of it.
    crm_source: Option<String>,
    /// The id of that record.
    crm_object_id: Option<String>,
    created_at: String,
    updated_at: String,
}

impl Row for ContactRow {
    type Listed = Contact;
    const LIST: &'static str = "contacts";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "first_name",
        "last_name",
        "emails",
        "phones",
        "company_id",
        "description",
        "time_zone",
        "crm_source",
        "crm_object_id",
        "created_at",
        "updated_at",
    ];

    fn of(contact: &Contact) -> Self {
        Self {
            id: contact.id.to_string(),
            first_name: contact.first_name.clone(),
            last_name: contact.last_name.clone(),
            emails: contact.emails.clone(),
            phones: contact.phones.clone(),
            company_id: contact.company_id.map(|id| id.to_string()),
            description: contact.description.clone(),
            time_zone: contact.time_zone.clone(),
            crm_source: contact.crm_association.as_ref().map(|crm| crm.source.clone()),
            crm_object_id: contact.crm_association.as_ref().map(|crm| crm.crm_object_id.clone()),
            created_at: iso(contact.created_at),
            updated_at: iso(contact.updated_at),
        }
    }

    fn filter(params: &mut Params<'_>) -> DirectoryFilter {
        filter::with_crm(params)
    }

    async fn page(
        app: App,
        caller: Caller,
        filter: DirectoryFilter,
        walk: Walk,
    ) -> Result<Page<Contact>, AppError> {
        lists::contacts(&app, &caller, &filter, walk, PAGE).await
    }
}

/// All contacts that satisfy the filter, those that changed longest ago first, however many: the answer is written while
/// they are read. What changes meanwhile may be left out. If something fails on the way the connection is cut.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/export/contacts",
    tag = "Export",
    params(FormatQuery, ChangedQuery, SearchQuery, CrmQuery),
    security(("key" = ["contacts:read"])),
    responses(
        (
            status = 200,
            description = "the file",
            headers(("content-disposition" = String, description = "names the file")),
            content((String = "text/csv"), (ContactRow = "application/x-ndjson"))
        ),
        (status = 400, description = "a parameter is wrong", body = ErrorBody),
    )
)]
pub async fn export_contacts(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Response, Problem> {
    caller.require("contacts:read")?;
    export::<ContactRow>(&state, caller, &pairs?).await
}

#[cfg(test)]
mod tests {
    use super::super::directory::tests::assert_columns;
    use super::*;

    #[test]
    fn every_member_has_a_column() {
        assert_columns::<ContactRow>(&Contact {
            id: colloquy_domain::ContactId::generate(),
            workspace_id: colloquy_domain::WorkspaceId::generate(),
            first_name: None,
            last_name: None,
            emails: Vec::new(),
            phones: Vec::new(),
            company_id: None,
            description: None,
            time_zone: None,
            crm_association: None,
            created_at: time::OffsetDateTime::UNIX_EPOCH,
            updated_at: time::OffsetDateTime::UNIX_EPOCH,
        });
    }
}
