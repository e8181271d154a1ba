//! Several processes on one database do each job once, and take over from each other.
//!
//! On PostgreSQL two servers and two workers; on SQLite, whose file is for one machine, a server and a worker.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::support::backend::is_postgres;
use crate::support::process::Process;
use crate::support::{Client, House, Receiver, call};

const ENGAGEMENTS: usize = 30;

/// A worker's lease is 30 s long; the rest is for the work itself on a busy machine.
const TAKEN_OVER_WITHIN: Duration = Duration::from_secs(60);

async fn worker(house: &House) -> Process {
    let mut worker = house.another("worker").await;
    worker.line_with("colloquy works").await;
    worker
}

#[tokio::test]
async fn each_job_is_done_once_and_a_dead_worker_is_replaced() {
    let house = House::open_with("api", &[]).await;
    let (owner, receiver) = (house.owner().await, Receiver::open().await);
    let webhook = owner.webhook(&receiver.url("/"), &[]).await;
    let mut servers = vec![owner.clone()];
    let mut others = Vec::new();
    if is_postgres() {
        let mut second = house.another("api").await;
        servers.push(owner.at(&second.url().await));
        others.push(second);
    }
    let mut first_worker = worker(&house).await;
    if is_postgres() {
        others.push(worker(&house).await);
    }

    let ids = create_at(&servers, "once").await;
    for id in &ids {
        let finished = owner.finished(id).await;
        for stage in finished["stages"].as_array().unwrap() {
            assert_eq!((&stage["status"], &stage["attempts"]), (&"done".into(), &1.into()), "{id}: {stage}");
        }
    }
    // Created, transcript completed, five insights and two updates: to COMPLETED, and after the last stage.
    let expected = ids.len() * 9;
    receiver.wait_for("every event", |all| (all.len() >= expected).then_some(())).await;
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for one in receiver.all() {
        *times.entry(one.header("webhook-id")).or_default() += 1;
    }
    assert_eq!(times.len(), expected, "one message for each event");
    assert!(times.values().all(|count| *count == 1), "each delivered once: {times:?}");
    receiver.verify_all("two_processes", webhook["secret"].as_str().unwrap());

    let late = create_at(&servers, "late").await;
    // In the middle of it: the first of these calls is at work, the last is not done.
    receiver.event("v1.engagement.transcript_timeline.completed", &late[0]).await;
    first_worker.kill();
    if !is_postgres() {
        let last = owner.conversation(&late[ENGAGEMENTS - 1]).await;
        assert!(
            last["stages"].to_string().contains("pending"),
            "killed too late to matter: {}",
            last["stages"]
        );
        others.push(worker(&house).await);
    }
    for id in &late {
        let finished = owner.finished_within(TAKEN_OVER_WITHIN, id).await;
        assert_eq!(finished["processing_status"], "completed", "{}", finished["stages"]);
    }
    for mut other in others {
        assert!(other.terminate().await.success());
    }
}

/// Creates through all servers in turn, at the same time.
async fn create_at(servers: &[Client], name: &str) -> Vec<String> {
    let bodies: Vec<_> = (0..ENGAGEMENTS).map(|number| call(&format!("{name}:{number}"))).collect();
    let creating = bodies.iter().zip(servers.iter().cycle()).map(|(body, server)| server.created(body));
    futures::future::join_all(creating).await
}
