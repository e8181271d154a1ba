//! `POST /api/colloquy/v1/conversations/bulk`.

use axum::Json;
use axum::extract::State;
use colloquy_app::AppError;
use colloquy_app::bulk::{self, BulkChange, BulkOutcome, MOST_AT_ONCE};
use colloquy_domain::ConversationId;
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Problem};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::ids;

/// Longest spelling of an id that is looked at.
const LONGEST_ID: usize = 100;

colloquy_http::words! {
    /// What is done with each of several conversations.
    BulkAction = ["tag", "untag", "delete"];
}

/// A change of several conversations.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct ChangeConversations {
    /// Which, each in any spelling.
    #[schema(min_items = 1, max_items = 200)]
    conversation_ids: Vec<String>,
    /// What is done with each. `delete` needs `workspace:admin`.
    #[schema(value_type = BulkAction)]
    action: String,
    /// The tag that is given or taken away; `tag` and `untag` need it.
    tag_id: Option<String>,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
pub struct ChangedConversations {
    /// Those that are as they were to be.
    done: Vec<String>,
    /// Those that are not.
    failed: Vec<UnchangedConversation>,
}

/// A conversation that was not changed.
#[derive(Serialize, ToSchema)]
struct UnchangedConversation {
    id: String,
    /// Why.
    message: String,
}

impl ChangedConversations {
    fn of(outcome: BulkOutcome) -> Self {
        let failed =
            |(id, message): (ConversationId, String)| UnchangedConversation { id: id.to_string(), message };
        Self {
            done: outcome.done.iter().map(ToString::to_string).collect(),
            failed: outcome.failed.into_iter().map(failed).collect(),
        }
    }
}

/// Gives several conversations a tag, takes one away, or deletes them. Each is a change of its own: what is wrong with one,
/// such as that it is private, stands beside its id and leaves the others alone.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/conversations/bulk",
    tag = "Conversations",
    request_body = ChangeConversations,
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 200, description = "what came of it", body = ChangedConversations),
    )
)]
pub async fn change_conversations(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Json<ChangedConversations>, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let (ids, change) = read(&body.value()?)?;
    if change == BulkChange::Delete {
        caller.require(WORKSPACE_ADMIN)?;
    }
    let outcome = bulk::change(state.app(), &caller, &ids, change).await?;
    Ok(Json(ChangedConversations::of(outcome)))
}

fn read(body: &Value) -> Result<(Vec<ConversationId>, BulkChange), AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["conversation_ids", "action"] {
        fields.require(name);
    }
    let texts = fields.strings("conversation_ids", MOST_AT_ONCE, LONGEST_ID);
    if texts.as_ref().is_some_and(Vec::is_empty) {
        fields.refuse("conversation_ids", "invalid_length", "must name a conversation");
    }
    let texts = texts.unwrap_or_default();
    let mut ids = Vec::with_capacity(texts.len());
    for (position, text) in texts.iter().enumerate() {
        match ids::conversation(text) {
            Ok(id) => ids.push(id),
            Err(_) => {
                fields.refuse(&format!("conversation_ids[{position}]"), "invalid_format", "must be an id");
            }
        }
    }
    let tag_id = fields.string("tag_id", 1, LONGEST_ID).map(ids::tag);
    if matches!(tag_id, Some(Err(_))) {
        fields.refuse("tag_id", "invalid_format", "must be an id");
    }
    let action = fields.string("action", 0, LONGEST_ID);
    let change = match (action, tag_id) {
        (Some("tag"), Some(Ok(tag_id))) => Some(BulkChange::Tag(tag_id)),
        (Some("untag"), Some(Ok(tag_id))) => Some(BulkChange::Untag(tag_id)),
        (Some("tag" | "untag"), None) => {
            fields.refuse("tag_id", "required", "is required to tag and to untag");
            None
        }
        (Some("delete"), _) => Some(BulkChange::Delete),
        (Some("tag" | "untag") | None, _) => None,
        (Some(_), _) => {
            fields.refuse("action", "unknown_value", "must be tag, untag or delete");
            None
        }
    };
    fields.finish()?;
    // What is missing was refused.
    let change = change.ok_or_else(|| AppError::malformed("action", "required", "action is required"))?;
    Ok((ids, change))
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::TagId;
    use serde_json::json;

    #[test]
    fn changes_are_read() {
        let (one, tag) = (ConversationId::generate(), TagId::generate());
        let ids = json!([one.to_string(), format!("ngmt_{}", one.ulid())]);
        let read = |action: &str| {
            read(&json!({ "conversation_ids": ids, "action": action, "tag_id": tag.to_string() })).unwrap()
        };
        assert_eq!(read("tag"), (vec![one, one], BulkChange::Tag(tag)));
        assert_eq!(read("untag").1, BulkChange::Untag(tag));
        assert_eq!(read("delete").1, BulkChange::Delete);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let id = ConversationId::generate().to_string();
        let many = vec![id.clone(); MOST_AT_ONCE + 1];
        for (body, expected) in [
            (json!({}), vec!["conversation_ids", "action"]),
            (json!({ "conversation_ids": [], "action": "delete" }), vec!["conversation_ids"]),
            (json!({ "conversation_ids": many, "action": "delete" }), vec!["conversation_ids"]),
            (json!({ "conversation_ids": [id, "x"], "action": "delete" }), vec!["conversation_ids[1]"]),
            (json!({ "conversation_ids": [id], "action": "tag" }), vec!["tag_id"]),
            (json!({ "conversation_ids": [id], "action": "tag", "tag_id": "red" }), vec!["tag_id"]),
            (json!({ "conversation_ids": [id], "action": "burn" }), vec!["action"]),
        ] {
            let Err(AppError::Malformed(problems)) = read(&body) else { panic!("{body} is taken") };
            let mut fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
            fields.dedup();
            assert_eq!(fields, expected, "{body}");
        }
    }
}
