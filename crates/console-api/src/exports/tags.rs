//! `GET /api/colloquy/v1/export/tags`.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::keys::Caller;
use colloquy_app::lists::{self, Page, Walk};
use colloquy_app::{App, AppError};
use colloquy_domain::directory::Tag;
use colloquy_domain::filter::DirectoryFilter;
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::directory::{Row, export};
use super::filter::{self, ChangedQuery};
use super::stream::{FormatQuery, PAGE};
use crate::error::ErrorBody;
use crate::params::Params;

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

impl Row for TagRow {
    type Listed = Tag;
    const LIST: &'static str = "tags";
    const COLUMNS: &'static [&'static str] =
        &["id", "name", "description", "hex_color", "auto_tagging_enabled", "created_at", "updated_at"];

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

    fn filter(params: &mut Params<'_>) -> DirectoryFilter {
        filter::changed(params)
    }

    async fn page(
        app: App,
        caller: Caller,
        filter: DirectoryFilter,
        walk: Walk,
    ) -> Result<Page<Tag>, AppError> {
        lists::tags(&app, &caller, &filter, walk, PAGE).await
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
    export::<TagRow>(&state, caller, &pairs?).await
}

#[cfg(test)]
mod tests {
    use super::super::directory::tests::assert_columns;
    use super::*;

    #[test]
    fn every_member_has_a_column() {
        assert_columns::<TagRow>(&Tag {
            id: colloquy_domain::TagId::generate(),
            workspace_id: colloquy_domain::WorkspaceId::generate(),
            name: String::new(),
            description: None,
            hex_color: None,
            auto_tagging_enabled: true,
            created_at: time::OffsetDateTime::UNIX_EPOCH,
            updated_at: time::OffsetDateTime::UNIX_EPOCH,
        });
    }
}
