//! Calls that are scored, what people say of the scores, and the numbers over them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use colloquy_app::evaluations::{self, EvaluationShown};
use colloquy_app::events::{EventDialect, EventDialects};
use colloquy_app::ingest::{self, NewConversation, SuppliedEntry, SuppliedSpeaker, SuppliedTranscript};
use colloquy_app::keys::{self, Caller, NewKey, Presented, authenticate};
use colloquy_app::projects::{self, NewProject};
use colloquy_app::reviews::{self, Verdict};
use colloquy_app::work::{Ended, WorkerOptions, Workers, attempt};
use colloquy_app::{App, AppError, conversations, dead_jobs, quality, read};
use colloquy_domain::ConversationId;
use colloquy_domain::credential::Scopes;
use colloquy_domain::evaluation::{Evaluation, EvaluationFilter, EvaluationState};
use colloquy_domain::event::{Event, EventKind};
use colloquy_domain::filter::Slice;
use colloquy_domain::job::Queue;
use colloquy_domain::project::{Project, ReviewRules};
use colloquy_domain::quality::Granularity;
use colloquy_domain::review::{QueueReason, ReviewKind};
use colloquy_domain::scorecard::{Answer, default_scorecards};
use colloquy_domain::stage::{StageName, StageStatus};
use colloquy_store::review_queue::QueueFilter;
use colloquy_testkit::TestDatabase;
use tokio_util::sync::CancellationToken;

use crate::apps::{conversation, receiver, with_dialects};
use crate::on_both_databases;
use crate::support::{LEASE, TestApp, eventually};

on_both_databases! {
    a_call_is_scored_with_evidence_and_told_once,
    what_people_decide_counts_and_stays_on_record,
    without_a_transcript_nothing_is_scored,
    who_has_lost_the_job_stores_nothing,
    what_is_private_is_seen_by_few,
    many_who_ask_at_once_get_one_evaluation,
}

const ALL: Slice = Slice { offset: 0, limit: 100 };

/// A call in which most of what a support scorecard asks for happens.
const CALL: [(i64, &str); 9] = [
    (0, "Thank you for calling Acme support, my name is Maya. How can I help you today?"),
    (1, "Hi, my internet has been down since yesterday evening and I work from home."),
    (
        0,
        "I am sorry to hear that, I understand how annoying it is. May I have your name and customer number?",
    ),
    (1, "Omar Reed, the number is four four seven one."),
    (
        0,
        "Thank you. Your line was switched off by mistake during maintenance; I am switching it on again now.",
    ),
    (1, "Great, it is back."),
    (0, "I will send you a confirmation by e-mail by tomorrow. Is there anything else I can do for you?"),
    (1, "No, that was all, thank you."),
    (0, "Thank you for your patience, goodbye."),
];

/// A dialect that tells of evaluations, and keeps what it told.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Event>>>);

impl EventDialect for Told {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn event_types(&self) -> Vec<&'static str> {
        vec!["created", "completed", "failed"]
    }

    fn event_type(&self, kind: EventKind) -> Option<&'static str> {
        match kind {
            EventKind::EvaluationCreated => Some("created"),
            EventKind::EvaluationCompleted => Some("completed"),
            EventKind::EvaluationFailed => Some("failed"),
            _ => None,
        }
    }

    fn render(&self, event: &Event) -> Vec<u8> {
        self.0.lock().expect("not poisoned").push(event.clone());
        b"{}".to_vec()
    }
}

impl Told {
    /// Kinds of what was told of a conversation, in order.
    fn of(&self, id: ConversationId) -> Vec<EventKind> {
        let told = self.0.lock().expect("not poisoned");
        told.iter().filter(|event| event.conversation_id == Some(id)).map(|event| event.kind).collect()
    }
}

async fn listening(test: &TestApp) -> (App, Told) {
    let told = Told::default();
    let app = with_dialects(&test.app, EventDialects::new(vec![Arc::new(told.clone())]));
    receiver(&app, &test.caller, "http://127.0.0.1:9/").await;
    (app, told)
}

/// A conversation in which that was said.
pub fn call(external_id: &str) -> NewConversation {
    let entries = (0..).zip(CALL).map(|(number, (speaker_index, text))| SuppliedEntry {
        speaker_index,
        start_seconds: f64::from(number) * 6.0,
        end_seconds: f64::from(number) * 6.0 + 5.0,
        text: Some(text.into()),
        sentences: vec![],
    });
    let transcript = SuppliedTranscript {
        speakers: vec![SuppliedSpeaker::default(), SuppliedSpeaker::default()],
        entries: entries.collect(),
    };
    NewConversation { transcript: Some(transcript), ..conversation(external_id) }
}

/// Takes it in.
pub async fn take_in(app: &App, caller: &Caller, new: NewConversation) -> ConversationId {
    ingest::create(app, caller, new).await.expect("created").conversation.id
}

/// A project of which nothing is drawn by chance.
pub async fn project(app: &App, caller: &Caller) -> Project {
    let new = NewProject {
        name: "Q1 Quality Review".into(),
        description: None,
        kind: "quality_review".into(),
        scorecard_id: None,
        review_rules: Some(ReviewRules { below_score: Some(60.0), sample_percent: 0.0 }),
    };
    projects::create(app, caller, new).await.expect("a project")
}

async fn completed(app: &App, caller: &Caller, evaluation: &Evaluation) -> EvaluationShown {
    eventually("the end of the evaluation", || async {
        let now = evaluations::get(app, caller, evaluation.id).await.expect("it is there");
        assert_ne!(now.state, EvaluationState::Failed, "{:?}", now.error);
        now.state == EvaluationState::Completed
    })
    .await;
    evaluations::results(app, caller, evaluation.id).await.expect("results")
}

/// A call that was scored.
async fn scored(app: &App, caller: &Caller, project: &Project, external_id: &str) -> EvaluationShown {
    let id = take_in(app, caller, call(external_id)).await;
    let evaluation = evaluations::create(app, caller, project.id, id, None).await.expect("an evaluation");
    let workers = Workers::start(app.clone(), WorkerOptions::default());
    let shown = completed(app, caller, &evaluation).await;
    workers.stop().await;
    shown
}

/// Waits until it is given up, and returns why.
async fn given_up(app: &App, caller: &Caller, evaluation: &Evaluation) -> String {
    let workers = Workers::start(app.clone(), WorkerOptions::default());
    eventually("it is given up", || async {
        let now = evaluations::get(app, caller, evaluation.id).await.expect("it is there");
        now.state == EvaluationState::Failed
    })
    .await;
    workers.stop().await;
    let failed = evaluations::get(app, caller, evaluation.id).await.expect("it is there");
    failed.error.expect("a reason")
}

async fn reasons_to_look(app: &App, caller: &Caller) -> Vec<QueueReason> {
    let waiting = reviews::queue(app, caller, &QueueFilter::default(), ALL).await.expect("the queue");
    waiting.rows.into_iter().flat_map(|(queued, _)| queued.reasons).collect()
}

async fn a_call_is_scored_with_evidence_and_told_once(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, told) = listening(&test).await;
    let caller = &test.caller;
    let project = project(&app, caller).await;
    let id = take_in(&app, caller, call("call")).await;
    let asked = evaluations::create(&app, caller, project.id, id, None).await.expect("an evaluation");
    assert_eq!(
        (asked.state, asked.is_current, &asked.name),
        (EvaluationState::Pending, true, &"call".into())
    );
    let again = evaluations::create(&app, caller, project.id, id, None).await.expect("the same");
    assert_eq!(again.id, asked.id);
    let early = evaluations::results(&app, caller, asked.id).await;
    assert!(matches!(early, Err(AppError::Conflict(_))), "{early:?}");

    let workers = Workers::start(app.clone(), WorkerOptions::default());
    let shown = completed(&app, caller, &asked).await;
    assert_eq!(told.of(id), [EventKind::EvaluationCreated, EventKind::EvaluationCompleted]);
    assert_eq!(shown.project_name, project.name);
    let results = shown.results.expect("results");
    assert_eq!(results.version.sections, default_scorecards()[0].sections);
    let asked_for: Vec<&str> = results.version.criteria().map(|criterion| criterion.id.as_str()).collect();
    let found: Vec<&str> = results.criteria.iter().map(|result| result.criterion_id.as_str()).collect();
    assert_eq!(found, asked_for, "each criterion has its result");
    let transcript = read::transcript(&app, id).await.expect("read").expect("a transcript");
    for result in &results.criteria {
        assert!(!result.grounds.evidence.is_empty(), "{result:?}");
        for evidence in &result.grounds.evidence {
            let entry = transcript.entry(evidence.entry_id).expect("the entry");
            assert!(entry.text.contains(&evidence.quote), "{evidence:?}");
        }
    }
    let outcome = shown.evaluation.outcome.expect("numbers");
    assert!(outcome.average_note.is_some() && outcome.sentiment.is_some(), "{outcome:?}");
    assert_eq!(shown.evaluation.duration_seconds, Some(53.0));
    let stages = read::stages(&app, id).await.expect("stages");
    let stage = stages.iter().find(|stage| stage.name == StageName::Evaluation).expect("the stage");
    assert_eq!((stage.status, stage.engine.is_some()), (StageStatus::Done, true));

    // Once more: both are listed, one of them counts.
    let anew = evaluations::reevaluate(&app, caller, asked.id).await.expect("another one");
    assert_ne!(anew.id, asked.id);
    completed(&app, caller, &anew).await;
    workers.stop().await;
    let former = evaluations::get(&app, caller, asked.id).await.expect("it is still there");
    assert!(!former.is_current);
    let listed = evaluations::list(&app, caller, &EvaluationFilter::default(), ALL).await.expect("a list");
    let ids: Vec<_> = listed.rows.iter().map(|shown| shown.evaluation.id).collect();
    assert_eq!((ids, listed.total), (vec![anew.id, asked.id], 2));
    assert_eq!(projects::evaluation_count(&app, caller, project.id).await.expect("a count"), 2);
    let filter = EvaluationFilter { project_id: Some(project.id), ..EvaluationFilter::default() };
    let summary = quality::summary(&app, caller, &filter).await.expect("a summary");
    assert_eq!((summary.totals.total, summary.totals.completed), (1, 1));
    assert_eq!(summary.from, Some(former.recorded_at));
    let trend = quality::trends(&app, caller, &filter, Granularity::Weekly).await.expect("a trend");
    assert_eq!(trend.iter().map(|row| row.totals.total).collect::<Vec<_>>(), [1]);
    let criteria = quality::criteria(&app, caller, &filter).await.expect("criteria");
    assert_eq!(criteria.len(), asked_for.len());
    assert!(criteria.iter().any(|row| row.name == "Greeting"), "{criteria:?}");

    conversations::delete(&app, caller, id).await.expect("deleted");
    let gone = evaluations::get(&app, caller, anew.id).await;
    assert!(matches!(gone, Err(AppError::NotFound("evaluation"))), "{gone:?}");
    let summary = quality::summary(&app, caller, &filter).await.expect("a summary");
    assert_eq!(summary.totals.total, 0);
    assert!(reasons_to_look(&app, caller).await.is_empty());
}

async fn what_people_decide_counts_and_stays_on_record(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller) = (&test.app, &test.caller);
    let project = project(app, caller).await;
    let shown = scored(app, caller, &project, "call").await;
    let id = shown.evaluation.id;
    let engine = shown.results.expect("results").criteria;
    let verdict = |criterion_id: &str, answer| Verdict {
        criterion_id: criterion_id.into(),
        answer: Some(answer),
        reason: "heard it".into(),
    };
    // Everything is right but one critical criterion.
    let verdicts = engine.iter().map(|result| {
        let is_failed = result.criterion_id == "verified_identity";
        verdict(&result.criterion_id, if is_failed { Answer::No } else { Answer::Yes })
    });
    let decided = reviews::decide(app, caller, id, verdicts.collect()).await.expect("decided");
    let outcome = decided.evaluation.outcome.expect("numbers");
    assert_eq!((outcome.score, outcome.is_auto_failed, outcome.undecided), (Some(0.0), true, 0));
    assert_eq!(outcome.average_note, Some(87.5));
    let reasons = reasons_to_look(app, caller).await;
    assert_eq!(reasons, [QueueReason::AutoFailed, QueueReason::BelowThreshold]);
    for (before, after) in engine.iter().zip(decided.results.expect("results").criteria) {
        assert_eq!((&before.answer, before.is_unsure), (&after.answer, after.is_unsure));
        assert_eq!(after.decision.expect("a decision").by.credential_id, caller.credential.id);
    }
    let record = reviews::history(app, caller, id).await.expect("the record");
    assert_eq!(record.len(), engine.len());
    assert!(record.iter().all(|review| matches!(review.kind, ReviewKind::Confirm | ReviewKind::Override)));

    // Whoever looked at it and leaves it is not asked again, until somebody disputes.
    reviews::close(app, caller, id, None).await.expect("closed");
    assert!(reasons_to_look(app, caller).await.is_empty());
    let why = "the number was asked for at the start".to_owned();
    let dispute = || reviews::dispute(app, caller, id, "verified_identity".into(), why.clone());
    assert_eq!(dispute().await.expect("disputed").evaluation.outcome.expect("numbers").score, Some(0.0));
    assert_eq!(reasons_to_look(app, caller).await, [QueueReason::Disputed]);
    let twice = dispute().await;
    assert!(matches!(twice, Err(AppError::Conflict(_))), "{twice:?}");
    let settled = vec![verdict("verified_identity", Answer::Yes)];
    let decided = reviews::decide(app, caller, id, settled).await.expect("decided").evaluation;
    assert_eq!(decided.outcome.expect("numbers").score, Some(100.0));
    assert!(reasons_to_look(app, caller).await.is_empty());
    let summary = quality::summary(app, caller, &EvaluationFilter::default()).await.expect("a summary");
    assert_eq!((summary.totals.scores.sum, summary.totals.auto_failed), (1_000, 0));
    let criteria = quality::criteria(app, caller, &EvaluationFilter::default()).await.expect("criteria");
    assert!(criteria.iter().all(|row| row.totals.passed == 1 && row.totals.decided == 1), "{criteria:?}");

    let last = reviews::history(app, caller, id).await.expect("the record").pop().expect("a step");
    assert_eq!((last.before, last.after), (Some(Answer::No), Some(Answer::Yes)));
}

async fn without_a_transcript_nothing_is_scored(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, told) = listening(&test).await;
    let (caller, workspace_id) = (&test.caller, test.caller.workspace_id());
    let project = project(&app, caller).await;
    // Nobody hears anything here.
    let id = test.create_recorded("call").await;
    let asked = evaluations::create(&app, caller, project.id, id, None).await.expect("an evaluation");
    let reason = given_up(&app, caller, &asked).await;
    assert!(reason.contains("nothing can be heard here"), "{reason}");
    let stages = read::stages(&app, id).await.expect("stages");
    let stage = stages.iter().find(|stage| stage.name == StageName::Evaluation).expect("the stage");
    assert_eq!(stage.status, StageStatus::Skipped);
    assert_eq!(told.of(id), [EventKind::EvaluationCreated, EventKind::EvaluationFailed]);

    // One that is asked for afterwards fails likewise, by itself.
    let later = evaluations::create(&app, caller, project.id, id, None).await.expect("another one");
    given_up(&app, caller, &later).await;

    // Who puts the transcript's job back puts the evaluation back.
    let dead = dead_jobs::list(&app, workspace_id, 10).await.expect("dead jobs").remove(0);
    dead_jobs::retry(&app, workspace_id, dead.id).await.expect("put back");
    let now = evaluations::get(&app, caller, later.id).await.expect("it is there");
    assert_eq!((now.state, now.error), (EvaluationState::Pending, None));
    let former = evaluations::get(&app, caller, asked.id).await.expect("it is there");
    assert_eq!(former.state, EvaluationState::Failed, "a newer one has taken its place");
}

async fn who_has_lost_the_job_stores_nothing(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, told) = listening(&test).await;
    let caller = &test.caller;
    let project = project(&app, caller).await;
    let id = take_in(&app, caller, call("call")).await;
    let asked = evaluations::create(&app, caller, project.id, id, None).await.expect("an evaluation");
    let no_end = CancellationToken::new();
    assert!(test.claim(Queue::Evaluate).await.is_empty(), "there is nothing to score yet");
    for queue in [Queue::Transcribe, Queue::Insight] {
        for job in test.claim(queue).await {
            assert_eq!(attempt(&app, &job, &no_end).await, Ended::ForGood);
        }
    }
    let lost = test.claim(Queue::Evaluate).await.remove(0);
    test.advance(LEASE + Duration::from_secs(1));
    let held = test.claim(Queue::Evaluate).await.remove(0);
    assert_eq!(attempt(&app, &held, &no_end).await, Ended::ForGood);
    let shown = evaluations::results(&app, caller, asked.id).await.expect("results");
    assert_eq!(attempt(&app, &lost, &no_end).await, Ended::ForGood);
    let after = evaluations::results(&app, caller, asked.id).await.expect("results");
    assert_eq!(after, shown);
    assert_eq!(told.of(id), [EventKind::EvaluationCreated, EventKind::EvaluationCompleted]);
    assert!(test.claim(Queue::Evaluate).await.is_empty());
}

async fn what_is_private_is_seen_by_few(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, admin) = (&test.app, &test.caller);
    let project = project(app, admin).await;
    let other = NewKey {
        workspace_id: admin.workspace_id(),
        user_id: None,
        name: "other".into(),
        scopes: Scopes::parse(["evaluations:read", "evaluations:write", "analytics:read"]).expect("scopes"),
    };
    let key = keys::create(app, other).await.expect("a key");
    let other = authenticate(app, &Presented::Token(key.api_key)).await.expect("a caller");

    let hidden = NewConversation { is_private: Some(true), ..call("hidden") };
    let id = take_in(app, admin, hidden).await;
    let refused = evaluations::create(app, &other, project.id, id, None).await;
    assert!(matches!(refused, Err(AppError::MissingScope(_))), "{refused:?}");
    let evaluation = evaluations::create(app, admin, project.id, id, None).await.expect("an evaluation");
    assert!(evaluation.is_private);
    let refused = evaluations::get(app, &other, evaluation.id).await;
    assert!(matches!(refused, Err(AppError::MissingScope(_))), "{refused:?}");
    let refused = reviews::history(app, &other, evaluation.id).await;
    assert!(refused.is_err(), "{refused:?}");
    let everything = EvaluationFilter::default();
    for (caller, count) in [(&other, 0), (admin, 1)] {
        let listed = evaluations::list(app, caller, &everything, ALL).await.expect("a list");
        assert_eq!((listed.rows.len(), listed.total), (count, count as u64));
        let counted = projects::evaluation_count(app, caller, project.id).await.expect("a count");
        assert_eq!(counted, count as u64);
        let summary = quality::summary(app, caller, &everything).await.expect("a summary");
        assert_eq!(summary.totals.total, count as u64);
    }
}

async fn many_who_ask_at_once_get_one_evaluation(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller) = (&test.app, &test.caller);
    let project = project(app, caller).await;
    for round in 0..5 {
        let id = take_in(app, caller, call(&format!("call {round}"))).await;
        let asked = (0..6).map(|_| evaluations::create(app, caller, project.id, id, None));
        let asked = futures::future::join_all(asked).await;
        let ids: std::collections::BTreeSet<_> =
            asked.into_iter().map(|one| one.expect("an evaluation").id).collect();
        assert_eq!(ids.len(), 1, "round {round}");
    }
    assert_eq!(projects::evaluation_count(app, caller, project.id).await.expect("a count"), 5);
}
