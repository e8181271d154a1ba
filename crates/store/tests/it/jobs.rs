//! Jobs from being written to being done or given up.

use std::collections::{HashMap, HashSet};

use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::stage::StageName;
use colloquy_domain::{ConversationId, DeliveryId, Instant, WorkspaceId};
use colloquy_store::{LeasedJob, NewJob, Store, StoreError, WorkerId, jobs};
use colloquy_testkit::TestDatabase;
use futures::future::join_all;
use time::Duration;
use uuid::Uuid;

use crate::{change, on_both_databases};

on_both_databases! {
    a_job_is_taken_tried_again_and_done,
    jobs_of_a_rolled_back_change_do_not_exist,
    dead_letters_are_listed_and_put_back,
    one_living_job_per_key,
    queues_tell_how_they_are,
    eight_claimers_never_take_the_same_job,
    enqueuing_wakes_this_process_and_others,
}

/// A job of the queue of deliveries.
pub(crate) fn delivery_job(lane: Uuid, run_at: Instant) -> NewJob {
    NewJob {
        workspace_id: WorkspaceId(Uuid::from_u128(1)),
        lane,
        kind: JobKind::Deliver { delivery_id: DeliveryId::generate() },
        run_at,
        max_attempts: 3,
        dedupe_key: None,
    }
}

pub(crate) async fn enqueue(store: &Store, jobs: Vec<NewJob>) {
    change!(store, |tx| jobs::enqueue(tx, jobs).await).await.unwrap();
}

/// Claims deliveries for a minute.
pub(crate) async fn claim(store: &Store, worker: WorkerId, limit: usize, now: Instant) -> Vec<LeasedJob> {
    let until = now + Duration::MINUTE;
    jobs::claim(store, Queue::Deliver, worker, until, limit, now, &HashMap::new(), usize::MAX).await.unwrap()
}

pub(crate) async fn finish(store: &Store, leased: LeasedJob) -> bool {
    change!(store, |tx| {
        if jobs::finish(tx, &leased).await? { Ok(()) } else { Err(StoreError::LeaseLost) }
    })
    .await
    .is_ok()
}

async fn a_job_is_taken_tried_again_and_done(database: TestDatabase) {
    let (store, clock, worker) = (database.store(), database.clock(), WorkerId::generate());
    let now = clock.now();
    let lane = Uuid::now_v7();
    let new = delivery_job(lane, now + Duration::SECOND);
    enqueue(store, vec![new.clone()]).await;
    assert!(claim(store, worker, 10, now).await.is_empty(), "it is not due");

    let leased = claim(store, worker, 10, now + Duration::SECOND).await.pop().unwrap();
    assert_eq!((leased.job.kind, leased.job.lane, leased.job.attempts), (new.kind, lane, 1));
    assert_eq!((leased.job.run_at, leased.job.created_at), (new.run_at, now));
    assert!(!leased.is_last_attempt());
    assert!(claim(store, worker, 10, now + Duration::SECOND).await.is_empty(), "somebody has it");

    let again_at = now + Duration::HOUR;
    let retried = change!(store, |tx| jobs::retry(tx, &leased, again_at, "the line was busy").await);
    assert!(retried.await.unwrap());
    assert!(claim(store, worker, 10, again_at - Duration::MICROSECOND).await.is_empty());
    let leased = claim(store, worker, 10, again_at).await.pop().unwrap();
    assert_eq!((leased.job.attempts, leased.job.last_error.as_deref()), (2, Some("the line was busy")));

    assert!(finish(store, leased).await);
    assert!(claim(store, worker, 10, again_at + Duration::DAY).await.is_empty(), "it is gone");
}

async fn jobs_of_a_rolled_back_change_do_not_exist(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let mut wakeups = store.wakeups(Queue::Deliver);
    let refused = change!(store, |tx| {
        jobs::enqueue(tx, vec![delivery_job(Uuid::now_v7(), now)]).await?;
        Err::<(), _>(StoreError::NotFound("something"))
    });
    refused.await.unwrap_err();
    assert!(claim(store, WorkerId::generate(), 10, now).await.is_empty());
    assert!(futures::poll!(Box::pin(wakeups.next())).is_pending(), "nobody is woken for nothing");
}

async fn dead_letters_are_listed_and_put_back(database: TestDatabase) {
    let (store, now, worker) = (database.store(), database.clock().now(), WorkerId::generate());
    let new: Vec<NewJob> = (0..3).map(|_| delivery_job(Uuid::now_v7(), now)).collect();
    let workspace_id = new[0].workspace_id;
    enqueue(store, new).await;
    let leased = claim(store, worker, 10, now).await;
    let ids: HashSet<_> = leased.iter().map(LeasedJob::id).collect();
    let lease_of_first = leased[0].token;
    for leased in leased {
        assert!(change!(store, |tx| jobs::bury(tx, &leased, "no such number").await).await.unwrap());
    }
    assert!(claim(store, worker, 10, now + Duration::DAY).await.is_empty());

    let dead = jobs::dead::list(store.reader(), workspace_id, Queue::Deliver, 10, None).await.unwrap();
    assert_eq!(dead.iter().map(|dead| dead.id).collect::<HashSet<_>>(), ids);
    assert!(dead.is_sorted_by(|one, next| one.id > next.id), "newest first");
    assert_eq!((dead[0].attempts, dead[0].last_error.as_deref()), (1, Some("no such number")));
    let rest = jobs::dead::list(store.reader(), workspace_id, Queue::Deliver, 10, Some(dead[0].id));
    assert_eq!(rest.await.unwrap().len(), 2);
    let strangers = jobs::dead::list(store.reader(), WorkspaceId::generate(), Queue::Deliver, 10, None);
    assert!(strangers.await.unwrap().is_empty());

    let id = dead[0].id;
    // Two at once, as two people might.
    let retry = || change!(store, |tx| jobs::dead::retry(tx, workspace_id, id, now).await);
    let put_back = tokio::join!(retry(), retry());
    let put_back = [put_back.0.unwrap(), put_back.1.unwrap()];
    assert_eq!(
        put_back.iter().flatten().map(|job| job.id).collect::<Vec<_>>(),
        [id],
        "only one of them did it"
    );
    let strangers = change!(store, |tx| jobs::dead::retry(tx, WorkspaceId::generate(), id, now).await);
    assert_eq!(strangers.await.unwrap(), None);
    let revived = claim(store, worker, 10, now).await.pop().unwrap();
    assert_eq!((revived.job.id, revived.job.attempts), (id, 1));
    assert_ne!(revived.token, lease_of_first, "who had it in its former life can do nothing to it");
    assert!(finish(store, revived).await);

    assert!(claim(store, worker, 10, now).await.is_empty(), "the others are still dead");
}

async fn one_living_job_per_key(database: TestDatabase) {
    let (store, now, worker) = (database.store(), database.clock().now(), WorkerId::generate());
    let conversation_id = ConversationId::generate();
    let stage_job = |stage: StageName| NewJob {
        kind: JobKind::Insight { conversation_id, stage },
        dedupe_key: Some(format!("{conversation_id} {}", stage.as_str())),
        ..delivery_job(Uuid::now_v7(), now)
    };
    let stages = [StageName::Summary, StageName::Signals];
    // Two at once with the same keys in opposite orders, as two processes might.
    let other_process = database.open_again().await;
    let mut reversed = stages;
    reversed.reverse();
    tokio::join!(
        enqueue(store, stages.map(stage_job).into()),
        enqueue(&other_process, reversed.map(stage_job).into())
    );
    let until = now + Duration::MINUTE;
    let claim = || jobs::claim(store, Queue::Insight, worker, until, 10, now, &EMPTY, usize::MAX);
    static EMPTY: std::sync::LazyLock<HashMap<Uuid, usize>> = std::sync::LazyLock::new(HashMap::new);
    let mut leased = claim().await.unwrap();
    assert_eq!(leased.len(), 2);

    assert!(finish(store, leased.remove(0)).await);
    enqueue(store, stages.map(stage_job).into()).await;
    assert_eq!(claim().await.unwrap().len(), 1, "the key of the one that is done is free again");
}

async fn queues_tell_how_they_are(database: TestDatabase) {
    let (store, now, worker) = (database.store(), database.clock().now(), WorkerId::generate());
    let ages = async |at| jobs::oldest_due_age(store.reader(), Queue::Deliver, at).await.unwrap();
    let next = async |at| jobs::next_due(store.reader(), Queue::Deliver, at).await.unwrap();
    assert_eq!((ages(now).await, next(now).await), (None, None));

    let lane = Uuid::now_v7();
    let due_at = [now, now + Duration::seconds(30), now + Duration::HOUR];
    enqueue(store, due_at.map(|run_at| delivery_job(lane, run_at)).into()).await;
    let later = now + Duration::seconds(40);
    assert_eq!(ages(later).await, Some(std::time::Duration::from_secs(40)));
    assert_eq!(next(later).await, Some(now + Duration::HOUR));

    let leased = claim(store, worker, 1, later).await.pop().unwrap();
    assert_eq!(leased.job.run_at, now, "the oldest first");
    assert_eq!(ages(later).await, Some(std::time::Duration::from_secs(10)));
    assert_eq!(next(later).await, Some(later + Duration::MINUTE), "the end of the lease");

    let counts = jobs::counts(store.reader(), later).await.unwrap();
    let own = counts.iter().find(|counts| counts.queue == Queue::Deliver).unwrap();
    assert_eq!((own.due, own.scheduled, own.running, own.dead), (1, 1, 1, 0));
    assert_eq!(counts.len(), Queue::ALL.len());
}

async fn eight_claimers_never_take_the_same_job(database: TestDatabase) {
    const JOBS: usize = 2_000;
    let now = database.clock().now();
    let lanes: Vec<Uuid> = (0..10).map(|_| Uuid::now_v7()).collect();
    let new = (0..JOBS).map(|number| delivery_job(lanes[number % lanes.len()], now)).collect();
    enqueue(database.store(), new).await;

    let processes = [database.open_again().await, database.open_again().await];
    let claimers = (0..8).map(|number| {
        let store = processes[number % 2].clone();
        async move {
            let worker = WorkerId::generate();
            let mut taken = Vec::new();
            loop {
                let leased = claim(&store, worker, 25, now).await;
                if leased.is_empty() {
                    return taken;
                }
                taken.extend(leased.iter().map(|leased| (leased.id(), leased.job.attempts)));
            }
        }
    });
    let taken: Vec<_> =
        join_all(claimers.map(tokio::spawn)).await.into_iter().flat_map(Result::unwrap).collect();
    assert!(taken.iter().all(|(_, attempts)| *attempts == 1));
    assert_eq!(taken.iter().map(|(id, _)| id).collect::<HashSet<_>>().len(), taken.len(), "none twice");

    // A claimer may have given up while others held the last rows; nobody may have lost one.
    let left = claim(database.store(), WorkerId::generate(), JOBS, now).await.len();
    assert_eq!(taken.len() + left, JOBS);
}

async fn enqueuing_wakes_this_process_and_others(database: TestDatabase) {
    let now = database.clock().now();
    let store = database.store();
    let commit = async || enqueue(store, vec![delivery_job(Uuid::now_v7(), now)]).await;
    let mut here = store.wakeups(Queue::Deliver);
    let mut elsewhere = store.wakeups(Queue::Insight);
    if store.is_sqlite() {
        commit().await;
        here.next().await;
        assert!(futures::poll!(Box::pin(here.next())).is_pending(), "once for one commit");
        assert!(futures::poll!(Box::pin(elsewhere.next())).is_pending(), "not for another queue");
        return;
    }

    let other_process = database.open_again().await;
    let mut there = other_process.wakeups(Queue::Deliver);
    let told = async |wakeups: &mut colloquy_store::Wakeups| {
        let woken = tokio::time::timeout(std::time::Duration::from_secs(10), wakeups.next()).await;
        woken.expect("a process hears of a commit");
    };
    // Whoever begins to listen is woken once for every queue, before anything that was told: one of the first
    // two may be that, the second is told.
    for _ in 0..2 {
        commit().await;
        told(&mut here).await;
        told(&mut there).await;
    }
    let mut elsewhere = other_process.wakeups(Queue::Insight);
    commit().await;
    told(&mut there).await;
    assert!(futures::poll!(Box::pin(elsewhere.next())).is_pending(), "not for another queue");
}
