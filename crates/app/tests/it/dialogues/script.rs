//! A stage for dialogues: an agent with a skill, and a model that says what it was told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use colloquy_agent::{AgentError, ChatMessage, ChatModel, ChatReply, ChatRequest, Pieces, ToolCall};
use colloquy_app::dialogues::{
    self, AgentOverride, Arrival, CustomerGiven, DialogueShown, Incoming, NewDialogue,
};
use colloquy_app::keys::{self, Caller, NewKey, Presented, authenticate};
use colloquy_app::work::attempt;
use colloquy_app::{App, DialogueLimits, setup};
use colloquy_channel::Channels;
use colloquy_domain::agent::Agent;
use colloquy_domain::agent_profile::{AgentProfile, AgentSettings};
use colloquy_domain::credential::Scopes;
use colloquy_domain::dialogue::{Channel, Dialogue};
use colloquy_domain::evidence::EngineLabel;
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::job::Queue;
use colloquy_domain::skill::Skill;
use colloquy_domain::{AgentId, ConversationId, InboundRouteId, SkillId, WorkspaceId};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{
    Durability, StoreError, agent_profiles, agents, dialogues as rows, inbound_routes, skills,
};
use colloquy_testkit::TestDatabase;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::post::{Nowhere, Post};
use crate::support::TestApp;

pub const CUSTOMER: &str = "+12025550100";
pub const OURS: &str = "+12025550199";

/// Another workspace of the same server, with an agent of its own.
pub struct Firm {
    pub caller: Caller,
    pub agent_id: AgentId,
    pub skill_id: SkillId,
}

/// Everything that a dialogue needs.
pub struct Stage {
    pub test: TestApp,
    pub chat: Arc<Script>,
    pub post: Arc<Post>,
    agent_id: AgentId,
    skill_id: SkillId,
}

impl Stage {
    pub async fn new(database: TestDatabase) -> Self {
        Self::with_limits(database, DialogueLimits::default()).await
    }

    pub async fn with_limits(database: TestDatabase, limits: DialogueLimits) -> Self {
        let (chat, post) = (Arc::new(Script::new()), Arc::new(Post::default()));
        let channels = Channels::new(post.clone(), post.clone(), Arc::new(Nowhere));
        let test = TestApp::with_agents(database, chat.clone(), channels, limits).await;
        let mut stage =
            Self { test, chat, post, agent_id: AgentId::generate(), skill_id: SkillId::generate() };
        let settings = AgentSettings {
            name: Some("Ada".into()),
            phone: Some(OURS.into()),
            base_instructions: Some("Never used.".into()),
            ..AgentSettings::default()
        };
        stage.agent_id = stage.agent(settings, true).await;
        stage.skill_id = stage.skill(stage.workspace_id()).await;
        stage
    }

    /// Another workspace, whose agent writes from that number.
    pub async fn firm(&self, phone: Option<&str>) -> Firm {
        let workspace = setup::create_workspace(self.app(), "other").await.expect("a workspace");
        let caller = self.key(workspace.id, Scopes::admin()).await;
        let settings = AgentSettings {
            name: Some("Bea".into()),
            phone: phone.map(str::to_owned),
            ..AgentSettings::default()
        };
        let agent_id = self.agent_of(workspace.id, settings, true).await;
        Firm { caller, agent_id, skill_id: self.skill(workspace.id).await }
    }

    /// A key of nobody in particular.
    pub async fn key(&self, workspace_id: WorkspaceId, scopes: Scopes) -> Caller {
        let new = NewKey { workspace_id, user_id: None, name: "other".into(), scopes };
        let key = keys::create(self.app(), new).await.expect("a key");
        authenticate(self.app(), &Presented::Token(key.api_key)).await.expect("a caller")
    }

    pub fn app(&self) -> &App {
        &self.test.app
    }

    pub fn caller(&self) -> &Caller {
        &self.test.caller
    }

    pub fn workspace_id(&self) -> WorkspaceId {
        self.test.caller.workspace_id()
    }

    /// An agent of ours.
    pub async fn agent(&self, settings: AgentSettings, is_active: bool) -> AgentId {
        self.agent_of(self.workspace_id(), settings, is_active).await
    }

    async fn agent_of(&self, workspace_id: WorkspaceId, settings: AgentSettings, is_active: bool) -> AgentId {
        let now = self.app().now();
        let agent = Agent {
            id: AgentId::generate(),
            workspace_id,
            name: "Ada".into(),
            custom_id: None,
            description: None,
            created_at: now,
            updated_at: now,
        };
        let agent_id = agent.id;
        let profile =
            AgentProfile { agent_id, workspace_id, settings, is_active, created_at: now, updated_at: now };
        let written: Result<(), StoreError> = self
            .app()
            .store
            .write(Durability::Full, move |tx| {
                Box::pin(async move {
                    agents::insert(tx, &agent).await?;
                    agent_profiles::insert(tx, &profile).await
                })
            })
            .await;
        written.expect("an agent");
        agent_id
    }

    async fn skill(&self, workspace_id: WorkspaceId) -> SkillId {
        let now = self.app().now();
        let skill = Skill {
            id: SkillId::generate(),
            workspace_id,
            name: "Orders".into(),
            description: None,
            language: Some("en-US".into()),
            is_active: true,
            initial_message: Some("Hello {{firstName}}, this is {{aiName}}.{{Nothing}}".into()),
            prompt: Some("Be brief.".into()),
            routing_conditions: serde_json::Map::new(),
            created_at: now,
            updated_at: now,
        };
        let id = skill.id;
        let written: Result<(), StoreError> = self
            .app()
            .store
            .write(Durability::Full, move |tx| Box::pin(async move { skills::insert(tx, &skill).await }))
            .await;
        written.expect("a skill");
        id
    }

    /// A route at which that agent answers.
    pub async fn route(&self, channel: Channel, address: Option<&str>) -> InboundRoute {
        let now = self.app().now();
        let route = InboundRoute {
            id: InboundRouteId::generate(),
            workspace_id: self.workspace_id(),
            channel,
            address: address.map(str::to_owned),
            agent_id: self.agent_id,
            skill_id: self.skill_id,
            allowed_origins: Vec::new(),
            is_active: true,
            created_at: now,
            updated_at: now,
        };
        let new = route.clone();
        let written: Result<(), StoreError> = self
            .app()
            .store
            .write(Durability::Full, move |tx| {
                Box::pin(async move { inbound_routes::insert(tx, &new).await })
            })
            .await;
        written.expect("a route");
        route
    }

    /// A dialogue by short messages with John.
    pub fn sms(&self) -> NewDialogue {
        NewDialogue {
            agent_id: self.agent_id,
            skill_id: self.skill_id,
            channel: Channel::Sms,
            customer: CustomerGiven {
                first_name: Some("John".into()),
                phone_number: Some(CUSTOMER.into()),
                ..CustomerGiven::default()
            },
            customer_name: None,
            customer_phone: None,
            customer_email: None,
            agent_override: AgentOverride::default(),
        }
    }

    /// The same, begun by another workspace.
    pub fn sms_of(&self, firm: &Firm) -> NewDialogue {
        NewDialogue { agent_id: firm.agent_id, skill_id: firm.skill_id, ..self.sms() }
    }

    /// The customer writes a short message.
    pub async fn hears(&self, text: &str, key: &str, route: Option<&InboundRoute>) -> Arrival {
        self.hears_at(OURS, text, key, route).await
    }

    /// The same to that number.
    pub async fn hears_at(&self, to: &str, text: &str, key: &str, route: Option<&InboundRoute>) -> Arrival {
        let incoming = Incoming {
            channel: Channel::Sms,
            from: CUSTOMER.into(),
            to: Some(to.into()),
            route: route.cloned(),
            text: text.into(),
            media_url: None,
            channel_key: key.into(),
            name: None,
            at: self.app().now(),
        };
        dialogues::incoming(self.app(), incoming).await.expect("taken")
    }

    pub async fn shown(&self, id: ConversationId) -> DialogueShown {
        dialogues::get(self.app(), self.caller(), id).await.expect("a dialogue")
    }

    /// A dialogue as it is, whatever people see of it.
    pub async fn row(&self, id: ConversationId) -> Dialogue {
        rows::get_any(self.app().store.reader(), id).await.expect("read").expect("a dialogue")
    }

    /// Does all jobs of dialogues that are due, and those that follow.
    pub async fn work(&self) {
        loop {
            let mut due = self.test.claim(Queue::Converse).await;
            due.extend(self.test.claim(Queue::Send).await);
            if due.is_empty() {
                return;
            }
            for job in due {
                self.attempt(job).await;
            }
        }
    }

    pub async fn attempt(&self, job: Arc<LeasedJob>) {
        attempt(self.app(), &job, &CancellationToken::new()).await;
    }
}

/// Says what it was told to say, and otherwise that it understood.
pub struct Script {
    replies: Mutex<VecDeque<Result<ChatReply, AgentError>>>,
    asked: Mutex<Vec<String>>,
    /// Turns that may go on.
    gate: Semaphore,
    /// Turns that have come to the gate.
    entered: Semaphore,
}

/// As many turns as no test has.
const MANY: u32 = 1_000;

impl Script {
    fn new() -> Self {
        Self {
            replies: Mutex::default(),
            asked: Mutex::default(),
            gate: Semaphore::new(MANY as usize),
            entered: Semaphore::new(0),
        }
    }

    /// The next thing to say.
    pub fn says(&self, text: &str) {
        let reply = ChatReply { text: text.into(), calls: Vec::new(), is_finished: true };
        self.replies.lock().expect("not poisoned").push_back(Ok(reply));
    }

    /// The next thing to do: it calls a tool that takes nothing.
    pub fn calls(&self, name: &str) {
        let call = ToolCall { id: "1".into(), name: name.into(), arguments: serde_json::Map::new() };
        let reply = ChatReply { text: String::new(), calls: vec![call], is_finished: true };
        self.replies.lock().expect("not poisoned").push_back(Ok(reply));
    }

    /// Fails the next time.
    pub fn fails(&self, error: AgentError) {
        self.replies.lock().expect("not poisoned").push_back(Err(error));
    }

    /// What the customer had said last, in each turn.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("not poisoned").clone()
    }

    /// Lets no turn go on.
    pub fn close(&self) {
        self.gate.try_acquire_many(MANY).expect("open").forget();
    }

    pub fn open(&self) {
        self.gate.add_permits(MANY as usize);
    }

    /// Waits until a turn has come to the gate.
    pub async fn entered(&self) {
        self.entered.acquire().await.expect("not closed").forget();
    }
}

#[async_trait]
impl ChatModel for Script {
    async fn reply(&self, request: &ChatRequest, pieces: &mut Pieces<'_>) -> Result<ChatReply, AgentError> {
        self.entered.add_permits(1);
        let passed = self.gate.acquire().await.expect("not closed");
        drop(passed);
        let last = request.messages.iter().rev().find_map(|message| match message {
            ChatMessage::Customer(text) => Some(text.clone()),
            _ => None,
        });
        self.asked.lock().expect("not poisoned").push(last.unwrap_or_default());
        let next = self.replies.lock().expect("not poisoned").pop_front();
        let usual = || Ok(ChatReply { text: "I see.".into(), calls: Vec::new(), is_finished: true });
        let reply = next.unwrap_or_else(usual)?;
        pieces(&reply.text);
        Ok(reply)
    }

    fn label(&self) -> EngineLabel {
        EngineLabel("script".into())
    }
}
