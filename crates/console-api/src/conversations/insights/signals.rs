//! `PATCH /api/colloquy/v1/conversations/{conversation_id}/signals/{signal_id}`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_app::conversations::insights::{self, Answer, LONGEST_ANSWER};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;
use crate::wire::insight::Signal;

/// An answer of a person.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateSignal {
    /// true or false, a number, one of the question's options or a text, as the question is answered; null where the
    /// conversation does not tell.
    #[schema(required)]
    value: Option<AnswerValue>,
}

/// An answer, as its question takes it.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "read by the schema derive only")]
enum AnswerValue {
    /// To yes or no.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// An option or a text.
    Text(String),
}

/// Answers a question in place of the machine, whose answer stands under `machine` from then on: a person is sure. A private
/// conversation needs `engagements:private:write`, too, or a key of somebody who took part.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/conversations/{conversation_id}/signals/{signal_id}",
    tag = "Conversations",
    params(
        ("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it"),
        ("signal_id" = String, Path, description = "id of the answer in this conversation")
    ),
    request_body = UpdateSignal,
    security(("key" = ["engagements:read", "engagements:write"])),
    responses(
        (status = 200, description = "the answer as it is now", body = Signal),
    )
)]
pub async fn update_signal(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((id, signal_id)): Path<(String, String)>,
    body: JsonBody,
) -> Result<Json<Signal>, Problem> {
    caller.require("engagements:read")?;
    caller.require("engagements:write")?;
    let body = body.value()?;
    let (id, signal_id, answer) = (ids::conversation(&id)?, ids::signal(&signal_id)?, read(&body)?);
    let answered = insights::answer_signal(state.app(), &caller, id, signal_id, answer).await?;
    Ok(Json(Signal::of(&answered)))
}

fn read(body: &Value) -> Result<Answer, AppError> {
    let mut fields = Fields::of_body(body)?;
    let answer = match fields.value("value") {
        Some(Value::Bool(answer)) => Some(Answer::YesNo(*answer)),
        Some(Value::Number(_)) => fields.number("value").map(Answer::Number),
        Some(Value::String(_)) => {
            fields.string("value", 0, LONGEST_ANSWER).map(|text| Answer::Text(text.to_owned()))
        }
        Some(_) => {
            fields.refuse("value", "invalid_type", "must be true, false, a number, a string or null");
            None
        }
        None if fields.is_null("value") => Some(Answer::Nothing),
        None => {
            fields.require("value");
            None
        }
    };
    fields.finish()?;
    answer.ok_or_else(|| AppError::internal("a required member was neither read nor refused"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn null_is_an_answer_and_nothing_is_none() {
        let rows = [
            (json!(true), Answer::YesNo(true)),
            (json!(2), Answer::Number(2.0)),
            (json!("low"), Answer::Text("low".into())),
            (json!(null), Answer::Nothing),
        ];
        for (value, answer) in rows {
            assert_eq!(read(&json!({ "value": value })).unwrap(), answer, "{value}");
        }
        for wrong in [json!({}), json!({ "value": [] }), json!({ "value": { "a": 1 } }), json!([])] {
            assert!(matches!(read(&wrong), Err(AppError::Malformed(_))), "{wrong}");
        }
    }
}
