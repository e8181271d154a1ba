//! Evaluations that differ as real ones do, and what is known of them.

use colloquy_domain::attribution::{Attribution, CallCenter, Campaign, CampaignKind, CampaignStatus, VOICE};
use colloquy_domain::evaluation::{CriterionResult, Evaluation, EvaluationState, Feeling, Outcome};
use colloquy_domain::evidence::{EngineLabel, Evidence, Grounds};
use colloquy_domain::project::{ACTIVE, Project, ReviewRules};
use colloquy_domain::scorecard::{Answer, Criterion, CriterionKind, Scorecard, ScorecardVersion, Section};
use colloquy_domain::transcript::EntryId;
use colloquy_domain::{
    CallCenterId, CampaignId, ConversationId, EvaluationId, Instant, ProjectId, ScorecardId, WorkspaceId,
};
use colloquy_store::{
    Durability, Store, StoreError, StoreOptions, call_centers, campaigns, conversations, evaluations,
    projects, scorecards,
};
use colloquy_testkit::samples;
use time::{Date, Duration};

use crate::fill::Random;

/// Days before the last one over which they are spread.
pub const DAYS: i64 = 360;
/// Campaigns, call centers, people.
const CAMPAIGNS: u64 = 40;
const CALL_CENTERS: u64 = 12;
const PEOPLE: u64 = 300;
/// Criteria of the scorecard.
const CRITERIA: usize = 9;
/// Evaluations that are written in one transaction.
const AT_ONCE: u64 = 250;

/// What is known of an evaluation.
pub struct Row {
    /// When it was recorded.
    pub recorded_at: Instant,
    /// How far it is.
    pub state: EvaluationState,
    /// Its campaign's number.
    pub campaign: u64,
    /// Its call center's number, where it has one.
    pub call_center: Option<u64>,
    /// Whose work it shows.
    pub executive: u64,
    /// Whether a program spoke.
    pub is_ai_call: bool,
    /// Length in whole milliseconds.
    pub duration_ms: i64,
    /// The numbers, where it is completed.
    pub outcome: Option<Outcome>,
    /// Of each criterion whether it is passed; none where it does not apply or is undecided.
    pub passed: Vec<Option<bool>>,
}

/// A filled server.
pub struct World {
    /// All evaluations.
    pub rows: Vec<Row>,
    campaigns: Vec<Campaign>,
    call_centers: Vec<CallCenter>,
    first_day: Date,
}

impl World {
    /// Criteria of an evaluation.
    pub fn criteria(&self) -> usize {
        CRITERIA
    }

    /// The key of a campaign.
    pub fn campaign_key(&self, number: u64) -> &str {
        &self.campaigns[number as usize].key
    }

    /// The key of a call center.
    pub fn call_center_key(&self, number: u64) -> &str {
        &self.call_centers[number as usize].key
    }

    /// The day so many days after the first.
    pub fn day_text(&self, days: i64) -> String {
        (self.first_day + Duration::days(days)).to_string()
    }

    /// How many days after the first an instant lies.
    pub fn day_of(&self, instant: Instant) -> i64 {
        (instant.date() - self.first_day).whole_days()
    }

    /// Writes so many evaluations.
    pub async fn fill(url: &str, workspace_id: WorkspaceId, count: u64) -> anyhow::Result<Self> {
        let store = Store::connect(url, StoreOptions::default()).await?;
        #[expect(clippy::disallowed_methods, reason = "what is asked for lies before the server's clock")]
        let now = time::OffsetDateTime::now_utc();
        let first_day = now.date() - Duration::days(DAYS);
        let version = version(now);
        let frame = Frame::new(workspace_id, &version, now);
        frame.write(&store, &version).await?;
        let mut random = Random::new(11);
        let mut rows = Vec::new();
        let start = first_day.midnight().assume_utc();
        while (rows.len() as u64) < count {
            let until = (rows.len() as u64 + AT_ONCE).min(count);
            let mut batch = Vec::new();
            for number in rows.len() as u64..until {
                let share = number as f64 / count as f64;
                let recorded_at = start + Duration::seconds((share * DAYS as f64 * 86_400.0) as i64);
                let (row, results) = row(recorded_at, &version, &mut random);
                batch.push((frame.evaluation(&row, number), results));
                rows.push(row);
            }
            let version = version.clone();
            store
                .write(Durability::Relaxed, move |tx| {
                    Box::pin(async move {
                        for (evaluation, results) in &batch {
                            let id = evaluation.conversation_id;
                            let name = format!("evaluated:{id}");
                            let mut conversation =
                                samples::conversation(evaluation.workspace_id, &name, evaluation.recorded_at);
                            conversation.id = id;
                            conversations::insert(tx, &conversation).await?;
                            evaluations::insert(tx, evaluation).await?;
                            if evaluation.outcome.is_some() {
                                evaluations::complete(tx, evaluation, &version, results).await?;
                            }
                        }
                        Ok::<_, StoreError>(())
                    })
                })
                .await?;
        }
        Ok(Self { rows, campaigns: frame.campaigns, call_centers: frame.call_centers, first_day })
    }
}

/// What all evaluations have in common.
struct Frame {
    project: Project,
    campaigns: Vec<Campaign>,
    call_centers: Vec<CallCenter>,
}

impl Frame {
    fn new(workspace_id: WorkspaceId, version: &ScorecardVersion, now: Instant) -> Self {
        let campaign = |number| Campaign {
            id: CampaignId::generate(),
            workspace_id,
            key: format!("camp_{number}"),
            name: format!("Campaign {number}"),
            description: None,
            kind: CampaignKind::VoiceBot,
            status: CampaignStatus::Running,
            channel: VOICE.to_owned(),
            starts_at: None,
            ends_at: None,
            created_at: now,
            updated_at: now,
        };
        let call_center = |number| CallCenter {
            id: CallCenterId::generate(),
            workspace_id,
            key: format!("cc_{number}"),
            name: format!("Call center {number}"),
            created_at: now,
            updated_at: now,
        };
        Self {
            project: Project {
                id: ProjectId::generate(),
                workspace_id,
                name: "Measured".to_owned(),
                description: None,
                kind: "quality_review".to_owned(),
                status: ACTIVE.to_owned(),
                scorecard_id: version.scorecard_id,
                review_rules: ReviewRules::default(),
                created_at: now,
                updated_at: now,
            },
            campaigns: (0..CAMPAIGNS).map(campaign).collect(),
            call_centers: (0..CALL_CENTERS).map(call_center).collect(),
        }
    }

    async fn write(&self, store: &Store, version: &ScorecardVersion) -> anyhow::Result<()> {
        let scorecard = Scorecard {
            id: version.scorecard_id,
            workspace_id: self.project.workspace_id,
            name: "Measured".to_owned(),
            description: None,
            is_default: false,
            version: 1,
            created_at: version.created_at,
            updated_at: version.created_at,
        };
        let (project, version) = (self.project.clone(), version.clone());
        let (some_campaigns, some_call_centers) = (self.campaigns.clone(), self.call_centers.clone());
        store
            .write(Durability::Relaxed, move |tx| {
                Box::pin(async move {
                    scorecards::insert(tx, &scorecard, &version).await?;
                    projects::insert(tx, &project).await?;
                    for campaign in &some_campaigns {
                        campaigns::insert(tx, campaign).await?;
                    }
                    for call_center in &some_call_centers {
                        call_centers::insert(tx, call_center).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        Ok(())
    }

    fn evaluation(&self, row: &Row, number: u64) -> Evaluation {
        let at = row.recorded_at;
        Evaluation {
            id: EvaluationId::generate(),
            workspace_id: self.project.workspace_id,
            project_id: self.project.id,
            conversation_id: ConversationId::generate(),
            audio_file_id: None,
            scorecard_id: self.project.scorecard_id,
            scorecard_version: 1,
            state: row.state,
            error: None,
            is_current: true,
            is_private: number.is_multiple_of(20),
            name: format!("call-{number}.wav"),
            recorded_at: at,
            duration_seconds: Some(row.duration_ms as f64 / 1_000.0),
            attribution: Attribution {
                campaign_id: Some(self.campaigns[row.campaign as usize].id),
                call_center_id: row.call_center.map(|number| self.call_centers[number as usize].id),
                executive_name: Some(executive(row.executive)),
                is_ai_call: row.is_ai_call,
            },
            outcome: row.outcome,
            created_by: None,
            created_at: at,
            updated_at: at,
            completed_at: row.outcome.map(|_| at),
        }
    }
}

/// The name of a person.
pub fn executive(number: u64) -> String {
    format!("Person {number}")
}

fn version(now: Instant) -> ScorecardVersion {
    let criteria = (0..CRITERIA).map(|number| Criterion {
        id: criterion_id(number),
        name: format!("Criterion {number}"),
        question: "Was it done?".to_owned(),
        guidance: None,
        kind: CriterionKind::YesNo,
        not_applicable_when: None,
        weight: 1.0,
        is_critical: number == 0,
    });
    ScorecardVersion {
        scorecard_id: ScorecardId::generate(),
        number: 1,
        sections: vec![Section { name: "All".to_owned(), criteria: criteria.collect() }],
        created_at: now,
    }
}

/// The id of a criterion.
pub fn criterion_id(number: usize) -> String {
    format!("criterion_{number}")
}

fn row(recorded_at: Instant, version: &ScorecardVersion, random: &mut Random) -> (Row, Vec<CriterionResult>) {
    let state = match random.below(100) {
        0..2 => EvaluationState::Failed,
        2..5 => EvaluationState::Pending,
        _ => EvaluationState::Completed,
    };
    let mut passed = Vec::new();
    let mut results = Vec::new();
    if state == EvaluationState::Completed {
        for number in 0..CRITERIA {
            let drawn = random.below(100);
            let (answer, is_unsure, said) = match drawn {
                0..5 => (Answer::NotApplicable, false, None),
                5..12 => (Answer::Yes, true, None),
                12..40 => (Answer::No, false, Some(false)),
                _ => (Answer::Yes, false, Some(true)),
            };
            passed.push(said);
            results.push(result(number, answer, is_unsure));
        }
    }
    let sentiment = match random.below(20) {
        0 => None,
        1..10 => Some(Feeling::Positive),
        10..16 => Some(Feeling::Neutral),
        _ => Some(Feeling::Negative),
    };
    let outcome = (state == EvaluationState::Completed).then(|| Outcome::of(version, &results, sentiment));
    let row = Row {
        recorded_at,
        state,
        campaign: random.below(CAMPAIGNS),
        call_center: (random.below(10) > 0).then(|| random.below(CALL_CENTERS)),
        executive: random.below(PEOPLE),
        is_ai_call: random.below(3) == 0,
        duration_ms: random.below(900_000) as i64,
        outcome,
        passed,
    };
    (row, results)
}

fn result(number: usize, answer: Answer, is_unsure: bool) -> CriterionResult {
    let evidence = vec![Evidence {
        entry_id: EntryId(0),
        start_seconds: 0.0,
        end_seconds: 1.0,
        quote: "Good morning".to_owned(),
    }];
    CriterionResult {
        criterion_id: criterion_id(number),
        answer: Some(answer),
        is_unsure,
        reasoning: "the agent says so".to_owned(),
        grounds: Grounds { evidence, confidence: 0.9, engine: EngineLabel("basic".to_owned()) },
        decision: None,
        dispute: None,
    }
}
