//! `GET /v1/call/{callId}/tool-invocations`: an addition of ours, since nothing published reads them back.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use colloquy_app::tools;
use colloquy_domain::ConversationId;
use colloquy_domain::tool::ToolInvocation;
use colloquy_http::{Authenticated, HttpState, Path, Problem};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::envelope::RoarkData;
use crate::ids;

/// One use of a tool.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkToolInvocation)]
pub struct InvocationAnswer {
    id: String,
    /// Name of the tool.
    name: String,
    /// Names this version of the tool.
    tool_definition_id: String,
    /// The tool's version, from 1: a new description, or parameters of other names or types, is a new one.
    tool_version: u64,
    /// As it was sent; absent where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    description: Option<String>,
    /// As they were sent.
    parameters: BTreeMap<String, Value>,
    /// A string or an object.
    result: Value,
    /// Milliseconds from the call's start.
    start_offset_ms: u64,
    /// Absent where nobody said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    end_offset_ms: Option<u64>,
    /// Who used it; absent where nobody said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    agent: Option<InvokingAgent>,
}

/// The agent that used a tool.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkInvokingAgent)]
struct InvokingAgent {
    roark_id: String,
}

impl From<ToolInvocation> for InvocationAnswer {
    fn from(invocation: ToolInvocation) -> Self {
        Self {
            id: invocation.id.to_string(),
            name: invocation.name,
            tool_definition_id: invocation.definition_id.to_string(),
            tool_version: invocation.version,
            description: invocation.description,
            parameters: invocation.parameters.into_iter().collect(),
            result: invocation.result,
            start_offset_ms: invocation.start_ms,
            end_offset_ms: invocation.end_ms,
            agent: invocation.agent_id.map(|id| InvokingAgent { roark_id: id.to_string() }),
        }
    }
}

/// Lists the tool invocations of a call by their start.
#[utoipa::path(
    get,
    path = "/v1/call/{callId}/tool-invocations",
    operation_id = "roarkListToolInvocations",
    tag = "Roark: calls",
    params(("callId" = String, Path, description = "a UUID")),
    security(("key" = ["engagements:read"])),
    responses((status = 200, description = "the invocations", body = RoarkData<Vec<InvocationAnswer>>))
)]
pub async fn list_tool_invocations(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<Vec<InvocationAnswer>>>, Problem> {
    caller.require("engagements:read")?;
    let id = ids::in_path(&id, ConversationId, "call")?;
    let found = tools::list(state.app(), &caller, id).await?;
    Ok(Json(RoarkData { data: found.into_iter().map(InvocationAnswer::from).collect() }))
}
