//! A voice call as it is shown.

use colloquy_app::voice_calls;
use colloquy_domain::call::CallDetails;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::event::CallTold;
use colloquy_domain::survey::{Survey, SurveyResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{self, AuralytikCallDirection, AuralytikVoiceCallState};
use crate::ids;
use crate::wire::{TranscriptEntry, iso, transcript};

/// A voice call.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikVoiceCall)]
pub struct VoiceCall {
    id: String,
    #[schema(required)]
    campaign_id: Option<String>,
    #[schema(value_type = AuralytikCallDirection)]
    direction: &'static str,
    #[schema(value_type = AuralytikVoiceCallState)]
    state: &'static str,
    #[schema(format = DateTime)]
    start_time: String,
    #[schema(required, format = DateTime)]
    end_time: Option<String>,
    /// Null while it goes on.
    #[schema(required)]
    duration_seconds: Option<i64>,
    /// Seconds in which somebody spoke; null without a transcript.
    #[schema(required)]
    talk_time_seconds: Option<i64>,
    /// How it came out; null while it goes on.
    #[schema(required)]
    outcome: Option<&'static str>,
    /// Empty in lists and events.
    transcript: Vec<TranscriptEntry>,
    /// The survey after the call; null where there was none.
    #[schema(required)]
    epa_results: Option<EpaResults>,
    created_at: String,
}

impl VoiceCall {
    /// As reads show it; its transcript is there where it was read along.
    pub fn of(call: voice_calls::VoiceCall) -> Self {
        let said = call.transcript.as_ref();
        let entries = said.map(|(said, participants)| transcript(Some(said), participants));
        let mut shown = Self::brief(&call.conversation, &call.details);
        shown.campaign_id = call.campaign_key;
        shown.talk_time_seconds = call.talk_seconds.map(whole);
        shown.transcript = entries.unwrap_or_default();
        shown.epa_results = call.survey.map(EpaResults::of);
        shown
    }

    /// As an event tells of it.
    pub fn told(told: &CallTold) -> Self {
        let mut shown = Self::brief(&told.conversation, &told.details);
        shown.campaign_id = told.campaign_key.clone();
        shown.talk_time_seconds = told.talk_seconds.map(whole);
        shown.epa_results = told.survey.clone().map(EpaResults::of);
        shown
    }

    fn brief(conversation: &Conversation, details: &CallDetails) -> Self {
        Self {
            id: ids::render(ids::VOICE_CALL, conversation.id.0),
            campaign_id: None,
            direction: names::direction(details.direction),
            state: names::state(details),
            start_time: iso(conversation.started_at),
            end_time: conversation.ended_at.map(iso),
            duration_seconds: conversation.duration_seconds(),
            talk_time_seconds: None,
            outcome: names::outcome(details),
            transcript: Vec::new(),
            epa_results: None,
            created_at: iso(conversation.created_at),
        }
    }
}

fn whole(seconds: f64) -> i64 {
    seconds.round() as i64
}

/// What came of the survey after a call.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikEpaResults)]
pub struct EpaResults {
    /// `Completed`, `Partial`, `NotStarted`, or what else the system that held it says.
    state: String,
    /// `AllAnswered`, `HangUp`, `Timeout`, or what else that system says.
    #[schema(required)]
    completion_reason: Option<String>,
    total_questions: u32,
    questions_answered: u32,
    /// 0 to 100.
    #[schema(required)]
    calculated_score: Option<f64>,
    responses: Vec<EpaResponse>,
}

/// An answer of a survey.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikEpaResponse)]
struct EpaResponse {
    question: String,
    #[schema(required)]
    answer: Option<String>,
    /// On the survey's own scale.
    #[schema(required)]
    score: Option<f64>,
}

impl EpaResults {
    pub fn of(survey: Survey) -> Self {
        let questions_answered = survey.answered();
        Self {
            state: survey.state,
            completion_reason: survey.completion_reason,
            total_questions: survey.total_questions,
            questions_answered,
            calculated_score: survey.calculated_score,
            responses: survey.responses.into_iter().map(EpaResponse::of).collect(),
        }
    }
}

impl EpaResponse {
    fn of(response: SurveyResponse) -> Self {
        Self { question: response.question, answer: response.answer, score: response.score }
    }
}
