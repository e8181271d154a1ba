//! What tests of turns need: briefs, messages, actions, ears.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use colloquy_agent::tools::Secret;
use colloquy_agent::{ChatModel, Ear, Index, Runtime, Said, Secrets, Turn};
use colloquy_domain::action::{Action, ActionMethod, InputVariable, Pair};
use colloquy_domain::agent_profile::{AgentSettings, Behaviour};
use colloquy_domain::dialogue::{Brief, Channel, Voice};
use colloquy_domain::dialogue_message::{DialogueMessage, MessageStatus, Sender};
use colloquy_domain::knowledge::Passage;
use colloquy_domain::secret::SecretText;
use colloquy_domain::{
    ActionId, ConversationId, DialogueMessageId, Instant, KnowledgeBaseId, KnowledgeSourceId, PassageId,
    WorkspaceId,
};
use serde_json::Map;

use crate::shop::open_guard;

/// A brief with nothing unusual in it.
pub fn brief() -> Brief {
    Brief {
        agent_name: "Ada".into(),
        role: None,
        language: Some("en-US".into()),
        prompt: "Help with orders.".into(),
        initial_message: String::new(),
        behaviour: Behaviour::of(&AgentSettings::default()),
        voice: Voice::default(),
        model_name: None,
        action_ids: Vec::new(),
        routing_conditions: Map::new(),
        customer_facts: BTreeMap::new(),
    }
}

/// Messages of `a`gent and `c`ustomer.
pub fn history(said: &[(&str, &str)]) -> Vec<DialogueMessage> {
    let conversation_id = ConversationId::generate();
    let message = |(number, (who, content)): (usize, &(&str, &str))| DialogueMessage {
        id: DialogueMessageId::generate(),
        workspace_id: WorkspaceId::generate(),
        conversation_id,
        position: number as u64 + 1,
        sender: if *who == "a" { Sender::Agent } else { Sender::Customer },
        content: (*content).to_owned(),
        media_url: None,
        status: MessageStatus::Received,
        error: None,
        sid: String::new(),
        channel_key: None,
        passage_ids: Vec::new(),
        created_at: Instant::UNIX_EPOCH,
        updated_at: Instant::UNIX_EPOCH,
    };
    said.iter().enumerate().map(message).collect()
}

/// An action that looks an order up by a telephone number.
pub fn order_checking(url: &str) -> Action {
    Action {
        id: ActionId::generate(),
        workspace_id: WorkspaceId::generate(),
        name: Some("Order checking".into()),
        description: Some("Finds an order".into()),
        waiting_message: Some("Let me look that up.".into()),
        method: Some(ActionMethod::Get),
        url: Some(format!("{url}/orders/{{phone}}/last?phone=old&fixed=1")),
        headers: vec![pair("X-Shop-Key", "{{shop-key}}"), pair("X-Phone", "{phone}")],
        query_params: vec![pair("phone", "{phone}")],
        input_variables: vec![InputVariable {
            name: "phone".into(),
            description: Some("Phone number".into()),
            is_required: true,
            data_type: "string".into(),
        }],
        created_at: Instant::UNIX_EPOCH,
        updated_at: Instant::UNIX_EPOCH,
    }
}

/// A name and a value.
pub fn pair(key: &str, value: &str) -> Pair {
    Pair { key: key.into(), value: value.into() }
}

/// The secret of [`order_checking`].
pub const SHOP_KEY: &str = "s3cret-shop-key";

/// What the server keeps for actions: for shops on loopback.
pub fn secrets() -> Secrets {
    secrets_for(&["127.0.0.1"], None)
}

/// The same for other hosts, and perhaps for one workspace only.
pub fn secrets_for(hosts: &[&str], workspace_id: Option<WorkspaceId>) -> Secrets {
    let secret = Secret {
        value: SecretText::new(SHOP_KEY),
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
        workspaces: workspace_id.map(|id| BTreeSet::from([id])),
    };
    Secrets::new(BTreeMap::from([("shop-key".to_owned(), secret)]))
}

/// An index of these texts.
pub fn index(texts: &[&str]) -> (Index, Vec<PassageId>) {
    let passage = |text: &&str| Passage {
        id: PassageId::generate(),
        knowledge_base_id: KnowledgeBaseId::generate(),
        source_id: KnowledgeSourceId::generate(),
        position: 0,
        text: (*text).to_owned(),
    };
    let passages: Vec<Passage> = texts.iter().map(passage).collect();
    let ids = passages.iter().map(|passage| passage.id).collect();
    (Index::build(passages), ids)
}

/// Hears everything.
#[derive(Debug, Default)]
pub struct Notes {
    /// Pieces of the answer.
    pub pieces: Vec<String>,
    /// What was said while actions ran.
    pub waiting: Vec<String>,
}

impl Ear for Notes {
    fn piece(&mut self, text: &str) {
        self.pieces.push(text.to_owned());
    }

    fn waiting(&mut self, text: &str) {
        self.waiting.push(text.to_owned());
    }
}

/// A runtime with that model, which reaches loopback.
pub fn runtime(chat: impl ChatModel + 'static) -> Runtime {
    Runtime { chat: Arc::new(chat), guard: open_guard(), secrets: secrets() }
}

/// A turn on a channel that is answered without failure, and what was heard of it.
pub async fn answer(
    runtime: &Runtime,
    channel: Channel,
    said: &[(&str, &str)],
    actions: &[Action],
    index: Option<&Index>,
) -> (Said, Notes) {
    let (brief, history, mut notes) = (brief(), history(said), Notes::default());
    let now = Instant::UNIX_EPOCH;
    let turn = Turn { brief: &brief, channel, history: &history, actions, index, now };
    let said = runtime.turn(&turn, &mut notes).await.unwrap();
    (said, notes)
}
