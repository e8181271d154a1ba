//! `GET /api/colloquy/v1/export/tags`.

use axum::extract::State;
use axum::response::Response;
use futures::TryStreamExt;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::lists;
use colloquy_domain::directory::Tag;
use colloquy_domain::filter::{Direction, Order, OrderKey};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::filter::{self, ChangedQuery};
use super::stream::{FormatQuery, ListFormat, PAGE, answer};
use crate::error::ErrorBody;

const COLUMNS: [&str; 7] =
    ["id", "name", "description", "hex_color", "auto_tagging_enabled", "created_at", "updated_at"];

/// Towards the newest: the walk ends at the moment at which it began.
const ORDER: Order = Order { key: OrderKey::UpdatedAt, direction: Direction::Ascending };

/// A tag.
#[derive(Serialize, ToSchema)]
struct TagRow {
    id: String,
    name: String,
    description: Option<String>,
    hex_color: Option<String>,
    /// Whether it may be given automatically.
    auto_tagging_enabled: bool,
    created_at: String,
    updated_at: String,
}

impl TagRow {
    fn of(tag: &Tag) -> Self {
        Self {
            id: tag.id.to_string(),
            name: tag.name.clone(),
            description: tag.description.clone(),
            hex_color: tag.hex_color.clone(),
            auto_tagging_enabled: tag.auto_tagging_enabled,
            created_at: iso(tag.created_at),
            updated_at: iso(tag.updated_at),
        }
    }
}

/// All tags that satisfy the filter, those that changed longest ago first, however many: the answer is written while
/// they are read. What changes meanwhile may be left out. If something fails on the way the connection is cut.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/export/tags",
    tag = "Export",
    params(FormatQuery, ChangedQuery),
    security(("key" = ["tags:read"])),
    responses(
        (
            status = 200,
            description = "the file",
            headers(("content-disposition" = String, description = "names the file")),
            content((String = "text/csv"), (TagRow = "application/x-ndjson"))
        ),
        (status = 400, description = "a parameter is wrong", body = ErrorBody),
    )
)]
pub async fn export_tags(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Response, Problem> {
    caller.require("tags:read")?;
    let pairs = pairs?;
    let (format, filter) = (ListFormat::read(&pairs)?, filter::read_changed(&pairs)?);
    let app = state.app().clone();
    let pages = lists::pages(ORDER, move |walk| {
        let (app, caller, filter) = (app.clone(), caller.clone(), filter.clone());
        async move { lists::tags(&app, &caller, &filter, walk, PAGE).await }
    });
    let pages = pages.map_ok(|rows| rows.iter().map(TagRow::of).collect::<Vec<_>>());
    answer(format, "tags", &COLUMNS, pages).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_has_a_column() {
        let row = TagRow::of(&Tag {
            id: colloquy_domain::TagId::generate(),
            workspace_id: colloquy_domain::WorkspaceId::generate(),
            name: String::new(),
            description: None,
            hex_color: None,
            auto_tagging_enabled: true,
            created_at: time::OffsetDateTime::UNIX_EPOCH,
            updated_at: time::OffsetDateTime::UNIX_EPOCH,
        });
        let members = serde_json::to_value(row).unwrap();
        let members = members.as_object().unwrap();
        assert!(members.len() == COLUMNS.len() && COLUMNS.iter().all(|column| members.contains_key(*column)));
    }
}
