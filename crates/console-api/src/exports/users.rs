//! `GET /api/colloquy/v1/export/users`.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::keys::Caller;
use colloquy_app::lists::{self, Page, Walk};
use colloquy_app::{App, AppError};
use colloquy_domain::directory::User;
use colloquy_domain::filter::DirectoryFilter;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::directory::{Row, export};
use super::filter::{self, ChangedQuery, SearchQuery};
use super::stream::{FormatQuery, PAGE};
use crate::error::ErrorBody;
use crate::params::Params;

/// A user.
#[derive(Serialize, ToSchema)]
struct UserRow {
    id: String,
    name: String,
    email: String,
    /// `owner`, `admin`, `member`, `inactive` or `not_invited`.
    role: &'static str,
    phone: Option<String>,
    job_title: Option<String>,
    /// IANA time zone.
    time_zone: Option<String>,
    last_activity_at: Option<String>,
    created_at: String,
    updated_at: String,
}

impl Row for UserRow {
    type Listed = User;
    const LIST: &'static str = "users";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "email",
        "role",
        "phone",
        "job_title",
        "time_zone",
        "last_activity_at",
        "created_at",
        "updated_at",
    ];

    fn of(user: &User) -> Self {
        Self {
            id: user.id.to_string(),
            name: user.name.clone(),
            email: user.email.clone(),
            role: user.role.as_str(),
            phone: user.phone.clone(),
            job_title: user.job_title.clone(),
            time_zone: user.time_zone.clone(),
            last_activity_at: user.last_activity_at.map(iso),
            created_at: iso(user.created_at),
            updated_at: iso(user.updated_at),
        }
    }

    fn filter(params: &mut Params<'_>) -> DirectoryFilter {
        filter::searched(params)
    }

    async fn page(
        app: App,
        caller: Caller,
        filter: DirectoryFilter,
        walk: Walk,
    ) -> Result<Page<User>, AppError> {
        lists::users(&app, &caller, &filter, walk, PAGE).await
    }
}

/// All users that satisfy the filter, those that changed longest ago first, however many: the answer is written while
/// they are read. What changes meanwhile may be left out. If something fails on the way the connection is cut.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/export/users",
    tag = "Export",
    params(FormatQuery, ChangedQuery, SearchQuery),
    security(("key" = ["users:read"])),
    responses(
        (
            status = 200,
            description = "the file",
            headers(("content-disposition" = String, description = "names the file")),
            content((String = "text/csv"), (UserRow = "application/x-ndjson"))
        ),
        (status = 400, description = "a parameter is wrong", body = ErrorBody),
    )
)]
pub async fn export_users(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Response, Problem> {
    caller.require("users:read")?;
    export::<UserRow>(&state, caller, &pairs?).await
}

#[cfg(test)]
mod tests {
    use super::super::directory::tests::assert_columns;
    use super::*;

    #[test]
    fn every_member_has_a_column() {
        assert_columns::<UserRow>(&User {
            id: colloquy_domain::UserId::generate(),
            workspace_id: colloquy_domain::WorkspaceId::generate(),
            role: colloquy_domain::directory::UserRole::Member,
            name: String::new(),
            email: String::new(),
            phone: None,
            job_title: None,
            time_zone: None,
            last_activity_at: None,
            created_at: time::OffsetDateTime::UNIX_EPOCH,
            updated_at: time::OffsetDateTime::UNIX_EPOCH,
        });
    }
}
