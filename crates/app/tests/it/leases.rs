//! Workers that are ended with work at hand, and workers that have lost it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use colloquy_app::work::{Ended, WorkerOptions, Workers, attempt};
use colloquy_domain::ConversationId;
use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::stage::{Stage, StageName, StageStatus};
use colloquy_speech::{Heard, Listen, ListenRequest, ProgressSink, SpeechError};
use colloquy_store::jobs::{self, Lease, LeasedJob, NewJob};
use colloquy_store::{Durability, stages};
use colloquy_testkit::TestDatabase;
use tokio::sync::{Semaphore, watch};
use tokio_util::sync::CancellationToken;

use crate::on_both_databases;
use crate::support::{LEASE, TestApp};

on_both_databases! {
    what_heeds_the_end_is_given_back,
    what_does_not_heed_the_end_is_cut_off_and_given_back,
    a_job_claimed_twice_by_one_process_is_kept_and_given_back,
    an_attempt_that_has_lost_its_job_is_stopped,
    who_has_lost_a_job_changes_no_stage,
}

/// Somebody who never comes to an end by themselves.
struct Endless {
    heeds_cancellation: bool,
    /// Recordings that they have begun to listen to, and those that they listen to now.
    begun: watch::Sender<usize>,
    at_it: watch::Sender<usize>,
    /// Each permit has one of them refuse the recording for good.
    refusals: Semaphore,
}

impl Endless {
    fn new(heeds_cancellation: bool) -> Arc<Self> {
        let (begun, at_it) = (watch::Sender::new(0), watch::Sender::new(0));
        Arc::new(Self { heeds_cancellation, begun, at_it, refusals: Semaphore::new(0) })
    }
}

/// Notes that one of them has gone, however that came.
struct Gone<'a>(&'a watch::Sender<usize>);

impl Drop for Gone<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|at_it| *at_it -= 1);
    }
}

#[async_trait]
impl Listen for Endless {
    async fn listen(&self, request: ListenRequest, _: ProgressSink<'_>) -> Result<Heard, SpeechError> {
        self.at_it.send_modify(|at_it| *at_it += 1);
        let _gone = Gone(&self.at_it);
        self.begun.send_modify(|begun| *begun += 1);
        tokio::select! {
            () = request.cancelled.cancelled(), if self.heeds_cancellation => Err(SpeechError::Cancelled),
            refusal = self.refusals.acquire() => {
                refusal.expect("open").forget();
                Err(SpeechError::EndpointRefused("no".into()))
            }
        }
    }
}

async fn wait_for(count: &watch::Sender<usize>, wanted: usize) {
    let mut counts = count.subscribe();
    let came = counts.wait_for(|count| *count == wanted);
    tokio::time::timeout(Duration::from_secs(20), came).await.expect("in time").expect("open");
}

async fn what_heeds_the_end_is_given_back(database: TestDatabase) {
    is_given_back(database, true, Duration::from_secs(600)).await;
}

async fn what_does_not_heed_the_end_is_cut_off_and_given_back(database: TestDatabase) {
    is_given_back(database, false, Duration::ZERO).await;
}

async fn is_given_back(database: TestDatabase, heeds_cancellation: bool, grace: Duration) {
    let listener = Endless::new(heeds_cancellation);
    let test = TestApp::with_listener(database, listener.clone()).await;
    test.create_recorded("call").await;
    for round in 1..=3 {
        let workers = Workers::start(test.app.clone(), WorkerOptions { grace, ..WorkerOptions::default() });
        wait_for(&listener.begun, round).await;
        workers.stop().await;
        assert_eq!(*listener.at_it.borrow(), 0, "nobody is at it any more");
        let due = test.claim(Queue::Transcribe).await;
        let attempts: Vec<u32> = due.iter().map(|job| job.job.attempts).collect();
        assert_eq!(attempts, [1], "it is due at once, and attempts that were cut off do not count");
        let leases: Vec<Lease> = due.iter().map(|job| job.lease()).collect();
        jobs::give_back(&test.app.store, &leases).await.expect("given back");
    }
}

async fn a_job_claimed_twice_by_one_process_is_kept_and_given_back(database: TestDatabase) {
    let listener = Endless::new(true);
    let test = TestApp::with_listener(database, listener.clone()).await;
    test.create_recorded("call").await;
    let options = WorkerOptions { lease: LEASE, grace: Duration::from_secs(600), ..WorkerOptions::default() };
    let workers = Workers::start(test.app.clone(), options);
    wait_for(&listener.begun, 1).await;
    // As after a sleep of the machine: the lease has run out, but the attempt goes on.
    test.advance(LEASE);
    wait_for(&listener.begun, 2).await;
    // It goes to the one that has waited longer.
    listener.refusals.add_permits(1);
    wait_for(&listener.at_it, 1).await;
    workers.stop().await;
    let due = test.claim(Queue::Transcribe).await;
    let attempts: Vec<u32> = due.iter().map(|job| job.job.attempts).collect();
    assert_eq!(attempts, [2], "the end of the first attempt left the second one as it was");
}

async fn an_attempt_that_has_lost_its_job_is_stopped(database: TestDatabase) {
    let listener = Endless::new(false);
    let test = TestApp::with_listener(database, listener.clone()).await;
    let conversation_id = test.create_recorded("call").await;
    let options = WorkerOptions { lease: Duration::from_millis(60), ..WorkerOptions::default() };
    let workers = Workers::start(test.app.clone(), options);
    wait_for(&listener.begun, 1).await;
    let workspace_id = test.caller.workspace_id();
    let another = NewJob {
        workspace_id,
        lane: workspace_id.0,
        kind: JobKind::Transcribe { conversation_id },
        run_at: test.app.now() + time::Duration::DAY,
        max_attempts: 1,
        dedupe_key: None,
    };
    test.app
        .store
        .write(Durability::Full, move |tx| Box::pin(async move { jobs::replace(tx, another).await }))
        .await
        .expect("replaced");
    wait_for(&listener.at_it, 0).await;
    workers.stop().await;
}

async fn who_has_lost_a_job_changes_no_stage(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (not_heard, supplied) = (test.create_recorded("not heard").await, test.create("supplied").await);
    let late = test.claim(Queue::Transcribe).await;
    test.advance(LEASE);
    for job in test.claim(Queue::Transcribe).await {
        do_one(&test, &job).await;
    }
    let late_insights = test.claim(Queue::Insight).await;
    test.advance(LEASE);
    for job in test.claim(Queue::Insight).await {
        do_one(&test, &job).await;
    }
    let ended = [stages_of(&test, not_heard).await, stages_of(&test, supplied).await];
    assert_eq!(ended[0][0].status, StageStatus::Failed);
    assert!(ended[1].iter().all(|stage| stage.status == StageStatus::Done), "{:?}", ended[1]);
    assert_eq!((late.len(), late_insights.len()), (2, StageName::INSIGHTS.len()));

    for job in late.iter().chain(&late_insights) {
        do_one(&test, job).await;
    }
    assert_eq!([stages_of(&test, not_heard).await, stages_of(&test, supplied).await], ended);
}

async fn do_one(test: &TestApp, job: &Arc<LeasedJob>) {
    assert_eq!(attempt(&test.app, job, &CancellationToken::new()).await, Ended::ForGood);
}

async fn stages_of(test: &TestApp, id: ConversationId) -> Vec<Stage> {
    stages::list(test.app.store.reader(), id).await.expect("stages")
}
