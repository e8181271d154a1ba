//! A recording that was accepted stays, and one that nothing refers to goes.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use colloquy_app::ingest::{self, MediaSource, NewConversation};
use colloquy_app::work::{WorkerOptions, Workers};
use colloquy_app::{App, AppError, metrics, read};
use colloquy_insight::metrics::Activity;
use colloquy_store::metrics::activity;
use colloquy_store::objects::Objects;
use colloquy_store::{ObjectError, Store, StoreOptions};
use colloquy_testkit::TestDatabase;
use time::OffsetDateTime;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::apps::{beside, conversation};
use crate::support::{TestApp, eventually};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/bright_desk.ogg");

/// A conversation that brings a recording alone.
fn recorded(external_id: &str) -> NewConversation {
    NewConversation {
        media: Some(MediaSource::File(SAMPLE.into())),
        transcript: None,
        ..conversation(external_id)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_is_not_answered_keeps_the_recording() {
    let database = TestDatabase::postgres().await;
    let url = database.url().to_owned();
    let test = TestApp::new(database).await;
    let way = CuttingProxy::start(&url).await;
    let store = Store::connect(&way.url, StoreOptions::default()).await.expect("connected");
    let app = beside(&test.app, store, test.app.objects.clone());

    way.cut_at_commit.store(true, Ordering::SeqCst);
    let refused = ingest::create(&app, &test.caller, recorded("call")).await;
    assert!(matches!(refused, Err(AppError::Unavailable(_))), "{refused:?}");

    // The client tries again and finds that it was accepted; the recording is there.
    let again = ingest::create(&test.app, &test.caller, recorded("call")).await.expect("it is there");
    assert!(!again.is_new);
    let recordings = read::recordings(&test.app, again.conversation.id).await.expect("recordings");
    let stored = test.app.objects.head(&recordings[0].object_key).await.expect("the recording is there");
    assert_eq!(stored.size_bytes, recordings[0].size_bytes);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recording_that_lost_the_race_is_removed_at_once() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let created = tokio::join!(
        ingest::create(&test.app, &test.caller, recorded("call")),
        ingest::create(&test.app, &test.caller, recorded("call"))
    );
    let created = [created.0.expect("created"), created.1.expect("created")];
    assert_eq!(created.iter().filter(|one| one.is_new).count(), 1);
    assert_eq!(keys(&test.app).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nothing_refers_to_is_swept_from_files() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    what_nothing_refers_to_is_swept(&test, test.app.clone()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nothing_refers_to_is_swept_from_s3() {
    let variable = "COLLOQUY_TEST_STORAGE_URL";
    let mut url: url::Url = std::env::var(variable)
        .unwrap_or_else(|_| {
            panic!("{variable} is not set: it names an S3 bucket; scripts/test.sh starts a server")
        })
        .parse()
        .expect("an address");
    // A place of its own: other tests have recordings in the same bucket.
    url.set_path(&format!("{}/sweep-{}", url.path(), uuid::Uuid::now_v7()));
    let test = TestApp::new(TestDatabase::postgres().await).await;
    let objects = Objects::open(Some(url.as_str()), Path::new("/")).expect("opened");
    what_nothing_refers_to_is_swept(&test, beside(&test.app, test.app.store.clone(), objects)).await;
}

async fn what_nothing_refers_to_is_swept(test: &TestApp, app: App) {
    let created = ingest::create(&app, &test.caller, recorded("call")).await.expect("created");
    let recordings = read::recordings(&app, created.conversation.id).await.expect("recordings");
    for left_over in ["recordings/1/1", "recordings/2", "elsewhere/1"] {
        app.objects.put_file(left_over, Path::new(SAMPLE)).await.expect("stored");
    }
    // The store tells by its own clock when something was stored.
    assert_eq!(ingest::sweep(&app, OffsetDateTime::UNIX_EPOCH).await.expect("swept"), 0, "all are too young");
    let later = OffsetDateTime::UNIX_EPOCH + time::Duration::days(365 * 200);
    assert_eq!(ingest::sweep(&app, later).await.expect("swept"), 2);
    assert_eq!(keys(&app).await, [recordings[0].object_key.clone()]);
    app.objects.head("elsewhere/1").await.expect("what is no recording stays");
    assert_eq!(ingest::sweep(&app, later).await.expect("swept"), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_sweeps_by_itself() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    test.app.objects.put_file("recordings/1", Path::new(SAMPLE)).await.expect("stored");
    test.advance(Duration::from_secs(200 * 365 * 86_400));
    eventually("the recording is gone", || async {
        matches!(test.app.objects.head("recordings/1").await, Err(ObjectError::NotFound(_)))
    })
    .await;
    workers.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_kept_of_a_recording_while_nobody_knows_whose_voice_is_whose() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let created = ingest::create(&test.app, &test.caller, recorded("call")).await.expect("it is accepted");
    let id = created.conversation.id;
    let job = metrics::collect(&test.app, &test.caller, id, &["talk_time".into()]).await.expect("a job");
    let workers = Workers::start(test.app.clone(), WorkerOptions::default());
    eventually("the end of the job", || async {
        let job = metrics::jobs::get(&test.app, test.caller.workspace_id(), job.id).await.expect("the job");
        job.status.is_final()
    })
    .await;
    workers.stop().await;
    let recordings = read::recordings(&test.app, id).await.expect("recordings");
    let kept = activity::get::<Option<Activity>>(test.app.store.reader(), recordings[0].id).await;
    assert_eq!(kept.expect("it is read"), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_without_a_start_began_when_it_was_brought() {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let brought_at = test.app.now();
    let clock = test.clock.clone();
    let answer = move || {
        // The recording takes its time.
        clock.advance(Duration::from_secs(300));
        async { ([(CONTENT_TYPE, "audio/ogg")], std::fs::read(SAMPLE).expect("the sample")) }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/call.ogg", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/call.ogg", get(answer))).await });
    let new = NewConversation { media: Some(MediaSource::Url(url)), ..recorded("call") };
    let created = ingest::create(&test.app, &test.caller, new).await.expect("created").conversation;
    assert_eq!(created.started_at, brought_at);
    assert_eq!(created.created_at, brought_at + Duration::from_secs(300));
}

/// The keys of all recordings that are stored.
async fn keys(app: &App) -> Vec<String> {
    use futures::TryStreamExt;
    let later = OffsetDateTime::UNIX_EPOCH + time::Duration::days(365 * 200);
    app.objects.stored_before("recordings", later).try_collect().await.expect("listed")
}

/// A way to PostgreSQL that, once told so, passes the next COMMIT on and dies before its answer.
struct CuttingProxy {
    url: String,
    cut_at_commit: Arc<AtomicBool>,
}

impl CuttingProxy {
    async fn start(url: &str) -> Self {
        let mut url: url::Url = url.parse().expect("an address");
        let server = format!("{}:{}", url.host_str().expect("a host"), url.port().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address: SocketAddr = listener.local_addr().expect("an address");
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.set_port(Some(address.port())).expect("a port");
        let cut_at_commit = Arc::new(AtomicBool::new(false));
        let cut = Arc::clone(&cut_at_commit);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.expect("the server is there");
                tokio::spawn(pass(client, server, Arc::clone(&cut)));
            }
        });
        Self { url: url.into(), cut_at_commit }
    }
}

async fn pass(mut client: TcpStream, mut server: TcpStream, cut: Arc<AtomicBool>) {
    let (mut asked, mut answered) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        tokio::select! {
            length = client.read(&mut asked) => {
                let Ok(length @ 1..) = length else { return };
                if server.write_all(&asked[..length]).await.is_err() {
                    return;
                }
                let is_commit = asked[..length].windows(6).any(|window| window == b"COMMIT");
                if is_commit && cut.swap(false, Ordering::SeqCst) {
                    // What comes back says that it is done.
                    let _ = server.read(&mut answered).await;
                    return;
                }
            }
            length = server.read(&mut answered) => {
                let Ok(length @ 1..) = length else { return };
                if client.write_all(&answered[..length]).await.is_err() {
                    return;
                }
            }
        }
    }
}
