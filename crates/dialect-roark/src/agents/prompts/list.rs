//! `GET /v1/agent/{agentId}/prompts`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agents::prompts;
use colloquy_domain::AgentId;
use colloquy_domain::agent::{Prompt, PromptSource};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Path, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::envelope::RoarkData;
use crate::ids;

/// A line of prompts, as it stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkPrompt)]
pub struct PromptAnswer {
    id: String,
    /// The text that is in force.
    prompt: String,
    #[schema(value_type = RoarkPromptSource)]
    source: &'static str,
    created_at: String,
    updated_at: String,
}

colloquy_http::words! {
    /// Who told of a prompt.
    RoarkPromptSource = [
        "USER", "RETELL_INTEGRATION", "VAPI_INTEGRATION", "ELEVEN_LABS_INTEGRATION", "BLAND_INTEGRATION",
        "PIPECAT_CLOUD_INTEGRATION", "PIPECAT_SELF_HOSTED_INTEGRATION", "LIVEKIT_SELF_HOSTED_INTEGRATION", "API",
        "CONFIG", "API_MANAGED"
    ];
}

fn source(source: PromptSource) -> &'static str {
    match source {
        PromptSource::Call => "API",
        PromptSource::Managed => "API_MANAGED",
        PromptSource::Pipecat => "PIPECAT_SELF_HOSTED_INTEGRATION",
        PromptSource::Livekit => "LIVEKIT_SELF_HOSTED_INTEGRATION",
        PromptSource::Vapi => "VAPI_INTEGRATION",
        PromptSource::Retell => "RETELL_INTEGRATION",
    }
}

impl From<Prompt> for PromptAnswer {
    fn from(prompt: Prompt) -> Self {
        Self {
            id: prompt.id.to_string(),
            prompt: prompt.text,
            source: source(prompt.source),
            created_at: iso(prompt.created_at),
            updated_at: iso(prompt.updated_at),
        }
    }
}

/// Lists the prompts of an agent: one line for each source, the one that was changed last first.
#[utoipa::path(
    get,
    path = "/v1/agent/{agentId}/prompts",
    operation_id = "roarkListAgentPrompts",
    tag = "Roark: agents",
    params(("agentId" = String, Path, description = "a UUID")),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "the lines", body = RoarkData<Vec<PromptAnswer>>))
)]
pub async fn list_prompts(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<RoarkData<Vec<PromptAnswer>>>, Problem> {
    caller.require("agents:read")?;
    let id = ids::in_path(&id, AgentId, "agent")?;
    let found = prompts::list(state.app(), caller.workspace_id(), id).await?;
    Ok(Json(RoarkData { data: found.into_iter().map(PromptAnswer::from).collect() }))
}
