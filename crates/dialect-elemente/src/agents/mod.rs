//! `/api/v1/agents`: agents that this server lets speak, with everything that can be set of them.

mod body;
mod create;
mod delete;
mod get;
mod list;
mod update;
mod wire;

use colloquy_app::agent_profiles::{self, AgentShown};
use colloquy_app::{App, AppError};
use colloquy_domain::agent_profile::AgentProfile;
use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::wire::AgentObject;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(create::create_agent, list::list_agents)).routes(routes!(
        get::get_agent,
        update::update_agent,
        delete::delete_agent
    ))
}

/// Agents as they are told, with their actions and skills.
async fn told(app: &App, profiles: Vec<AgentProfile>) -> Result<Vec<AgentObject>, AppError> {
    let shown: Vec<AgentShown> = agent_profiles::shown(app, profiles).await?;
    Ok(shown.into_iter().map(AgentObject::of).collect())
}

/// One of them.
async fn told_one(app: &App, profile: AgentProfile) -> Result<AgentObject, AppError> {
    told(app, vec![profile]).await?.into_iter().next().ok_or(AppError::NotFound("agent"))
}
