//! Knowledge bases: read from a real host, found by the agents that may, read again when it is time.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use colloquy_app::AppError;
use colloquy_app::agent_profiles;
use colloquy_app::knowledge::{self, NewKnowledgeBase};
use colloquy_app::work::attempt;
use colloquy_documents::{DocumentKind, SUBCOMMAND, extract};
use colloquy_domain::agent_profile::AgentSettings;
use colloquy_domain::filter::Slice;
use colloquy_domain::job::Queue;
use colloquy_domain::knowledge::{KnowledgeSource, KnowledgeStatus, Refresh};
use colloquy_domain::{AgentId, KnowledgeBaseId};
use colloquy_testkit::TestDatabase;
use tokio_util::sync::CancellationToken;

use crate::on_both_databases;
use crate::support::TestApp;

on_both_databases! {
    pages_are_read_found_cited_and_read_again,
    what_fails_is_tried_again_and_what_was_read_is_not,
    who_reads_what_was_changed_meanwhile_writes_nothing,
    only_sound_knowledge_bases_are_taken,
}

const HOUR: Duration = Duration::from_secs(3_600);

/// What reads documents for the apps of these tests: this executable, in a process of its own. It is called as the server's
/// own is, by a word and a kind, which the harness takes for parts of names of tests. The name of this one holds every
/// kind: so it is what runs there, and it ends the process before the harness says more. Everywhere else it does nothing.
#[test]
fn reads_html_markdown_pdf_and_docx_where_it_is_asked_to() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, subcommand, kind] = arguments.as_slice() else { return };
    let Some(kind) = DocumentKind::parse(kind).filter(|_| subcommand == SUBCOMMAND) else { return };
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).expect("a document");
    let answer = serde_json::to_string(&extract(kind, &bytes)).expect("JSON");
    // Not by `println!`, which the harness keeps to itself.
    std::io::stdout().write_all(format!("\n{answer}\n").as_bytes()).expect("somebody who listens");
    std::io::stdout().flush().expect("somebody who listens");
    std::process::exit(0);
}

/// A host of pages that can be changed while it runs.
#[derive(Clone)]
struct Host {
    address: SocketAddr,
    pages: Arc<Mutex<HashMap<String, Page>>>,
}

#[derive(Clone, Default)]
struct Page {
    status: u16,
    media_type: &'static str,
    body: String,
    asked: usize,
}

impl Host {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let host = Self { address: listener.local_addr().expect("an address"), pages: Arc::default() };
        let router = Router::new().fallback(serve).with_state(host.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        host
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn put(&self, path: &str, status: u16, media_type: &'static str, body: &str) {
        let mut pages = self.pages.lock().expect("not poisoned");
        let page = pages.entry(path.to_owned()).or_default();
        *page = Page { status, media_type, body: body.to_owned(), asked: page.asked };
    }

    fn asked(&self, path: &str) -> usize {
        self.pages.lock().expect("not poisoned").get(path).map_or(0, |page| page.asked)
    }
}

async fn serve(State(host): State<Host>, uri: Uri) -> Response {
    let mut pages = host.pages.lock().expect("not poisoned");
    let Some(page) = pages.get_mut(uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
    page.asked += 1;
    let status = StatusCode::from_u16(page.status).expect("a status");
    (status, [(header::CONTENT_TYPE, page.media_type)], page.body.clone()).into_response()
}

fn base() -> NewKnowledgeBase {
    NewKnowledgeBase {
        name: "Returns".into(),
        kind: "faq".into(),
        title: "How do I return a parcel?".into(),
        text: None,
        description: None,
        urls: Vec::new(),
        agent_ids: Vec::new(),
        refresh: Refresh::Manual,
    }
}

async fn agent(test: &TestApp, name: &str) -> AgentId {
    let settings = AgentSettings { name: Some(name.into()), ..AgentSettings::default() };
    agent_profiles::create(&test.app, &test.caller, settings).await.expect("an agent").agent_id
}

/// Does what is due; returns how many jobs that were.
async fn work(test: &TestApp) -> usize {
    let jobs = test.claim(Queue::Fetch).await;
    for job in &jobs {
        attempt(&test.app, job, &CancellationToken::new()).await;
    }
    jobs.len()
}

async fn source(test: &TestApp, id: KnowledgeBaseId, url: Option<&str>) -> KnowledgeSource {
    let sources = knowledge::sources(&test.app, test.caller.workspace_id(), id).await.expect("sources");
    let found = sources.iter().find(|source| source.url.as_deref() == url);
    found.unwrap_or_else(|| panic!("no {url:?} in {sources:?}")).clone()
}

async fn found(test: &TestApp, agent: AgentId, question: &str) -> Vec<String> {
    let index = knowledge::index_of(&test.app, test.caller.workspace_id(), agent).await.expect("an index");
    index.search(question, 3).into_iter().map(|found| found.passage.text).collect()
}

async fn pages_are_read_found_cited_and_read_again(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let host = Host::start().await;
    let page = "<title>Shipping</title><nav>Menu</nav><p>Parcels to Norway take nine days.";
    host.put("/shipping", 200, "text/html; charset=utf-8", page);
    let (maya, other) = (agent(&test, "Maya").await, agent(&test, "Omar").await);
    let new = NewKnowledgeBase {
        text: Some("Put it into its box and bring it to a shop.".into()),
        urls: vec![host.url("/shipping"), host.url("/missing"), "http://10.0.0.1/".into()],
        agent_ids: vec![maya],
        refresh: Refresh::parse("1h").expect("an hour"),
        ..base()
    };
    let made = knowledge::create(app, workspace_id, new).await.expect("made");
    assert_eq!((made.status, made.revision), (KnowledgeStatus::Active, 0));
    assert!(found(&test, maya, "parcel").await.is_empty(), "nothing is read yet");

    assert_eq!(work(&test).await, 1);
    let read = knowledge::get(app, workspace_id, made.id).await.expect("it");
    assert_eq!((read.status, read.revision), (KnowledgeStatus::Active, 1));
    assert_eq!((read.refresh_at, read.updated_at), (Some(app.now() + HOUR), made.updated_at));
    let own = source(&test, made.id, None).await;
    assert_eq!((own.read_at, own.error), (Some(app.now()), None));
    let shipping = source(&test, made.id, Some(&host.url("/shipping"))).await;
    assert_eq!((shipping.title.as_deref(), shipping.error.as_deref()), (Some("Shipping"), None));
    let missing = source(&test, made.id, Some(&host.url("/missing"))).await;
    assert_eq!((missing.read_at, missing.error.as_deref()), (None, Some("the host answered 404")));
    let forbidden = source(&test, made.id, Some("http://10.0.0.1/")).await;
    assert!(forbidden.error.is_some_and(|error| error.contains("not a public address")));

    // A question is found by its title, a page without its menu.
    assert!(found(&test, maya, "How can I return something?").await[0].ends_with("bring it to a shop."));
    assert_eq!(found(&test, maya, "Norway?").await, ["Parcels to Norway take nine days."]);
    assert!(found(&test, maya, "menu").await.is_empty() && found(&test, other, "Norway").await.is_empty());
    let index = knowledge::index_of(app, workspace_id, maya).await.expect("an index");
    let passage = index.search("Norway", 1).remove(0).passage;
    let cited = knowledge::cited(app, workspace_id, &[passage.id]).await.expect("cited");
    assert_eq!(cited.len(), 1);
    assert_eq!(cited[0].url, Some(host.url("/shipping")));
    assert_eq!((cited[0].title.as_deref(), &cited[0].passage), (Some("Shipping"), &passage));

    // What did not change is not written anew.
    assert_eq!(work(&test).await, 0, "its time has not come");
    test.advance(HOUR);
    assert_eq!(work(&test).await, 1);
    let again = knowledge::get(app, workspace_id, made.id).await.expect("it");
    assert_eq!((again.revision, again.refresh_at), (1, Some(app.now() + HOUR)));
    let same = knowledge::index_of(app, workspace_id, maya).await.expect("an index");
    assert!(Arc::ptr_eq(&index, &same));

    // What did is found at once. A page that is away keeps what it had.
    host.put("/shipping", 200, "text/html", "<title>Shipping</title><p>Parcels to Iceland take ten days.");
    test.advance(HOUR);
    work(&test).await;
    assert!(found(&test, maya, "Norway").await.is_empty());
    assert_eq!(found(&test, maya, "Iceland").await.len(), 1);
    assert!(knowledge::cited(app, workspace_id, &[passage.id]).await.expect("cited").is_empty());
    host.put("/shipping", 410, "text/html", "");
    test.advance(HOUR);
    work(&test).await;
    assert_eq!(found(&test, maya, "Iceland").await.len(), 1);
    let gone = source(&test, made.id, Some(&host.url("/shipping"))).await;
    assert_eq!((gone.error.as_deref(), gone.id), (Some("the host answered 410"), shipping.id));

    knowledge::delete(app, workspace_id, made.id).await.expect("deleted");
    assert!(found(&test, maya, "Iceland").await.is_empty());
    test.advance(HOUR);
    assert_eq!(work(&test).await, 0, "nobody reads it any more");
}

async fn what_fails_is_tried_again_and_what_was_read_is_not(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let host = Host::start().await;
    host.put("/good", 200, "text/plain", "Open from nine.");
    host.put("/slow", 503, "text/plain", "");
    let urls = vec![host.url("/good"), host.url("/slow")];
    let made = knowledge::create(app, workspace_id, NewKnowledgeBase { urls, ..base() }).await.expect("made");
    assert_eq!(work(&test).await, 1);
    let slow = source(&test, made.id, Some(&host.url("/slow"))).await;
    assert_eq!(slow.error.as_deref(), Some("the host answered 503"));
    assert!(source(&test, made.id, Some(&host.url("/good"))).await.read_at.is_some());
    host.put("/slow", 200, "text/markdown", "# Hours\n\nClosed on *Sundays*.");
    test.advance(Duration::from_secs(2));
    assert_eq!(work(&test).await, 1);
    assert_eq!((host.asked("/good"), host.asked("/slow")), (1, 2));
    let slow = source(&test, made.id, Some(&host.url("/slow"))).await;
    assert_eq!((slow.error, slow.title.as_deref()), (None, Some("Hours")));
    let everyone = agent(&test, "Maya").await;
    assert_eq!(found(&test, everyone, "Sundays").await, ["Hours\n\nClosed on Sundays."]);
    test.advance(HOUR);
    assert_eq!(work(&test).await, 0, "by hand is by hand");

    // Without a page that can be read and without a text there is nothing to find; the job is given up.
    host.put("/manual.pdf", 503, "application/pdf", "");
    let urls = vec![host.url("/manual.pdf")];
    let empty =
        knowledge::create(app, workspace_id, NewKnowledgeBase { urls, ..base() }).await.expect("made");
    for number in 1..=4 {
        assert_eq!(work(&test).await, 1, "attempt {number}");
        let base = knowledge::get(app, workspace_id, empty.id).await.expect("it");
        assert_eq!(base.status, KnowledgeStatus::Inactive);
        test.advance(HOUR);
    }
    assert_eq!(work(&test).await, 0);
    let manual = source(&test, empty.id, Some(&host.url("/manual.pdf"))).await;
    assert_eq!(manual.error.as_deref(), Some("the host answered 503"));

    // What cannot be read is not tried again.
    host.put("/manual.pdf", 200, "application/pdf", "%PDF-1.4 and nothing more");
    let (url, urls) = (host.url("/manual.pdf?new"), vec![host.url("/manual.pdf?new")]);
    knowledge::change(app, workspace_id, empty.id, move |base| base.urls = urls).await.expect("changed");
    assert_eq!(work(&test).await, 1);
    let manual = source(&test, empty.id, Some(&url)).await;
    assert!(manual.error.is_some_and(|error| error.starts_with("the document cannot be read")));
    test.advance(HOUR);
    assert_eq!(work(&test).await, 0);

    // Another page is read at once, and the former one is forgotten.
    let good = host.url("/good");
    let changed = knowledge::change(app, workspace_id, empty.id, move |base| base.urls = vec![good]).await;
    assert_eq!(changed.expect("changed").status, KnowledgeStatus::Active);
    assert_eq!(work(&test).await, 1);
    let sources = knowledge::sources(app, workspace_id, empty.id).await.expect("sources");
    assert_eq!(sources.len(), 1);
    assert!(sources[0].read_at.is_some() && host.asked("/good") == 2);

    // And again where somebody asks for it.
    let elsewhere = colloquy_app::setup::create_workspace(app, "elsewhere").await.expect("a workspace").id;
    let hidden = knowledge::read_again(app, elsewhere, empty.id).await;
    assert!(matches!(hidden, Err(AppError::NotFound("knowledge base"))), "{hidden:?}");
    assert_eq!(work(&test).await, 0);
    knowledge::read_again(app, workspace_id, empty.id).await.expect("queued");
    assert_eq!((work(&test).await, host.asked("/good")), (1, 3));
}

async fn who_reads_what_was_changed_meanwhile_writes_nothing(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let maya = agent(&test, "Maya").await;
    let new = NewKnowledgeBase { text: Some("Open from nine.".into()), ..base() };
    let made = knowledge::create(app, workspace_id, new).await.expect("made");
    let late = test.claim(Queue::Fetch).await.remove(0);
    let change = |base: &mut NewKnowledgeBase| base.text = Some("Open from ten.".into());
    let changed = knowledge::change(app, workspace_id, made.id, change).await.expect("changed");
    assert!(changed.updated_at > made.updated_at);
    attempt(app, &late, &CancellationToken::new()).await;
    assert!(found(&test, maya, "open").await.is_empty());
    assert_eq!(work(&test).await, 1);
    assert!(found(&test, maya, "open").await[0].ends_with("Open from ten."));

    // Whom it is for and what it is called is nothing that is read.
    let other = agent(&test, "Omar").await;
    let change = move |base: &mut NewKnowledgeBase| {
        base.name = "Hours".into();
        base.agent_ids = vec![other];
    };
    knowledge::change(app, workspace_id, made.id, change).await.expect("changed");
    assert_eq!(work(&test).await, 0);
    assert!(found(&test, maya, "open").await.is_empty() && !found(&test, other, "open").await.is_empty());
    let same = knowledge::get(app, workspace_id, made.id).await.expect("it");
    let nothing = knowledge::change(app, workspace_id, made.id, |_| ()).await.expect("nothing");
    assert_eq!(nothing, same);

    let change = |base: &mut NewKnowledgeBase| base.text = None;
    knowledge::change(app, workspace_id, made.id, change).await.expect("changed");
    let late = test.claim(Queue::Fetch).await.remove(0);
    knowledge::delete(app, workspace_id, made.id).await.expect("deleted");
    attempt(app, &late, &CancellationToken::new()).await;
    let gone = knowledge::sources(app, workspace_id, made.id).await;
    assert!(matches!(gone, Err(AppError::NotFound("knowledge base"))), "{gone:?}");
    let gone = knowledge::delete(app, workspace_id, made.id).await;
    assert!(matches!(gone, Err(AppError::NotFound("knowledge base"))), "{gone:?}");
}

async fn only_sound_knowledge_bases_are_taken(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let unknown = NewKnowledgeBase { agent_ids: vec![AgentId::generate()], ..base() };
    let refused = knowledge::create(app, workspace_id, unknown).await;
    let Err(AppError::Malformed(problems)) = refused else { panic!("{refused:?}") };
    assert_eq!((problems[0].field.as_str(), problems[0].code), ("agent_ids", "unknown_value"));
    let maya = agent(&test, "Maya").await;
    let for_maya = NewKnowledgeBase { agent_ids: vec![maya], ..base() };
    let made = knowledge::create(app, workspace_id, for_maya).await.expect("made");
    // One who is gone since may stay where other things change.
    agent_profiles::delete(app, workspace_id, maya).await.expect("deleted");
    let change = |base: &mut NewKnowledgeBase| base.description = Some("All about returns".into());
    knowledge::change(app, workspace_id, made.id, change).await.expect("changed");
    let listed = knowledge::list(app, workspace_id, Slice { offset: 0, limit: 10 }).await.expect("a list");
    assert_eq!((listed.total, listed.rows.len()), (1, 1));
    assert_eq!(listed.rows[0].description.as_deref(), Some("All about returns"));
    let elsewhere = colloquy_app::setup::create_workspace(app, "elsewhere").await.expect("a workspace").id;
    let hidden = knowledge::change(app, elsewhere, made.id, |_| ()).await;
    assert!(matches!(hidden, Err(AppError::NotFound("knowledge base"))), "{hidden:?}");
}
