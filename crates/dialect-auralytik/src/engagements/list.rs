//! `GET /engagements`.

use axum::Json;
use axum::extract::State;
use colloquy_app::projects;
use colloquy_domain::project::ProjectFilter;
use colloquy_http::{HttpState, Problem, QueryPairs};
use utoipa::IntoParams;

use super::wire::EngagementAnswer;
use crate::auth::Signed;
use crate::base::Base;
use crate::envelope::{Listed, listed};
use crate::params::{self, Paging, USUAL_PAGE};

/// What the description says of the filters.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the descriptions only")]
pub struct Filters {
    /// With exactly this status.
    status: Option<String>,
    /// Of exactly this type.
    #[param(rename = "type")]
    kind: Option<String>,
}

/// Lists engagements, the newest first.
#[utoipa::path(
    get,
    path = "/engagements",
    operation_id = "auralytikListEngagements",
    tag = "Auralytik: engagements",
    params(Paging, Filters),
    security(("key" = ["engagements:read"])),
    responses((status = 200, description = "a page of engagements", body = Listed<EngagementAnswer>))
)]
pub async fn list_engagements(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    base: Base,
    query: QueryPairs,
) -> Result<Json<Listed<EngagementAnswer>>, Problem> {
    caller.require("engagements:read")?;
    let page = params::page(&query, USUAL_PAGE)?;
    let filter =
        ProjectFilter { status: params::text(&query, "status")?, kind: params::text(&query, "type")? };
    let app = state.app();
    let found = projects::list(app, caller.workspace_id(), &filter, page.slice()).await?;
    let ids: Vec<_> = found.rows.iter().map(|project| project.id).collect();
    let counts = projects::evaluation_counts(app, &caller, &ids).await?;
    let rows = found.rows.into_iter().map(|project| {
        let count = counts.get(&project.id).copied().unwrap_or_default();
        EngagementAnswer::of(project, count)
    });
    Ok(Json(listed(base, &state, rows.collect(), found.total, page)))
}
