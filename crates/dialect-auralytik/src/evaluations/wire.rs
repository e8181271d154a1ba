//! How evaluations and what they found are told.

use colloquy_app::evaluations::{EvaluationResults, EvaluationShown};
use colloquy_domain::evaluation::{CriterionResult, Evaluation, EvaluationState, Outcome, one_decimal};
use colloquy_domain::scorecard::Criterion;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::{iso, timestamp};
use crate::{ids, names};

/// An evaluation with its results.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikEvaluation)]
pub struct EvaluationAnswer {
    #[serde(flatten)]
    facts: EvaluationFacts,
    /// null until it is completed.
    #[schema(required)]
    results: Option<Results>,
}

/// What is told of an evaluation everywhere.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikEvaluationFacts)]
pub struct EvaluationFacts {
    id: String,
    engagement_id: String,
    engagement_name: String,
    /// The file's name as its owner gave it; the title of a call that came in otherwise.
    audio_file_name: String,
    /// When it was recorded.
    #[schema(format = DateTime)]
    audio_date: String,
    /// The person whose work it shows.
    #[schema(required)]
    executive_name: Option<String>,
    /// null until it is known.
    #[schema(required)]
    duration_in_seconds: Option<f64>,
    #[schema(value_type = AuralytikEvaluationState)]
    state: &'static str,
    /// null until it is completed, and where nothing could be found.
    #[schema(required, value_type = Option<AuralytikSentiment>)]
    sentiment: Option<&'static str>,
    /// The mean of the notes of all criteria, 0 to 100; null until it is completed, and where no criterion has one.
    #[schema(required)]
    average_note: Option<f64>,
    /// Whether a program spoke for the organisation.
    #[serde(rename = "isAICall")]
    is_ai_call: bool,
    #[schema(required)]
    campaign_id: Option<String>,
    #[schema(required)]
    call_center_id: Option<String>,
    /// Whether it is the newest one of its call within its engagement: such alone count in analytics.
    is_current: bool,
    created_at: String,
}

/// What was found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikResults)]
pub struct Results {
    /// The mean of the notes of all criteria, 0 to 100; null where none has one.
    #[schema(required)]
    average_note: Option<f64>,
    criteria: Vec<CriterionAnswer>,
    /// What the call was about.
    #[schema(required)]
    summary: Option<String>,
    #[schema(required, value_type = Option<AuralytikSentiment>)]
    sentiment: Option<&'static str>,
    /// Criteria with high notes, and why.
    strengths: Vec<String>,
    /// Criteria that were not passed, and why.
    improvements: Vec<String>,
}

/// The results of an evaluation, by themselves.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikEvaluationResults)]
pub struct EvaluationResultsAnswer {
    evaluation_id: String,
    #[serde(flatten)]
    results: Results,
}

/// What was found of a criterion.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikCriterion)]
struct CriterionAnswer {
    /// The same in all versions of its scorecard.
    id: String,
    name: String,
    /// 0 to 100; null where the criterion does not apply, or where nobody is sure.
    #[schema(required)]
    note: Option<f64>,
    max_note: u32,
    /// How much it counts in the weighted score.
    weight: f64,
    /// null where there is no note.
    #[schema(required)]
    passed: Option<bool>,
    /// Why.
    comment: String,
    evidence: Vec<EvidenceAnswer>,
}

/// A place in the transcript.
#[derive(Serialize, ToSchema)]
#[schema(as = AuralytikEvidence)]
struct EvidenceAnswer {
    /// The words.
    text: String,
    /// From the start of the recording.
    #[schema(pattern = "^[0-9]{2,}:[0-9]{2}:[0-9]{2}$")]
    timestamp: String,
}

colloquy_http::words! {
    /// How far an evaluation is.
    AuralytikEvaluationState = ["Pending", "Processing", "Completed", "Failed"];
    /// How people felt.
    AuralytikSentiment = ["Positive", "Neutral", "Negative"];
}

impl EvaluationFacts {
    /// With the names by which clients know what it belongs to.
    pub fn of(
        evaluation: &Evaluation,
        engagement_name: String,
        campaign_key: Option<String>,
        call_center_key: Option<String>,
    ) -> Self {
        let outcome = outcome(evaluation);
        Self {
            id: ids::render(ids::EVALUATION, evaluation.id.0),
            engagement_id: ids::render(ids::ENGAGEMENT, evaluation.project_id.0),
            engagement_name,
            audio_file_name: evaluation.name.clone(),
            audio_date: iso(evaluation.recorded_at),
            executive_name: evaluation.attribution.executive_name.clone(),
            duration_in_seconds: evaluation.duration_seconds.map(to_milliseconds),
            state: names::state(evaluation.state),
            sentiment: outcome.and_then(|outcome| outcome.sentiment).map(names::feeling),
            average_note: outcome.and_then(|outcome| outcome.average_note),
            is_ai_call: evaluation.attribution.is_ai_call,
            campaign_id: campaign_key,
            call_center_id: call_center_key,
            is_current: evaluation.is_current,
            created_at: iso(evaluation.created_at),
        }
    }
}

impl From<EvaluationShown> for EvaluationAnswer {
    fn from(shown: EvaluationShown) -> Self {
        let EvaluationShown { evaluation, project_name, campaign_key, call_center_key, results } = shown;
        Self {
            results: results.map(|results| Results::of(&evaluation, results)),
            facts: EvaluationFacts::of(&evaluation, project_name, campaign_key, call_center_key),
        }
    }
}

impl EvaluationResultsAnswer {
    /// None where there are no results.
    pub fn of(shown: EvaluationShown) -> Option<Self> {
        let evaluation = shown.evaluation;
        let results = Results::of(&evaluation, shown.results?);
        Some(Self { evaluation_id: ids::render(ids::EVALUATION, evaluation.id.0), results })
    }
}

impl Results {
    fn of(evaluation: &Evaluation, results: EvaluationResults) -> Self {
        let EvaluationResults { version, criteria: found, summary } = results;
        let outcome = outcome(evaluation);
        let criteria: Vec<CriterionAnswer> = found
            .into_iter()
            // Of a criterion that its version does not have nothing could be told.
            .filter_map(|result| Some(CriterionAnswer::of(version.criterion(&result.criterion_id)?, result)))
            .collect();
        let strong = |one: &&CriterionAnswer| one.note.is_some_and(|note| note >= names::STRENGTH_NOTE);
        let weak = |one: &&CriterionAnswer| one.passed == Some(false);
        let strengths = criteria.iter().filter(strong).map(CriterionAnswer::in_a_line).collect();
        let improvements = criteria.iter().filter(weak).map(CriterionAnswer::in_a_line).collect();
        Self {
            average_note: outcome.and_then(|outcome| outcome.average_note),
            summary,
            sentiment: outcome.and_then(|outcome| outcome.sentiment).map(names::feeling),
            strengths,
            improvements,
            criteria,
        }
    }
}

impl CriterionAnswer {
    fn of(criterion: &Criterion, result: CriterionResult) -> Self {
        let (note, passed) = (result.note(criterion), result.is_passed(criterion));
        let decided = result.decision.map(|decision| decision.reason).filter(|text| !text.trim().is_empty());
        let evidence = result.grounds.evidence.into_iter().map(|evidence| EvidenceAnswer {
            text: evidence.quote,
            timestamp: timestamp(evidence.start_seconds),
        });
        Self {
            id: criterion.id.clone(),
            name: criterion.name.clone(),
            note: note.map(one_decimal),
            max_note: names::MOST_NOTE,
            weight: criterion.weight,
            passed,
            comment: decided.unwrap_or(result.reasoning),
            evidence: evidence.collect(),
        }
    }

    fn in_a_line(&self) -> String {
        if self.comment.is_empty() { self.name.clone() } else { format!("{}: {}", self.name, self.comment) }
    }
}

/// The numbers of a completed evaluation; of any other they are not told.
fn outcome(evaluation: &Evaluation) -> Option<Outcome> {
    evaluation.outcome.filter(|_| evaluation.state == EvaluationState::Completed)
}

/// Seconds without what is finer than a millisecond, as they are kept.
fn to_milliseconds(seconds: f64) -> f64 {
    (seconds * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::attribution::Attribution;
    use colloquy_domain::evaluation::{Decision, Feeling};
    use colloquy_domain::evidence::{EngineLabel, Evidence, Grounds};
    use colloquy_domain::review::Actor;
    use colloquy_domain::scorecard::{Answer, CriterionKind, ScorecardVersion, Section};
    use colloquy_domain::transcript::EntryId;
    use colloquy_domain::{
        ConversationId, CredentialId, EvaluationId, Instant, ProjectId, ScorecardId, WorkspaceId,
    };
    use serde_json::{Value, json};

    fn criterion(id: &str) -> Criterion {
        Criterion {
            id: id.into(),
            name: format!("Name of {id}"),
            question: "?".into(),
            guidance: None,
            kind: CriterionKind::Scale { lowest: 0, highest: 3 },
            not_applicable_when: None,
            weight: 2.0,
            is_critical: false,
        }
    }

    fn result(id: &str, answer: Answer, is_unsure: bool) -> CriterionResult {
        let evidence = Evidence {
            entry_id: EntryId(0),
            start_seconds: 61.5,
            end_seconds: 63.0,
            quote: "Good morning".into(),
        };
        CriterionResult {
            criterion_id: id.into(),
            answer: Some(answer),
            is_unsure,
            reasoning: "Heard.".into(),
            grounds: Grounds {
                evidence: vec![evidence],
                confidence: 0.9,
                engine: EngineLabel("basic".into()),
            },
            decision: None,
            dispute: None,
        }
    }

    fn shown(state: EvaluationState) -> EvaluationShown {
        let criteria = ["a", "b", "c", "d"].map(criterion).to_vec();
        let version = ScorecardVersion {
            scorecard_id: ScorecardId::generate(),
            number: 1,
            sections: vec![Section { name: "All".into(), criteria }],
            created_at: Instant::UNIX_EPOCH,
        };
        let mut decided = result("d", Answer::Scale(0), false);
        decided.decision = Some(Decision {
            answer: Answer::Scale(3),
            reason: "I listened.".into(),
            by: Actor { credential_id: CredentialId::generate(), user_id: None },
            at: Instant::UNIX_EPOCH,
        });
        let results = vec![
            result("a", Answer::Scale(1), false),
            result("b", Answer::Scale(3), true),
            result("c", Answer::NotApplicable, false),
            decided,
            result("gone", Answer::Scale(3), false),
        ];
        let outcome = Outcome::of(&version, &results, Some(Feeling::Negative));
        let is_completed = state == EvaluationState::Completed;
        EvaluationShown {
            evaluation: Evaluation {
                id: EvaluationId::generate(),
                workspace_id: WorkspaceId::generate(),
                project_id: ProjectId::generate(),
                conversation_id: ConversationId::generate(),
                audio_file_id: None,
                scorecard_id: version.scorecard_id,
                scorecard_version: 1,
                state,
                error: None,
                is_current: true,
                is_private: false,
                name: "call.wav".into(),
                recorded_at: Instant::UNIX_EPOCH,
                duration_seconds: Some(12.5),
                attribution: Attribution::default(),
                outcome: Some(outcome),
                created_by: None,
                created_at: Instant::UNIX_EPOCH,
                updated_at: Instant::UNIX_EPOCH,
                completed_at: None,
            },
            project_name: "Q1".into(),
            campaign_key: Some("camp_1".into()),
            call_center_key: None,
            results: is_completed.then(|| EvaluationResults {
                version,
                criteria: results,
                summary: Some("A call.".into()),
            }),
        }
    }

    fn told(state: EvaluationState) -> Value {
        serde_json::to_value(EvaluationAnswer::from(shown(state))).unwrap()
    }

    #[test]
    fn what_is_not_completed_has_no_numbers() {
        let told = told(EvaluationState::Processing);
        for name in ["sentiment", "averageNote", "results", "executiveName", "callCenterId"] {
            assert_eq!(told.get(name), Some(&Value::Null), "{name}");
        }
        assert_eq!(told["state"], "Processing");
        assert_eq!(told["campaignId"], "camp_1");
        assert_eq!(told["isAICall"], false);
        assert_eq!(told["audioDate"], "1970-01-01T00:00:00Z");
        assert_eq!(told["audioFileName"], "call.wav");
    }

    #[test]
    fn notes_are_those_that_count_and_comments_say_why() {
        let told = told(EvaluationState::Completed);
        // 33.3… and, as a person decided, 100.
        assert_eq!(told["averageNote"], 66.7);
        let results = &told["results"];
        assert_eq!(results["averageNote"], 66.7);
        assert_eq!(results["sentiment"], "Negative");
        assert_eq!(results["summary"], "A call.");
        let evidence = json!([{ "text": "Good morning", "timestamp": "00:01:01" }]);
        let first = json!({
            "id": "a", "name": "Name of a", "note": 33.3, "maxNote": 100, "weight": 2.0, "passed": false,
            "comment": "Heard.", "evidence": evidence,
        });
        assert_eq!(results["criteria"][0], first);
        let notes: Vec<&Value> =
            results["criteria"].as_array().unwrap().iter().map(|one| &one["note"]).collect();
        assert_eq!(notes, [&json!(33.3), &Value::Null, &Value::Null, &json!(100.0)]);
        assert_eq!(results["strengths"], json!(["Name of d: I listened."]));
        assert_eq!(results["improvements"], json!(["Name of a: Heard."]));
        let alone = EvaluationResultsAnswer::of(shown(EvaluationState::Completed)).unwrap();
        let alone = serde_json::to_value(alone).unwrap();
        assert!(alone["evaluationId"].as_str().unwrap().starts_with("eval_"));
        assert_eq!(alone["criteria"][0], first);
        assert!(EvaluationResultsAnswer::of(shown(EvaluationState::Pending)).is_none());
    }
}
