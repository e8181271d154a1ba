//! `PUT /api/v2/engagements/{engagement_id}/contacts`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::conversations;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::replaced;
use crate::ids;
use crate::wire::refusals::WriteRefusals;
use crate::wire::schema;

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
    let replace = |id, wanted| conversations::replace_contacts(state.app(), &caller, id, wanted);
    replaced(&id, body, "contact_ids", ids::parse_contact, replace).await
}
