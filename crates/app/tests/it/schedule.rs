//! A receiver that is down for a while gets everything, in the schedule's time.

use std::collections::BTreeSet;
use std::time::Duration;

use colloquy_app::webhooks::{self, NewEndpoint};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_domain::endpoint::{DeliveryStatus, DisabledReason};
use colloquy_domain::job::Queue;
use colloquy_store::jobs;
use colloquy_testkit::TestDatabase;
use colloquy_webhook::{Secret, sign};

use crate::support::{Receiver, TestApp, eventually};

/// Seconds from one failure to the next attempt; each may be lengthened by a tenth.
const DELAYS: [u64; 7] = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];

const CONVERSATIONS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_receiver_that_is_down_gets_everything_later() {
    a_receiver_that_is_down_gets_everything_later(TestDatabase::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_receiver_that_is_down_gets_everything_later() {
    a_receiver_that_is_down_gets_everything_later(TestDatabase::postgres().await).await;
}

async fn a_receiver_that_is_down_gets_everything_later(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let receiver = Receiver::start(503).await;
    let secret = endpoint(&test, &receiver).await.1;
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    for number in 0..CONVERSATIONS {
        test.create(&format!("call {number}")).await;
    }
    let mut expected = CONVERSATIONS;
    receiver.wait_for(expected).await;
    // Five more failures, then the receiver is up again.
    for (round, delay) in DELAYS.into_iter().take(6).enumerate() {
        settle(&test).await;
        let is_too_early = Duration::from_secs(delay - 1);
        test.advance(is_too_early);
        settle(&test).await;
        assert_eq!(receiver.got().len(), expected, "nothing comes {is_too_early:?} after failure {round}");
        if round == 5 {
            receiver.answer_with(200);
        }
        test.advance(Duration::from_secs(delay / 10 + 2));
        expected += CONVERSATIONS;
        receiver.wait_for(expected).await;
    }
    settle(&test).await;
    test.advance(Duration::from_secs(200_000));
    settle(&test).await;
    let got = receiver.got();
    assert_eq!(got.len(), expected, "what was delivered is not sent again");
    let ids: BTreeSet<&String> = got.iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), CONVERSATIONS);
    for id in ids {
        let attempts: Vec<_> = got.iter().filter(|one| one.id == *id).collect();
        assert_eq!(attempts.len(), 7, "every message came in every round");
        let bodies: BTreeSet<&[u8]> = attempts.iter().map(|one| one.body.as_ref()).collect();
        assert_eq!(bodies.len(), 1, "the bytes stay the same");
        let times: BTreeSet<i64> = attempts.iter().map(|one| one.timestamp).collect();
        assert_eq!(times.len(), 7, "each attempt has its own time");
        for attempt in attempts {
            assert_eq!(attempt.signature, sign(&secret, id, attempt.timestamp, &attempt.body));
        }
    }
    workers.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_eight_attempts_a_message_has_failed_and_can_be_recovered() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let receiver = Receiver::start(500).await;
    let (endpoint_id, _) = endpoint(&test, &receiver).await;
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    test.create("call").await;
    receiver.wait_for(1).await;
    for (round, delay) in DELAYS.into_iter().enumerate() {
        settle(&test).await;
        test.advance(Duration::from_secs(delay + delay / 10 + 2));
        receiver.wait_for(round + 2).await;
    }
    settle(&test).await;
    let workspace_id = test.caller.workspace_id();
    let status = || async {
        let all = webhooks::list_deliveries(&test.app, workspace_id, endpoint_id, None, 10, None)
            .await
            .expect("list");
        all[0].0.status
    };
    assert_eq!(status().await, DeliveryStatus::Failed);
    test.advance(Duration::from_secs(200_000));
    settle(&test).await;
    assert_eq!(receiver.got().len(), 8, "failed is failed");
    receiver.answer_with(204);
    let since = test.app.now() - time::Duration::days(30);
    assert_eq!(webhooks::recover(&test.app, workspace_id, endpoint_id, since).await.expect("recovered"), 1);
    receiver.wait_for(9).await;
    eventually("the message is delivered", || async { status().await == DeliveryStatus::Delivered }).await;
    let log = webhooks::attempts(
        &test.app,
        workspace_id,
        webhooks::list_deliveries(&test.app, workspace_id, endpoint_id, None, 10, None).await.expect("list")
            [0]
        .0
        .id,
    )
    .await
    .expect("attempts");
    assert_eq!(log.iter().filter(|attempt| attempt.response_status == Some(500)).count(), 8);
    assert_eq!(log.iter().filter(|attempt| attempt.error.is_none()).count(), 1);
    workers.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_that_is_gone_or_fails_for_five_days_is_disabled() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let workspace_id = test.caller.workspace_id();
    let gone = Receiver::start(410).await;
    let failing = Receiver::start(500).await;
    let (gone_id, _) = endpoint(&test, &gone).await;
    let (failing_id, _) = endpoint(&test, &failing).await;
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    let reason = |id| {
        let app = test.app.clone();
        async move { webhooks::get(&app, workspace_id, id).await.expect("endpoint").disabled }
    };
    for day in 0..7 {
        test.create(&format!("call {day}")).await;
        settle(&test).await;
        // Hour by hour, so that retries take place in between.
        for _ in 0..24 {
            test.advance(Duration::from_secs(3_600));
            settle(&test).await;
        }
    }
    assert_eq!(reason(gone_id).await, Some(DisabledReason::Gone));
    assert_eq!(gone.got().len(), 1, "nothing is sent to an endpoint that is gone");
    assert_eq!(reason(failing_id).await, Some(DisabledReason::FailedTooLong));
    workers.stop().await;
}

async fn endpoint(test: &TestApp, receiver: &Receiver) -> (colloquy_domain::EndpointId, Secret) {
    let new = NewEndpoint {
        dialect: "plain".into(),
        url: receiver.url(),
        event_types: vec![],
        description: None,
        headers: vec![],
        sees_private: true,
    };
    let endpoint = webhooks::create(&test.app, test.caller.workspace_id(), new).await.expect("endpoint");
    (endpoint.id, Secret::parse(endpoint.secret.reveal()).expect("a secret"))
}

/// Waits until no job is due or at work.
async fn settle(test: &TestApp) {
    eventually("the queues come to rest", || async {
        let counts = jobs::counts(test.app.store.reader(), test.app.now()).await.expect("counts");
        counts.iter().all(|count| Queue::ALL.contains(&count.queue) && count.due == 0 && count.running == 0)
    })
    .await;
}
