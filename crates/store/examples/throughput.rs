//! How fast the store is: durable creates through group commit, claims over a long backlog, the way of a
//! job from its commit to a worker. `cargo run --release -p colloquy-store --example throughput [-- DATABASE_URL]`;
//! without an address, a SQLite file in the working directory's `target` (a temporary folder may be in memory).

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "prints figures of the present; a failure ends it"
)]

use std::collections::HashMap;
use std::time::{Duration, Instant};

use colloquy_domain::event::{Event, EventKind, Snapshot};
use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::stage::StageName;
use colloquy_domain::{ConversationId, DeliveryId, EventId, WorkspaceId};
use colloquy_store::{
    Durability, NewJob, Store, StoreError, StoreOptions, WorkerId, conversations, endpoints, events, jobs,
    participants, stages, transcripts,
};
use colloquy_testkit::samples;
use time::OffsetDateTime;
use tokio::sync::mpsc;
use uuid::Uuid;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir_in("target").unwrap();
    let url = std::env::args()
        .nth(1)
        .unwrap_or_else(|| format!("sqlite://{}", folder.path().join("throughput.db").display()));
    let store = Store::connect(&url, StoreOptions::default()).await.unwrap();
    store.migrate().await.unwrap();
    println!("{store:?}");
    for callers in [1, 4, 32, 128] {
        creates(&store, callers, Duration::from_secs(5)).await;
    }
    hand_over(&store).await;
    backlog(&store, 100_000).await;
}

/// What accepting a conversation with its transcript writes: nine statements.
async fn create(store: &Store, workspace_id: WorkspaceId) -> Result<(), StoreError> {
    let now = OffsetDateTime::now_utc();
    let conversation = samples::conversation(workspace_id, &Uuid::now_v7().to_string(), now);
    let transcript = samples::transcript(&conversation, 40);
    let external_id = conversation.external_id.clone().unwrap_or_default();
    store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                conversations::find_by_external_id(tx, workspace_id, &external_id).await?;
                conversations::insert(tx, &conversation).await?;
                participants::insert_many(tx, conversation.id, &samples::participants()).await?;
                stages::insert_many(tx, &samples::stages(&conversation)).await?;
                transcripts::put(tx, &transcript).await?;
                let event = Event {
                    id: EventId::generate(),
                    workspace_id,
                    kind: EventKind::ConversationCreated,
                    conversation_id: Some(conversation.id),
                    snapshot: Snapshot { subject: Some((&conversation).into()), ..Snapshot::default() },
                    created_at: now,
                };
                events::insert_many(tx, &[event]).await?;
                endpoints::list_enabled(tx, workspace_id).await?;
                let insights = StageName::INSIGHTS.map(|stage| insight_job(conversation.id, stage));
                jobs::enqueue(tx, insights.into()).await?;
                conversations::update(tx, &conversation).await
            })
        })
        .await
}

fn insight_job(conversation_id: ConversationId, stage: StageName) -> NewJob {
    NewJob {
        workspace_id: WorkspaceId(Uuid::from_u128(1)),
        lane: Uuid::from_u128(1),
        kind: JobKind::Insight { conversation_id, stage },
        run_at: OffsetDateTime::now_utc(),
        max_attempts: 3,
        dedupe_key: None,
    }
}

async fn creates(store: &Store, callers: usize, time: Duration) {
    let workspace_id = WorkspaceId::generate();
    let began = Instant::now();
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                while began.elapsed() < time {
                    let start = Instant::now();
                    create(&store, workspace_id).await.unwrap();
                    latencies.push(start.elapsed());
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await.unwrap());
    }
    let elapsed = began.elapsed();
    latencies.sort();
    println!(
        "durable creates, {callers:3} callers: {:6.0}/s, p50 {:5.1} ms, p99 {:5.1} ms",
        latencies.len() as f64 / elapsed.as_secs_f64(),
        milliseconds(latencies[latencies.len() / 2]),
        milliseconds(latencies[latencies.len() * 99 / 100]),
    );
}

async fn hand_over(store: &Store) {
    const JOBS: usize = 2_000;
    let (sender, mut receiver) = mpsc::channel(64);
    store.attach(Queue::Deliver, WorkerId::generate(), sender, Duration::from_secs(60));
    let mut ways = Vec::with_capacity(JOBS);
    let began = Instant::now();
    for _ in 0..JOBS {
        let start = Instant::now();
        let job = delivery_job(Uuid::now_v7());
        store.write(Durability::Relaxed, move |tx| Box::pin(jobs::enqueue(tx, vec![job]))).await.unwrap();
        let leased = receiver.recv().await.unwrap();
        ways.push(start.elapsed());
        let is_own = store
            .write(Durability::Relaxed, move |tx| Box::pin(async move { jobs::finish(tx, &leased).await }))
            .await;
        assert!(matches!(is_own, Ok::<bool, StoreError>(true)), "the lease was lost");
    }
    store.detach(Queue::Deliver);
    ways.sort();
    println!(
        "hand-over: enqueue to worker p50 {:.2} ms, p99 {:.2} ms; {:.0} enqueued and finished per second, one by one",
        milliseconds(ways[JOBS / 2]),
        milliseconds(ways[JOBS * 99 / 100]),
        JOBS as f64 / began.elapsed().as_secs_f64()
    );
}

fn delivery_job(lane: Uuid) -> NewJob {
    NewJob {
        lane,
        kind: JobKind::Deliver { delivery_id: DeliveryId::generate() },
        ..insight_job(ConversationId::generate(), StageName::Summary)
    }
}

async fn backlog(store: &Store, size: usize) {
    // Ninety in a hundred in one lane, the rest spread over a thousand.
    let began = Instant::now();
    let lanes: Vec<Uuid> = (0..1_000).map(|_| Uuid::now_v7()).collect();
    let jobs: Vec<NewJob> = (0..size)
        .map(|number| delivery_job(if number % 10 == 0 { lanes[number / 10 % 1_000] } else { Uuid::nil() }))
        .collect();
    for chunk in jobs.chunks(1_000) {
        let chunk = chunk.to_vec();
        store.write(Durability::Relaxed, move |tx| Box::pin(jobs::enqueue(tx, chunk))).await.unwrap();
    }
    println!("enqueued {size} jobs in {:.1} s", began.elapsed().as_secs_f64());

    for limit in [1, 16, 64] {
        let (mut claims, mut taken) = (Vec::new(), 0);
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(3) {
            let (now, start) = (OffsetDateTime::now_utc(), Instant::now());
            let until = now + Duration::from_secs(600);
            let worker = WorkerId::generate();
            let busy = HashMap::new();
            let leased =
                jobs::claim(store, Queue::Deliver, worker, until, limit, now, &busy, 16).await.unwrap();
            claims.push(start.elapsed());
            taken += leased.len();
            if leased.is_empty() {
                break;
            }
        }
        let elapsed = began.elapsed();
        claims.sort();
        println!(
            "claims of {limit:2} over that backlog: {:6.0} jobs/s, p50 {:5.2} ms, p99 {:5.2} ms a claim",
            taken as f64 / elapsed.as_secs_f64(),
            milliseconds(claims[claims.len() / 2]),
            milliseconds(claims[claims.len() * 99 / 100]),
        );
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
