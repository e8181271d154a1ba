//! Turns that do not go as they should: models that fail, processes that die, messages that come at the wrong moment,
//! programs on the other side.

use std::time::Duration;

use colloquy_agent::AgentError;
use colloquy_agent::runtime::APOLOGY;
use colloquy_app::dialogues::{self, AgentOverride, Arrival, DialogueChange, NewDialogue};
use colloquy_domain::action::{Action, ActionMethod};
use colloquy_domain::agent_profile::AgentSettings;
use colloquy_domain::dialogue::{Channel, DialogueStatus};
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::job::Queue;
use colloquy_domain::{ActionId, ConversationId};
use colloquy_store::{Durability, StoreError, actions, tools, transcripts};
use colloquy_testkit::TestDatabase;

use super::script::{OURS, Stage};
use crate::on_both_databases;
use crate::support::{LEASE, Receiver};

on_both_databases! {
    what_ran_runs_once_although_the_model_fails_after_it,
    what_ran_is_written_down_although_the_dialogue_ended,
    a_model_that_fails_for_good_leaves_nobody_without_an_answer,
    a_model_that_is_away_for_long_leaves_nobody_without_an_answer,
    turns_that_end_with_their_process_leave_nobody_without_an_answer,
    without_first_words_a_dialogue_has_failed,
    what_comes_while_a_job_finds_nothing_to_do_is_answered,
    two_programs_do_not_answer_each_other_for_ever,
}

impl Stage {
    /// A route at which an agent answers that orders things there.
    async fn counter(&self, shop_url: &str) -> InboundRoute {
        let now = self.app().now();
        let action = Action {
            id: ActionId::generate(),
            workspace_id: self.workspace_id(),
            name: Some("Order".into()),
            description: Some("Orders one".into()),
            waiting_message: None,
            method: Some(ActionMethod::Post),
            url: Some(shop_url.into()),
            headers: Vec::new(),
            query_params: Vec::new(),
            input_variables: Vec::new(),
            created_at: now,
            updated_at: now,
        };
        let settings = AgentSettings {
            name: Some("Ada".into()),
            phone: Some(OURS.into()),
            actions: vec![action.id],
            ..AgentSettings::default()
        };
        let written: Result<(), StoreError> = self
            .app()
            .store
            .write(Durability::Full, move |tx| Box::pin(async move { actions::insert(tx, &action).await }))
            .await;
        written.expect("an action");
        let agent_id = self.agent(settings, true).await;
        InboundRoute { agent_id, ..self.route(Channel::Sms, Some(OURS)).await }
    }

    /// The dialogue in which the customer says this.
    async fn asked(&self, text: &str, key: &str, route: &InboundRoute) -> ConversationId {
        match self.hears(text, key, Some(route)).await {
            Arrival::Taken(taken) => taken.conversation_id,
            other => panic!("not taken: {other:?}"),
        }
    }

    async fn said(&self, id: ConversationId) -> Vec<String> {
        self.shown(id).await.messages.into_iter().map(|message| message.content).collect()
    }

    /// Takes the turn that is due, while something else happens before its first words.
    async fn turn_while(&self, meanwhile: impl Future<Output = ()>) {
        self.chat.close();
        let turn = async {
            for job in self.test.claim(Queue::Converse).await {
                self.attempt(job).await;
            }
        };
        let meanwhile = async {
            self.chat.entered().await;
            meanwhile.await;
            self.chat.open();
        };
        tokio::join!(turn, meanwhile);
    }
}

fn away() -> AgentError {
    AgentError::Unavailable("away".into())
}

fn refused() -> AgentError {
    AgentError::Refused("no such model".into())
}

async fn what_ran_runs_once_although_the_model_fails_after_it(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let shop = Receiver::start(200).await;
    let route = stage.counter(&shop.url()).await;
    stage.chat.calls("order");
    stage.chat.fails(away());
    let id = stage.asked("One, please.", "SM1", &route).await;
    stage.work().await;
    stage.test.advance(Duration::from_secs(120));
    stage.work().await;
    assert_eq!(shop.got().len(), 1);
    assert_eq!(stage.said(id).await, ["One, please.", APOLOGY]);
    let used = tools::list(stage.app().store.reader(), id).await.expect("read");
    assert_eq!((used.len(), used[0].name.as_str()), (1, "order"));
}

async fn what_ran_is_written_down_although_the_dialogue_ended(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let shop = Receiver::start(200).await;
    let route = stage.counter(&shop.url()).await;
    stage.chat.calls("order");
    let id = stage.asked("One, please.", "SM1", &route).await;
    let close = async {
        let change = DialogueChange { status: Some(DialogueStatus::Closed), ..DialogueChange::default() };
        dialogues::change(stage.app(), stage.caller(), id, change).await.expect("closed");
    };
    stage.turn_while(close).await;
    assert_eq!(shop.got().len(), 1);
    let used = tools::list(stage.app().store.reader(), id).await.expect("read");
    assert_eq!(used.len(), 1);
    assert_eq!(stage.said(id).await, ["One, please."], "nobody is answered any more");
    assert!(stage.test.claim(Queue::Converse).await.is_empty());
}

async fn a_model_that_fails_for_good_leaves_nobody_without_an_answer(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    stage.chat.fails(refused());
    stage.chat.says("On Tuesday.");
    let id = stage.asked("When?", "SM1", &route).await;
    let again = async {
        stage.asked("Hello?", "SM2", &route).await;
    };
    stage.turn_while(again).await;
    assert_eq!(stage.said(id).await, ["When?", "Hello?", APOLOGY]);
    stage.work().await;
    assert_eq!(stage.said(id).await, ["When?", "Hello?", APOLOGY, "On Tuesday."]);
    assert_eq!(stage.post.sent().len(), 2);
}

async fn a_model_that_is_away_for_long_leaves_nobody_without_an_answer(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    for _ in 0..8 {
        stage.chat.fails(away());
    }
    let id = stage.asked("When?", "SM1", &route).await;
    for attempt in 1..=8 {
        assert_eq!(stage.said(id).await, ["When?"], "before attempt {attempt}");
        stage.work().await;
        stage.test.advance(Duration::from_secs(61));
    }
    assert_eq!(stage.said(id).await, ["When?", APOLOGY]);
    assert_eq!(stage.chat.asked().len(), 8);
    stage.work().await;
    assert_eq!(stage.chat.asked().len(), 8, "nothing is left to do");
}

async fn turns_that_end_with_their_process_leave_nobody_without_an_answer(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    let id = stage.asked("When?", "SM1", &route).await;
    for _ in 0..8 {
        assert_eq!(stage.test.claim(Queue::Converse).await.len(), 1);
        stage.test.advance(LEASE + Duration::from_secs(1));
    }
    stage.work().await;
    assert_eq!(stage.said(id).await, ["When?", APOLOGY]);
    assert!(stage.chat.asked().is_empty(), "what may have ended those processes is not tried again");
    stage.asked("And now?", "SM2", &route).await;
    stage.work().await;
    assert_eq!(stage.said(id).await.last().map(String::as_str), Some("I see."));
}

async fn without_first_words_a_dialogue_has_failed(database: TestDatabase) {
    let stage = Stage::new(database).await;
    stage.chat.fails(refused());
    let agent_override = AgentOverride { initial_message: Some(String::new()), ..AgentOverride::default() };
    let new = NewDialogue { agent_override, ..stage.sms() };
    let created = dialogues::create(stage.app(), stage.caller(), new).await.expect("created");
    stage.work().await;
    let row = stage.row(created.dialogue.conversation_id).await;
    assert_eq!(row.status, DialogueStatus::Failed);
    assert_eq!(row.ended_reason.as_deref(), Some("the agent could not find its first words"));
    assert!(stage.post.sent().is_empty());
    let transcript = transcripts::get(stage.app().store.reader(), row.conversation_id).await.expect("read");
    assert!(transcript.is_none());
}

async fn what_comes_while_a_job_finds_nothing_to_do_is_answered(database: TestDatabase) {
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    let other =
        stage.agent(AgentSettings { name: Some("Bea".into()), ..AgentSettings::default() }, true).await;
    let id = stage.asked("Hello", "SM", &route).await;
    stage.work().await;
    let first = stage.row(id).await.agent_id;
    for round in 0..25 {
        // Whoever goes on with a dialogue looks whether there is something to answer.
        let agent_id = Some(if round % 2 == 0 { other } else { first });
        let change = DialogueChange { agent_id, ..DialogueChange::default() };
        dialogues::change(stage.app(), stage.caller(), id, change).await.expect("changed");
        let mut due = stage.test.claim(Queue::Converse).await;
        let job = due.pop().expect("a job");
        let (question, key) = (format!("Question {round}"), format!("SM{round}"));
        tokio::join!(stage.attempt(job), stage.asked(&question, &key, &route));
        stage.work().await;
        let row = stage.row(id).await;
        assert_eq!(row.answered_to + 1, row.message_count, "round {round}");
    }
}

async fn two_programs_do_not_answer_each_other_for_ever(database: TestDatabase) {
    const MOST: usize = 60;
    let stage = Stage::new(database).await;
    let route = stage.route(Channel::Sms, Some(OURS)).await;
    let id = stage.asked("Thank you!", "SM", &route).await;
    for number in 1..MOST {
        stage.work().await;
        assert_eq!(stage.asked("Thank you!", &format!("SM{number}"), &route).await, id);
    }
    stage.work().await;
    assert_eq!((stage.post.sent().len(), stage.row(id).await.ended_at), (MOST, None));
    stage.asked("Thank you!", "last", &route).await;
    stage.work().await;
    let row = stage.row(id).await;
    assert_eq!(row.status, DialogueStatus::Closed);
    assert!(row.ended_reason.expect("a reason").contains("too often within an hour"));
    // A new dialogue makes nothing good.
    let next = stage.asked("Thank you!", "next", &route).await;
    stage.work().await;
    assert_eq!(stage.row(next).await.status, DialogueStatus::Closed);
    assert_eq!(stage.post.sent().len(), MOST);
    stage.test.advance(Duration::from_secs(61 * 60));
    let later = stage.asked("Where is my order?", "later", &route).await;
    stage.work().await;
    assert_eq!(stage.row(later).await.ended_at, None);
    assert_eq!(stage.post.sent().len(), MOST + 1);
}
