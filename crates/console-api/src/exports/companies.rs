//! `GET /api/colloquy/v1/export/companies`.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::keys::Caller;
use colloquy_app::lists::{self, Page, Walk};
use colloquy_app::{App, AppError};
use colloquy_domain::directory::Company;
use colloquy_domain::filter::DirectoryFilter;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::directory::{Row, export};
use super::filter::{self, ChangedQuery, CrmQuery, DomainQuery, SearchQuery};
use super::stream::{FormatQuery, PAGE};
use crate::error::ErrorBody;
use crate::params::Params;

/// A company.
#[derive(Serialize, ToSchema)]
struct CompanyRow {
    id: String,
    name: Option<String>,
    /// E-mail domains; the first is the primary one.
    domains: Vec<String>,
    description: Option<String>,
    industry: Option<String>,
    website: Option<String>,
    logo_url: Option<String>,
    number_of_employees: Option<u32>,
    /// The CRM that has a record of it.
    crm_source: Option<String>,
    /// The id of that record.
    crm_object_id: Option<String>,
    created_at: String,
    updated_at: String,
}

impl Row for CompanyRow {
    type Listed = Company;
    const LIST: &'static str = "companies";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "domains",
        "description",
        "industry",
        "website",
        "logo_url",
        "number_of_employees",
        "crm_source",
        "crm_object_id",
        "created_at",
        "updated_at",
    ];

    fn of(company: &Company) -> Self {
        Self {
            id: company.id.to_string(),
            name: company.name.clone(),
            domains: company.domains.clone(),
            description: company.description.clone(),
            industry: company.industry.clone(),
            website: company.website.clone(),
            logo_url: company.logo_url.clone(),
            number_of_employees: company.number_of_employees,
            crm_source: company.crm_association.as_ref().map(|crm| crm.source.clone()),
            crm_object_id: company.crm_association.as_ref().map(|crm| crm.crm_object_id.clone()),
            created_at: iso(company.created_at),
            updated_at: iso(company.updated_at),
        }
    }

    fn filter(params: &mut Params<'_>) -> DirectoryFilter {
        filter::with_domain(params)
    }

    async fn page(
        app: App,
        caller: Caller,
        filter: DirectoryFilter,
        walk: Walk,
    ) -> Result<Page<Company>, AppError> {
        lists::companies(&app, &caller, &filter, walk, PAGE).await
    }
}

/// All companies that satisfy the filter, those that changed longest ago first, however many: the answer is written while
/// they are read. What changes meanwhile may be left out. If something fails on the way the connection is cut.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/export/companies",
    tag = "Export",
    params(FormatQuery, ChangedQuery, SearchQuery, CrmQuery, DomainQuery),
    security(("key" = ["companies:read"])),
    responses(
        (
            status = 200,
            description = "the file",
            headers(("content-disposition" = String, description = "names the file")),
            content((String = "text/csv"), (CompanyRow = "application/x-ndjson"))
        ),
        (status = 400, description = "a parameter is wrong", body = ErrorBody),
    )
)]
pub async fn export_companies(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Response, Problem> {
    caller.require("companies:read")?;
    export::<CompanyRow>(&state, caller, &pairs?).await
}

#[cfg(test)]
mod tests {
    use super::super::directory::tests::assert_columns;
    use super::*;

    #[test]
    fn every_member_has_a_column() {
        assert_columns::<CompanyRow>(&Company {
            id: colloquy_domain::CompanyId::generate(),
            workspace_id: colloquy_domain::WorkspaceId::generate(),
            name: None,
            domains: Vec::new(),
            description: None,
            industry: None,
            website: None,
            logo_url: None,
            number_of_employees: None,
            crm_association: None,
            created_at: time::OffsetDateTime::UNIX_EPOCH,
            updated_at: time::OffsetDateTime::UNIX_EPOCH,
        });
    }
}
