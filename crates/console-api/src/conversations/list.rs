//! `GET /api/colloquy/v1/conversations`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::lists::{self, Walk};
use colloquy_domain::filter::{ConversationFilter, Order};
use colloquy_http::{Authenticated, Cursor, HttpState, Problem, QueryPairs, cursor};

use super::filter::{self, FilterQuery};
use crate::params::Params;
use crate::query::{MOST_ROWS, USUAL_ROWS};
use crate::wire::conversation::Conversation;

/// Names the list in its cursors.
const LIST: &str = "conversations";

/// Query of the list.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct ListQuery {
    /// 50 where it is left out.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
    /// `next_cursor` of the page before; it carries the filter, which need not be sent again.
    #[param(pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// A page of conversations.
#[derive(Serialize, ToSchema)]
pub struct ConversationPage {
    data: Vec<Conversation>,
    /// Asks for the next page; null on the last.
    next_cursor: Option<String>,
}

/// Conversations that satisfy the filter, those that changed last first, page by page. Private ones are left out
/// without `engagements:private:read`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations",
    tag = "Conversations",
    params(ListQuery, FilterQuery),
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "a page", body = ConversationPage),
    )
)]
pub async fn list_conversations(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: QueryPairs,
) -> Result<Json<ConversationPage>, Problem> {
    caller.require("engagements:read")?;
    let mut params = Params::of(&pairs);
    let (limit, cursor) = (params.limit(USUAL_ROWS, MOST_ROWS), params.given("cursor"));
    let given = filter::read(&mut params);
    params.finish()?;
    let (filter, walk) = match cursor {
        None => (given, Walk::new(Order::default())),
        Some(text) => {
            let cursor = Cursor::<ConversationFilter>::read(LIST, text)?;
            let is_repeated = given == ConversationFilter::default() || given == cursor.filter;
            if !is_repeated || !filter::is_permitted(&cursor.filter) {
                return Err(cursor::refused().into());
            }
            (cursor.filter, cursor.walk)
        }
    };
    let page = lists::conversations(state.app(), &caller, &filter, walk, limit).await?;
    let next_cursor = page.next.map(|walk| Cursor { filter, walk }.write(LIST)).transpose()?;
    Ok(Json(ConversationPage { data: page.rows.iter().map(Conversation::of).collect(), next_cursor }))
}
