//! `GET /api/colloquy/v1/export/conversations`.

use axum::extract::State;
use axum::response::Response;
use futures::TryStreamExt;

use colloquy_app::lists;
use colloquy_domain::filter::{Direction, Order, OrderKey};
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::stream::{FormatQuery, ListFormat, PAGE, answer};
use crate::conversations::filter::{self, FilterQuery};
use crate::error::ErrorBody;
use crate::wire::conversation::Conversation;

const COLUMNS: [&str; 18] = [
    "id",
    "kind",
    "title",
    "description",
    "meeting_url",
    "processing_status",
    "is_private",
    "is_internal",
    "started_at",
    "ended_at",
    "duration_seconds",
    "owner_user_id",
    "host_user_id",
    "source_system",
    "external_id",
    "external_url",
    "created_at",
    "updated_at",
];

/// By their start, so that a change while they are read moves none of them.
const ORDER: Order = Order { key: OrderKey::StartedAt, direction: Direction::Descending };

/// All conversations that satisfy the filter, newest first, however many: the answer is written while they are read.
/// Private ones are left out without `engagements:private:read`. If something fails on the way the connection is cut.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/export/conversations",
    tag = "Export",
    params(FormatQuery, FilterQuery),
    security(("key" = ["engagements:read"])),
    responses(
        (
            status = 200,
            description = "the file",
            headers(("content-disposition" = String, description = "names the file")),
            content((String = "text/csv"), (Conversation = "application/x-ndjson"))
        ),
        (status = 400, description = "a parameter is wrong", body = ErrorBody),
    )
)]
pub async fn export_conversations(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Response, Problem> {
    caller.require("engagements:read")?;
    let pairs = pairs?;
    let (format, filter) = (ListFormat::read(&pairs)?, filter::read(&pairs)?);
    let app = state.app().clone();
    let pages = lists::pages(ORDER, move |walk| {
        let (app, caller, filter) = (app.clone(), caller.clone(), filter.clone());
        async move { lists::conversations(&app, &caller, &filter, walk, PAGE).await }
    });
    let pages = pages.map_ok(|rows| rows.iter().map(Conversation::of).collect::<Vec<_>>());
    answer(format, "conversations", &COLUMNS, pages).await
}
