//! A call that a dialer told of is taken in, also where its request does not get to the end of that.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use colloquy_app::dialers::{IncomingEvent, Received, receive};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_app::{AppError, dead_jobs};
use colloquy_domain::DialerEventId;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::dialer::{CallEventKind, CallFacts, CallHandling, Dialer, DialerEvent, Taking};
use colloquy_domain::job::{JobKind, Queue};
use colloquy_store::jobs::{self, NewJob};
use colloquy_store::{Durability, StoreError, conversations, dialers};
use colloquy_testkit::TestDatabase;
use tokio::net::TcpListener;

use crate::on_both_databases;
use crate::support::{TestApp, eventually};

on_both_databases! {
    an_event_whose_process_died_becomes_a_conversation,
    a_recording_that_is_late_is_fetched_without_the_dialer,
    what_was_refused_is_not_taken_in_later,
}

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/bright_desk.ogg");

/// A recording that is not there until it is put up.
struct Host {
    url: String,
    is_up: Arc<AtomicBool>,
}

impl Host {
    async fn open() -> Self {
        let is_up = Arc::new(AtomicBool::new(false));
        let shown = is_up.clone();
        let answer = move || async move {
            if shown.load(Ordering::SeqCst) {
                let bytes = std::fs::read(SAMPLE).expect("the sample");
                ([(CONTENT_TYPE, "audio/ogg")], bytes).into_response()
            } else {
                StatusCode::NOT_FOUND.into_response()
            }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/call.ogg", listener.local_addr().expect("an address"));
        let router = Router::new().route("/call.ogg", get(answer));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, is_up }
    }

    fn put_up(&self) {
        self.is_up.store(true, Ordering::SeqCst);
    }
}

fn handling() -> CallHandling {
    CallHandling { run_workflows: false, link_template: None, agents: Default::default() }
}

fn recorded(url: &str) -> IncomingEvent {
    IncomingEvent {
        dialer: Dialer::Wavv,
        kind: CallEventKind::Recorded,
        event_type: "call.recorded".into(),
        call_id: Some("c-1".into()),
        facts: CallFacts { recording_url: Some(url.into()), ..CallFacts::default() },
    }
}

async fn conversation(test: &TestApp) -> Option<Conversation> {
    let (reader, workspace_id) = (test.app.store.reader(), test.caller.workspace_id());
    conversations::find_by_external_id(reader, workspace_id, "c-1").await.expect("read")
}

/// Jobs that wait in the queue of fetches.
async fn waiting(test: &TestApp) -> u64 {
    let counts = jobs::counts(test.app.store.reader(), test.app.now()).await.expect("counts");
    let own = counts.iter().filter(|count| count.queue == Queue::Fetch);
    own.map(|count| count.due + count.scheduled + count.running).sum()
}

async fn an_event_whose_process_died_becomes_a_conversation(database: TestDatabase) {
    let (test, host) = (TestApp::new(database).await, Host::open().await);
    host.put_up();
    let (now, workspace_id) = (test.app.now(), test.caller.workspace_id());
    let incoming = recorded(&host.url);
    // What a request has committed before it begins to fetch.
    let event = DialerEvent {
        id: DialerEventId::generate(),
        workspace_id,
        dialer: incoming.dialer,
        call_id: "c-1".into(),
        kind: incoming.kind,
        event_type: incoming.event_type,
        facts: incoming.facts,
        conversation_id: None,
        received_at: now,
    };
    let taking = Taking { credential: test.caller.credential.clone(), handling: handling() };
    let job = move |id| NewJob {
        workspace_id,
        lane: workspace_id.0,
        kind: JobKind::TakeDialerCall { dialer_event_id: id },
        run_at: now,
        max_attempts: 8,
        dedupe_key: None,
    };
    test.app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let id = dialers::put_event(tx, &event, Some(&taking)).await?;
                jobs::enqueue(tx, vec![job(id)]).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .expect("written");
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    eventually("the call is a conversation", || async { conversation(&test).await.is_some() }).await;
    eventually("its job is done", || async { waiting(&test).await == 0 }).await;
    workers.stop().await;
    let found = conversation(&test).await.expect("there");
    assert_eq!(found.created_by, Some(test.caller.credential.id));
    assert_eq!(found.owner_user_id, test.caller.user_id());
    assert!(!found.run_workflows, "as the request had it");
}

async fn a_recording_that_is_late_is_fetched_without_the_dialer(database: TestDatabase) {
    let (test, host) = (TestApp::new(database).await, Host::open().await);
    let handling = handling();
    let send = || receive(&test.app, &test.caller, &handling, recorded(&host.url));
    assert!(matches!(send().await, Err(AppError::Invalid(_))));
    // Twice: it is one job all the same.
    assert!(matches!(send().await, Err(AppError::Invalid(_))));
    assert_eq!(waiting(&test).await, 1);
    host.put_up();
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    test.advance(Duration::from_secs(60));
    eventually("the call is a conversation", || async { conversation(&test).await.is_some() }).await;
    eventually("its job is done", || async { waiting(&test).await == 0 }).await;
    workers.stop().await;
    let known = conversation(&test).await.expect("there").id;
    assert_eq!(send().await.expect("received"), Received::Known(known));
    assert_eq!(waiting(&test).await, 0, "nothing is left to be done");
}

async fn what_was_refused_is_not_taken_in_later(database: TestDatabase) {
    let (test, host) = (TestApp::new(database).await, Host::open().await);
    host.put_up();
    let refused = receive(&test.app, &test.caller, &handling(), recorded("http://10.0.0.1/1.wav")).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
    assert_eq!(waiting(&test).await, 0);
    let mut nobody = test.caller.clone();
    nobody.credential.user_id = None;
    let refused = receive(&test.app, &nobody, &handling(), recorded(&host.url)).await;
    assert!(matches!(refused, Err(AppError::Malformed(_))), "{refused:?}");
    assert_eq!(waiting(&test).await, 0);
    let taken = receive(&test.app, &test.caller, &handling(), recorded(&host.url)).await.expect("received");
    assert!(matches!(taken, Received::Taken(_)), "{taken:?}");
    assert_eq!(waiting(&test).await, 0);
    let dead = dead_jobs::list(&test.app, test.caller.workspace_id(), 10).await.expect("list");
    assert!(dead.is_empty(), "{dead:?}");
}
