//! A whole app in this process, and a receiver of webhooks on loopback.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use colloquy_agent::{BasicChat, ChatModel, Runtime, Secrets};
use colloquy_app::app::{AppParts, Speaking};
use colloquy_app::clock::ManualClock;
use colloquy_app::events::{EventDialect, EventDialects};
use colloquy_app::ingest::{
    self, MediaSource, NewConversation, SuppliedEntry, SuppliedSpeaker, SuppliedTranscript,
};
use colloquy_app::keys::{Caller, NewKey, Presented, authenticate};
use colloquy_app::links::LinkSigner;
use colloquy_app::scratch::ScratchDir;
use colloquy_app::usage::Quotas;
use colloquy_app::{App, DialogueLimits, IngestLimits, Senders, keys, setup};
use colloquy_channel::Channels;
use colloquy_domain::ConversationId;
use colloquy_domain::conversation::{ConversationKind, DataSource};
use colloquy_domain::credential::Scopes;
use colloquy_domain::directory::UserRole;
use colloquy_domain::event::{Event, EventKind};
use colloquy_domain::job::Queue;
use colloquy_domain::secret::SecretText;
use colloquy_insight::Analyst;
use colloquy_netguard::{Guard, Policy};
use colloquy_speech::{Heard, Listen, ListenRequest, ProgressSink, SpeechError};
use colloquy_store::jobs::{self, LeasedJob, WorkerId};
use colloquy_store::objects::Objects;
use colloquy_testkit::TestDatabase;
use colloquy_webhook::{Manner, Signing};

/// Longest wait for something that should happen at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long the jobs of [`TestApp::claim`] are held.
pub const LEASE: Duration = Duration::from_secs(30);

/// An app with everything that it needs; dropped together.
pub struct TestApp {
    pub app: App,
    pub clock: ManualClock,
    pub caller: Caller,
    database: TestDatabase,
    folder: tempfile::TempDir,
}

impl TestApp {
    pub async fn new(database: TestDatabase) -> Self {
        Self::with_listener(database, Arc::new(Deaf)).await
    }

    pub async fn with_listener(database: TestDatabase, listener: Arc<dyn Listen>) -> Self {
        let chat = Arc::new(BasicChat);
        Self::with_parts(database, listener, chat, Channels::default(), DialogueLimits::default()).await
    }

    /// An app whose agents say what `chat` says, by these channels.
    pub async fn with_agents(
        database: TestDatabase,
        chat: Arc<dyn ChatModel>,
        channels: Channels,
        limits: DialogueLimits,
    ) -> Self {
        Self::with_parts(database, Arc::new(Deaf), chat, channels, limits).await
    }

    async fn with_parts(
        database: TestDatabase,
        listener: Arc<dyn Listen>,
        chat: Arc<dyn ChatModel>,
        channels: Channels,
        limits: DialogueLimits,
    ) -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        let clock = ManualClock::new(database.clock().now());
        let policy = Policy {
            allow_networks: vec!["127.0.0.1/32".parse().expect("a network")],
            allow_http: true,
            extra_ca_pem: None,
        };
        let guard = Guard::new(policy).expect("guard");
        let speaking = Speaking {
            runtime: Arc::new(Runtime { chat, guard: guard.clone(), secrets: Secrets::default() }),
            channels,
            telephone: None,
            senders: Senders::default(),
            twilio_auth_token: None,
            limits,
            // It answers as the server's own does: see `knowledge`.
            documents_program: std::env::current_exe().expect("this executable"),
        };
        let app = App::new(AppParts {
            store: database.store().clone(),
            objects: Objects::open(None, folder.path()).expect("objects"),
            guard,
            listener,
            analyst: Arc::new(Analyst::new(None, None)),
            clock: Arc::new(clock.clone()),
            dialects: EventDialects::new(vec![Arc::new(Plain), Arc::new(Brisk)]),
            mailer: None,
            links: LinkSigner::new(SecretText::new("test")),
            public_url: "http://127.0.0.1".parse().expect("a URL"),
            scratch_dir: ScratchDir::open(&folder.path().join("scratch")).expect("scratch"),
            limits: IngestLimits::default(),
            quotas: Quotas::default(),
            speaking,
        });
        let workspace = setup::create_workspace(&app, "test").await.expect("workspace");
        let new_user = setup::NewUser {
            email: "owner@firm.example".into(),
            name: "Owner".into(),
            phone: None,
            role: UserRole::Owner,
        };
        let owner = setup::create_user(&app, workspace.id, new_user).await.expect("user");
        let new_key = NewKey {
            workspace_id: workspace.id,
            user_id: Some(owner.id),
            name: "test".into(),
            scopes: Scopes::admin(),
        };
        let key = keys::create(&app, new_key).await.expect("key");
        let caller = authenticate(&app, &Presented::Token(key.api_key)).await.expect("caller");
        Self { app, clock, caller, database, folder }
    }

    /// Lets time pass, for the app and for the store.
    pub fn advance(&self, by: Duration) {
        self.database.clock().advance(by.try_into().expect("not for ever"));
        self.clock.advance(by);
    }

    /// Takes in a conversation that brings its transcript.
    pub async fn create(&self, external_id: &str) -> ConversationId {
        self.create_said(external_id, std::iter::once("Hello there.".into())).await
    }

    /// Takes in a conversation in which these texts were said.
    pub async fn create_said(
        &self,
        external_id: &str,
        texts: impl Iterator<Item = String>,
    ) -> ConversationId {
        let entry = |text| SuppliedEntry { end_seconds: 4.0, text: Some(text), ..SuppliedEntry::default() };
        let entries = texts.map(entry).collect();
        let transcript = SuppliedTranscript { speakers: vec![SuppliedSpeaker::default()], entries };
        self.take_in(external_id, Some(transcript), None).await
    }

    /// Takes in a conversation that brings a recording alone.
    pub async fn create_recorded(&self, external_id: &str) -> ConversationId {
        let path = self.folder.path().join("call.wav");
        std::fs::write(&path, SILENCE_WAV).expect("a file");
        self.take_in(external_id, None, Some(MediaSource::File(path))).await
    }

    async fn take_in(
        &self,
        external_id: &str,
        transcript: Option<SuppliedTranscript>,
        media: Option<MediaSource>,
    ) -> ConversationId {
        let new = NewConversation {
            kind: ConversationKind::Call,
            title: external_id.into(),
            source_system: "test".into(),
            external_id: external_id.into(),
            run_workflows: false,
            media,
            transcript,
            started_at: None,
            is_private: None,
            participants: vec![],
            external_url: None,
            supplied_text: None,
            data_source: DataSource::PublicApi,
        };
        ingest::create(&self.app, &self.caller, new).await.expect("created").conversation.id
    }

    /// Claims what is due in a queue, for half a minute: the test is one more worker.
    pub async fn claim(&self, queue: Queue) -> Vec<Arc<LeasedJob>> {
        let now = self.app.now();
        let (worker, until) = (WorkerId::generate(), now + LEASE);
        let store = &self.app.store;
        let claimed = jobs::claim(store, queue, worker, until, 100, now, &HashMap::new(), usize::MAX).await;
        claimed.expect("claimed").into_iter().map(Arc::new).collect()
    }
}

/// Eight samples of silence at 8 kHz.
const SILENCE_WAV: [u8; 60] =
    *b"RIFF\x34\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0\
    data\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// Refuses every recording for good.
struct Deaf;

#[async_trait]
impl Listen for Deaf {
    async fn listen(
        &self,
        _request: ListenRequest,
        _progress: ProgressSink<'_>,
    ) -> Result<Heard, SpeechError> {
        Err(SpeechError::EndpointRefused("nothing can be heard here".into()))
    }
}

/// A dialect that tells of accepted conversations only.
struct Plain;

impl EventDialect for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn event_types(&self) -> Vec<&'static str> {
        vec!["created"]
    }

    fn event_type(&self, kind: EventKind) -> Option<&'static str> {
        (kind == EventKind::ConversationCreated).then_some("created")
    }

    fn render(&self, event: &Event) -> Vec<u8> {
        format!("{{\"id\":\"{}\"}}", event.id).into_bytes()
    }
}

/// The same dialect with a manner of its own.
struct Brisk;

impl EventDialect for Brisk {
    fn name(&self) -> &'static str {
        "brisk"
    }

    fn event_types(&self) -> Vec<&'static str> {
        Plain.event_types()
    }

    fn event_type(&self, kind: EventKind) -> Option<&'static str> {
        Plain.event_type(kind)
    }

    fn render(&self, event: &Event) -> Vec<u8> {
        Plain.render(event)
    }

    fn manner(&self) -> Manner {
        const DELAYS: [time::Duration; 3] =
            [time::Duration::ZERO, time::Duration::seconds(7), time::Duration::minutes(40)];
        Manner {
            signing: Signing::BodyHex { header: "X-Brisk-Signature" },
            delays: &DELAYS,
            obeys_answers: false,
            ..Manner::STANDARD
        }
    }
}

/// One request that the receiver got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Got {
    pub id: String,
    pub timestamp: i64,
    pub signature: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// A receiver whose answer can be changed while it runs.
#[derive(Clone)]
pub struct Receiver {
    pub address: SocketAddr,
    status: Arc<AtomicU16>,
    got: Arc<Mutex<Vec<Got>>>,
}

impl Receiver {
    pub async fn start(status: u16) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let receiver = Self {
            address: listener.local_addr().expect("an address"),
            status: Arc::new(AtomicU16::new(status)),
            got: Arc::default(),
        };
        let router = Router::new().route("/", post(receive)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub fn answer_with(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    pub fn got(&self) -> Vec<Got> {
        self.got.lock().expect("not poisoned").clone()
    }

    /// Waits until so many requests have come.
    pub async fn wait_for(&self, count: usize) -> Vec<Got> {
        let enough = async {
            while self.got().len() < count {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, enough).await;
        assert!(waited.is_ok(), "{count} requests expected, {} came", self.got().len());
        self.got()
    }
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    // Not every dialect sends these.
    let text = |name: &str| match headers.get(name) {
        Some(value) => value.to_str().expect("text").to_owned(),
        None => String::new(),
    };
    receiver.got.lock().expect("not poisoned").push(Got {
        id: text("webhook-id"),
        timestamp: text("webhook-timestamp").parse().unwrap_or_default(),
        signature: text("webhook-signature"),
        headers,
        body,
    });
    StatusCode::from_u16(receiver.status.load(Ordering::SeqCst)).expect("a status")
}

/// Waits until `condition` holds.
pub async fn eventually<F: Future<Output = bool>>(what: &str, mut condition: impl FnMut() -> F) {
    let holds = async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, holds).await.is_ok(), "{what}");
}
