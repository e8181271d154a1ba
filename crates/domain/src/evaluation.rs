//! The scoring of one conversation within one project, and the road from criteria to numbers.
//!
//! **From answers to numbers.** An answer is worth points, 0 to 1 ([`Criterion::points`]): yes 1, no 0; a place on a
//! scale its share of the way from lowest to highest; an option what the scorecard says. A criterion's *note* is its
//! points × 100. Which answer counts: a person's, where one decided; else the engine's, where it is sure. A criterion
//! that does not apply, or of which the engine is unsure and nobody has decided, has no note and counts nowhere.
//!
//! - `average_note` = the plain mean of all notes, rounded to one decimal; none where there are no notes.
//! - `score` = Σ weight × note ⁄ Σ weight over the criteria with notes, rounded to one decimal; 0 where a critical
//!   criterion is not passed (points below [`PASS_SHARE`]): the evaluation is *auto-failed*.
//!
//! Both change with every decision of a person; what the engine said stays on record.

use serde::{Deserialize, Serialize};

use crate::attribution::Attribution;
use crate::evidence::Grounds;
use crate::review::Actor;
use crate::scorecard::{Answer, Criterion, PASS_SHARE, ScorecardVersion};
use crate::{
    AudioFileId, CallCenterId, CampaignId, ConversationId, CredentialId, EvaluationId, Instant, ProjectId,
    ScorecardId, WorkspaceId,
};

stored_words! {
    /// How far an evaluation is.
    EvaluationState {
        /// It waits for the transcript or for a worker.
        Pending => "pending",
        /// A worker is at it.
        Processing => "processing",
        /// Its results are there.
        Completed => "completed",
        /// It was given up.
        Failed => "failed",
    }
    /// How people felt, in a word.
    Feeling {
        /// Good.
        Positive => "positive",
        /// Neither.
        Neutral => "neutral",
        /// Bad.
        Negative => "negative",
    }
}

impl Feeling {
    /// The word for a sentiment of -1 to 1: beyond ±0.25 it is one or the other.
    #[must_use]
    pub fn of(overall: f64) -> Self {
        match overall {
            value if value > 0.25 => Self::Positive,
            value if value < -0.25 => Self::Negative,
            _ => Self::Neutral,
        }
    }
}

/// An evaluation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The id.
    pub id: EvaluationId,
    /// Where.
    pub workspace_id: WorkspaceId,
    /// Within which project.
    pub project_id: ProjectId,
    /// Of what.
    pub conversation_id: ConversationId,
    /// The file that the conversation was made of, where it is one.
    pub audio_file_id: Option<AudioFileId>,
    /// By what.
    pub scorecard_id: ScorecardId,
    /// In which version.
    pub scorecard_version: u64,
    /// How far it is.
    pub state: EvaluationState,
    /// Why it was given up.
    pub error: Option<String>,
    /// Whether it is the newest of its conversation within its project: only such count in analytics.
    pub is_current: bool,
    /// Whether the conversation is private.
    pub is_private: bool,
    /// Name of the file, or title of the conversation.
    pub name: String,
    /// When it was recorded, or began.
    pub recorded_at: Instant,
    /// Length, once known.
    pub duration_seconds: Option<f64>,
    /// Where the conversation belongs.
    pub attribution: Attribution,
    /// The numbers, once it is completed.
    pub outcome: Option<Outcome>,
    /// The key that asked for it; none where something else did.
    pub created_by: Option<CredentialId>,
    /// When asked for.
    pub created_at: Instant,
    /// When changed last.
    pub updated_at: Instant,
    /// When its results were stored.
    pub completed_at: Option<Instant>,
}

/// The numbers of a completed evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The plain mean of the notes, 0 to 100, one decimal.
    pub average_note: Option<f64>,
    /// The weighted score, 0 to 100, one decimal.
    pub score: Option<f64>,
    /// Whether a critical criterion was failed.
    pub is_auto_failed: bool,
    /// Criteria of which the engine is unsure and that nobody has decided.
    pub undecided: u32,
    /// How people felt; none where the sentiment could not be found.
    pub sentiment: Option<Feeling>,
}

/// What was found of one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CriterionResult {
    /// Which.
    pub criterion_id: String,
    /// What the engine says, or leans to; none where it cannot tell at all.
    pub answer: Option<Answer>,
    /// Whether the engine is not sure enough for its answer to count.
    pub is_unsure: bool,
    /// Why, for people.
    pub reasoning: String,
    /// Evidence, how sure the engine is, and which engine. Of what is absent: the places where it should have been.
    pub grounds: Grounds,
    /// What a person decided, at last.
    pub decision: Option<Decision>,
    /// A dispute that nobody has decided yet.
    pub dispute: Option<Dispute>,
}

/// A person's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// It.
    pub answer: Answer,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Instant,
}

/// A contradiction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Instant,
}

impl CriterionResult {
    /// The answer that counts; none where the engine is unsure and nobody has decided.
    #[must_use]
    pub fn counting(&self) -> Option<&Answer> {
        match &self.decision {
            Some(decision) => Some(&decision.answer),
            None => self.answer.as_ref().filter(|_| !self.is_unsure),
        }
    }

    /// Whether a person has to answer.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        self.decision.is_none() && (self.is_unsure || self.answer.is_none())
    }

    /// The note, 0 to 100; none where the criterion does not apply or is undecided.
    #[must_use]
    pub fn note(&self, criterion: &Criterion) -> Option<f64> {
        let points = criterion.points(self.counting()?).ok().flatten()?;
        Some(points * 100.0)
    }

    /// Whether the criterion is passed; none where it has no note.
    #[must_use]
    pub fn is_passed(&self, criterion: &Criterion) -> Option<bool> {
        self.note(criterion).map(|note| note >= PASS_SHARE * 100.0)
    }
}

impl Outcome {
    /// The numbers that follow from results by the formulas of this module. Results of criteria that the version does
    /// not have count nowhere.
    #[must_use]
    pub fn of(version: &ScorecardVersion, results: &[CriterionResult], sentiment: Option<Feeling>) -> Self {
        let (mut notes, mut weighted, mut weights) = (Vec::new(), 0.0, 0.0);
        let mut is_auto_failed = false;
        for result in results {
            let Some(criterion) = version.criterion(&result.criterion_id) else { continue };
            let Some(note) = result.note(criterion) else { continue };
            notes.push(note);
            weighted += criterion.weight * note;
            weights += criterion.weight;
            is_auto_failed |= criterion.is_critical && result.is_passed(criterion) == Some(false);
        }
        let score =
            (!notes.is_empty()).then(|| if is_auto_failed { 0.0 } else { one_decimal(weighted / weights) });
        let average_note =
            (!notes.is_empty()).then(|| one_decimal(notes.iter().sum::<f64>() / notes.len() as f64));
        let undecided = results.iter().filter(|result| result.is_undecided()).count();
        Self {
            average_note,
            score,
            is_auto_failed,
            undecided: u32::try_from(undecided).unwrap_or(u32::MAX),
            sentiment,
        }
    }
}

/// Rounded half away from zero to one decimal.
#[must_use]
pub fn one_decimal(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Which evaluations. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationFilter {
    /// Of this project.
    pub project_id: Option<ProjectId>,
    /// Of this conversation.
    pub conversation_id: Option<ConversationId>,
    /// Of this campaign.
    pub campaign_id: Option<CampaignId>,
    /// Of this call center.
    pub call_center_id: Option<CallCenterId>,
    /// Of exactly this person's work.
    pub executive_name: Option<String>,
    /// Where a program spoke, or not.
    pub is_ai_call: Option<bool>,
    /// That are so far.
    pub state: Option<EvaluationState>,
    /// With this sentiment.
    pub sentiment: Option<Feeling>,
    /// Recorded not before.
    pub from: Option<Instant>,
    /// Recorded not after.
    pub until: Option<Instant>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::EngineLabel;
    use crate::scorecard::{CriterionKind, Section};

    fn criterion(id: &str, weight: f64, is_critical: bool) -> Criterion {
        Criterion {
            id: id.into(),
            name: id.into(),
            question: id.into(),
            guidance: None,
            kind: CriterionKind::Scale { lowest: 0, highest: 10 },
            not_applicable_when: None,
            weight,
            is_critical,
        }
    }

    fn result(id: &str, answer: Answer, is_unsure: bool) -> CriterionResult {
        let grounds = Grounds { evidence: vec![], confidence: 0.9, engine: EngineLabel("basic".into()) };
        CriterionResult {
            criterion_id: id.into(),
            answer: Some(answer),
            is_unsure,
            reasoning: String::new(),
            grounds,
            decision: None,
            dispute: None,
        }
    }

    fn version() -> ScorecardVersion {
        let criteria =
            vec![criterion("a", 1.0, false), criterion("b", 3.0, true), criterion("c", 1.0, false)];
        ScorecardVersion {
            scorecard_id: ScorecardId::generate(),
            number: 1,
            sections: vec![Section { name: "All".into(), criteria }],
            created_at: Instant::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_mean_is_plain_and_the_score_weighted_over_what_counts() {
        let results = [
            result("a", Answer::Scale(4), false),
            result("b", Answer::Scale(8), false),
            result("c", Answer::Scale(0), true),
        ];
        let outcome = Outcome::of(&version(), &results, None);
        assert_eq!(outcome.average_note, Some(60.0));
        assert_eq!(outcome.score, Some(70.0));
        assert_eq!((outcome.is_auto_failed, outcome.undecided), (false, 1));
    }

    #[test]
    fn failing_a_critical_criterion_fails_the_whole_until_a_person_says_otherwise() {
        let by = Actor { credential_id: CredentialId::generate(), user_id: None };
        let mut results = [result("b", Answer::Scale(5), false), result("a", Answer::NotApplicable, false)];
        let failed = Outcome::of(&version(), &results, Some(Feeling::Neutral));
        assert_eq!((failed.score, failed.average_note, failed.is_auto_failed), (Some(0.0), Some(50.0), true));
        let at = Instant::UNIX_EPOCH;
        results[0].decision = Some(Decision { answer: Answer::Scale(10), reason: "heard".into(), by, at });
        let decided = Outcome::of(&version(), &results, None);
        assert_eq!((decided.score, decided.is_auto_failed), (Some(100.0), false));
    }

    #[test]
    fn without_notes_there_is_no_number() {
        let outcome = Outcome::of(&version(), &[result("a", Answer::NotApplicable, false)], None);
        assert_eq!((outcome.average_note, outcome.score, outcome.undecided), (None, None, 0));
    }
}
