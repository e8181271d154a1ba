//! `GET /api/colloquy/v1/projects/{project_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::projects;
use colloquy_http::{Authenticated, HttpState, Path, Problem};

use super::answer::Project;
use crate::ids;

/// A project.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/projects/{project_id}",
    tag = "Projects",
    params(("project_id" = String, Path, description = "its id")),
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "the project", body = Project),
    )
)]
pub async fn get_project(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Project>, Problem> {
    caller.require("engagements:read")?;
    let app = state.app();
    let project = projects::get(app, caller.workspace_id(), ids::project(&id)?).await?;
    let count = projects::evaluation_count(app, &caller, project.id).await?;
    Ok(Json(Project::of(&project, count)))
}
