//! `PATCH /api/colloquy/v1/projects/{project_id}`.

use axum::Json;
use axum::extract::State;

use colloquy_app::projects;
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::answer::Project;
use super::body::{UpdateProject, change, unknown};
use crate::ids;

/// Changes a project; what is left out stays. What was scored before stays as it is.
#[utoipa::path(
    patch,
    path = "/api/colloquy/v1/projects/{project_id}",
    tag = "Projects",
    params(("project_id" = String, Path, description = "its id")),
    request_body = UpdateProject,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 200, description = "the project as it is now", body = Project),
    )
)]
pub async fn update_project(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Project>, Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let (app, id, change) = (state.app(), ids::project(&id)?, change(&body)?);
    let project = projects::update(app, caller.workspace_id(), id, change).await.map_err(unknown)?;
    let count = projects::evaluation_count(app, &caller, project.id).await?;
    Ok(Json(Project::of(&project, count)))
}
