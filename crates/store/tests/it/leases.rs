//! Who holds a job, and who has lost it.

use std::collections::HashSet;

use colloquy_store::{Lease, LeasedJob, Store, StoreError, WorkerId, jobs, workspaces};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;
use uuid::Uuid;

use crate::jobs::{claim, delivery_job, enqueue, finish};
use crate::{change, on_both_databases};

on_both_databases! {
    a_lease_that_ran_out_is_taken_over,
    who_lost_the_lease_stores_nothing,
    a_heartbeat_prolongs_what_is_still_ones_own,
    what_is_given_back_was_never_tried,
}

async fn a_lease_that_ran_out_is_taken_over(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    enqueue(store, vec![delivery_job(Uuid::now_v7(), now)]).await;
    let (dies, takes_over) = (WorkerId::generate(), WorkerId::generate());
    let lost = claim(store, dies, 1, now).await.pop().unwrap();
    assert!(claim(store, takes_over, 1, now + Duration::seconds(59)).await.is_empty());

    let own = claim(store, takes_over, 1, now + Duration::MINUTE).await.pop().unwrap();
    assert_eq!((own.job.id, own.job.attempts), (lost.job.id, 2));
    assert_ne!(own.token, lost.token);
    assert!(!finish(store, lost).await);
    assert!(finish(store, own).await);
}

async fn who_lost_the_lease_stores_nothing(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    enqueue(store, vec![delivery_job(Uuid::now_v7(), now)]).await;
    let lost = claim(store, WorkerId::generate(), 1, now).await.pop().unwrap();
    let own = claim(store, WorkerId::generate(), 1, now + Duration::MINUTE).await.pop().unwrap();

    let workspace = samples::workspace(now);
    let result = change!(store, |tx| {
        workspaces::insert(tx, &workspace).await?;
        for is_own in [
            jobs::retry(tx, &lost, now, "late").await?,
            jobs::bury(tx, &lost, "late").await?,
            jobs::finish(tx, &lost).await?,
            jobs::hold(tx, &lost).await?,
        ] {
            assert!(!is_own);
        }
        Err::<(), _>(StoreError::LeaseLost)
    });
    assert!(matches!(result.await, Err(StoreError::LeaseLost)));
    assert!(workspaces::first(store.reader()).await.unwrap().is_none());
    assert!(finish(store, own).await, "none of that has touched it");
}

async fn a_heartbeat_prolongs_what_is_still_ones_own(database: TestDatabase) {
    let (store, now, worker) = (database.store(), database.clock().now(), WorkerId::generate());
    enqueue(store, (0..3).map(|_| delivery_job(Uuid::now_v7(), now)).collect()).await;
    let leased = claim(store, worker, 3, now).await;
    let taken_over = claim(store, WorkerId::generate(), 1, now + Duration::MINUTE).await.pop().unwrap();

    let leases: Vec<Lease> = leased.iter().map(LeasedJob::lease).collect();
    let own = jobs::heartbeat(store, &leases, now + Duration::HOUR).await.unwrap();
    let lost = leased.iter().find(|leased| leased.job.id == taken_over.job.id).unwrap().lease();
    assert_eq!(own, leases.iter().copied().filter(|lease| *lease != lost).collect());

    let later = now + Duration::minutes(59);
    let again = claim(store, worker, 3, later).await;
    assert!(
        matches!(&again[..], [one] if one.job.id == taken_over.job.id),
        "the others are held for an hour"
    );
    // A process may have a job twice: it claimed it again while its first attempt was still at it.
    let both = [lost, again[0].lease()];
    let own = jobs::heartbeat(store, &both, later + Duration::HOUR).await.unwrap();
    assert_eq!(own, HashSet::from([again[0].lease()]));
}

async fn what_is_given_back_was_never_tried(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    enqueue(store, (0..2).map(|_| delivery_job(Uuid::now_v7(), now)).collect()).await;
    let stops = claim(store, WorkerId::generate(), 2, now).await;
    let stopped: Vec<Lease> = stops.iter().map(LeasedJob::lease).collect();
    let mut wakeups = Store::wakeups(store, colloquy_domain::job::Queue::Deliver);
    jobs::give_back(store, &stopped).await.unwrap();
    wakeups.next().await;

    let again = claim(store, WorkerId::generate(), 2, now).await;
    assert_eq!(again.len(), stopped.len());
    assert!(again.iter().all(|leased| leased.job.attempts == 1 && !stopped.contains(&leased.lease())));
    jobs::give_back(store, &stopped).await.unwrap();
    assert!(claim(store, WorkerId::generate(), 2, now).await.is_empty(), "others have them now");
}
