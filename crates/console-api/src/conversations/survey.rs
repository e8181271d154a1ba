//! `GET`, `PUT` and `DELETE /api/colloquy/v1/conversations/{conversation_id}/survey`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::{AppError, surveys};
use colloquy_domain::ConversationId;
use colloquy_domain::survey as domain;
use colloquy_http::{Authenticated, Fields, HttpState, JsonBody, Path, Problem};

use crate::ids;

/// Longest state and reason.
const LONGEST_WORD: usize = 100;
/// Longest question and answer.
const LONGEST_TEXT: usize = 2_000;
/// Most questions.
const MOST_QUESTIONS: i64 = 1_000;

/// The survey after a conversation, as the system that held it told.
#[derive(Serialize, ToSchema)]
pub struct Survey {
    /// How far it came, in that system's words.
    state: String,
    /// Why it ended, in that system's words.
    completion_reason: Option<String>,
    /// Questions that it has.
    total_questions: u32,
    /// Questions that were answered.
    answered_questions: u32,
    /// The score that the system computed, 0 to 100.
    calculated_score: Option<f64>,
    /// In their order.
    responses: Vec<SurveyResponse>,
}

/// A question of a survey and what was answered.
#[derive(Serialize, ToSchema)]
pub struct SurveyResponse {
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    question: String,
    /// Null where it was not answered.
    #[schema(max_length = 2000)]
    answer: Option<String>,
    /// What the answer is worth, on the survey's own scale.
    score: Option<f64>,
}

/// A survey, in place of the one that was there.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct SetSurvey {
    /// How far it came, such as `Completed`, `Partial` or `NotStarted`.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S")]
    state: String,
    /// Why it ended, such as `AllAnswered`, `HangUp` or `Timeout`.
    #[schema(max_length = 100)]
    completion_reason: Option<String>,
    /// Questions that it has: not fewer than were answered.
    #[schema(minimum = 0, maximum = 1000)]
    total_questions: u32,
    #[schema(minimum = 0, maximum = 100)]
    calculated_score: Option<f64>,
    /// In their order.
    #[schema(max_items = 200)]
    responses: Option<Vec<SurveyResponse>>,
}

impl Survey {
    fn of(survey: &domain::Survey) -> Self {
        let response = |response: &domain::SurveyResponse| SurveyResponse {
            question: response.question.clone(),
            answer: response.answer.clone(),
            score: response.score,
        };
        Self {
            state: survey.state.clone(),
            completion_reason: survey.completion_reason.clone(),
            total_questions: survey.total_questions,
            answered_questions: survey.answered(),
            calculated_score: survey.calculated_score,
            responses: survey.responses.iter().map(response).collect(),
        }
    }
}

/// The survey after a conversation; 404 where there was none. Of a private one needs `engagements:private:read`, too,
/// or a key of somebody who took part.
#[utoipa::path(
    get,
    path = "/api/colloquy/v1/conversations/{conversation_id}/survey",
    tag = "Campaigns",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["campaigns:read"])),
    responses(
        (status = 200, description = "the survey", body = Survey),
    )
)]
pub async fn get_survey(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<Json<Survey>, Problem> {
    caller.require("campaigns:read")?;
    let found = surveys::get(state.app(), &caller, ids::conversation(&id)?).await?;
    let survey = found.ok_or(AppError::NotFound("survey"))?;
    Ok(Json(Survey::of(&survey)))
}

/// Stores the survey after a conversation. Of a private one needs `engagements:private:write`, too, or the key that
/// brought it.
#[utoipa::path(
    put,
    path = "/api/colloquy/v1/conversations/{conversation_id}/survey",
    tag = "Campaigns",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    request_body = SetSurvey,
    security(("key" = ["campaigns:write"])),
    responses(
        (status = 200, description = "the survey as it is now", body = Survey),
    )
)]
pub async fn set_survey(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Json<Survey>, Problem> {
    caller.require("campaigns:write")?;
    let body = body.value()?;
    let survey = read(ids::conversation(&id)?, &body)?;
    Ok(Json(Survey::of(&surveys::put(state.app(), &caller, survey).await?)))
}

/// Removes the survey after a conversation. Of a private one needs `engagements:private:write`, too, or the key that
/// brought it.
#[utoipa::path(
    delete,
    path = "/api/colloquy/v1/conversations/{conversation_id}/survey",
    tag = "Campaigns",
    params(("conversation_id" = String, Path, description = "UUID, ULID, or as another API spells it")),
    security(("key" = ["campaigns:write"])),
    responses(
        (status = 204, description = "removed"),
    )
)]
pub async fn delete_survey(
    State(state): State<HttpState>,
    Authenticated(caller): Authenticated,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    caller.require("campaigns:write")?;
    surveys::delete(state.app(), &caller, ids::conversation(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read(conversation_id: ConversationId, body: &Value) -> Result<domain::Survey, AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["state", "total_questions"] {
        fields.require(name);
    }
    let state = fields.string("state", 1, LONGEST_WORD).unwrap_or_default().to_owned();
    let completion_reason = fields.string("completion_reason", 0, LONGEST_WORD).map(str::to_owned);
    let total_questions = fields.integer("total_questions").unwrap_or_default();
    if !(0..=MOST_QUESTIONS).contains(&total_questions) {
        fields.refuse("total_questions", "invalid_range", "must be from 0 to 1000");
    }
    let calculated_score = fields.number("calculated_score");
    let responses = fields.items("responses", surveys::MOST_RESPONSES, response);
    fields.finish()?;
    Ok(domain::Survey {
        conversation_id,
        state,
        completion_reason,
        total_questions: u32::try_from(total_questions).unwrap_or_default(),
        calculated_score,
        responses,
    })
}

fn response(fields: &mut Fields<'_>) -> domain::SurveyResponse {
    fields.require("question");
    domain::SurveyResponse {
        question: fields.string("question", 1, LONGEST_TEXT).unwrap_or_default().to_owned(),
        answer: fields.string("answer", 0, LONGEST_TEXT).map(str::to_owned),
        score: fields.number("score"),
    }
}
