//! What both reports have in common.

use axum::Json;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::keys::Caller;
use colloquy_app::properties::{self, PropertyChange, Sent};
use colloquy_app::{AppError, calls, observers};
use colloquy_domain::call::{ConversationKey, ConversationKeyKind};
use colloquy_http::{Fields, HttpState, Problem};

use super::value;
use crate::envelope::RoarkData;

/// Most uses of tools in a report, as in what observers tell.
const MOST_USES: usize = 20_000;

/// The call that a report has become.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkForwardedCall)]
pub struct ForwardedCall {
    /// Its id here.
    call_id: String,
}

/// A report, apart from what the provider says.
pub struct Forwarded<'a> {
    /// The provider's object.
    pub payload: &'a Value,
    /// The provider's id of the call.
    pub call_id: String,
    /// Properties to attach.
    pub properties: PropertyChange,
    /// One that was reported before is left as it is.
    pub only_new: bool,
}

/// Reads the report in the member `member`, whose call's id stands at `call.{id}`.
pub fn read<'a>(body: &'a Value, member: &'static str, id: &'static str) -> Result<Forwarded<'a>, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require(member);
    let given = fields.value(member).unwrap_or(&Value::Null);
    // As a webhook brings it, there is an envelope around.
    let payload = given.get("message").filter(|inner| inner.is_object()).unwrap_or(given);
    if !given.is_null() && !given.is_object() {
        fields.refuse(member, "invalid_type", "must be an object");
    }
    let given_id = payload.pointer(&format!("/call/{id}")).filter(|id| !is_broken(id));
    let call_id = given_id.and_then(value::short);
    if given.is_object() && call_id.is_none() {
        let path = format!("{member}.call.{id}");
        fields.refuse(&path, "required", "is required, a text of at most 255 characters without U+0000");
    }
    let only_new = fields.boolean("skipAlreadyImported").unwrap_or(false);
    let given_properties = fields.value("properties");
    if given_properties.is_some_and(|properties| !properties.is_object()) {
        fields.refuse("properties", "invalid_type", "must be an object");
    }
    fields.finish()?;
    let properties = match given_properties.and_then(Value::as_object) {
        Some(given) => properties::check(Sent::New, given)?,
        None => PropertyChange::default(),
    };
    Ok(Forwarded { payload, call_id: call_id.unwrap_or_default(), properties, only_new })
}

/// Elsewhere in a report another character stands in the place of U+0000; an id would be another one.
fn is_broken(id: &Value) -> bool {
    id.as_str().is_some_and(|text| text.contains('\0'))
}

/// Takes the call in.
pub async fn take(
    state: &HttpState,
    caller: &Caller,
    kind: ConversationKeyKind,
    value: String,
    new: calls::NewCall,
    only_new: bool,
) -> Result<(StatusCode, Json<RoarkData<ForwardedCall>>), Problem> {
    if new.tool_invocations.len() > MOST_USES {
        let message = format!("the report must not tell of more than {MOST_USES} uses of tools");
        return Err(AppError::malformed("body", "too_many", message).into());
    }
    let key = ConversationKey { kind, value };
    let (id, is_new) = observers::forward(state.app(), caller, key, new, only_new).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(RoarkData { data: ForwardedCall { call_id: id.to_string() } })))
}
