//! `POST /api/colloquy/v1/projects/{project_id}/evaluations`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use colloquy_app::{evaluations, projects};
use colloquy_http::{Authenticated, HttpState, JsonBody, Path, Problem};

use super::body::{EvaluateConversation, evaluated, unknown};
use crate::error::ErrorBody;
use crate::ids;
use crate::wire::evaluation::Evaluation;

/// Puts a conversation into a project, whichever way it came in: it is scored as soon as its transcript is there. Where
/// it waits there already, or is being scored, that evaluation is the answer. A private conversation needs
/// `engagements:private:read`, too, or a key of somebody who took part.
#[utoipa::path(
    post,
    path = "/api/colloquy/v1/projects/{project_id}/evaluations",
    tag = "Projects",
    params(("project_id" = String, Path, description = "id of the project")),
    request_body = EvaluateConversation,
    security(("key" = ["evaluations:write"])),
    responses(
        (status = 201, description = "it is waiting", body = Evaluation),
        (status = 409, description = "the call is not over yet", body = ErrorBody),
    )
)]
pub async fn evaluate_conversation(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<(StatusCode, Json<Evaluation>), Problem> {
    caller.require("evaluations:write")?;
    let (app, body) = (state.app(), body.value()?);
    // Before what the body names: what the path names is looked for first.
    let project = projects::get(app, caller.workspace_id(), ids::project(&id)?).await?;
    let (conversation, scorecard) = evaluated(&body)?;
    let made =
        evaluations::create(app, &caller, project.id, conversation, scorecard).await.map_err(unknown)?;
    let shown = evaluations::shown(app, vec![made]).await?;
    let evaluation = shown.first().map(Evaluation::of).ok_or_else(Problem::internal)?;
    Ok((StatusCode::CREATED, Json(evaluation)))
}
