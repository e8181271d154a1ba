//! `GET /api/colloquy/v1/evaluations`.

use axum::Json;
use axum::extract::State;

use colloquy_app::evaluations;
use colloquy_http::{Authenticated, HttpState, Problem, QueryPairs};

use super::filter::{self, EvaluationsQuery, StateQuery};
use crate::params::Params;
use crate::query::PageQuery;
use crate::wire::Paged;
use crate::wire::evaluation::Evaluation;

/// The parameter that the list has beside those that it shares.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct ConversationQuery {
    /// Of this conversation.
    #[param(
        pattern = "^([a-z_]+_)?[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$|^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
    )]
    conversation_id: Option<String>,
}

/// Evaluations that satisfy the filter, newest first, without their results. Those of private conversations are left out
/// without `engagements:private:read`.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/evaluations",
    tag = "Evaluations",
    params(PageQuery, EvaluationsQuery, StateQuery, ConversationQuery),
    security(("key" = ["evaluations:read"])),
    responses(
        (status = 200, description = "a page", body = Paged<Evaluation>),
    )
)]
pub async fn list_evaluations(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    pairs: Result<QueryPairs, Problem>,
) -> Result<Json<Paged<Evaluation>>, Problem> {
    caller.require("evaluations:read")?;
    let pairs = pairs?;
    let mut params = Params::of(&pairs);
    let (page, given) = (params.page(), filter::read_all(&mut params));
    params.finish()?;
    let app = state.app();
    let filter = given.resolved(app, caller.workspace_id()).await?;
    let found = evaluations::list(app, &caller, &filter, page.slice()).await?;
    Ok(Json(Paged::of(page, found.total, found.rows.iter().map(Evaluation::of).collect())))
}
