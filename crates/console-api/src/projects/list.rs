//! `GET /api/colloquy/v1/projects`.

use axum::Json;
use axum::extract::State;

use colloquy_app::projects;
use colloquy_domain::ProjectId;
use colloquy_domain::project::ProjectFilter;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::Project;
use crate::params::Params;
use crate::query::PageQuery;
use crate::wire::Paged;

/// Longest status and kind.
const LONGEST_WORD: usize = 1_000;

/// Which projects.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct ProjectsQuery {
    /// With exactly this status.
    #[param(min_length = 1, max_length = 1000)]
    status: Option<String>,
    /// Of exactly this kind.
    #[param(min_length = 1, max_length = 1000)]
    kind: Option<String>,
}

/// Projects, newest first.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/projects",
    tag = "Projects",
    params(PageQuery, ProjectsQuery),
    security(("key" = ["engagements:read"])),
    responses(
        (status = 200, description = "a page", body = Paged<Project>),
    )
)]
pub async fn list_projects(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Paged<Project>>, Problem> {
    caller.require("engagements:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let page = params.page();
    let filter = ProjectFilter {
        status: params.text("status", LONGEST_WORD),
        kind: params.text("kind", LONGEST_WORD),
    };
    params.finish()?;
    let app = state.app();
    let found = projects::list(app, caller.workspace_id(), &filter, page.slice()).await?;
    let ids: Vec<ProjectId> = found.rows.iter().map(|project| project.id).collect();
    let counts = projects::evaluation_counts(app, &caller, &ids).await?;
    let count = |id: ProjectId| counts.get(&id).copied().unwrap_or(0);
    let rows = found.rows.iter().map(|project| Project::of(project, count(project.id))).collect();
    Ok(Json(Paged::of(page, found.total, rows)))
}
