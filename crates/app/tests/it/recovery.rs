//! Putting back what was given up, also when there is much of it.

use std::collections::HashMap;

use colloquy_app::webhooks::{self, NewEndpoint};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_app::{AppError, dead_jobs, ingest, read};
use colloquy_domain::conversation::ProcessingStatus;
use colloquy_domain::endpoint::{Delivery, DeliveryStatus, Endpoint, Message};
use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::{DeliveryId, EventId, Instant, MessageId};
use colloquy_store::jobs::{self, NewJob, WorkerId};
use colloquy_store::{Durability, StoreError, deliveries, messages};
use colloquy_testkit::TestDatabase;
use time::Duration;

use crate::apps::conversation;
use crate::on_both_databases;
use crate::support::{TestApp, eventually};

on_both_databases! {
    thousands_of_failed_deliveries_are_sent_again,
    a_delivery_that_waits_is_brought_forward_and_not_doubled,
    a_dead_job_is_put_back_once,
    many_dead_jobs_are_put_back,
}

/// More than one transaction takes, and no round number.
const MANY: usize = 2_345;

async fn endpoint(test: &TestApp) -> Endpoint {
    let new = NewEndpoint {
        dialect: "plain".into(),
        url: "http://127.0.0.1:9/".into(),
        event_types: vec![],
        description: None,
        headers: vec![],
        sees_private: true,
    };
    webhooks::create(&test.app, test.caller.workspace_id(), new).await.expect("endpoint")
}

/// Deliveries of one message that were given up, made at these times.
async fn given_up(test: &TestApp, endpoint: &Endpoint, times: Vec<Instant>) {
    let workspace_id = endpoint.workspace_id;
    let message = Message {
        id: MessageId::generate(),
        workspace_id,
        event_id: EventId::generate(),
        dialect: "plain".into(),
        event_type: "created".into(),
        body: b"{}".to_vec(),
        created_at: test.app.now(),
    };
    let failed: Vec<Delivery> = times
        .into_iter()
        .map(|created_at| Delivery {
            id: DeliveryId::generate(),
            workspace_id,
            message_id: message.id,
            endpoint_id: endpoint.id,
            status: DeliveryStatus::Failed,
            attempts: 8,
            next_attempt_at: None,
            created_at,
            updated_at: created_at,
        })
        .collect();
    test.app
        .store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                messages::insert_many(tx, &[message]).await?;
                deliveries::insert_many(tx, &failed).await
            })
        })
        .await
        .expect("written");
}

async fn waiting_jobs(test: &TestApp, queue: Queue) -> u64 {
    let counts = jobs::counts(test.app.store.reader(), test.app.now()).await.expect("counts");
    counts.iter().filter(|count| count.queue == queue).map(|count| count.due).sum()
}

async fn thousands_of_failed_deliveries_are_sent_again(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (endpoint, now) = (endpoint(&test).await, test.app.now());
    let (since, workspace_id) = (now - Duration::DAY, endpoint.workspace_id);
    // Many of the same moment, some too old, one at the very beginning.
    let mut times = vec![now - Duration::HOUR; MANY - 1];
    times.push(since);
    times.extend([since - Duration::MICROSECOND; 3]);
    given_up(&test, &endpoint, times).await;

    let recover = || webhooks::recover(&test.app, workspace_id, endpoint.id, since);
    // Two people at once.
    let recovered = tokio::join!(recover(), recover());
    assert_eq!(recovered.0.expect("recovered") + recovered.1.expect("recovered"), MANY);
    assert_eq!(waiting_jobs(&test, Queue::Deliver).await, MANY as u64, "each is sent once");
    assert_eq!(recover().await.expect("recovered"), 0);
    let failed = Some(DeliveryStatus::Failed);
    let left = webhooks::list_deliveries(&test.app, workspace_id, endpoint.id, failed, 10, None).await;
    assert_eq!(left.expect("list").len(), 3, "what is older stays as it was");
}

async fn a_delivery_that_waits_is_brought_forward_and_not_doubled(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let endpoint = endpoint(&test).await;
    let workspace_id = endpoint.workspace_id;
    given_up(&test, &endpoint, vec![test.app.now()]).await;
    let all = webhooks::list_deliveries(&test.app, workspace_id, endpoint.id, None, 10, None).await;
    let (delivery, event_type) = all.expect("list").remove(0);
    assert_eq!(event_type, "created");
    let resend = || webhooks::resend(&test.app, workspace_id, delivery.id);
    let resent = tokio::join!(resend(), resend());
    resent.0.and(resent.1).expect("resent");
    assert_eq!(waiting_jobs(&test, Queue::Deliver).await, 1);
    assert_eq!(resend().await.expect("resent").status, DeliveryStatus::Pending);
    assert_eq!(waiting_jobs(&test, Queue::Deliver).await, 1);
}

/// Gives up everything that is due in a queue.
async fn bury_all(test: &TestApp, queue: Queue) -> usize {
    let (now, nobody) = (test.app.now(), HashMap::new());
    let until = now + Duration::MINUTE;
    let claimed =
        jobs::claim(&test.app.store, queue, WorkerId::generate(), until, 10_000, now, &nobody, usize::MAX);
    let claimed = claimed.await.expect("claimed");
    let count = claimed.len();
    test.app
        .store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                for job in &claimed {
                    assert!(jobs::bury(tx, job, "given up").await?);
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .expect("buried");
    count
}

async fn a_dead_job_is_put_back_once(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let new = conversation("call");
    let id = ingest::create(app, &test.caller, new).await.expect("created").conversation.id;
    assert_eq!(bury_all(&test, Queue::Transcribe).await, 1);
    let dead = dead_jobs::list(app, workspace_id, 10).await.expect("list").remove(0);

    // Two people at once: one of them puts it back, and reopens the conversation.
    let results = tokio::join!(
        dead_jobs::retry(app, workspace_id, dead.id),
        dead_jobs::retry(app, workspace_id, dead.id)
    );
    let results = [results.0, results.1];
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    assert!(results.iter().any(|result| matches!(result, Err(AppError::NotFound(_)))), "{results:?}");
    assert_eq!(waiting_jobs(&test, Queue::Transcribe).await, 1);

    let workers = Workers::start(app.clone(), WorkerOptions::default());
    let status =
        || async { read::conversation(app, &test.caller, id).await.expect("conversation").processing_status };
    eventually("it is processed", || async { status().await == ProcessingStatus::Completed }).await;
    workers.stop().await;
    assert!(matches!(dead_jobs::retry(app, workspace_id, dead.id).await, Err(AppError::NotFound(_))));
    assert_eq!(dead_jobs::retry_all(app, workspace_id).await.expect("retried"), 0);
    assert_eq!(status().await, ProcessingStatus::Completed, "what is done is not reopened");
}

async fn many_dead_jobs_are_put_back(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, now, workspace_id) = (&test.app, test.app.now(), test.caller.workspace_id());
    let new = |_| NewJob {
        workspace_id,
        lane: workspace_id.0,
        kind: JobKind::Deliver { delivery_id: DeliveryId::generate() },
        run_at: now,
        max_attempts: 3,
        dedupe_key: None,
    };
    // More than one transaction takes.
    let many: Vec<NewJob> = (0..250).map(new).collect();
    app.store
        .write(Durability::Relaxed, move |tx| Box::pin(jobs::enqueue(tx, many)))
        .await
        .expect("enqueued");
    // A claim takes the oldest few hundred at most.
    let mut buried = 0;
    while buried < 250 {
        buried += bury_all(&test, Queue::Deliver).await;
    }
    let retried =
        tokio::join!(dead_jobs::retry_all(app, workspace_id), dead_jobs::retry_all(app, workspace_id));
    assert_eq!(retried.0.expect("retried") + retried.1.expect("retried"), 250);
    assert_eq!(waiting_jobs(&test, Queue::Deliver).await, 250);
    assert!(dead_jobs::list(app, workspace_id, 10).await.expect("list").is_empty());
}
