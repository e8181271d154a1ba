//! Addresses of ours, and those that are not to be written to.

use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus, DoNotContact};
use colloquy_domain::inbound_route::InboundRoute;
use colloquy_domain::*;
use colloquy_store::{StoreError, constraint, dialogues, do_not_contact, inbound_routes};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;

use super::begin;
use crate::contact_center::paged;
use crate::{change, on_both_databases};

on_both_databases! {
    an_address_has_one_route,
    who_opted_out_is_found_and_listed,
    customers_take_back_what_they_said_themselves,
    a_wish_that_comes_again_is_known,
    who_was_written_to_from_a_number_is_known,
}

fn route(workspace_id: WorkspaceId, channel: Channel, address: Option<&str>, now: Instant) -> InboundRoute {
    InboundRoute {
        id: InboundRouteId::generate(),
        workspace_id,
        channel,
        address: address.map(str::to_owned),
        agent_id: AgentId::generate(),
        skill_id: SkillId::generate(),
        allowed_origins: vec!["https://shop.example".to_owned()],
        is_active: true,
        created_at: now,
        updated_at: now,
    }
}

async fn insert(database: &TestDatabase, route: &InboundRoute) -> Result<(), StoreError> {
    let own = route.clone();
    change!(database.store(), |tx| inbound_routes::insert(tx, &own).await).await
}

async fn an_address_has_one_route(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let number = Some("+493011111");
    let sms = route(workspace_id, Channel::Sms, number, now);
    let call = route(workspace_id, Channel::Call, number, now + Duration::SECOND);
    // Any number of web pages have none.
    let pages =
        [2, 3].map(|seconds| route(workspace_id, Channel::Webchat, None, now + Duration::seconds(seconds)));
    for route in [&sms, &call, &pages[0], &pages[1]] {
        insert(&database, route).await.unwrap();
    }
    let taken = insert(&database, &route(other, Channel::Sms, number, now)).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::INBOUND_ADDRESS), "{taken}");
    let moved = InboundRoute { channel: Channel::Sms, ..call.clone() };
    let taken = change!(store, |tx| inbound_routes::update(tx, &moved).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::INBOUND_ADDRESS), "{taken}");

    let changed = InboundRoute {
        address: Some("+493022222".to_owned()),
        agent_id: AgentId::generate(),
        allowed_origins: Vec::new(),
        is_active: false,
        updated_at: now + Duration::HOUR,
        ..sms.clone()
    };
    let own = changed.clone();
    change!(store, |tx| inbound_routes::update(tx, &own).await).await.unwrap();
    assert_eq!(inbound_routes::get(conn, workspace_id, sms.id).await.unwrap().as_ref(), Some(&changed));
    assert_eq!(inbound_routes::get(conn, other, sms.id).await.unwrap(), None);
    assert_eq!(inbound_routes::get_any(conn, pages[0].id).await.unwrap().as_ref(), Some(&pages[0]));
    let at =
        async |address: &'static str| inbound_routes::by_address(conn, Channel::Sms, address).await.unwrap();
    assert_eq!(at("+493022222").await.as_ref(), Some(&changed), "also one that is not active");
    assert_eq!(at("+493011111").await, None);
    let foreign = InboundRoute { workspace_id: other, ..changed.clone() };
    let refused = change!(store, |tx| inbound_routes::update(tx, &foreign).await).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
    let [first, second] = pages;
    let listed = paged(|slice| inbound_routes::list(conn, workspace_id, slice)).await;
    assert_eq!(listed, [second, first, call, changed]);

    for (of, is_gone) in [(other, false), (workspace_id, true), (workspace_id, false)] {
        let id = sms.id;
        let gone = change!(store, |tx| inbound_routes::delete(tx, of, id).await).await;
        assert_eq!(gone.unwrap(), is_gone);
    }
    assert_eq!(inbound_routes::get_any(conn, sms.id).await.unwrap(), None);
    insert(&database, &route(other, Channel::Sms, Some("+493022222"), now)).await.unwrap();
}

async fn who_opted_out_is_found_and_listed(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let put = async |workspace_id, address: &str, reason: Option<&str>, seconds| {
        let entry = DoNotContact {
            workspace_id,
            address: address.to_owned(),
            reason: reason.map(str::to_owned),
            created_at: now + Duration::seconds(seconds),
        };
        let own = entry.clone();
        let is_new = change!(store, |tx| do_not_contact::put(tx, &own).await).await.unwrap();
        (entry, is_new)
    };
    let (first, is_new) = put(workspace_id, "+4915112345678", Some("opted out by sms"), 0).await;
    assert!(is_new);
    let (_, is_new) = put(workspace_id, "+4915112345678", None, 5).await;
    assert!(!is_new, "it was there");
    let (mail, _) = put(workspace_id, "jonas@northwind.example", None, 1).await;
    let (same_time, _) = put(workspace_id, "zoe@northwind.example", None, 1).await;
    let (_, is_new) = put(other, "+4915112345678", None, 2).await;
    assert!(is_new);

    let found = async |addresses: &[&str]| {
        let addresses: Vec<String> = addresses.iter().map(|&address| address.to_owned()).collect();
        do_not_contact::find(conn, workspace_id, &addresses).await.unwrap()
    };
    assert_eq!(found(&["+4915112345678"]).await.as_ref(), Some(&first));
    assert_eq!(found(&["+4915100000000", "jonas@northwind.example"]).await.as_ref(), Some(&mail));
    assert_eq!(found(&["+4915100000000"]).await, None);
    assert_eq!(found(&[]).await, None);
    let listed = paged(|slice| do_not_contact::list(conn, workspace_id, slice)).await;
    assert_eq!(listed, [same_time, mail, first]);

    for is_gone in [true, false] {
        let gone =
            change!(store, |tx| do_not_contact::remove(tx, workspace_id, "+4915112345678").await).await;
        assert_eq!(gone.unwrap(), is_gone);
    }
    assert_eq!(found(&["+4915112345678"]).await, None);
    let theirs = do_not_contact::find(conn, other, &["+4915112345678".to_owned()]).await.unwrap();
    assert!(theirs.is_some());
}

async fn customers_take_back_what_they_said_themselves(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let entry = |reason: &str| DoNotContact {
        workspace_id,
        address: "+4915112345678".to_owned(),
        reason: Some(reason.to_owned()),
        created_at: now,
    };
    let opt_out = async || {
        let own = entry("opted out by sms");
        change!(store, |tx| do_not_contact::opt_out(tx, &own).await).await.unwrap()
    };
    let opt_in = async || {
        let own = entry("").address;
        change!(store, |tx| do_not_contact::opt_in(tx, workspace_id, &own).await).await.unwrap()
    };
    let put = async || {
        let own = entry("asked by letter");
        change!(store, |tx| do_not_contact::put(tx, &own).await).await.unwrap()
    };
    let reason = async || {
        let own = [entry("").address];
        let found = do_not_contact::find(store.reader(), workspace_id, &own).await.unwrap();
        found.and_then(|found| found.reason)
    };
    assert!(!opt_in().await, "nobody had said anything");
    assert_eq!((opt_out().await, opt_out().await), (true, false));
    assert_eq!(reason().await.as_deref(), Some("opted out by sms"));
    assert_eq!((opt_in().await, opt_in().await), (true, false));
    assert_eq!(reason().await, None);

    // What an operator said stays, whoever said it first.
    assert_eq!((put().await, opt_out().await, opt_in().await), (true, false, false));
    assert_eq!(reason().await.as_deref(), Some("asked by letter"));
    let address = entry("").address;
    let gone = change!(store, |tx| do_not_contact::remove(tx, workspace_id, &address).await).await;
    assert!(gone.unwrap());
    assert_eq!((opt_out().await, put().await, opt_in().await), (true, false, false));
    assert_eq!(reason().await.as_deref(), Some("opted out by sms"));
}

async fn a_wish_that_comes_again_is_known(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let noted = async |channel, key: &'static str, minutes| {
        let at = now + Duration::minutes(minutes);
        change!(store, |tx| do_not_contact::note_wish(tx, channel, key, at).await).await.unwrap()
    };
    assert!(noted(Channel::Sms, "SM1", 0).await);
    assert!(noted(Channel::Sms, "SM2", 1).await);
    assert!(!noted(Channel::Sms, "SM1", 2).await);
    assert!(noted(Channel::Whatsapp, "SM1", 3).await);
    let before = now + Duration::minutes(3);
    for pruned in [1, 1, 0] {
        let gone = change!(store, |tx| do_not_contact::prune_wishes(tx, before, 1).await).await;
        assert_eq!(gone.unwrap(), pruned);
    }
    assert!(noted(Channel::Sms, "SM1", 4).await);
    assert!(!noted(Channel::Whatsapp, "SM1", 4).await);
}

async fn who_was_written_to_from_a_number_is_known(database: TestDatabase) {
    let now = database.clock().now();
    let mut workspaces = [(); 4].map(|()| WorkspaceId::generate());
    workspaces.sort_unstable();
    let [live, over, elsewhere, chosen] = workspaces;
    let numbers = |agent: Option<&'static str>, status| {
        move |own: &mut Dialogue| {
            own.customer_phone = Some("+4915112345678".to_owned());
            own.agent_phone = agent.map(str::to_owned);
            own.status = status;
        }
    };
    for (workspace_id, agent, status) in [
        (live, Some("+493011111"), DialogueStatus::Ongoing),
        (live, Some("+493011111"), DialogueStatus::Closed),
        (over, Some("+493011111"), DialogueStatus::Closed),
        (elsewhere, Some("+493022222"), DialogueStatus::Ongoing),
        (chosen, None, DialogueStatus::Expired),
    ] {
        let conversation = samples::conversation(workspace_id, &format!("dialogue:{}", status.as_str()), now);
        begin(&database, &conversation, Channel::Sms, numbers(agent, status)).await;
    }
    let conn = database.store().reader();
    let found = async |channel, agent| {
        dialogues::workspaces_of_numbers(conn, channel, "+4915112345678", agent).await.unwrap()
    };
    assert_eq!(found(Channel::Sms, "+493011111").await, [live, over, chosen]);
    assert_eq!(found(Channel::Sms, "+493022222").await, [elsewhere, chosen]);
    assert!(found(Channel::Whatsapp, "+493011111").await.is_empty());
}
