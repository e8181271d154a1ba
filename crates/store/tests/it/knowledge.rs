//! What agents are made of: profiles, skills and actions; and what they answer from.

mod bases;

use colloquy_domain::action::{Action, ActionMethod, InputVariable, Pair};
use colloquy_domain::agent::Agent;
use colloquy_domain::agent_profile::{AgentKind, AgentProfile, AgentSettings, Sensitivity};
use colloquy_domain::skill::Skill;
use colloquy_domain::*;
use colloquy_store::{StoreError, actions, agent_profiles, agents, skills};
use colloquy_testkit::TestDatabase;
use serde_json::json;
use time::Duration;

use crate::contact_center::paged;
use crate::{change, on_both_databases};

on_both_databases! {
    a_profile_from_making_to_deletion,
    a_skill_is_found_by_id_and_name,
    actions_are_as_skills,
}

/// Adds an agent with a profile.
async fn profile(database: &TestDatabase, workspace_id: WorkspaceId, at: Instant) -> AgentProfile {
    let agent = Agent {
        id: AgentId::generate(),
        workspace_id,
        name: "Maya".to_owned(),
        custom_id: None,
        description: None,
        created_at: at,
        updated_at: at,
    };
    let made = AgentProfile {
        agent_id: agent.id,
        workspace_id,
        settings: AgentSettings::default(),
        is_active: true,
        created_at: at,
        updated_at: at,
    };
    let own = made.clone();
    change!(database.store(), |tx| {
        agents::insert(tx, &agent).await?;
        agent_profiles::insert(tx, &own).await
    })
    .await
    .unwrap();
    made
}

async fn a_profile_from_making_to_deletion(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let mut made = Vec::new();
    for seconds in 0..5 {
        made.push(profile(&database, workspace_id, now + Duration::seconds(seconds / 2)).await);
    }
    profile(&database, other, now).await;
    made.sort_by_key(|profile| (profile.created_at, profile.agent_id));
    made.reverse();
    assert_eq!(paged(|slice| agent_profiles::list(conn, workspace_id, slice)).await, made);

    let changed = AgentProfile {
        settings: AgentSettings {
            kind: Some(AgentKind::Ai),
            name: Some("Maya".to_owned()),
            interaction_settings: Some(json!({ "pace": 1.5, "tags": [null, true] })),
            actions: vec![ActionId::generate()],
            skills: vec![SkillId::generate()],
            voice_speed: Some(1.25),
            filler_words: Some(vec!["Hm.".to_owned()]),
            interruption_sensitivity: Some(Sensitivity::Low),
            check_human_presence_count: Some(3),
            ..AgentSettings::default()
        },
        is_active: false,
        updated_at: now + Duration::HOUR,
        ..made[0].clone()
    };
    let own = changed.clone();
    change!(store, |tx| agent_profiles::update(tx, &own).await).await.unwrap();
    let id = changed.agent_id;
    assert_eq!(agent_profiles::get(conn, workspace_id, id).await.unwrap().as_ref(), Some(&changed));
    assert_eq!(agent_profiles::get(conn, other, id).await.unwrap(), None);
    let locked = change!(store, |tx| agent_profiles::get_for_update(tx, workspace_id, id).await).await;
    assert_eq!(locked.unwrap().as_ref(), Some(&changed));
    let foreign = AgentProfile { workspace_id: other, ..changed.clone() };
    let refused = change!(store, |tx| agent_profiles::update(tx, &foreign).await).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");

    let ids = async |workspace_id, ids: &[AgentId]| {
        let found = agent_profiles::list_by_ids(conn, workspace_id, ids).await.unwrap();
        let mut found: Vec<AgentId> = found.into_iter().map(|profile| profile.agent_id).collect();
        found.sort();
        found
    };
    let mut expected = vec![id, made[1].agent_id];
    expected.sort();
    assert_eq!(ids(workspace_id, &[id, AgentId::generate(), made[1].agent_id]).await, expected);
    // No statement takes that many values.
    let many: Vec<AgentId> = (0..40_000).map(|_| AgentId::generate()).chain([id]).collect();
    assert_eq!(ids(workspace_id, &many).await, [id]);
    assert!(ids(other, &[id]).await.is_empty());

    for (of, is_gone) in [(other, false), (workspace_id, true), (workspace_id, false)] {
        let gone = change!(store, |tx| agent_profiles::delete(tx, of, id, now).await).await;
        assert_eq!(gone.unwrap(), is_gone);
    }
    assert_eq!(agent_profiles::get(conn, workspace_id, id).await.unwrap(), None);
    assert_eq!(paged(|slice| agent_profiles::list(conn, workspace_id, slice)).await, made[1..]);
    assert!(ids(workspace_id, &[id]).await.is_empty());
    let refused = change!(store, |tx| agent_profiles::update(tx, &changed).await).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
    assert!(agents::get(conn, workspace_id, id).await.unwrap().is_some(), "the agent itself stays");
}

fn skill(workspace_id: WorkspaceId, name: &str, at: Instant) -> Skill {
    Skill {
        id: SkillId::generate(),
        workspace_id,
        name: name.to_owned(),
        description: None,
        language: None,
        is_active: true,
        initial_message: None,
        prompt: None,
        routing_conditions: serde_json::Map::new(),
        created_at: at,
        updated_at: at,
    }
}

async fn a_skill_is_found_by_id_and_name(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let made = [
        skill(workspace_id, "Renewal", now),
        skill(workspace_id, "Renewal", now + Duration::SECOND),
        skill(workspace_id, "Order", now + Duration::MINUTE),
        skill(other, "Renewal", now - Duration::DAY),
    ];
    let own = made.clone();
    change!(store, |tx| {
        for skill in &own {
            skills::insert(tx, skill).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let [first, second, third, _] = made;
    let listed = paged(|slice| skills::list(conn, workspace_id, slice)).await;
    assert_eq!(listed, [third.clone(), second.clone(), first.clone()]);
    let named = async |name: &'static str| skills::find_by_name(conn, workspace_id, name).await.unwrap();
    assert_eq!(named("Renewal").await.as_ref(), Some(&first), "the oldest");
    assert_eq!(named("renewal").await, None);

    let changed = Skill {
        name: "Delivery".to_owned(),
        description: Some("Where is it?".to_owned()),
        language: Some("de".to_owned()),
        is_active: false,
        initial_message: Some("Hello {{First Name}}".to_owned()),
        prompt: Some("Ask for {{Order ID}}".to_owned()),
        routing_conditions: [("from".to_owned(), json!([1, "two"]))].into_iter().collect(),
        updated_at: now + Duration::HOUR,
        ..first.clone()
    };
    let own = changed.clone();
    change!(store, |tx| skills::update(tx, &own).await).await.unwrap();
    assert_eq!(named("Renewal").await.as_ref(), Some(&second));
    let id = changed.id;
    assert_eq!(skills::get(conn, workspace_id, id).await.unwrap().as_ref(), Some(&changed));
    let locked = change!(store, |tx| skills::get_for_update(tx, other, id).await).await;
    assert_eq!(locked.unwrap(), None, "it is not theirs");
    let by_ids = skills::list_by_ids(conn, workspace_id, &[id]).await.unwrap();
    assert_eq!(by_ids, [changed]);
    assert_eq!(skills::list_by_ids(conn, workspace_id, &[]).await.unwrap(), []);
    for is_gone in [true, false] {
        let gone = change!(store, |tx| skills::delete(tx, workspace_id, id, now).await).await;
        assert_eq!(gone.unwrap(), is_gone);
    }
    assert_eq!(skills::get(conn, workspace_id, id).await.unwrap(), None);
    assert_eq!(named("Delivery").await, None);
}

async fn actions_are_as_skills(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let plain = Action {
        id: ActionId::generate(),
        workspace_id,
        name: None,
        description: None,
        waiting_message: None,
        method: None,
        url: None,
        headers: Vec::new(),
        query_params: Vec::new(),
        input_variables: Vec::new(),
        created_at: now,
        updated_at: now,
    };
    let pair = |key: &str, value: &str| Pair { key: key.to_owned(), value: value.to_owned() };
    let full = Action {
        id: ActionId::generate(),
        name: Some("Order checking".to_owned()),
        description: Some("Looks an order up".to_owned()),
        waiting_message: Some("One moment".to_owned()),
        method: Some(ActionMethod::Patch),
        url: Some("https://shop.example/orders?phone={phone}".to_owned()),
        headers: vec![pair("Authorization", "Bearer {{shop_key}}")],
        query_params: vec![pair("phone", "{phone}"), pair("phone", "")],
        input_variables: vec![InputVariable {
            name: "phone".to_owned(),
            description: None,
            is_required: true,
            data_type: "string".to_owned(),
        }],
        created_at: now + Duration::SECOND,
        ..plain.clone()
    };
    let own = [plain.clone(), full.clone()];
    change!(store, |tx| {
        for action in &own {
            actions::insert(tx, action).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let listed = paged(|slice| actions::list(conn, workspace_id, slice)).await;
    assert_eq!(listed, [full.clone(), plain.clone()]);
    let changed = Action { id: plain.id, created_at: now, ..full.clone() };
    let own = changed.clone();
    change!(store, |tx| actions::update(tx, &own).await).await.unwrap();
    let id = plain.id;
    assert_eq!(actions::get(conn, workspace_id, id).await.unwrap().as_ref(), Some(&changed));
    let locked = change!(store, |tx| actions::get_for_update(tx, workspace_id, id).await).await;
    assert_eq!(locked.unwrap().as_ref(), Some(&changed));
    for is_gone in [true, false] {
        let gone = change!(store, |tx| actions::delete(tx, workspace_id, id, now).await).await;
        assert_eq!(gone.unwrap(), is_gone);
    }
    assert_eq!(actions::get(conn, workspace_id, id).await.unwrap(), None);
    let left = actions::list_by_ids(conn, workspace_id, &[id, full.id]).await.unwrap();
    assert_eq!(left, [full]);
}
