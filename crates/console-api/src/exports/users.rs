//! `GET /api/colloquy/v1/export/users`.

use axum::extract::State;
use axum::response::Response;
use futures::TryStreamExt;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::lists;
use colloquy_domain::directory::User;
use colloquy_domain::filter::{Direction, Order, OrderKey};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::filter::{self, ChangedQuery, SearchQuery};
use super::stream::{FormatQuery, ListFormat, PAGE, answer};
use crate::error::ErrorBody;

const COLUMNS: [&str; 10] = [
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

/// Towards the newest: the walk ends at the moment at which it began.
const ORDER: Order = Order { key: OrderKey::UpdatedAt, direction: Direction::Ascending };

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

impl UserRow {
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
    let pairs = pairs?;
    let (format, filter) = (ListFormat::read(&pairs)?, filter::read(&pairs)?);
    let app = state.app().clone();
    let pages = lists::pages(ORDER, move |walk| {
        let (app, caller, filter) = (app.clone(), caller.clone(), filter.clone());
        async move { lists::users(&app, &caller, &filter, walk, PAGE).await }
    });
    let pages = pages.map_ok(|rows| rows.iter().map(UserRow::of).collect::<Vec<_>>());
    answer(format, "users", &COLUMNS, pages).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_has_a_column() {
        let row = UserRow::of(&User {
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
        let members = serde_json::to_value(row).unwrap();
        let members = members.as_object().unwrap();
        assert!(members.len() == COLUMNS.len() && COLUMNS.iter().all(|column| members.contains_key(*column)));
    }
}
