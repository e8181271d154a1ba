//! A dialect whose messages are signed, sent and repeated in a way of its own.

use std::time::Duration;

use colloquy_app::AppError;
use colloquy_app::webhooks::{self, NewEndpoint};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_domain::endpoint::{DeliveryStatus, Endpoint};
use colloquy_domain::job::Queue;
use colloquy_store::jobs;
use colloquy_testkit::TestDatabase;
use colloquy_webhook::{Secret, sign_body};

use crate::on_both_databases;
use crate::support::{Receiver, TestApp, eventually};

on_both_databases! { messages_go_out_in_the_manner_of_their_dialect }

async fn messages_go_out_in_the_manner_of_their_dialect(database: TestDatabase) {
    let test = TestApp::new(database).await;
    // An answer that would disable an endpoint of the standard manner.
    let receiver = Receiver::start(410).await;
    let headers =
        vec![("X-Team".to_owned(), "care".to_owned()), ("authorization".to_owned(), "Bearer x".to_owned())];
    let endpoint = create(&test, &receiver, headers).await.expect("an endpoint");
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    test.create("call").await;
    receiver.wait_for(1).await;
    for (round, delay) in [7, 2_400].into_iter().enumerate() {
        settle(&test).await;
        test.advance(Duration::from_secs(delay - 1));
        settle(&test).await;
        assert_eq!(receiver.got().len(), round + 1, "not before {delay} s");
        test.advance(Duration::from_secs(delay / 10 + 2));
        receiver.wait_for(round + 2).await;
    }
    settle(&test).await;
    test.advance(Duration::from_secs(200_000));
    settle(&test).await;
    let got = receiver.got();
    assert_eq!(got.len(), 3, "three delays are three attempts");
    let secret = Secret::parse(endpoint.secret.reveal()).expect("a secret");
    for one in got {
        let header = |name: &str| one.headers.get(name).map(|value| value.to_str().expect("text").to_owned());
        assert_eq!(header("x-brisk-signature"), Some(sign_body(&secret, &one.body)));
        assert_eq!(header("x-team").as_deref(), Some("care"));
        assert_eq!(header("authorization").as_deref(), Some("Bearer x"));
        assert_eq!(header("content-type").as_deref(), Some("application/json"));
        assert_eq!(header("webhook-signature"), None);
    }
    let workspace_id = test.caller.workspace_id();
    let listed = webhooks::list_deliveries(&test.app, workspace_id, endpoint.id, None, 10, None).await;
    assert_eq!(listed.expect("a list")[0].0.status, DeliveryStatus::Failed);
    assert_eq!(webhooks::get(&test.app, workspace_id, endpoint.id).await.expect("it").disabled, None);
    workers.stop().await;
}

#[tokio::test]
async fn headers_that_are_not_the_owners_to_set_are_refused() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let receiver = Receiver::start(200).await;
    let many = vec![("x", "y"); 21];
    let long = "y".repeat(1_001);
    let rows: [&[(&str, &str)]; 12] = [
        &[("Content-Length", "1")],
        &[("content-type", "text/plain")],
        &[("Connection", "close")],
        &[("Host", "elsewhere.example")],
        &[("Transfer-Encoding", "chunked")],
        &[("x-brisk-signature", "forged")],
        &[("Webhook-Signature", "v1,forged")],
        &[("X-Once", "1"), ("x-once", "2")],
        &[("a b", "1")],
        &[("x-lines", "a\r\nb: c")],
        &[("x-long", &long)],
        &many,
    ];
    for row in rows {
        let headers = row.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let refused = create(&test, &receiver, headers).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))), "{row:?}");
    }
}

async fn create(
    test: &TestApp,
    receiver: &Receiver,
    headers: Vec<(String, String)>,
) -> Result<Endpoint, AppError> {
    let new = NewEndpoint {
        dialect: "brisk".into(),
        url: receiver.url(),
        event_types: vec![],
        description: None,
        headers,
        sees_private: true,
    };
    webhooks::create(&test.app, test.caller.workspace_id(), new).await
}

/// Waits until no job is due or at work.
async fn settle(test: &TestApp) {
    eventually("the queues come to rest", || async {
        let counts = jobs::counts(test.app.store.reader(), test.app.now()).await.expect("counts");
        counts.iter().all(|count| Queue::ALL.contains(&count.queue) && count.due == 0 && count.running == 0)
    })
    .await;
}
