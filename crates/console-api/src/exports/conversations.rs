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
use crate::params::Params;
use crate::wire::conversation::Conversation;

const COLUMNS: [&str; 21] = [
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
    "crm_association.object_type",
    "crm_association.crm_object_id",
    "crm_association.source",
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
    let mut params = Params::of(&pairs);
    let (format, filter) = (ListFormat::read(&mut params), filter::read(&mut params));
    params.finish()?;
    let app = state.app().clone();
    let pages = lists::pages(ORDER, move |walk| {
        let (app, caller, filter) = (app.clone(), caller.clone(), filter.clone());
        async move { lists::conversations(&app, &caller, &filter, walk, PAGE).await }
    });
    let pages = pages.map_ok(|rows| rows.iter().map(Conversation::of).collect::<Vec<_>>());
    answer(format, "conversations", &COLUMNS, pages).await
}

#[cfg(test)]
mod tests {
    use colloquy_domain::conversation::{self, ConversationKind, DataSource, ProcessingStatus};
    use colloquy_domain::crm::{CrmAssociation, CrmObjectType};
    use colloquy_domain::{ConversationId, WorkspaceId};
    use time::OffsetDateTime;

    use super::*;

    #[test]
    fn every_member_has_a_column() {
        let row = Conversation::of(&conversation::Conversation {
            id: ConversationId::generate(),
            workspace_id: WorkspaceId::generate(),
            kind: ConversationKind::Call,
            title: String::new(),
            description: None,
            meeting_url: None,
            processing_status: ProcessingStatus::Pending,
            is_private: false,
            is_internal: false,
            data_source: DataSource::House,
            started_at: OffsetDateTime::UNIX_EPOCH,
            ended_at: None,
            owner_user_id: None,
            host_user_id: None,
            source_system: None,
            external_id: None,
            external_url: None,
            run_workflows: false,
            crm_association: Some(CrmAssociation {
                object_type: CrmObjectType::Deal,
                crm_object_id: "7".to_owned(),
                source: "crm".to_owned(),
            }),
            created_by: None,
            created_at: OffsetDateTime::UNIX_EPOCH,
            updated_at: OffsetDateTime::UNIX_EPOCH,
        });
        let members = serde_json::to_value(row).unwrap();
        let mut names = Vec::new();
        for (name, value) in members.as_object().unwrap() {
            match value.as_object() {
                Some(parts) => names.extend(parts.keys().map(|part| format!("{name}.{part}"))),
                None => names.push(name.clone()),
            }
        }
        let mut columns = COLUMNS.map(str::to_owned).to_vec();
        names.sort_unstable();
        columns.sort_unstable();
        assert_eq!(names, columns);
    }
}
