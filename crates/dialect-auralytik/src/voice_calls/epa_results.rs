//! `GET /voice-calls/{voiceCallId}/epa-results`.

use axum::Json;
use axum::extract::State;

use colloquy_app::{AppError, voice_calls};
use colloquy_http::{HttpState, Path, Problem};

use super::in_path;
use super::wire::EpaResults;
use crate::auth::Signed;

/// Reads what came of the survey after a call.
#[utoipa::path(
    get,
    path = "/voice-calls/{voiceCallId}/epa-results",
    operation_id = "auralytikGetEpaResults",
    tag = "Auralytik: voice calls",
    params(("voiceCallId" = String, Path, description = "id of the call")),
    security(("key" = ["voice:read"])),
    responses(
        (status = 200, description = "the survey", body = EpaResults),
        (status = 404, description = "there is no such call, or it had no survey"),
    ),
)]
pub async fn get_epa_results(
    State(state): State<HttpState>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Json<EpaResults>, Problem> {
    caller.require("voice:read")?;
    let call = voice_calls::get(state.app(), &caller, in_path(&id)?).await?;
    let survey = call.survey.ok_or(AppError::NotFound("survey after this call"))?;
    Ok(Json(EpaResults::of(survey)))
}
