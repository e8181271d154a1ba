//! `GET /api/colloquy/v1/users`.

use axum::Json;
use axum::extract::State;
use colloquy_app::directory::people;
use colloquy_app::lists::Walk;
use colloquy_domain::filter::{DirectoryFilter, Order, is_search};
use colloquy_http::{Authenticated, Cursor, HttpState, Problem, QueryPairs, cursor};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::User;
use crate::params::Params;
use crate::query::{MOST_ROWS, USUAL_ROWS};

/// Names the list in its cursors.
const LIST: &str = "house users";

/// Query of the list.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct ListUsersQuery {
    /// Every word stands somewhere in the name or the e-mail address, in any case.
    #[param(max_length = 500)]
    search: Option<String>,
    /// 50 where it is left out.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// `next_cursor` of the page before; it carries the filter, which need not be sent again.
    #[param(pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// A page of users.
#[derive(Serialize, ToSchema)]
pub struct UserPage {
    data: Vec<User>,
    /// Asks for the next page; null on the last.
    next_cursor: Option<String>,
}

/// Users that satisfy the filter, those that changed last first, page by page.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/users",
    tag = "Workspace",
    params(ListUsersQuery),
    security(("key" = ["users:read"])),
    responses((status = 200, description = "a page", body = UserPage))
)]
pub async fn list_users(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<UserPage>, Problem> {
    caller.require("users:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let (limit, cursor) = (params.limit(USUAL_ROWS, MOST_ROWS), params.given("cursor"));
    let given = DirectoryFilter { search: params.search(), ..DirectoryFilter::default() };
    params.finish()?;
    let (filter, walk) = match cursor {
        None => (given, Walk::new(Order::default())),
        Some(text) => {
            let cursor = Cursor::<DirectoryFilter>::read(LIST, text)?;
            let is_repeated = given == DirectoryFilter::default() || given == cursor.filter;
            let search = cursor.filter.search.clone();
            let is_ours = search.as_deref().is_none_or(is_search)
                && cursor.filter == DirectoryFilter { search, ..DirectoryFilter::default() };
            if !is_repeated || !is_ours {
                return Err(cursor::refused().into());
            }
            (cursor.filter, cursor.walk)
        }
    };
    let page = people::list(state.app(), &caller, &filter, walk, limit).await?;
    let next_cursor = page.next.map(|walk| Cursor { filter, walk }.write(LIST)).transpose()?;
    Ok(Json(UserPage { data: page.rows.iter().map(User::of).collect(), next_cursor }))
}
