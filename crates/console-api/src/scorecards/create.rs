//! `POST /api/colloquy/v1/scorecards`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::scorecards;
use colloquy_http::{Authenticated, HttpState, JsonBody, Problem};

use super::answer::ScorecardWithSections;
use super::body::{CreateScorecard, new_scorecard};
use crate::error::ErrorBody;

/// Adds a scorecard with its first version.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/scorecards",
    tag = "Scorecards",
    request_body = CreateScorecard,
    security(("key" = ["evaluations:write"])),
    responses(
        (status = 201, description = "created", body = ScorecardWithSections),
        (status = 409, description = "a scorecard has this name already", body = ErrorBody),
    )
)]
pub async fn create_scorecard(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    body: JsonBody,
) -> Result<(StatusCode, Json<ScorecardWithSections>), Problem> {
    caller.require("evaluations:write")?;
    let body = body.value()?;
    let made = scorecards::create(state.app(), caller.workspace_id(), new_scorecard(&body)?).await?;
    Ok((StatusCode::CREATED, Json(ScorecardWithSections::of(&made))))
}
