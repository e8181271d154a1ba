//! `GET` and `PUT /api/colloquy/v1/conversations/{conversation_id}/attribution`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::attribution::{self, AttributionGiven};
use colloquy_app::keys::Caller;
use colloquy_app::{App, AppError};
use colloquy_domain::ConversationId;
use colloquy_domain::attribution::Attribution as DomainAttribution;
use colloquy_domain::text::one_line;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::campaigns::body::said;
use crate::ids;

/// Longest key and longest name of a person.
const LONGEST_NAME: usize = 200;

/// Where a conversation belongs in a contact center.
#[derive(Serialize, ToSchema)]
pub struct Attribution {
    /// Key of the campaign.
    campaign: Option<String>,
    /// Key of the call center.
    call_center: Option<String>,
    /// The person whose work it shows.
    executive_name: Option<String>,
    /// Whether a program spoke for the organisation.
    is_ai_call: bool,
}

/// Where a conversation is to belong.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct SetAttribution {
    /// Key of the campaign, which is made where there is none; to none where it is left out.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    campaign: Option<String>,
    /// Key of the call center, which is made where there is none; to none where it is left out.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    call_center: Option<String>,
    /// The person whose work it shows; nobody's where it is left out.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S")]
    executive_name: Option<String>,
    /// Whether a program spoke for the organisation; as the call came in where it is left out.
    is_ai_call: Option<bool>,
}

/// Where a conversation belongs in a contact center; to nothing where nobody has said. Of a private one needs
/// `engagements:private:read`, too, or a key of somebody who took part.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/attribution",
    tag = "Campaigns",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["campaigns:read"])),
    responses(
        (status = 200, description = "where it belongs", body = Attribution),
    )
)]
pub async fn get_attribution(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Attribution>, Problem> {
    caller.require("campaigns:read")?;
    Ok(Json(read(state.app(), &caller, ids::conversation(&id)?).await?))
}

/// Says where a conversation belongs, in place of what was said before. Its evaluations move along, and so do the
/// numbers over many. Of a private one needs `engagements:private:write`, too.
#[utoipa::path(
    put,
    path = "/api/colloquy/v1/conversations/{conversation_id}/attribution",
    tag = "Campaigns",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = SetAttribution,
    security(("key" = ["campaigns:write"])),
    responses(
        (status = 200, description = "where it belongs now", body = Attribution),
    )
)]
pub async fn set_attribution(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Attribution>, Problem> {
    caller.require("campaigns:write")?;
    let body = body.value()?;
    let (app, id, given) = (state.app(), ids::conversation(&id)?, given(&body)?);
    let own = attribution::set(app, &caller, id, given.clone()).await?;
    Ok(Json(shown(own, given.campaign_key, given.call_center_key)))
}

async fn read(app: &App, caller: &Caller, id: ConversationId) -> Result<Attribution, AppError> {
    let (own, campaign, call_center) = attribution::get(app, caller, id).await?.unwrap_or_default();
    Ok(shown(own, campaign, call_center))
}

fn shown(own: DomainAttribution, campaign: Option<String>, call_center: Option<String>) -> Attribution {
    Attribution {
        campaign: campaign.filter(|_| own.campaign_id.is_some()),
        call_center: call_center.filter(|_| own.call_center_id.is_some()),
        executive_name: own.executive_name,
        is_ai_call: own.is_ai_call,
    }
}

fn given(body: &Value) -> Result<AttributionGiven, AppError> {
    let mut fields = Fields::of_body(body)?;
    // As it will be kept, so that the answer can say it.
    let mut name =
        |name: &str| said(&mut fields, name, LONGEST_NAME).map(|text| one_line(&text).trim().to_owned());
    let (campaign_key, call_center_key) = (name("campaign"), name("call_center"));
    let executive_name = name("executive_name");
    let is_ai_call = fields.boolean("is_ai_call");
    fields.finish()?;
    Ok(AttributionGiven { campaign_key, call_center_key, executive_name, is_ai_call })
}
