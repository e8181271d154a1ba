//! `POST /api/colloquy/v1/projects`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::projects;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::answer::Project;
use super::body::{CreateProject, new_project, unknown};

/// Adds a project.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/projects",
    tag = "Projects",
    request_body = CreateProject,
    security(("key" = ["engagements:write"])),
    responses(
        (status = 201, description = "created", body = Project),
    )
)]
pub async fn create_project(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<Project>), Problem> {
    caller.require("engagements:write")?;
    let body = body.value()?;
    let project = projects::create(state.app(), &caller, new_project(&body)?).await.map_err(unknown)?;
    Ok((StatusCode::CREATED, Json(Project::of(&project, 0))))
}
