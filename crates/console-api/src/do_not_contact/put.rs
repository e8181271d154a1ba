//! `PUT /api/colloquy/v1/do-not-contact`.

use axum::Json;
use axum::extract::State;
use colloquy_app::{AppError, do_not_contact};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Problem};
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::DoNotContact;

/// Longest number or e-mail address.
const LONGEST_ADDRESS: usize = 320;
/// Longest reason.
const LONGEST_REASON: usize = 500;

/// Somebody whom no agent may write to or call from now on.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct PutDoNotContact {
    /// The number or e-mail address.
    #[schema(min_length = 1, max_length = 320)]
    address: String,
    /// Why.
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// Puts an address on the list. One that stands there stays as it is. Dialogues with it that wait are called off, and
/// nothing more is sent in those that go on.
#[utoipa::path(
    put,
    path = "/api/colloquy/v1/do-not-contact",
    tag = "Dialogues",
    request_body = PutDoNotContact,
    security(("key" = ["contacts:write"])),
    responses((status = 200, description = "it stands on the list", body = DoNotContact))
)]
pub async fn put_do_not_contact(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<Json<DoNotContact>, Problem> {
    caller.require("contacts:write")?;
    let (address, reason) = read(&body.value()?)?;
    let entry = do_not_contact::put(state.app(), caller.workspace_id(), &address, reason).await?;
    Ok(Json(DoNotContact::of(&entry)))
}

fn read(body: &Value) -> Result<(String, Option<String>), AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("address");
    let address = fields.string("address", 1, LONGEST_ADDRESS).unwrap_or_default().to_owned();
    let reason = fields.string("reason", 0, LONGEST_REASON).map(str::to_owned);
    fields.finish()?;
    Ok((address, reason))
}
