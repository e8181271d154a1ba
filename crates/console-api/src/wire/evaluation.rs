//! Evaluations, in lists and with what was found.

use colloquy_app::evaluations as app;
use colloquy_domain::evaluation as domain;
use colloquy_domain::review::Actor;
use colloquy_domain::scorecard::ScorecardVersion;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

use super::criterion::CriterionAnswer;
use super::insight::Evidence;
use super::words;

/// The scoring of a conversation within a project, without its results.
#[derive(Serialize, ToSchema)]
pub struct Evaluation {
    id: String,
    project_id: String,
    project_name: String,
    conversation_id: String,
    /// The file that the conversation was made of; null where it came in another way.
    audio_file_id: Option<String>,
    scorecard_id: String,
    /// In which version.
    scorecard_version: u64,
    #[schema(value_type = words::EvaluationState)]
    state: &'static str,
    /// Why it was given up; null where it was not.
    error: Option<String>,
    /// Whether it is the newest of its conversation within its project: only such count in numbers over many.
    is_current: bool,
    /// Whether the conversation is private.
    is_private: bool,
    /// Name of the file, or title of the conversation.
    name: String,
    /// When it was recorded, or began.
    recorded_at: String,
    /// Once known.
    duration_seconds: Option<f64>,
    /// Key of the campaign.
    campaign: Option<String>,
    /// Key of the call center.
    call_center: Option<String>,
    /// The person whose work it shows.
    executive_name: Option<String>,
    /// Whether a program spoke for the organisation.
    is_ai_call: bool,
    /// The plain mean of the notes, 0 to 100; null until it is completed, and where there are none.
    average_note: Option<f64>,
    /// The weighted score, 0 to 100, and 0 where a critical criterion was failed; null as `average_note` is.
    score: Option<f64>,
    /// Whether a critical criterion was failed; null until it is completed.
    is_auto_failed: Option<bool>,
    /// Criteria of which the engine is unsure and that nobody has decided; null until it is completed.
    undecided: Option<u32>,
    /// How people felt; null until it is completed, and where it could not be found.
    #[schema(value_type = Option<words::Feeling>)]
    sentiment: Option<&'static str>,
    created_at: String,
    updated_at: String,
    /// When its results were stored.
    completed_at: Option<String>,
}

impl Evaluation {
    /// Renders it.
    pub fn of(shown: &app::EvaluationShown) -> Self {
        let evaluation = &shown.evaluation;
        let outcome = evaluation.outcome.as_ref();
        Self {
            id: evaluation.id.to_string(),
            project_id: evaluation.project_id.to_string(),
            project_name: shown.project_name.clone(),
            conversation_id: evaluation.conversation_id.to_string(),
            audio_file_id: evaluation.audio_file_id.map(|id| id.to_string()),
            scorecard_id: evaluation.scorecard_id.to_string(),
            scorecard_version: evaluation.scorecard_version,
            state: evaluation.state.as_str(),
            error: evaluation.error.clone(),
            is_current: evaluation.is_current,
            is_private: evaluation.is_private,
            name: evaluation.name.clone(),
            recorded_at: iso(evaluation.recorded_at),
            duration_seconds: evaluation.duration_seconds,
            campaign: shown.campaign_key.clone(),
            call_center: shown.call_center_key.clone(),
            executive_name: evaluation.attribution.executive_name.clone(),
            is_ai_call: evaluation.attribution.is_ai_call,
            average_note: outcome.and_then(|outcome| outcome.average_note),
            score: outcome.and_then(|outcome| outcome.score),
            is_auto_failed: outcome.map(|outcome| outcome.is_auto_failed),
            undecided: outcome.map(|outcome| outcome.undecided),
            sentiment: outcome.and_then(|outcome| outcome.sentiment).map(|feeling| feeling.as_str()),
            created_at: iso(evaluation.created_at),
            updated_at: iso(evaluation.updated_at),
            completed_at: evaluation.completed_at.map(iso),
        }
    }
}

/// An evaluation with what was found.
#[derive(Serialize, ToSchema)]
pub struct EvaluationWithResults {
    /// The evaluation itself.
    #[serde(flatten)]
    evaluation: Evaluation,
    /// What was found; null until it is completed.
    results: Option<EvaluationResults>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub struct EvaluationResults {
    /// What the conversation was about; null where there is no summary.
    summary: Option<String>,
    /// What was found of each criterion, in the scorecard's order.
    criteria: Vec<CriterionResult>,
}

impl EvaluationWithResults {
    /// Renders it.
    pub fn of(shown: &app::EvaluationShown) -> Self {
        let results = shown.results.as_ref().map(|results| EvaluationResults {
            summary: results.summary.clone(),
            criteria: results
                .criteria
                .iter()
                .map(|result| CriterionResult::of(result, &results.version))
                .collect(),
        });
        Self { evaluation: Evaluation::of(shown), results }
    }
}

/// What was found of a criterion.
#[derive(Serialize, ToSchema)]
pub struct CriterionResult {
    /// Its id in the scorecard.
    criterion_id: String,
    /// Its name in the version that was used.
    name: String,
    /// Whether failing it fails the conversation.
    is_critical: bool,
    /// What the engine says, or leans to; null where it cannot tell at all. It stays whatever people decide.
    answer: Option<CriterionAnswer>,
    /// Whether the engine is not sure enough for its answer to count: a person should look.
    is_unsure: bool,
    /// How sure the engine is, 0 to 1.
    confidence: f64,
    /// Why, for people.
    reasoning: String,
    /// Places in the transcript that support it, best first; of what is absent, where it should have been.
    evidence: Vec<Evidence>,
    /// The engine that said it: `basic`, `embedded:<model>` or `remote:<model>`.
    engine: String,
    /// What a person decided at last: it counts in place of the engine's answer.
    decision: Option<CriterionDecision>,
    /// A dispute that nobody has decided yet.
    dispute: Option<CriterionDispute>,
    /// The note of the answer that counts, 0 to 100; null where the criterion does not apply or is undecided.
    note: Option<f64>,
    /// Whether the note is at least 60; null where there is none.
    is_passed: Option<bool>,
}

impl CriterionResult {
    fn of(result: &domain::CriterionResult, version: &ScorecardVersion) -> Self {
        let criterion = version.criterion(&result.criterion_id);
        Self {
            criterion_id: result.criterion_id.clone(),
            name: criterion.map_or_else(|| result.criterion_id.clone(), |criterion| criterion.name.clone()),
            is_critical: criterion.is_some_and(|criterion| criterion.is_critical),
            answer: result.answer.as_ref().map(CriterionAnswer::of),
            is_unsure: result.is_unsure,
            confidence: result.grounds.confidence,
            reasoning: result.reasoning.clone(),
            evidence: Evidence::list(&result.grounds.evidence),
            engine: result.grounds.engine.0.clone(),
            decision: result.decision.as_ref().map(CriterionDecision::of),
            dispute: result.dispute.as_ref().map(CriterionDispute::of),
            note: criterion.and_then(|criterion| result.note(criterion)),
            is_passed: criterion.and_then(|criterion| result.is_passed(criterion)),
        }
    }
}

/// What a person decided.
#[derive(Serialize, ToSchema)]
pub struct CriterionDecision {
    answer: CriterionAnswer,
    /// Why.
    reason: String,
    by: ReviewActor,
    decided_at: String,
}

impl CriterionDecision {
    fn of(decision: &domain::Decision) -> Self {
        Self {
            answer: CriterionAnswer::of(&decision.answer),
            reason: decision.reason.clone(),
            by: ReviewActor::of(decision.by),
            decided_at: iso(decision.at),
        }
    }
}

/// Somebody contradicts what counts.
#[derive(Serialize, ToSchema)]
pub struct CriterionDispute {
    /// Why.
    reason: String,
    by: ReviewActor,
    disputed_at: String,
}

impl CriterionDispute {
    fn of(dispute: &domain::Dispute) -> Self {
        Self { reason: dispute.reason.clone(), by: ReviewActor::of(dispute.by), disputed_at: iso(dispute.at) }
    }
}

/// Who did something.
#[derive(Serialize, ToSchema)]
pub struct ReviewActor {
    /// The key.
    credential_id: String,
    /// The user behind it; null where there is none.
    user_id: Option<String>,
}

impl ReviewActor {
    /// Renders it.
    pub fn of(actor: Actor) -> Self {
        Self { credential_id: actor.credential_id.ulid(), user_id: actor.user_id.map(|id| id.to_string()) }
    }
}
