//! Evaluations that are made, scored, changed and hidden, as good as random, and what is known of them.

use colloquy_domain::attribution::Attribution;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::{CriterionResult, Decision, Evaluation, EvaluationState, Feeling, Outcome};
use colloquy_domain::evidence::{EngineLabel, Grounds};
use colloquy_domain::review::Actor;
use colloquy_domain::scorecard::{Answer, ChoiceOption, Criterion, CriterionKind, ScorecardVersion, Section};
use colloquy_domain::*;
use colloquy_store::{conversations, evaluations};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;
use time::macros::datetime;

use crate::change;

/// Days before and after 1970.
pub const MIDDLE: Instant = datetime!(1970-01-03 00:00 UTC);
pub const DAYS: i64 = 6;
const CONVERSATIONS: usize = 60;
const ACTIONS: usize = 420;

/// Numbers that look random and are the same in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % u64::try_from(end).unwrap())
            .unwrap()
    }

    pub fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    pub fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    pub fn maybe<T: Clone>(&mut self, choices: &[T]) -> Option<T> {
        if self.one_in(3) { Some(self.of(choices)) } else { None }
    }

    pub fn instant(&mut self) -> Instant {
        let minutes = i64::try_from(self.below(usize::try_from(2 * DAYS * 24 * 60).unwrap())).unwrap();
        // Some at midnight, the rest with microseconds.
        let rest = if self.one_in(10) { 0 } else { 61_000_001 };
        let whole = MIDDLE - Duration::days(DAYS) + Duration::minutes(minutes);
        if rest == 0 {
            whole.replace_time(time::Time::MIDNIGHT)
        } else {
            whole + Duration::microseconds(rest)
        }
    }
}

pub struct Made {
    pub evaluation: Evaluation,
    pub results: Vec<CriterionResult>,
}

pub struct World {
    pub workspace_id: WorkspaceId,
    pub projects: [ProjectId; 2],
    pub campaigns: [CampaignId; 3],
    pub call_centers: [CallCenterId; 2],
    pub version: ScorecardVersion,
    /// Those that are not hidden, with where they belong.
    pub conversations: Vec<(Conversation, Attribution)>,
    /// Those that are not hidden.
    pub made: Vec<Made>,
}

pub const PEOPLE: [&str; 3] = ["Ana", "ana", "Özil 100%"];

/// Criteria of every kind, one of them critical.
pub fn version(scorecard_id: ScorecardId) -> ScorecardVersion {
    let options = vec![
        ChoiceOption { label: "half".into(), points: 0.5 },
        ChoiceOption { label: "full".into(), points: 1.0 },
    ];
    let criteria = [
        ("greeted", CriterionKind::YesNo),
        ("needs", CriterionKind::Scale { lowest: 1, highest: 4 }),
        ("offer", CriterionKind::Choice { options }),
    ]
    .map(|(id, kind)| Criterion {
        id: id.into(),
        name: id.into(),
        question: format!("{id}?"),
        guidance: None,
        kind,
        not_applicable_when: None,
        weight: 2.0,
        is_critical: id == "greeted",
    });
    let sections = vec![Section { name: "All".into(), criteria: criteria.into() }];
    ScorecardVersion { scorecard_id, number: 1, sections, created_at: MIDDLE }
}

pub fn result(id: &str, answer: Option<Answer>, is_unsure: bool, decided: Option<Answer>) -> CriterionResult {
    let by = Actor { credential_id: CredentialId::generate(), user_id: None };
    CriterionResult {
        criterion_id: id.into(),
        answer,
        is_unsure,
        reasoning: "heard".into(),
        grounds: Grounds { evidence: vec![], confidence: 0.75, engine: EngineLabel("basic".into()) },
        decision: decided.map(|answer| Decision { answer, reason: "heard".into(), by, at: MIDDLE }),
        dispute: None,
    }
}

pub fn results(random: &mut Random) -> Vec<CriterionResult> {
    let mut one = |id: &str, answers: &[Answer]| {
        let answer = if random.one_in(8) { None } else { Some(random.of(answers)) };
        let is_unsure = random.one_in(4);
        let decided = if random.one_in(4) { Some(random.of(answers)) } else { None };
        result(id, answer, is_unsure, decided)
    };
    let choice = |label: &str| Answer::Choice(label.to_owned());
    let mut found = vec![
        one("greeted", &[Answer::Yes, Answer::No, Answer::NotApplicable]),
        one("needs", &[Answer::Scale(1), Answer::Scale(2), Answer::Scale(3), Answer::Scale(4)]),
    ];
    // The last answer is none that the criterion takes: it counts nowhere.
    found.push(one("offer", &[choice("half"), choice("full"), Answer::NotApplicable, choice("gone")]));
    if random.one_in(4) {
        found.push(result("unknown", Some(Answer::Yes), false, None));
    }
    found
}

/// One that waits, and is the newest.
pub fn evaluation(conversation: &Conversation, project_id: ProjectId, at: Instant) -> Evaluation {
    Evaluation {
        id: EvaluationId::generate(),
        workspace_id: conversation.workspace_id,
        project_id,
        conversation_id: conversation.id,
        audio_file_id: None,
        scorecard_id: ScorecardId::generate(),
        scorecard_version: 1,
        state: EvaluationState::Pending,
        error: None,
        is_current: true,
        is_private: conversation.is_private,
        name: "call.wav".into(),
        recorded_at: at,
        duration_seconds: None,
        attribution: Attribution::default(),
        outcome: None,
        created_by: None,
        created_at: at,
        updated_at: at,
        completed_at: None,
    }
}

impl World {
    /// Conversations without evaluations.
    pub async fn new(database: &TestDatabase, random: &mut Random) -> Self {
        let workspace_id = WorkspaceId::generate();
        let mut world = Self {
            workspace_id,
            projects: std::array::from_fn(|_| ProjectId::generate()),
            campaigns: std::array::from_fn(|_| CampaignId::generate()),
            call_centers: std::array::from_fn(|_| CallCenterId::generate()),
            version: version(ScorecardId::generate()),
            conversations: Vec::new(),
            made: Vec::new(),
        };
        for number in 0..CONVERSATIONS {
            let mut conversation = samples::conversation(workspace_id, &format!("dialer:{number}"), MIDDLE);
            conversation.is_private = random.one_in(5);
            let attribution = world.attribution(random);
            world.conversations.push((conversation, attribution));
        }
        let own: Vec<Conversation> = world.conversations.iter().map(|(own, _)| own.clone()).collect();
        change!(database.store(), |tx| {
            for conversation in &own {
                conversations::insert(tx, conversation).await?;
            }
            Ok::<_, colloquy_store::StoreError>(())
        })
        .await
        .unwrap();
        world
    }

    fn attribution(&self, random: &mut Random) -> Attribution {
        Attribution {
            campaign_id: if random.one_in(5) { None } else { Some(random.of(&self.campaigns)) },
            call_center_id: if random.one_in(5) { None } else { Some(random.of(&self.call_centers)) },
            executive_name: if random.one_in(5) { None } else { Some(random.of(&PEOPLE).to_owned()) },
            is_ai_call: random.one_in(3),
        }
    }

    /// Lets things happen.
    pub async fn live(&mut self, database: &TestDatabase, random: &mut Random) {
        for _ in 0..ACTIONS {
            match random.below(16) {
                0..=5 => self.make(database, random).await,
                6..=11 => self.complete(database, random).await,
                12..=13 => self.change_state(database, random).await,
                14 => self.reattribute(database, random).await,
                _ if random.one_in(3) => self.hide(database, random).await,
                _ => {}
            }
        }
    }

    async fn make(&mut self, database: &TestDatabase, random: &mut Random) {
        let (conversation, attribution) = random.of(&self.conversations);
        let project_id = random.of(&self.projects);
        let mut made = evaluation(&conversation, project_id, random.instant());
        made.attribution = attribution;
        made.duration_seconds = Some(f64::from(u32::try_from(random.below(900_000)).unwrap()) / 1_000.0);
        for former in &mut self.made {
            let former = &mut former.evaluation;
            former.is_current &=
                former.conversation_id != made.conversation_id || former.project_id != project_id;
        }
        let own = made.clone();
        change!(database.store(), |tx| evaluations::insert(tx, &own).await).await.unwrap();
        self.made.push(Made { evaluation: made, results: Vec::new() });
    }

    async fn complete(&mut self, database: &TestDatabase, random: &mut Random) {
        if self.made.is_empty() {
            return;
        }
        let place = random.below(self.made.len());
        let (found, sentiment) = (results(random), random.maybe(Feeling::ALL));
        let made = &mut self.made[place];
        made.evaluation.state = EvaluationState::Completed;
        made.evaluation.outcome = Some(Outcome::of(&self.version, &found, sentiment));
        made.evaluation.completed_at = Some(MIDDLE);
        if random.one_in(5) {
            made.evaluation.recorded_at = random.instant();
        }
        made.results = found;
        // Who completes it may have read it before others changed these.
        let old = Evaluation {
            is_current: !made.evaluation.is_current,
            attribution: Attribution::default(),
            ..made.evaluation.clone()
        };
        let own = (old, self.version.clone(), made.results.clone());
        change!(database.store(), |tx| evaluations::complete(tx, &own.0, &own.1, &own.2).await)
            .await
            .unwrap();
    }

    async fn change_state(&mut self, database: &TestDatabase, random: &mut Random) {
        if self.made.is_empty() {
            return;
        }
        let place = random.below(self.made.len());
        let changed = &mut self.made[place].evaluation;
        changed.state = random.of(&[EvaluationState::Processing, EvaluationState::Failed]);
        changed.error = Some("given up".into());
        changed.recorded_at = random.instant();
        let own = changed.clone();
        change!(database.store(), |tx| evaluations::update(tx, &own).await).await.unwrap();
    }

    async fn reattribute(&mut self, database: &TestDatabase, random: &mut Random) {
        let (attribution, place) = (self.attribution(random), random.below(self.conversations.len()));
        self.conversations[place].1 = attribution.clone();
        let id = self.conversations[place].0.id;
        for made in self.made.iter_mut().filter(|made| made.evaluation.conversation_id == id) {
            made.evaluation.attribution = attribution.clone();
        }
        change!(database.store(), |tx| evaluations::reattribute(tx, id, &attribution).await).await.unwrap();
    }

    async fn hide(&mut self, database: &TestDatabase, random: &mut Random) {
        let place = random.below(self.conversations.len());
        let id = self.conversations.remove(place).0.id;
        self.made.retain(|made| made.evaluation.conversation_id != id);
        change!(database.store(), |tx| evaluations::hide_of_conversation(tx, id, MIDDLE).await)
            .await
            .unwrap();
    }
}
