//! Turns between lanes.

use std::collections::HashMap;

use colloquy_domain::job::Queue;
use colloquy_store::{LeasedJob, WorkerId, jobs};
use colloquy_testkit::TestDatabase;
use time::Duration;
use uuid::Uuid;

use crate::jobs::{claim, delivery_job, enqueue};
use crate::on_both_databases;

on_both_databases! {
    a_lane_with_one_job_does_not_wait_for_one_with_thousands,
    turns_continue_after_the_lane_served_last,
    busy_lanes_get_no_more_than_they_may,
}

fn of_lane(leased: &[LeasedJob], lane: Uuid) -> usize {
    leased.iter().filter(|leased| leased.job.lane == lane).count()
}

async fn a_lane_with_one_job_does_not_wait_for_one_with_thousands(database: TestDatabase) {
    let (store, now, worker) = (database.store(), database.clock().now(), WorkerId::generate());
    // The least lane of all is one like the others.
    let [huge, middling, tiny] = [0, 2, 3].map(Uuid::from_u128);
    // The small ones come last, behind everything else.
    let mut new: Vec<_> = (0..5_000).map(|_| delivery_job(huge, now - Duration::HOUR)).collect();
    new.extend((0..40).map(|_| delivery_job(middling, now - Duration::MINUTE)));
    new.push(delivery_job(tiny, now));
    enqueue(store, new).await;

    let first = claim(store, worker, 9, now).await;
    assert_eq!([huge, middling, tiny].map(|lane| of_lane(&first, lane)), [4, 4, 1]);
    let mut rest = Vec::new();
    for _ in 0..9 {
        rest.extend(claim(store, worker, 8, now).await);
    }
    assert_eq!([huge, middling, tiny].map(|lane| of_lane(&rest, lane)), [36, 36, 0]);
}

async fn turns_continue_after_the_lane_served_last(database: TestDatabase) {
    let (store, now, worker) = (database.store(), database.clock().now(), WorkerId::generate());
    let lanes: Vec<Uuid> = (1..=5).map(Uuid::from_u128).collect();
    // More than are looked at before lanes are scanned, and then fewer.
    for backlog in [400, 5] {
        let new = lanes.iter().flat_map(|lane| (0..backlog).map(|_| delivery_job(*lane, now))).collect();
        enqueue(store, new).await;
    }
    let mut served = Vec::new();
    for _ in 0..10 {
        served.push(claim(store, worker, 1, now).await.pop().unwrap().job.lane);
    }
    assert_eq!(served, [lanes.clone(), lanes].concat());
}

async fn busy_lanes_get_no_more_than_they_may(database: TestDatabase) {
    let (store, now, worker) = (database.store(), database.clock().now(), WorkerId::generate());
    let [hangs, slow, fine] = [1, 2, 3].map(Uuid::from_u128);
    let mut new = vec![delivery_job(fine, now)];
    for lane in [hangs, slow] {
        new.extend((0..300).map(|_| delivery_job(lane, now - Duration::HOUR)));
    }
    enqueue(store, new).await;
    let busy = HashMap::from([(hangs, 4), (slow, 2)]);
    let until = now + Duration::MINUTE;
    let leased = jobs::claim(store, Queue::Deliver, worker, until, 50, now, &busy, 4).await.unwrap();
    assert_eq!([hangs, slow, fine].map(|lane| of_lane(&leased, lane)), [0, 2, 1]);
}
