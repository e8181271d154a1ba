//! `PUT /api/v2/engagements/{engagement_id}/contacts`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::{AppError, conversations};
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::MOST_IDS;
use crate::wire::refusals::WriteRefusals;
use crate::wire::{engagement, schema};
use crate::words::translated_to_rules;
use crate::{ids, members};

/// The contacts that an engagement is to have.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct ReplaceContacts {
    /// `cnt_…`; all must exist, and the same one twice counts once.
    #[schema(max_items = 500)]
    contact_ids: Vec<String>,
}

/// Makes these the contacts of an engagement, and no others. Users and those of whom nobody knows who they are stay. A private one needs
/// `engagements:private:write`, too.
#[utoipa::path(
    put,
    path = "/api/v2/engagements/{engagement_id}/contacts",
    operation_id = "replaceEngagementContacts",
    tag = "Engagements",
    params(("engagement_id" = String, Path, description = "`ngmt_…`")),
    request_body = ReplaceContacts,
    security(("key" = ["engagements:write"])),
    responses((status = 200, description = "the engagement as it is now", body = schema::Engagement), WriteRefusals)
)]
pub async fn replace_engagement_contacts(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Value>, Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let id = ids::parse_engagement(&id).ok_or(AppError::NotFound("engagement"))?;
    let read =
        members::body(&body, |fields| members::ids(fields, "contact_ids", MOST_IDS, ids::parse_contact));
    let wanted = read.map_err(translated_to_rules)?;
    let replaced = conversations::replace_contacts(state.app(), &caller, id, wanted).await;
    Ok(Json(engagement::render(&replaced.map_err(translated_to_rules)?)))
}
