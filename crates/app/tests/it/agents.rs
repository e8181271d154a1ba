//! Agents, tools and properties that come with conversations, also where several conversations come at once.

use std::collections::{BTreeSet, HashSet};

use colloquy_app::agents::{
    self, AgentContent, AgentKey, AgentOnCall, AgentReference, GivenAgent, GivenEndpoint, ListWindow,
};
use colloquy_app::metrics::values;
use colloquy_app::properties::{self, Sent};
use colloquy_app::tools::{self, Appended, GivenInvocation};
use colloquy_app::{AppError, erase, traces};
use colloquy_domain::agent::{EndpointDirection, EndpointKind, PromptSource};
use colloquy_domain::conversation::ConversationKind;
use colloquy_domain::{AgentId, ConversationId};
use colloquy_store::agents::prompts;
use colloquy_store::{Durability, conversations};
use colloquy_testkit::{TestDatabase, samples};
use futures::future::join_all;
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::TestApp;

on_both_databases! {
    calls_that_come_at_once_make_an_agent_once,
    what_a_refused_call_brought_is_not_there,
    tools_have_a_version_for_each_shape,
    the_same_invocations_at_once_are_added_once,
    one_of_two_first_values_gives_a_name_its_type,
    nothing_is_left_of_an_erased_conversation,
    a_chat_is_no_call,
}

fn named(name: &str, custom_id: Option<&str>) -> AgentKey {
    AgentKey::Named(AgentContent {
        name: name.into(),
        custom_id: custom_id.map(str::to_owned),
        description: None,
    })
}

fn given(key: AgentKey) -> GivenAgent {
    GivenAgent { place: "agent".into(), key, endpoint: None, prompt: None }
}

async fn find(test: &TestApp, wanted: Vec<GivenAgent>) -> Result<Vec<AgentOnCall>, AppError> {
    let (workspace_id, now) = (test.caller.workspace_id(), test.app.now());
    test.app
        .store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { agents::find_or_create(tx, workspace_id, &wanted, now).await })
        })
        .await
}

async fn calls_that_come_at_once_make_an_agent_once(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let workspace_id = test.caller.workspace_id();
    for (round, custom_id) in [None, Some("support-bot")].into_iter().enumerate() {
        let wanted = GivenAgent {
            endpoint: Some(GivenEndpoint::Value {
                kind: EndpointKind::Phone,
                value: "+15551234567".into(),
                direction: EndpointDirection::Incoming,
            }),
            prompt: Some((PromptSource::Call, "Be kind.".into())),
            ..given(named(&format!("Support {round}"), custom_id))
        };
        let made = join_all((0..8).map(|_| find(&test, vec![wanted.clone()]))).await;
        let made: Vec<AgentOnCall> = made.into_iter().map(|made| made.expect("found").remove(0)).collect();
        assert!(made.windows(2).all(|two| two[0] == two[1]), "{made:?}");
        let agent = &made[0].agent;
        let window = ListWindow { agent_id: Some(agent.id), limit: 10, ..ListWindow::default() };
        let endpoints = agents::endpoints::list(&test.app, workspace_id, window).await.expect("endpoints");
        assert_eq!(endpoints.rows, [made[0].endpoint.clone().expect("an endpoint")]);
        let prompts = agents::prompts::list(&test.app, workspace_id, agent.id).await.expect("prompts");
        let told: Vec<_> = prompts.iter().map(|prompt| (prompt.text.as_str(), prompt.version)).collect();
        assert_eq!(told, [("Be kind.", 1)]);
        for text in ["1", "22", "333"] {
            agents::prompts::set(&test.app, workspace_id, agent.id, text.into()).await.expect("set");
        }
        let lines = agents::prompts::list(&test.app, workspace_id, agent.id).await.expect("prompts");
        for (most, most_bytes, found) in [(9, 9, 3), (2, 9, 2), (9, 5, 2), (9, 1, 1)] {
            let reader = test.app.store.reader();
            let versions = prompts::versions(reader, agent.id, lines[0].id, most, most_bytes).await;
            let numbers: Vec<u64> = versions.expect("versions").iter().map(|one| one.number).collect();
            assert_eq!(numbers, [3, 2, 1][..found], "{most} of {most_bytes} bytes");
        }
    }
    let all = agents::list(&test.app, workspace_id, ListWindow { limit: 1, ..ListWindow::default() }).await;
    let all = all.expect("agents");
    assert_eq!((all.rows.len(), all.total, all.next.is_some()), (1, 2, true));
}

async fn what_a_refused_call_brought_is_not_there(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let workspace_id = test.caller.workspace_id();
    let nobody = AgentId::generate();
    let bad_number = GivenEndpoint::Value {
        kind: EndpointKind::Phone,
        value: "555".into(),
        direction: EndpointDirection::Incoming,
    };
    let wrong = [
        given(AgentKey::Id(nobody)),
        given(AgentKey::CustomId("nobody".into())),
        given(named("", None)),
        GivenAgent { endpoint: Some(bad_number), ..given(named("Other", None)) },
        GivenAgent { prompt: Some((PromptSource::Call, String::new())), ..given(named("Other", None)) },
    ];
    for wrong in wrong {
        let refused = find(&test, vec![given(named("New", Some("new"))), wrong.clone()]).await;
        assert!(
            matches!(&refused, Err(AppError::Invalid(problems)) if problems[0].field.starts_with("agent")),
            "{wrong:?}: {refused:?}"
        );
    }
    let unknown = find(&test, vec![given(AgentKey::Id(nobody))]).await.expect_err("refused").to_string();
    assert!(unknown.contains(&nobody.to_string()), "{unknown}");
    let all = agents::list(&test.app, workspace_id, ListWindow { limit: 10, ..ListWindow::default() }).await;
    assert_eq!(all.expect("agents").total, 0);
}

fn invocation(name: &str, parameters: Value, start_ms: u64) -> GivenInvocation {
    GivenInvocation {
        place: "tools[0]".into(),
        name: name.into(),
        description: None,
        parameters: parameters.as_object().cloned().unwrap_or_default(),
        result: json!("done"),
        start_ms,
        end_ms: Some(start_ms + 120),
        agent: AgentReference::default(),
    }
}

/// As whoever holds the conversation's lock does it.
async fn append(test: &TestApp, id: ConversationId, wanted: Vec<GivenInvocation>) -> Appended {
    let (workspace_id, now) = (test.caller.workspace_id(), test.app.now());
    let written = test.app.store.write(Durability::Full, move |tx| {
        Box::pin(async move {
            conversations::get_for_update(tx, id).await?;
            tools::append(tx, workspace_id, id, &[], &wanted, now).await
        })
    });
    written.await.expect("appended")
}

async fn tools_have_a_version_for_each_shape(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let id = test.create("tools").await;
    let described = |text: &str, start_ms| GivenInvocation {
        description: Some(text.into()),
        ..invocation("book", json!({ "day": "monday" }), start_ms)
    };
    let wanted = vec![
        invocation("book", json!({ "day": "monday" }), 0), // 1
        invocation("book", json!({ "day": { "type": "string", "value": "tuesday" } }), 1), // the same
        invocation("book", json!({ "day": 2 }), 2),        // another type: 2
        invocation("book", json!({ "day": "monday", "hour": 3 }), 3), // one more: 3
        described("books a day", 4),                       // described: 4
        invocation("book", json!({ "day": "monday" }), 5), // as described last: 4
        invocation("cancel", json!({}), 6),                // another tool: 1
        invocation("book", json!({ "day": "friday" }), 0), // the name and time of the first
    ];
    let appended = append(&test, id, wanted.clone()).await;
    let versions: Vec<u64> = appended.added.iter().map(|added| added.version).collect();
    assert_eq!((versions, appended.skipped), (vec![1, 1, 2, 3, 4, 4, 1], 1));
    let stored = colloquy_store::tools::list(test.app.store.reader(), id).await.expect("stored");
    assert_eq!(stored, appended.added);
    let again = append(&test, id, wanted).await;
    assert_eq!((again.added.len(), again.skipped), (0, 8));
}

async fn the_same_invocations_at_once_are_added_once(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let ids = [test.create("one").await, test.create("two").await];
    let wanted: Vec<_> =
        (0..4).map(|number| invocation(&format!("tool_{number}"), json!({ "a": number }), number)).collect();
    // Each conversation gets them four times, in two orders.
    let requests = (0..8_usize).map(|number| {
        let mut wanted = wanted.clone();
        if number % 4 < 2 {
            wanted.reverse();
        }
        append(&test, ids[number % 2], wanted)
    });
    let added: usize = join_all(requests).await.iter().map(|appended| appended.added.len()).sum();
    assert_eq!(added, 8);
    for id in ids {
        let stored = colloquy_store::tools::list(test.app.store.reader(), id).await.expect("stored");
        let names: BTreeSet<&str> = stored.iter().map(|stored| stored.name.as_str()).collect();
        assert_eq!((stored.len(), names.len()), (4, 4));
        assert!(stored.iter().all(|stored| stored.version == 1), "one version each");
    }
}

async fn change(test: &TestApp, id: ConversationId, given: Value) -> Result<properties::Written, AppError> {
    let given = given.as_object().cloned().unwrap_or_default();
    let checked = properties::check(Sent::Change, &given)?;
    properties::change(&test.app, &test.caller, id, checked).await
}

async fn a_chat_is_no_call(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let mut chat = samples::conversation(test.caller.workspace_id(), "chat", test.app.now());
    chat.kind = ConversationKind::Chat;
    let (id, app, caller) = (chat.id, &test.app, &test.caller);
    let written = app.store.write(Durability::Full, move |tx| {
        Box::pin(async move { conversations::insert(tx, &chat).await.map_err(AppError::from) })
    });
    written.await.expect("a chat");
    let is_none = |error: AppError| matches!(error, AppError::NotFound("call"));
    assert!(change(&test, id, json!({ "plan": "gold" })).await.is_err_and(is_none));
    let used = vec![invocation("book", json!({}), 0)];
    assert!(tools::add(app, caller, id, used).await.is_err_and(is_none));
    assert!(tools::list(app, caller, id).await.is_err_and(is_none));
    assert!(traces::linked_to(app, caller, id).await.is_err_and(is_none));
    assert!(values::of_conversation(app, caller, id).await.is_err_and(is_none));
}

async fn one_of_two_first_values_gives_a_name_its_type(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let ids: Vec<ConversationId> =
        join_all((0..6).map(|number| test.create(["a", "b", "c", "d", "e", "f"][number]))).await;
    for round in 0..5 {
        let name = format!("score{round}");
        let values = [json!(1), json!("1"), json!(true), json!(2), json!("2"), json!(false)];
        let changes = ids.iter().zip(&values).map(|(id, value)| {
            let given = json!({ name.as_str(): value, format!("beside{round}"): "x" });
            change(&test, *id, given)
        });
        let results = join_all(changes).await;
        let mut kinds = HashSet::new();
        for (result, (id, value)) in results.iter().zip(ids.iter().zip(&values)) {
            let stored =
                colloquy_store::properties::list(test.app.store.reader(), *id).await.expect("stored");
            let written =
                stored.iter().filter(|property| property.name.ends_with(&round.to_string())).count();
            match result {
                Ok(_) => {
                    assert_eq!(written, 2);
                    kinds.insert(std::mem::discriminant(value));
                }
                // The type clashes, or did so at the very moment: nothing of it is there.
                Err(AppError::Invalid(_) | AppError::Conflict(_)) => assert_eq!(written, 0),
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(kinds.len(), 1, "round {round}: {results:?}");
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 2, "round {round}: {results:?}");
    }
}

async fn nothing_is_left_of_an_erased_conversation(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let id = test.create("gone").await;
    append(&test, id, vec![invocation("book", json!({}), 0)]).await;
    change(&test, id, json!({ "plan": "gold" })).await.expect("changed");
    erase::conversation(&test.app, test.caller.workspace_id(), id).await.expect("erased");
    let reader = test.app.store.reader();
    assert_eq!(colloquy_store::tools::list(reader, id).await.expect("tools"), []);
    assert_eq!(colloquy_store::properties::list(reader, id).await.expect("properties"), []);
}
