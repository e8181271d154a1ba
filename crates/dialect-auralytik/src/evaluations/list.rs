//! `GET /evaluations`.

use axum::Json;
use axum::extract::State;
use colloquy_app::evaluations;
use colloquy_domain::evaluation::EvaluationFilter;
use colloquy_http::{HttpState, Problem, QueryPairs};
use utoipa::IntoParams;

use super::wire::EvaluationAnswer;
use crate::auth::Signed;
use crate::base::Base;
use crate::envelope::{Listed, listed};
use crate::filters::{self, OfEvaluations};
use crate::names;
use crate::params::{self, FeelingWord, Flag, Paging, StateWord, USUAL_PAGE};

/// What the description says of the filters of this list alone.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the descriptions only")]
pub struct Filters {
    /// That are so far.
    #[param(inline)]
    state: Option<StateWord>,
    /// With this sentiment.
    #[param(inline)]
    sentiment: Option<FeelingWord>,
    /// Where a program spoke for the organisation, or not.
    #[param(rename = "isAICall", inline)]
    is_ai_call: Option<Flag>,
}

/// Lists evaluations with their results, the newest first. Those of private calls are left out without the scope that
/// opens them.
#[utoipa::path(
    get,
    path = "/evaluations",
    operation_id = "auralytikListEvaluations",
    tag = "Auralytik: evaluations",
    params(Paging, OfEvaluations, Filters),
    security(("key" = ["evaluations:read"])),
    responses((status = 200, description = "a page of evaluations", body = Listed<EvaluationAnswer>))
)]
pub async fn list_evaluations(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    base: Base,
    query: QueryPairs,
) -> Result<Json<Listed<EvaluationAnswer>>, Problem> {
    caller.require("evaluations:read")?;
    let page = params::page(&query, USUAL_PAGE)?;
    let (wanted, sentiment) = (
        params::one_of(&query, "state", &names::STATES)?,
        params::one_of(&query, "sentiment", &names::FEELINGS)?,
    );
    let is_ai_call = params::boolean(&query, "isAICall")?;
    let app = state.app();
    let common = filters::evaluations(app, caller.workspace_id(), &query).await?;
    let filter = EvaluationFilter { state: wanted, sentiment, is_ai_call, ..common };
    let found = evaluations::list(app, &caller, &filter, page.slice()).await?;
    let rows = found.rows.into_iter().map(EvaluationAnswer::from).collect();
    Ok(Json(listed(base, &state, rows, found.total, page)))
}
