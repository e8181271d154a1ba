//! What a client writes of an agent's endpoint.

use colloquy_app::AppError;
use colloquy_app::agents::endpoints::{DEFAULT_ENVIRONMENT, EndpointContent, LONGEST_ENVIRONMENT};
use colloquy_domain::AgentId;
use colloquy_domain::agent::{EndpointDirection, EndpointKind};
use colloquy_domain::phone::is_e164;
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::wire::{RoarkEndpointDirection, direction};
use crate::{ids, members};

/// A new endpoint: a telephone number.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = RoarkCreateAgentEndpoint, rename_all = "camelCase")]
pub struct CreateEndpoint {
    /// Whose.
    #[schema(format = "uuid")]
    agent_id: String,
    #[schema(value_type = RoarkEndpointDirection)]
    direction: String,
    /// A telephone number in E.164.
    #[schema(pattern = "^\\+[1-9][0-9]{1,14}$")]
    value: String,
    /// `production` where it is left out.
    #[schema(value_type = String, required = false, min_length = 1, max_length = 255)]
    environment: Option<String>,
    #[schema(value_type = Dialling, required = false)]
    outbound_dial_type: Option<String>,
    #[schema(value_type = NoDefinition, required = false)]
    outbound_dial_http_request_definition_id: Option<String>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = RoarkUpdateAgentEndpoint, rename_all = "camelCase")]
pub struct UpdateEndpoint {
    #[schema(value_type = String, required = false, min_length = 1, max_length = 255)]
    environment: Option<String>,
    #[schema(value_type = Dialling, required = false)]
    outbound_dial_type: Option<String>,
    #[schema(value_type = NoDefinition, required = false)]
    outbound_dial_http_request_definition_id: Option<String>,
}

colloquy_http::words! {
    /// `HTTP_REQUEST` needs an HTTP request definition, which this server does not have yet.
    Dialling = ["NONE"];
}

/// An id that cannot be given yet.
struct NoDefinition;

impl PartialSchema for NoDefinition {
    fn schema() -> RefOr<Schema> {
        let builder = ObjectBuilder::new().schema_type(Type::Null);
        builder.description(Some("HTTP request definitions are not there yet in this server")).into()
    }
}

impl ToSchema for NoDefinition {}

/// Reads a new endpoint.
pub fn read_new(body: &Value) -> Result<EndpointContent, AppError> {
    members::body(body, |fields| {
        for name in ["agentId", "direction", "value"] {
            fields.require(name);
        }
        let environment = members::not_null(fields, "environment", 1, LONGEST_ENVIRONMENT);
        dialling(fields);
        let value = fields.string("value", 0, usize::MAX).unwrap_or_default().to_owned();
        if fields.value("value").is_some_and(Value::is_string) && !is_e164(&value) {
            let rule = "must be a telephone number in E.164, such as +15551234567";
            fields.refuse("value", "invalid_format", rule);
        }
        EndpointContent {
            agent_id: AgentId(agent_id(fields).unwrap_or_default()),
            kind: EndpointKind::Phone,
            direction: read_direction(fields).unwrap_or(EndpointDirection::Incoming),
            environment: environment.unwrap_or_else(|| DEFAULT_ENVIRONMENT.to_owned()),
            value,
        }
    })
}

/// Reads the environment into which an endpoint is to be put.
pub fn read_change(body: &Value) -> Result<Option<String>, AppError> {
    members::body(body, |fields| {
        dialling(fields);
        members::not_null(fields, "environment", 1, LONGEST_ENVIRONMENT)
    })
}

fn agent_id(fields: &mut Fields<'_>) -> Option<uuid::Uuid> {
    let text = fields.string("agentId", 0, usize::MAX)?;
    let id = ids::parse(text);
    if id.is_none() {
        fields.refuse("agentId", "invalid_format", "must be a UUID");
    }
    id
}

fn read_direction(fields: &mut Fields<'_>) -> Option<EndpointDirection> {
    let text = fields.string("direction", 0, usize::MAX)?;
    let found = EndpointDirection::ALL.iter().copied().find(|known| direction(*known) == text);
    if found.is_none() {
        let rule = "must be INCOMING, OUTGOING or INCOMING_AND_OUTGOING";
        fields.refuse("direction", "invalid_value", rule);
    }
    found
}

/// Both members can only say that calls are not begun by an HTTP request.
fn dialling(fields: &mut Fields<'_>) {
    match members::not_null(fields, "outboundDialType", 0, usize::MAX).as_deref() {
        None | Some("NONE") => {}
        Some("HTTP_REQUEST") => fields.refuse(
            "outboundDialType",
            "not_available",
            "cannot be HTTP_REQUEST: it needs an HTTP request definition, which this server does not have yet",
        ),
        Some(_) => fields.refuse("outboundDialType", "invalid_value", "must be NONE or HTTP_REQUEST"),
    }
    if fields.value("outboundDialHttpRequestDefinitionId").is_some() {
        let rule = "must be null: HTTP request definitions are not there yet in this server";
        fields.refuse("outboundDialHttpRequestDefinitionId", "not_available", rule);
    }
}
