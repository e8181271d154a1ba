//! `GET /analytics/call-centers`.

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

/// The numbers of a call center.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikCallCenterAnalytics)]
pub struct CallCenterAnalytics {
    call_center_id: String,
    call_center_name: String,
    #[serde(flatten)]
    numbers: GroupNumbers,
}

impl CallCenterAnalytics {
    fn of(row: GroupRow) -> Self {
        Self { call_center_id: row.key, call_center_name: row.name, numbers: GroupNumbers::of(&row.totals) }
    }
}

/// Adds up evaluations by call center, without those that have none.
#[utoipa::path(
    get,
    path = "/analytics/call-centers",
    operation_id = "auralytikGetCallCenterAnalytics",
    tag = "Auralytik: analytics",
    params(OfEvaluations),
    security(("key" = ["analytics:read"])),
    responses((status = 200, description = "the numbers", body = Rows<CallCenterAnalytics>)),
)]
pub async fn get_call_center_analytics(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    pairs: QueryPairs,
) -> Result<Json<Rows<CallCenterAnalytics>>, Problem> {
    caller.require("analytics:read")?;
    let app = state.app();
    let filter = filters::evaluations(app, caller.workspace_id(), &pairs).await?;
    let groups = quality::groups(app, &caller, Grouping::CallCenter, &filter).await?;
    Ok(Json(Rows { data: groups.into_iter().map(CallCenterAnalytics::of).collect() }))
}
