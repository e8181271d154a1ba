//! `GET /api/colloquy/v1/scorecards`.

use axum::Json;
use axum::extract::State;

use colloquy_app::scorecards;
use colloquy_http::{Authenticated, HttpState, Problem};

use super::answer::Scorecard;
use crate::wire::List;

/// All scorecards of the workspace, without their criteria. Every workspace begins with one for sales and one for
/// support.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/scorecards",
    tag = "Scorecards",
    security(("key" = ["evaluations:read"])),
    responses(
        (status = 200, description = "the scorecards", body = List<Scorecard>),
    )
)]
pub async fn list_scorecards(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
) -> Result<Json<List<Scorecard>>, Problem> {
    caller.require("evaluations:read")?;
    let all = scorecards::list(state.app(), caller.workspace_id()).await?;
    Ok(Json(List::of(&all, Scorecard::of)))
}
