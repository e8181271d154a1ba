//! An app with a telephone, and a customer with another one.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use colloquy_agent::{Runtime, Secrets};
use colloquy_app::agent_profiles;
use colloquy_app::app::{AppParts, Speaking};
use colloquy_app::clock::ManualClock;
use colloquy_app::dialogues::{self, AgentOverride, CustomerGiven, NewDialogue, Telephone as _};
use colloquy_app::events::EventDialects;
use colloquy_app::inbound_routes::{self, NewInboundRoute};
use colloquy_app::keys::{Caller, NewKey, Presented, authenticate};
use colloquy_app::links::LinkSigner;
use colloquy_app::scratch::ScratchDir;
use colloquy_app::skills::{self, NewSkill};
use colloquy_app::usage::Quotas;
use colloquy_app::{App, DialogueLimits, IngestLimits, Senders, keys, setup};
use colloquy_channel::Channels;
use colloquy_domain::agent_profile::AgentSettings;
use colloquy_domain::credential::Scopes;
use colloquy_domain::dialogue::{Channel, Dialogue};
use colloquy_domain::dialogue_message::DialogueMessage;
use colloquy_domain::directory::UserRole;
use colloquy_domain::recording::Recording;
use colloquy_domain::secret::SecretText;
use colloquy_domain::{AgentId, ConversationId, SkillId};
use colloquy_insight::Analyst;
use colloquy_netguard::{Guard, Policy};
use colloquy_speech::{Heard as Transcribed, Listen, ListenRequest, ProgressSink, SpeechError, Spoken};
use colloquy_store::objects::Objects;
use colloquy_store::{dialogue_messages, dialogues as stored, recordings};
use colloquy_telephone::{Call, Ended, IncomingCall, SipSettings, Telephone};
use colloquy_testkit::TestDatabase;
use colloquy_voice::{Senses, VoiceLine, keep_answering};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::script::{Mind, OneEar, Tones, Understanding};

pub const CUSTOMER: &str = "+12025550100";
pub const OURS: &str = "+12025550199";

/// Nothing here takes longer, but for a machine that stands still.
const PATIENCE: Duration = Duration::from_secs(30);

/// Everything of one test.
pub struct Stage {
    pub app: App,
    pub understanding: Arc<Understanding>,
    pub mind: Arc<Mind>,
    pub line: Arc<VoiceLine>,
    customer: Telephone,
    calls: mpsc::Receiver<IncomingCall>,
    caller: Caller,
    agent_id: AgentId,
    skill_id: SkillId,
    answering: Option<mpsc::Receiver<IncomingCall>>,
    shutdown: CancellationToken,
    _stop: DropGuard,
    _database: TestDatabase,
    _folder: tempfile::TempDir,
}

impl Stage {
    /// An agent with these settings, who greets with these words, speaks in tones and understands what it is told to.
    pub async fn new(settings: AgentSettings, greeting: &str) -> Self {
        let understanding = Arc::new(Understanding::default());
        let senses = Senses { ears: Arc::new(OneEar(understanding.clone())), voice: Arc::new(Tones) };
        Self::with(settings, greeting, understanding, senses).await
    }

    /// An agent who hears and speaks by these senses.
    pub async fn with(
        settings: AgentSettings,
        greeting: &str,
        understanding: Arc<Understanding>,
        senses: Senses,
    ) -> Self {
        let (database, folder) =
            (TestDatabase::sqlite().await, tempfile::tempdir().expect("a temporary folder"));
        let stop = CancellationToken::new();
        let (customer, calls) = Telephone::open(sip(None), stop.clone()).await.expect("a telephone");
        let mind = Arc::new(Mind::default());
        let line = Arc::new(VoiceLine::new(sip(Some(customer.address().to_string())), Some(senses)));
        let answering = line.open(stop.clone()).await.expect("a line");
        let app = app(&database, folder.path(), mind.clone(), line.clone());
        let caller = caller(&app).await;
        let settings = AgentSettings { name: Some("Ada".into()), phone: Some(OURS.into()), ..settings };
        let profile = agent_profiles::create(&app, &caller, settings).await.expect("an agent");
        let new_skill = NewSkill {
            name: "Orders".into(),
            description: None,
            language: Some("en-US".into()),
            is_active: true,
            initial_message: Some(greeting.into()),
            prompt: Some("Be brief.".into()),
            routing_conditions: serde_json::Map::new(),
        };
        let skill = skills::create(&app, caller.workspace_id(), new_skill).await.expect("a skill");
        Self {
            app,
            understanding,
            mind,
            line,
            customer,
            calls,
            caller,
            agent_id: profile.agent_id,
            skill_id: skill.id,
            answering,
            shutdown: CancellationToken::new(),
            _stop: stop.drop_guard(),
            _database: database,
            _folder: folder,
        }
    }

    /// The agent calls the customer, whose telephone rings. What holds the call goes on by itself.
    pub async fn call(&mut self) -> (ConversationId, IncomingCall, JoinHandle<()>) {
        let new = NewDialogue {
            agent_id: self.agent_id,
            skill_id: self.skill_id,
            channel: Channel::Call,
            customer: CustomerGiven { phone_number: Some(CUSTOMER.into()), ..CustomerGiven::default() },
            customer_name: None,
            customer_phone: None,
            customer_email: None,
            agent_override: AgentOverride::default(),
        };
        let created = dialogues::create(&self.app, &self.caller, new).await.expect("a dialogue");
        let id = created.dialogue.conversation_id;
        let (app, line) = (self.app.clone(), self.line.clone());
        let cancelled = self.shutdown.clone();
        let holding = tokio::spawn(async move {
            line.hold(&app, created.dialogue, cancelled).await.expect("held");
        });
        let incoming = soon("a call", self.calls.recv()).await.expect("an open telephone");
        assert_eq!((incoming.from.as_str(), incoming.to.as_str()), (OURS, CUSTOMER));
        (id, incoming, holding)
    }

    /// The same, answered.
    pub async fn answered(&mut self) -> (ConversationId, Customer, JoinHandle<()>) {
        let (id, incoming, holding) = self.call().await;
        let call = incoming.answer().await.expect("a call");
        (id, Customer::new(call), holding)
    }

    /// The agent answers at its number from now on.
    pub async fn answer_at(&mut self, address: &str) {
        let new = NewInboundRoute {
            channel: Channel::Call,
            address: Some(address.into()),
            agent_id: self.agent_id,
            skill_id: self.skill_id,
            allowed_origins: Vec::new(),
            is_active: true,
        };
        inbound_routes::create(&self.app, self.caller.workspace_id(), new).await.expect("a route");
        let calls = self.answering.take().expect("not yet");
        tokio::spawn(keep_answering(self.app.clone(), self.line.clone(), calls, self.shutdown.clone()));
    }

    /// The customer calls that number.
    pub async fn dial(&self, number: &str) -> Result<Customer, colloquy_telephone::CallFailed> {
        let ours = self.line.telephone().expect("open").address();
        let to = format!("sip:{number}@{ours}");
        soon("an answer", self.customer.call(CUSTOMER, &to, |_progress| {})).await.map(Customer::new)
    }

    pub async fn dialogue(&self, id: ConversationId) -> Dialogue {
        stored::get_any(self.app.store.reader(), id).await.expect("read").expect("a dialogue")
    }

    pub async fn messages(&self, id: ConversationId) -> Vec<DialogueMessage> {
        dialogue_messages::list(self.app.store.reader(), id).await.expect("read")
    }

    pub async fn recordings(&self, id: ConversationId) -> Vec<Recording> {
        recordings::list_for(self.app.store.reader(), id).await.expect("read")
    }

    /// The process is about to end.
    pub fn shut_down(&self) {
        self.shutdown.cancel();
    }
}

/// The customer's end of a call: each frame that came, as whether it was loud, in order.
pub struct Customer {
    pub call: Call,
    frames: Vec<bool>,
}

impl Customer {
    fn new(call: Call) -> Self {
        Self { call, frames: Vec::new() }
    }

    /// Listens until so many frames in a row were loud or not, and gives how many frames that took.
    pub async fn listen_for(&mut self, is_loud: bool, in_a_row: usize) -> usize {
        let begin = self.frames.len();
        let listening = async {
            let mut run = 0;
            while run < in_a_row {
                run = if self.next_frame().await == is_loud { run + 1 } else { 0 };
            }
        };
        soon("the agent", listening).await;
        self.frames.len() - begin
    }

    /// Listens for so many frames, and gives how many of them were quiet.
    pub async fn listen(&mut self, frames: usize) -> usize {
        let mut quiet = 0;
        for _ in 0..frames {
            quiet += usize::from(!soon("a frame", self.next_frame()).await);
        }
        quiet
    }

    async fn next_frame(&mut self) -> bool {
        let heard = self.call.audio().recv().await.expect("a call that goes on");
        let energy: f64 = heard.samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
        let is_loud = (energy / heard.samples.len() as f64).sqrt() > 500.0;
        self.frames.push(is_loud);
        is_loud
    }

    pub fn plays(&self, samples: Vec<i16>) {
        self.call.speaker().play(samples);
    }

    /// Waits until the call is over.
    pub async fn over(&mut self) -> Ended {
        let mut ended = self.call.ended();
        let waiting = async { ended.wait_for(Option::is_some).await.expect("told").clone() };
        soon("the end of the call", waiting).await.expect("ended")
    }
}

/// The first seconds of what a president said, as the telephone carries it.
pub fn speech(seconds: f64) -> Vec<i16> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/audio/jfk.wav");
    let wav = std::fs::read(path).expect("the sample");
    let data = wav.windows(4).position(|window| window == b"data").expect("a wave file") + 8;
    let samples = wav[data..].as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
    let mut speech = colloquy_speech::to_telephone(&Spoken { samples, sample_rate_hz: 16_000 });
    // He takes a third of a second to begin.
    let begin = speech.iter().position(|sample| sample.unsigned_abs() > 1_500).expect("speech");
    speech.drain(..begin);
    speech.truncate((seconds * 8_000.0) as usize);
    speech
}

/// Waits, but not for ever.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_elapsed) => panic!("waited in vain: {what}"),
    }
}

fn sip(server: Option<String>) -> SipSettings {
    SipSettings { server, listen: ([127, 0, 0, 1], 0).into(), ..SipSettings::default() }
}

fn app(database: &TestDatabase, folder: &Path, mind: Arc<Mind>, line: Arc<VoiceLine>) -> App {
    let policy = Policy { allow_networks: Vec::new(), allow_http: false, extra_ca_pem: None };
    let guard = Guard::new(policy).expect("guard");
    let runtime = Runtime { chat: mind, guard: guard.clone(), secrets: Secrets::default() };
    App::new(AppParts {
        store: database.store().clone(),
        objects: Objects::open(None, folder).expect("objects"),
        guard,
        listener: Arc::new(Deaf),
        analyst: Arc::new(Analyst::new(None, None)),
        clock: Arc::new(ManualClock::new(database.clock().now())),
        dialects: EventDialects::new(Vec::new()),
        mailer: None,
        links: LinkSigner::new(SecretText::new("test")),
        public_url: "http://127.0.0.1".parse().expect("a URL"),
        scratch_dir: ScratchDir::open(&folder.join("scratch")).expect("scratch"),
        limits: IngestLimits::default(),
        quotas: Quotas::default(),
        speaking: Speaking {
            runtime: Arc::new(runtime),
            channels: Channels::default(),
            telephone: Some(line),
            senders: Senders::default(),
            twilio_auth_token: None,
            limits: DialogueLimits::default(),
            documents_program: "colloquy".into(),
        },
    })
}

async fn caller(app: &App) -> Caller {
    let workspace = setup::create_workspace(app, "test").await.expect("workspace");
    let new_user = setup::NewUser {
        email: "owner@firm.example".into(),
        name: "Owner".into(),
        phone: None,
        role: UserRole::Owner,
    };
    let owner = setup::create_user(app, workspace.id, new_user).await.expect("user");
    let new_key = NewKey {
        workspace_id: workspace.id,
        user_id: Some(owner.id),
        name: "test".into(),
        scopes: Scopes::admin(),
    };
    let key = keys::create(app, new_key).await.expect("key");
    authenticate(app, &Presented::Token(key.api_key)).await.expect("caller")
}

/// Transcribes nothing: no job runs here.
struct Deaf;

#[async_trait::async_trait]
impl Listen for Deaf {
    async fn listen(
        &self,
        _request: ListenRequest,
        _progress: ProgressSink<'_>,
    ) -> Result<Transcribed, SpeechError> {
        Err(SpeechError::Cancelled)
    }
}
