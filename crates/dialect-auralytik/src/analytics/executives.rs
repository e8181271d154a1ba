//! `GET /analytics/executives`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use colloquy_app::quality::{self, GroupRow};
use colloquy_domain::quality::Grouping;
use colloquy_http::{HttpState, Problem, QueryPairs};

use super::wire::{GroupNumbers, Rows};
use crate::auth::Signed;
use crate::filters::{self, OfEvaluations};

/// The numbers of an executive.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikExecutiveAnalytics)]
pub struct ExecutiveAnalytics {
    /// The person whose work the evaluations show.
    executive_name: String,
    #[serde(flatten)]
    numbers: GroupNumbers,
}

impl ExecutiveAnalytics {
    fn of(row: GroupRow) -> Self {
        Self { executive_name: row.name, numbers: GroupNumbers::of(&row.totals) }
    }
}

/// Adds up evaluations by executive, without those that have none.
#[utoipa::path(
    get,
    path = "/analytics/executives",
    operation_id = "auralytikGetExecutiveAnalytics",
    tag = "Auralytik: analytics",
    params(OfEvaluations),
    security(("key" = ["analytics:read"])),
    responses((status = 200, description = "the numbers", body = Rows<ExecutiveAnalytics>)),
)]
pub async fn get_executive_analytics(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<Rows<ExecutiveAnalytics>>, Problem> {
    caller.require("analytics:read")?;
    let app = state.app();
    let filter = filters::evaluations(app, caller.workspace_id(), &pairs).await?;
    let groups = quality::groups(app, &caller, Grouping::Executive, &filter).await?;
    Ok(Json(Rows { data: groups.into_iter().map(ExecutiveAnalytics::of).collect() }))
}
