//! `GET /api/colloquy/v1/quality/campaigns`, `/call-centers` and `/executives`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::keys::Caller;
use colloquy_app::quality::{self, GroupRow};
use colloquy_app::{App, AppError};
use colloquy_domain::quality::Grouping;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::answer::QualityNumbers;
use crate::evaluations::filter::{self, EvaluationsQuery, StateQuery};
use crate::params::Params;
use crate::wire::List;

/// The numbers of a campaign, a call center or a person's work.
#[derive(Serialize, ToSchema)]
pub struct QualityGroup {
    /// Key of the campaign or call center; the person's name.
    key: String,
    /// Its name for people.
    name: String,
    /// The numbers.
    #[serde(flatten)]
    numbers: QualityNumbers,
}

impl QualityGroup {
    fn of(row: &GroupRow) -> Self {
        Self { key: row.key.clone(), name: row.name.clone(), numbers: QualityNumbers::of(&row.totals) }
    }
}

/// The numbers of each campaign, those with the most evaluations first. Evaluations that belong to none are left out.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/quality/campaigns",
    tag = "Quality",
    params(EvaluationsQuery, StateQuery),
    security(("key" = ["analytics:read"])),
    responses(
        (status = 200, description = "the numbers", body = List<QualityGroup>),
    )
)]
pub async fn list_quality_by_campaign(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<List<QualityGroup>>, Problem> {
    caller.require("analytics:read")?;
    Ok(Json(grouped(state.app(), &caller, Grouping::Campaign, &pairs?).await?))
}

/// The numbers of each call center, those with the most evaluations first. Evaluations that belong to none are left out.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/quality/call-centers",
    tag = "Quality",
    params(EvaluationsQuery, StateQuery),
    security(("key" = ["analytics:read"])),
    responses(
        (status = 200, description = "the numbers", body = List<QualityGroup>),
    )
)]
pub async fn list_quality_by_call_center(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<List<QualityGroup>>, Problem> {
    caller.require("analytics:read")?;
    Ok(Json(grouped(state.app(), &caller, Grouping::CallCenter, &pairs?).await?))
}

/// The numbers of each person's work, those with the most evaluations first. Evaluations that show nobody's are left
/// out.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/quality/executives",
    tag = "Quality",
    params(EvaluationsQuery, StateQuery),
    security(("key" = ["analytics:read"])),
    responses(
        (status = 200, description = "the numbers", body = List<QualityGroup>),
    )
)]
pub async fn list_quality_by_executive(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<List<QualityGroup>>, Problem> {
    caller.require("analytics:read")?;
    Ok(Json(grouped(state.app(), &caller, Grouping::Executive, &pairs?).await?))
}

async fn grouped(
    app: &App,
    caller: &Caller,
    grouping: Grouping,
    pairs: &QueryPairs,
) -> Result<List<QualityGroup>, AppError> {
    let mut params = Params::of(pairs);
    let given = filter::read_with_state(&mut params);
    params.finish()?;
    let filter = given.resolved(app, caller.workspace_id()).await?;
    let rows = quality::groups(app, caller, grouping, &filter).await?;
    Ok(List::of(&rows, QualityGroup::of))
}
