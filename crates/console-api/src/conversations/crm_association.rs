//! `PUT` and `DELETE /api/colloquy/v1/conversations/{conversation_id}/crm_association`.

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::{AppError, conversations};
use colloquy_domain::credential::WORKSPACE_ADMIN;
use colloquy_domain::crm::{CrmAssociation, CrmObjectType};
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::error::ErrorBody;
use crate::ids;
use crate::wire::conversation::Conversation;

/// The CRM's record that is to stand for a conversation.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct SetCrmAssociation {
    object_type: CrmObjectWord,
    /// The record's id there.
    #[schema(min_length = 1, max_length = 255)]
    crm_object_id: String,
    /// Which CRM.
    #[schema(min_length = 1, max_length = 255)]
    source: String,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "read by the schema derive only")]
enum CrmObjectWord {
    #[schema(rename = "contact")]
    Contact,
    #[schema(rename = "company")]
    Company,
    #[schema(rename = "deal")]
    Deal,
}

/// Says which record of the CRM stands for a conversation, in place of the one that did.
#[utoipa::path(
    put,
    path = "/api/colloquy/v1/conversations/{conversation_id}/crm_association",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = SetCrmAssociation,
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the conversation as it is now", body = Conversation),
        (status = 400, description = "the body has a wrong shape", body = ErrorBody),
        (status = 404, description = "no such conversation", body = ErrorBody),
    )
)]
pub async fn set_crm_association(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Conversation>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let body = body.value()?;
    let (id, association) = (ids::conversation(&id)?, read(&body)?);
    let changed = conversations::set_crm_association(state.app(), &caller, id, Some(association)).await?;
    Ok(Json(Conversation::of(&changed)))
}

/// Says that no record of the CRM stands for a conversation, also where none did.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/conversations/{conversation_id}/crm_association",
    tag = "Conversations",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["workspace:admin"])),
    responses(
        (status = 200, description = "the conversation as it is now", body = Conversation),
        (status = 404, description = "no such conversation", body = ErrorBody),
    )
)]
pub async fn clear_crm_association(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Conversation>, Problem> {
    caller.require(WORKSPACE_ADMIN)?;
    let id = ids::conversation(&id)?;
    let changed = conversations::set_crm_association(state.app(), &caller, id, None).await?;
    Ok(Json(Conversation::of(&changed)))
}

fn read(body: &Value) -> Result<CrmAssociation, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["object_type", "crm_object_id", "source"] {
        fields.require(name);
    }
    let object_type = fields.string("object_type", 0, 100).map(CrmObjectType::parse);
    if object_type == Some(None) {
        fields.refuse("object_type", "invalid_value", "must be contact, company or deal");
    }
    let crm_object_id = fields.string("crm_object_id", 1, 255).unwrap_or_default().to_owned();
    let source = fields.string("source", 1, 255).unwrap_or_default().to_owned();
    fields.finish()?;
    let object_type = object_type
        .flatten()
        .ok_or_else(|| AppError::internal("a required member was neither read nor refused"))?;
    Ok(CrmAssociation { object_type, crm_object_id, source })
}
