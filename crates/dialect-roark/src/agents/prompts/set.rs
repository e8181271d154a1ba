//! `PUT /v1/agent/{agentId}/prompts`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agents::prompts::{self, LONGEST_PROMPT};
use colloquy_domain::AgentId;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::envelope::RoarkData;
use crate::{ids, members};

/// The prompt that an agent is to have.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
#[schema(as = RoarkSetPrompt)]
pub struct SetPrompt {
    #[schema(min_length = 1, max_length = 1000000)]
    prompt: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkPromptSet)]
pub struct PromptSet {
    /// Whether it is a new version; the text that was in force is none.
    changed: bool,
    prompt_id: String,
    /// Versions count from 1.
    version_number: u64,
}

/// Sets the prompt that is managed over this API.
#[utoipa::path(
    put,
    path = "/v1/agent/{agentId}/prompts",
    operation_id = "roarkSetAgentPrompt",
    tag = "Roark: agents",
    params(("agentId" = String, Path, description = "a UUID")),
    request_body = SetPrompt,
    security(("key" = ["agents:write"])),
    responses((status = 200, description = "the version that is in force", body = RoarkData<PromptSet>))
)]
pub async fn set_prompt(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<RoarkData<PromptSet>>, Problem> {
    caller.require("agents:write")?;
    let body = body.value()?;
    let id = ids::in_path(&id, AgentId, "agent")?;
    let text = members::body(&body, |fields| {
        fields.require("prompt");
        fields.string("prompt", 1, LONGEST_PROMPT).unwrap_or_default().to_owned()
    })?;
    let recorded = prompts::set(state.app(), caller.workspace_id(), id, text).await?;
    let data = PromptSet {
        changed: recorded.changed,
        prompt_id: recorded.prompt.id.to_string(),
        version_number: recorded.prompt.version,
    };
    Ok(Json(RoarkData { data }))
}
