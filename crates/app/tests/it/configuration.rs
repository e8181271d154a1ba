//! What operators set up for dialogues: agents, skills, actions, routes, and whom to leave alone.

use colloquy_app::actions::{self, NewAction};
use colloquy_app::inbound_routes::{self, NewInboundRoute};
use colloquy_app::skills::{self, NewSkill};
use colloquy_app::{AppError, agent_profiles, agents, do_not_contact, setup};
use colloquy_domain::action::{ActionMethod, InputVariable};
use colloquy_domain::agent_profile::AgentSettings;
use colloquy_domain::dialogue::Channel;
use colloquy_domain::filter::Slice;
use colloquy_domain::{ActionId, AgentId, SkillId};
use colloquy_testkit::TestDatabase;
use serde_json::Map;

use crate::on_both_databases;
use crate::support::TestApp;

on_both_databases! {
    an_agent_is_one_everywhere_and_shows_what_it_refers_to,
    skills_and_actions_are_changed_and_deleted,
    an_address_belongs_to_one_route,
    who_is_to_be_left_alone_stands_on_the_list_once,
}

const ALL: Slice = Slice { offset: 0, limit: 100 };

fn named(name: &str) -> AgentSettings {
    AgentSettings { name: Some(name.into()), ..AgentSettings::default() }
}

fn skill(name: &str) -> NewSkill {
    NewSkill {
        name: name.into(),
        description: None,
        language: None,
        is_active: true,
        initial_message: Some("Hello {{firstName}}".into()),
        prompt: None,
        routing_conditions: Map::new(),
    }
}

fn action(name: &str) -> NewAction {
    NewAction {
        name: Some(name.into()),
        description: None,
        waiting_message: None,
        method: Some(ActionMethod::Get),
        url: Some("https://shop.example/orders/{order}".into()),
        headers: Vec::new(),
        query_params: Vec::new(),
        input_variables: vec![InputVariable {
            name: "order".into(),
            description: None,
            is_required: true,
            data_type: "string".into(),
        }],
    }
}

fn fields<T: std::fmt::Debug>(refused: Result<T, AppError>) -> Vec<String> {
    match refused {
        Err(AppError::Malformed(problems) | AppError::Invalid(problems)) => {
            problems.into_iter().map(|problem| problem.field).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}

async fn an_agent_is_one_everywhere_and_shows_what_it_refers_to(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller, workspace_id) = (&test.app, &test.caller, test.caller.workspace_id());
    let task = skills::create(app, workspace_id, skill("Orders")).await.expect("a skill");
    let lookup = actions::create(app, workspace_id, action("Look up")).await.expect("an action");
    let settings = AgentSettings { actions: vec![lookup.id], skills: vec![task.id], ..named("Maya") };
    let made = agent_profiles::create(app, caller, settings).await.expect("an agent");
    assert!(made.is_active);
    assert_eq!(agents::get(app, workspace_id, made.agent_id).await.expect("it").name, "Maya");
    assert_eq!(agent_profiles::get(app, workspace_id, made.agent_id).await.expect("it"), made);

    let unknown = AgentSettings {
        actions: vec![ActionId::generate()],
        skills: vec![SkillId::generate()],
        ..named("Nobody")
    };
    let refused = agent_profiles::create(app, caller, unknown).await;
    assert_eq!(fields(refused), ["actions", "skills"]);
    assert_eq!(fields(agent_profiles::create(app, caller, AgentSettings::default()).await), ["name"]);

    // What is gone is shown no more, and keeps nobody from changing something else.
    skills::delete(app, workspace_id, task.id).await.expect("deleted");
    let rename = |settings: &mut AgentSettings| settings.name = Some("Mia".into());
    let renamed = agent_profiles::change(app, workspace_id, made.agent_id, rename).await.expect("changed");
    assert!(renamed.updated_at > made.updated_at && renamed.settings.skills == [task.id]);
    assert_eq!(agents::get(app, workspace_id, made.agent_id).await.expect("it").name, "Mia");
    let shown = agent_profiles::shown(app, vec![renamed.clone()]).await.expect("shown");
    assert_eq!((shown.len(), shown[0].actions.as_slice(), shown[0].skills.len()), (1, &[lookup][..], 0));
    let same = agent_profiles::change(app, workspace_id, made.agent_id, |_| ()).await.expect("the same");
    assert_eq!(same, renamed);

    let resting = agent_profiles::set_active(app, workspace_id, made.agent_id, false).await.expect("changed");
    assert!(!resting.is_active);
    let listed = agent_profiles::list(app, workspace_id, ALL).await.expect("a list");
    assert_eq!((listed.total, &listed.rows[..]), (1, &[resting][..]));
    agent_profiles::delete(app, workspace_id, made.agent_id).await.expect("deleted");
    let gone = agent_profiles::get(app, workspace_id, made.agent_id).await;
    assert!(matches!(gone, Err(AppError::NotFound("agent"))), "{gone:?}");
    let gone = agent_profiles::change(app, workspace_id, made.agent_id, |_| ()).await;
    assert!(matches!(gone, Err(AppError::NotFound("agent"))), "{gone:?}");
    assert!(agents::get(app, workspace_id, made.agent_id).await.is_ok(), "conversations name it");
}

async fn skills_and_actions_are_changed_and_deleted(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let made = skills::create(app, workspace_id, skill(" Orders\n")).await.expect("a skill");
    assert_eq!(made.name, "Orders");
    let change = |skill: &mut NewSkill| skill.is_active = false;
    let changed = skills::change(app, workspace_id, made.id, change).await.expect("changed");
    assert!(!changed.is_active && changed.initial_message == made.initial_message);
    assert_eq!(skills::get(app, workspace_id, made.id).await.expect("it"), changed);
    assert_eq!(fields(skills::create(app, workspace_id, skill(" ")).await), ["name"]);
    assert_eq!(skills::list(app, workspace_id, ALL).await.expect("a list").rows, [changed]);
    skills::delete(app, workspace_id, made.id).await.expect("deleted");
    let gone = skills::delete(app, workspace_id, made.id).await;
    assert!(matches!(gone, Err(AppError::NotFound("skill"))), "{gone:?}");

    let made = actions::create(app, workspace_id, action("Look up")).await.expect("an action");
    let change = |action: &mut NewAction| action.url = Some("https://{order}.example/".into());
    assert_eq!(fields(actions::change(app, workspace_id, made.id, change).await), ["url"]);
    let change = |action: &mut NewAction| action.method = None;
    let changed = actions::change(app, workspace_id, made.id, change).await.expect("changed");
    assert_eq!((changed.method, &changed.url), (None, &made.url));
    assert_eq!(actions::list(app, workspace_id, ALL).await.expect("a list").rows, [changed]);
    let elsewhere = setup::create_workspace(app, "elsewhere").await.expect("a workspace").id;
    let hidden = actions::get(app, elsewhere, made.id).await;
    assert!(matches!(hidden, Err(AppError::NotFound("action"))), "{hidden:?}");
    actions::delete(app, workspace_id, made.id).await.expect("deleted");
    assert!(actions::get(app, workspace_id, made.id).await.is_err());
}

async fn an_address_belongs_to_one_route(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller, workspace_id) = (&test.app, &test.caller, test.caller.workspace_id());
    let agent_id = agent_profiles::create(app, caller, named("Maya")).await.expect("an agent").agent_id;
    let skill_id = skills::create(app, workspace_id, skill("Orders")).await.expect("a skill").id;
    let route = |channel, address: &str| NewInboundRoute {
        channel,
        address: Some(address.to_owned()),
        agent_id,
        skill_id,
        allowed_origins: Vec::new(),
        is_active: true,
    };
    let made = inbound_routes::create(app, workspace_id, route(Channel::Sms, "+1 555 123 4567")).await;
    let made = made.expect("a route");
    assert_eq!(made.address.as_deref(), Some("+15551234567"));
    let taken = inbound_routes::create(app, workspace_id, route(Channel::Sms, "+15551234567")).await;
    assert!(matches!(taken, Err(AppError::Conflict(_))), "{taken:?}");
    let other = inbound_routes::create(app, workspace_id, route(Channel::Call, "+15551234567")).await;
    let other = other.expect("another channel");
    let nobody = NewInboundRoute { agent_id: AgentId::generate(), ..route(Channel::Sms, "+15551234568") };
    assert_eq!(fields(inbound_routes::create(app, workspace_id, nobody).await), ["agent_id"]);
    let change = |route: &mut NewInboundRoute| route.skill_id = SkillId::generate();
    assert_eq!(fields(inbound_routes::change(app, workspace_id, made.id, change).await), ["skill_id"]);
    let change = |route: &mut NewInboundRoute| route.channel = Channel::Sms;
    let taken = inbound_routes::change(app, workspace_id, other.id, change).await;
    assert!(matches!(taken, Err(AppError::Conflict(_))), "{taken:?}");
    let change = |route: &mut NewInboundRoute| route.is_active = false;
    let resting = inbound_routes::change(app, workspace_id, made.id, change).await.expect("changed");
    assert!(!resting.is_active);
    assert_eq!(inbound_routes::get(app, workspace_id, made.id).await.expect("it"), resting);
    assert_eq!(inbound_routes::list(app, workspace_id, ALL).await.expect("a list").total, 2);
    inbound_routes::delete(app, workspace_id, made.id).await.expect("deleted");
    inbound_routes::create(app, workspace_id, route(Channel::Sms, "+15551234567")).await.expect("it is free");
}

async fn who_is_to_be_left_alone_stands_on_the_list_once(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let first = do_not_contact::put(app, workspace_id, "+1 (555) 123-4567", Some("asked us".into())).await;
    let first = first.expect("on the list");
    assert_eq!((first.address.as_str(), first.reason.as_deref()), ("+15551234567", Some("asked us")));
    let again = do_not_contact::put(app, workspace_id, "+15551234567", None).await.expect("on the list");
    assert_eq!(again, first);
    do_not_contact::put(app, workspace_id, "Jonas@Customer.Example", None).await.expect("on the list");
    let listed = do_not_contact::list(app, workspace_id, ALL).await.expect("a list");
    assert_eq!(listed.total, 2);
    assert_eq!(fields(do_not_contact::put(app, workspace_id, "Jonas", None).await), ["address"]);
    do_not_contact::remove(app, workspace_id, "jonas@customer.example").await.expect("off the list");
    for absent in ["jonas@customer.example", "nonsense"] {
        let refused = do_not_contact::remove(app, workspace_id, absent).await;
        assert!(matches!(refused, Err(AppError::NotFound(_))), "{refused:?}");
    }
}
