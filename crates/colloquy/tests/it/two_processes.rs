//! Several processes on one database do each job once, and take over from each other.
//!
//! On PostgreSQL two servers and two workers; on SQLite, whose file is for one machine, a server and a worker.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::support::backend::is_postgres;
use crate::support::process::Process;
use crate::support::{Client, House, Received, Receiver, call, eventually};

const ENGAGEMENTS: usize = 30;

const TRANSCRIBED: &str = "v1.engagement.transcript_timeline.completed";

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

    // In the middle of it: the first of these calls are at work, and others are still being made.
    let kill_at_work = async {
        let transcribed = |all: &[Received]| all.iter().filter(|one| one.event_type() == TRANSCRIBED).count();
        receiver
            .wait_for("a transcript of the later calls", |all| (transcribed(all) > ids.len()).then_some(()))
            .await;
        first_worker.kill();
    };
    let (late, ()) = tokio::join!(create_at(&servers, "late"), kill_at_work);
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

#[tokio::test]
async fn a_worker_tells_of_its_health_and_takes_no_requests() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let mut worker = house.another("worker").await;
    let line = worker.line_with("colloquy works").await;
    let at_worker = owner.at(line.split_whitespace().last().expect("an address"));
    let health = at_worker.get("/health").await.expect(200).json();
    assert_eq!(health["data"]["status"], "healthy", "{health}");
    assert!(health["data"]["checks"].to_string().contains("workers"), "{health}");
    owner.finished(&owner.created(&call("acme:1")).await).await;
    let metrics = eventually("the durations of all stages", async || {
        let metrics = at_worker.get("/metrics").await.expect(200);
        let metrics = String::from_utf8(metrics.bytes).expect("text");
        let stages = ["transcript", "summary", "action_items", "signals", "tags", "sentiment"];
        let count = |stage| format!("colloquy_stage_duration_seconds_count{{stage=\"{stage}\"}} 1\n");
        stages.iter().all(|stage| metrics.contains(&count(stage))).then_some(metrics)
    })
    .await;
    for queue in ["transcribe", "insight", "deliver"] {
        assert!(
            metrics.contains(&format!("colloquy_queue_oldest_job_age_seconds{{queue=\"{queue}\"}}")),
            "{metrics}"
        );
    }
    for path in
        ["/api/v2/engagements/ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3", "/api/colloquy/v1/me", "/openapi.json"]
    {
        at_worker.get(path).await.expect(404);
    }
    let taken = line.rsplit('/').next().expect("an address").to_owned();
    let second =
        house.cli_output_with(&["serve", "--role", "worker"], &[("COLLOQUY_WORKER_LISTEN", &taken)]).await;
    assert!(!second.status.success());
    assert!(
        String::from_utf8_lossy(&second.stderr).contains("worker_listen"),
        "an address that is taken is told by its setting"
    );
    assert!(worker.terminate().await.success());
}

/// Creates through all servers in turn, at the same time.
async fn create_at(servers: &[Client], name: &str) -> Vec<String> {
    let bodies: Vec<_> = (0..ENGAGEMENTS).map(|number| call(&format!("{name}:{number}"))).collect();
    let creating = bodies.iter().zip(servers.iter().cycle()).map(|(body, server)| server.created(body));
    futures::future::join_all(creating).await
}
