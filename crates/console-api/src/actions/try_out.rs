//! `POST /api/colloquy/v1/actions/try`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::actions::{self, Tried};
use colloquy_http::{Authenticated, HttpState, JsonBodyUpTo, Problem};

use super::body::{self, CreateAction};
use crate::given::{self, LARGEST_BODY};
use crate::ids;
use crate::wire::words;

/// What is to be tried: an action that is there, or one that is not.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct TryAction {
    /// Id of an action.
    #[schema(max_length = 100)]
    action_id: Option<String>,
    /// An action that is not saved, and is kept nowhere. One of the two has to be given.
    action: Option<CreateAction>,
    /// What an agent would have found out: values by the names of the input variables.
    #[schema(value_type = Option<Object>)]
    arguments: Option<Value>,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
pub struct ActionTried {
    #[schema(value_type = words::TryOutStatus)]
    status: &'static str,
    /// What an agent would be told: the answer, or what went wrong. Secrets are blacked out in it.
    text: String,
    /// How long it took.
    duration_ms: u64,
}

/// Makes the request of an action once, as an agent would: with the server's secrets, to the networks that it may reach. A
/// request that fails is an answer, too.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/actions/try",
    tag = "Agents",
    request_body = TryAction,
    security(("key" = ["actions:write"])),
    responses(
        (status = 200, description = "what came of it", body = ActionTried),
        (status = 404, description = "there is no such action"),
    )
)]
pub async fn try_action(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBodyUpTo<LARGEST_BODY>,
) -> Result<Json<ActionTried>, Problem> {
    caller.require("actions:write")?;
    let (tried, arguments) = read(&body.value()?)?;
    let came = actions::try_out(state.app(), caller.workspace_id(), tried, &arguments).await;
    let came = came.map_err(of_action)?;
    let status = if came.is_error { "error" } else { "ok" };
    Ok(Json(ActionTried { status, text: came.text, duration_ms: came.duration_ms }))
}

fn read(body: &Value) -> Result<(Tried, Map<String, Value>), AppError> {
    given::body(body, |fields| {
        let saved = given::id(fields, "action_id", ids::action);
        let unsaved = given::part(fields, "action", |action| body::read(action).into_new());
        let arguments = given::object(fields, "arguments").unwrap_or_default();
        let is_given = |name| fields.value(name).is_some();
        match (is_given("action_id"), is_given("action")) {
            (false, false) => fields.refuse("action", "required", "is required where no action_id is given"),
            (true, true) => {
                fields.refuse("action", "not_allowed", "must be left out where action_id is given")
            }
            _ => {}
        }
        (saved, unsaved, arguments)
    })
    .and_then(|(saved, unsaved, arguments)| {
        let tried = saved.map(Tried::Saved).or(unsaved.map(Tried::Unsaved));
        // What was neither is refused above.
        let tried = tried.ok_or_else(|| AppError::internal("an action was neither read nor refused"))?;
        Ok((tried, arguments))
    })
}

/// What is wrong with an action is wrong with the member that holds it.
fn of_action(error: AppError) -> AppError {
    let AppError::Malformed(mut problems) = error else { return error };
    for problem in &mut problems {
        problem.message = format!("action.{}", problem.message);
        problem.field = format!("action.{}", problem.field);
    }
    AppError::Malformed(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::refused;
    use serde_json::json;

    const ID: &str = "5c1c7b1c-6b3e-4f2a-9a55-2c3d4e5f6a7b";

    #[test]
    fn one_action_is_tried() {
        let (saved, arguments) =
            read(&json!({ "action_id": ID, "arguments": { "phone": "1" } })).expect("sound");
        assert!(matches!(saved, Tried::Saved(_)) && arguments["phone"] == "1");
        let (unsaved, arguments) = read(&json!({ "action": { "name": "x" } })).expect("sound");
        assert!(matches!(unsaved, Tried::Unsaved(new) if new.name.as_deref() == Some("x")));
        assert!(arguments.is_empty());
        for (body, field) in [
            (json!({}), "action"),
            (json!({ "action_id": ID, "action": {} }), "action"),
            (json!({ "action_id": "x" }), "action_id"),
            (json!({ "action": [] }), "action"),
            (json!({ "action": { "method": 1 } }), "action.method"),
            (json!({ "action": {}, "arguments": [] }), "arguments"),
        ] {
            assert_eq!(refused(read(&body)), [field], "{body}");
        }
        let rule = AppError::malformed("url", "invalid_format", "url must be an address");
        assert_eq!(refused::<()>(Err(of_action(rule))), ["action.url"]);
    }
}
