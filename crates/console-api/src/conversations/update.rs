//! `PATCH /api/colloquy/v1/conversations/{conversation_id}`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::conversations::{self, ConversationChange, LONGEST_TITLE};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;
use crate::wire::conversation::Conversation;

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateConversation {
    /// One line.
    #[schema(value_type = String, required = false, min_length = 1, max_length = 500, pattern = r"\S")]
    title: Option<String>,
    /// Whether only those see it who took part, or who may see private ones. One that becomes private is shown by none of
    /// the links that were made before.
    #[schema(value_type = bool, required = false)]
    is_private: Option<bool>,
    /// An active user who owns it from now on; null for nobody.
    #[schema(max_length = 100)]
    owner_user_id: Option<String>,
}

/// Changes a conversation: its title, who may see it, and whose it is. A private one needs `engagements:private:write`,
/// too, or a key of somebody who took part.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/conversations/{conversation_id}",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = UpdateConversation,
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 200, description = "the conversation as it is now", body = Conversation),
    )
)]
pub async fn update_conversation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Conversation>, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let body = body.value()?;
    let (id, change) = (ids::conversation(&id)?, read(&body)?);
    Ok(Json(Conversation::of(&conversations::update(state.app(), &caller, id, change).await?)))
}

fn read(body: &Value) -> Result<ConversationChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["title", "is_private"] {
        if fields.is_null(name) {
            fields.refuse(name, "invalid_type", "must not be null: leave it out to keep what is there");
        }
    }
    let title = fields.string("title", 1, LONGEST_TITLE).map(str::to_owned);
    let is_private = fields.boolean("is_private");
    let owner = match fields.is_null("owner_user_id") {
        true => Some(None),
        false => fields.string("owner_user_id", 1, 100).map(|text| Some(ids::user(text))),
    };
    let owner_user_id = match owner {
        Some(Some(Err(_))) => {
            fields.refuse("owner_user_id", "invalid_format", "must be an id");
            None
        }
        Some(Some(Ok(id))) => Some(Some(id)),
        Some(None) => Some(None),
        None => None,
    };
    fields.finish()?;
    Ok(ConversationChange { title, is_private, owner_user_id })
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::UserId;
    use serde_json::json;

    #[test]
    fn what_is_left_out_stays_and_null_is_nobody() {
        assert_eq!(read(&json!({})).unwrap(), ConversationChange::default());
        let id = UserId::generate();
        let whole = read(&json!({ "title": "x", "is_private": true, "owner_user_id": id })).unwrap();
        let expected = ConversationChange {
            title: Some("x".into()),
            is_private: Some(true),
            owner_user_id: Some(Some(id)),
        };
        assert_eq!(whole, expected);
        assert_eq!(read(&json!({ "owner_user_id": null })).unwrap().owner_user_id, Some(None));
        for wrong in [
            json!({ "title": null }),
            json!({ "title": "" }),
            json!({ "is_private": "yes" }),
            json!({ "owner_user_id": "me" }),
        ] {
            assert!(matches!(read(&wrong), Err(AppError::Malformed(_))), "{wrong}");
        }
    }
}
