//! `GET /v1/agent/{agentId}/prompts/{promptId}/versions`.

use axum::Json;
use axum::extract::State;
use colloquy_app::agents::prompts;
use colloquy_domain::agent::PromptVersion;
use colloquy_domain::{AgentId, PromptId};
use colloquy_http::problem::iso;
use colloquy_http::{Authenticated, HttpState, Path, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::envelope::RoarkData;
use crate::ids;

/// One version of a prompt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkPromptVersion)]
pub struct VersionAnswer {
    /// From 1.
    version_number: u64,
    prompt: String,
    created_at: String,
}

impl From<PromptVersion> for VersionAnswer {
    fn from(version: PromptVersion) -> Self {
        Self { version_number: version.number, prompt: version.text, created_at: iso(version.created_at) }
    }
}

/// Lists the versions of a line of prompts, newest first: at most the newest 1,000, and no more than come to 8 MiB.
#[utoipa::path(
    get,
    path = "/v1/agent/{agentId}/prompts/{promptId}/versions",
    operation_id = "roarkListAgentPromptVersions",
    tag = "Roark: agents",
    params(
        ("agentId" = String, Path, description = "a UUID"),
        ("promptId" = String, Path, description = "a UUID"),
    ),
    security(("key" = ["agents:read"])),
    responses((status = 200, description = "the versions", body = RoarkData<Vec<VersionAnswer>>))
)]
pub async fn list_prompt_versions(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path((agent_id, prompt_id)): Path<(String, String)>,
) -> Result<Json<RoarkData<Vec<VersionAnswer>>>, Problem> {
    caller.require("agents:read")?;
    let agent_id = ids::in_path(&agent_id, AgentId, "agent")?;
    let prompt_id = ids::in_path(&prompt_id, PromptId, "prompt")?;
    let found = prompts::versions(state.app(), caller.workspace_id(), agent_id, prompt_id).await?;
    Ok(Json(RoarkData { data: found.into_iter().map(VersionAnswer::from).collect() }))
}
