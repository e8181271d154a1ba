//! Jobs that go to a worker of the same process with the commit that makes them.

use std::time::Duration as StdDuration;

use colloquy_domain::job::Queue;
use colloquy_store::{LeasedJob, StoreError, WorkerId, jobs};
use colloquy_testkit::TestDatabase;
use time::Duration;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::jobs::{claim, delivery_job, enqueue, finish};
use crate::{change, on_both_databases};

on_both_databases! {
    a_due_job_is_handed_over_with_its_commit,
    nothing_is_handed_over_without_a_commit,
    what_finds_no_room_is_claimed,
    a_lane_that_hangs_does_not_fill_the_worker,
    a_worker_that_is_gone_loses_nothing,
}

const LEASE: StdDuration = StdDuration::from_secs(60);

fn attach(database: &TestDatabase, room: usize) -> (WorkerId, mpsc::Receiver<LeasedJob>) {
    let (sender, receiver) = mpsc::channel(room);
    let worker = WorkerId::generate();
    database.store().attach(Queue::Deliver, worker, sender, LEASE);
    (worker, receiver)
}

async fn a_due_job_is_handed_over_with_its_commit(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let (worker, mut receiver) = attach(&database, 4);
    let new = delivery_job(Uuid::now_v7(), now);
    enqueue(store, vec![new.clone(), delivery_job(Uuid::now_v7(), now + Duration::HOUR)]).await;

    let leased = receiver.try_recv().expect("it is there once the change is answered");
    assert_eq!((leased.job.kind, leased.job.attempts, leased.job.run_at), (new.kind, 1, now));
    assert!(receiver.try_recv().is_err(), "the other one is not due");
    assert!(leased.committed_at().is_some(), "its worker is told when");
    assert!(claim(store, worker, 10, now).await.is_empty(), "it is leased already");
    let held = jobs::heartbeat(store, &[leased.lease()], now + Duration::minutes(2)).await.unwrap();
    assert!(held.contains(&leased.lease()));
    assert!(finish(store, leased).await);

    store.detach(Queue::Deliver);
    enqueue(store, vec![new]).await;
    let claimed = claim(store, worker, 10, now).await;
    assert!(matches!(&claimed[..], [one] if one.committed_at().is_none()));
}

async fn nothing_is_handed_over_without_a_commit(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let (_, mut receiver) = attach(&database, 1);
    for _ in 0..3 {
        let new = vec![delivery_job(Uuid::from_u128(1), now)];
        let refused = change!(store, |tx| {
            jobs::enqueue(tx, new).await?;
            Err::<(), _>(StoreError::LeaseLost)
        });
        refused.await.unwrap_err();
    }
    assert!(receiver.try_recv().is_err());
    // The places that were reserved are free again.
    enqueue(store, vec![delivery_job(Uuid::from_u128(1), now)]).await;
    receiver.try_recv().expect("there is room for this one");
}

async fn what_finds_no_room_is_claimed(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let (worker, mut receiver) = attach(&database, 2);
    let mut wakeups = store.wakeups(Queue::Deliver);
    enqueue(store, (0..5).map(|_| delivery_job(Uuid::now_v7(), now)).collect()).await;
    wakeups.next().await;
    let handed_over = std::iter::from_fn(|| receiver.try_recv().ok()).count();
    assert_eq!((handed_over, claim(store, worker, 10, now).await.len()), (2, 3));
}

async fn a_lane_that_hangs_does_not_fill_the_worker(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let (_, mut receiver) = attach(&database, 100);
    let [hangs, fine] = [1, 2].map(Uuid::from_u128);
    enqueue(store, (0..50).map(|_| delivery_job(hangs, now)).collect()).await;
    let held: Vec<LeasedJob> = std::iter::from_fn(|| receiver.try_recv().ok()).collect();
    assert_eq!(held.len(), 4, "StoreOptions::handed_over_per_lane");

    enqueue(store, vec![delivery_job(hangs, now), delivery_job(fine, now)]).await;
    assert_eq!(receiver.try_recv().expect("other lanes go on").job.lane, fine);
    assert!(receiver.try_recv().is_err());

    drop(held);
    enqueue(store, vec![delivery_job(hangs, now)]).await;
    assert_eq!(receiver.try_recv().expect("its places are free again").job.lane, hangs);
}

async fn a_worker_that_is_gone_loses_nothing(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let (_, receiver) = attach(&database, 4);
    enqueue(store, vec![delivery_job(Uuid::now_v7(), now)]).await;
    // It dies with a job in its hands, and another one is enqueued before anybody has noticed.
    drop(receiver);
    enqueue(store, vec![delivery_job(Uuid::now_v7(), now)]).await;
    let other = WorkerId::generate();
    assert_eq!(claim(store, other, 10, now).await.len(), 1);
    assert_eq!(claim(store, other, 10, now + Duration::MINUTE).await.len(), 2, "all leases have run out");
}
