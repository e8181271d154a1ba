//! `GET /api/colloquy/v1/export/companies`.

use axum::extract::State;
use axum::response::Response;
use futures::TryStreamExt;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::lists;
use colloquy_domain::directory::Company;
use colloquy_domain::filter::{Direction, Order, OrderKey};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::filter::{self, ChangedQuery, SearchQuery};
use super::stream::{FormatQuery, ListFormat, PAGE, answer};
use crate::error::ErrorBody;

const COLUMNS: [&str; 12] = [
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

/// Towards the newest: the walk ends at the moment at which it began.
const ORDER: Order = Order { key: OrderKey::UpdatedAt, direction: Direction::Ascending };

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

impl CompanyRow {
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
}

/// All companies that satisfy the filter, those that changed longest ago first, however many: the answer is written while
/// they are read. What changes meanwhile may be left out. If something fails on the way the connection is cut.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/export/companies",
    tag = "Export",
    params(FormatQuery, ChangedQuery, SearchQuery),
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
    let pairs = pairs?;
    let (format, filter) = (ListFormat::read(&pairs)?, filter::read(&pairs)?);
    let app = state.app().clone();
    let pages = lists::pages(ORDER, move |walk| {
        let (app, caller, filter) = (app.clone(), caller.clone(), filter.clone());
        async move { lists::companies(&app, &caller, &filter, walk, PAGE).await }
    });
    let pages = pages.map_ok(|rows| rows.iter().map(CompanyRow::of).collect::<Vec<_>>());
    answer(format, "companies", &COLUMNS, pages).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_has_a_column() {
        let row = CompanyRow::of(&Company {
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
        let members = serde_json::to_value(row).unwrap();
        let members = members.as_object().unwrap();
        assert!(members.len() == COLUMNS.len() && COLUMNS.iter().all(|column| members.contains_key(*column)));
    }
}
