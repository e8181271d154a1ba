//! `POST /api/colloquy/v1/conversations/{conversation_id}/action-items`, and `PATCH` and `DELETE` of one.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use time::Date;
use time::macros::format_description;
use utoipa::ToSchema;

use colloquy_app::conversations::insights::{
    self, ActionItemChange, LONGEST_ASSIGNEE, LONGEST_ITEM, MOST_PLACES, NewActionItem,
};
use colloquy_app::{App, AppError, read};
use colloquy_domain::ConversationId;
use colloquy_domain::correction::Corrected;
use colloquy_domain::insight::ActionItem as DomainItem;
use colloquy_domain::transcript::EntryId;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;
use crate::wire::Addresses;
use crate::wire::insight::ActionItem;

/// An action item that a person writes.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateActionItem {
    /// In a few words; one line.
    #[schema(min_length = 1, max_length = 1000, pattern = r"\S")]
    text: String,
    /// Who will do it: the name or the e-mail address of somebody who took part, or any name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    assignee: Option<String>,
    /// The day by which it was promised.
    #[schema(format = Date, pattern = "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$")]
    due_on: Option<String>,
    /// Numbers of the entries in which it was agreed.
    #[schema(max_items = 20)]
    evidence_entry_ids: Option<Vec<u32>>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateActionItem {
    /// In other words; one line.
    #[schema(value_type = String, required = false, min_length = 1, max_length = 1000, pattern = r"\S")]
    text: Option<String>,
    /// Who will do it; null where nobody is known to.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    assignee: Option<String>,
    /// Another day; null for none.
    #[schema(format = Date, pattern = "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$")]
    due_on: Option<String>,
    /// Whether it is done.
    #[schema(value_type = bool, required = false)]
    is_done: Option<bool>,
}

/// Writes an action item that was not found. With `evidence_entry_ids` it needs `transcript_timelines:read`, too; in a
/// private conversation `engagements:private:write`, or a key of somebody who took part.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/conversations/{conversation_id}/action-items",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = CreateActionItem,
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 201, description = "the action item", body = ActionItem),
        (status = 409, description = "the conversation has too many of them"),
    )
)]
pub async fn create_action_item(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<(StatusCode, Json<ActionItem>), Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let body = body.value()?;
    let (app, id, new) = (state.app(), ids::conversation(&id)?, new(&body)?);
    let item = insights::add_action_item(app, &caller, id, new).await?;
    let shown = shown(app, id, &item, Addresses::of(&caller)).await?;
    Ok((StatusCode::CREATED, Json(shown)))
}

/// Changes an action item; what the machine found stands under `machine` from then on. A private conversation needs
/// `engagements:private:write`, too, or a key of somebody who took part.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/conversations/{conversation_id}/action-items/{action_item_id}",
    tag = "Conversations",
    params(
        ("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"),
        ("action_item_id" = String, Path, description = "UUID, ULID, or as another API spells it")
    ),
    request_body = UpdateActionItem,
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 200, description = "the action item as it is now", body = ActionItem),
    )
)]
pub async fn update_action_item(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((id, item_id)): Path<(String, String)>,
    body: JsonBody,
) -> Result<Json<ActionItem>, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let body = body.value()?;
    let (app, id, item_id) = (state.app(), ids::conversation(&id)?, ids::action_item(&item_id)?);
    let item = insights::change_action_item(app, &caller, id, item_id, change(&body)?).await?;
    Ok(Json(shown(app, id, &item, Addresses::of(&caller)).await?))
}

/// Takes an action item away. One that was found does not come back when it is found again. A private conversation needs
/// `engagements:private:write`, too, or a key of somebody who took part.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/conversations/{conversation_id}/action-items/{action_item_id}",
    tag = "Conversations",
    params(
        ("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"),
        ("action_item_id" = String, Path, description = "UUID, ULID, or as another API spells it")
    ),
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 204, description = "taken away"),
    )
)]
pub async fn delete_action_item(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((id, item_id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let (id, item_id) = (ids::conversation(&id)?, ids::action_item(&item_id)?);
    insights::remove_action_item(state.app(), &caller, id, item_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn shown(
    app: &App,
    id: ConversationId,
    item: &Corrected<DomainItem>,
    addresses: Addresses,
) -> Result<ActionItem, AppError> {
    let since = match item.value.written_at {
        Some(written_at) => written_at,
        None => read::items_found_at(app, id).await?,
    };
    Ok(ActionItem::of(item, since, addresses))
}

fn new(body: &Value) -> Result<NewActionItem, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("text");
    let text = fields.string("text", 1, LONGEST_ITEM).unwrap_or_default().to_owned();
    let assignee = fields.string("assignee", 1, LONGEST_ASSIGNEE).map(str::to_owned);
    let (due_on, entry_ids) = (day(&mut fields, "due_on"), entries(&mut fields));
    fields.finish()?;
    Ok(NewActionItem { text, assignee, due_on, entry_ids })
}

fn change(body: &Value) -> Result<ActionItemChange, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["text", "is_done"] {
        if fields.is_null(name) {
            fields.refuse(name, "invalid_type", "must not be null: leave it out to keep what is there");
        }
    }
    let text = fields.string("text", 1, LONGEST_ITEM).map(str::to_owned);
    let assignee = match fields.is_null("assignee") {
        true => Some(None),
        false => fields.string("assignee", 1, LONGEST_ASSIGNEE).map(|name| Some(name.to_owned())),
    };
    let due_on = match fields.is_null("due_on") {
        true => Some(None),
        false => day(&mut fields, "due_on").map(Some),
    };
    let is_done = fields.boolean("is_done");
    fields.finish()?;
    Ok(ActionItemChange { text, assignee, due_on, is_done })
}

fn day(fields: &mut Fields<'_>, name: &str) -> Option<Date> {
    let text = fields.string(name, 1, 32)?;
    let day = Date::parse(text, format_description!("[year]-[month]-[day]")).ok();
    // Signs and more digits would be read as years, too.
    let day = day.filter(|day| text.len() == 10 && (1_000..=2_999).contains(&day.year()));
    if day.is_none() {
        fields.refuse(name, "invalid_format", "must be a day such as 2026-06-05");
    }
    day
}

fn entries(fields: &mut Fields<'_>) -> Vec<EntryId> {
    let items = fields.array("evidence_entry_ids", MOST_PLACES).unwrap_or_default();
    let whole = |item: &Value| item.as_u64().and_then(|number| u32::try_from(number).ok()).map(EntryId);
    let found: Option<Vec<EntryId>> = items.iter().map(whole).collect();
    found.unwrap_or_else(|| {
        fields.refuse("evidence_entry_ids", "invalid_type", "must hold numbers of entries only");
        Vec::new()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use time::macros::date;

    #[test]
    fn days_are_days_of_the_calendar() {
        let due_on = |text: &str| new(&json!({ "text": "x", "due_on": text })).map(|new| new.due_on);
        assert_eq!(due_on("2026-06-05").unwrap(), Some(date!(2026 - 06 - 05)));
        for wrong in ["2026-02-30", "2026-6-5", "26-06-05", "+2026-06-05", "friday", "0026-06-05"] {
            assert!(matches!(due_on(wrong), Err(AppError::Malformed(_))), "{wrong}");
        }
    }

    #[test]
    fn null_clears_what_may_be_missing() {
        let cleared = change(&json!({ "assignee": null, "due_on": null })).unwrap();
        assert_eq!((cleared.assignee, cleared.due_on, cleared.text), (Some(None), Some(None), None));
        assert_eq!(change(&json!({})).unwrap(), ActionItemChange::default());
        for wrong in [json!({ "text": null }), json!({ "is_done": null }), json!({ "is_done": "yes" })] {
            assert!(matches!(change(&wrong), Err(AppError::Malformed(_))), "{wrong}");
        }
        let wrong = new(&json!({ "text": "x", "evidence_entry_ids": [1, "2"] }));
        assert!(matches!(wrong, Err(AppError::Malformed(_))));
    }
}
