//! Dialogues, their messages, and the addresses that they go by.

mod addresses;
mod erased;
mod messages;
mod waiting;

use colloquy_domain::agent_profile::{AgentSettings, Behaviour};
use colloquy_domain::call::CallDirection;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::dialogue::{Brief, Channel, Dialogue, DialogueFilter, DialogueStatus, Voice};
use colloquy_domain::filter::Sliced;
use colloquy_domain::*;
use colloquy_store::{StoreError, dialogues};
use colloquy_testkit::{TestDatabase, samples};
use serde_json::json;
use time::Duration;

use crate::contact_center::{ALL, add, paged};
use crate::{change, on_both_databases};

on_both_databases! {
    a_dialogue_from_beginning_to_oblivion,
    dialogues_are_listed_by_what_they_are,
    who_writes_is_found_while_it_is_live,
    what_goes_on_and_began_is_counted,
}

/// What an agent was told.
fn brief() -> Brief {
    Brief {
        agent_name: "Maya".to_owned(),
        role: Some("Support".to_owned()),
        language: Some("en-GB".to_owned()),
        prompt: "Find out about order \"$1\" 'A'.".to_owned(),
        initial_message: "Hello Jonas".to_owned(),
        behaviour: Behaviour::of(&AgentSettings::default()),
        voice: Voice { id: Some("alto".to_owned()), stability: Some(0.5), speed: None },
        model_name: None,
        action_ids: vec![ActionId::generate()],
        routing_conditions: serde_json::Map::new(),
        customer_facts: [("Order ID".to_owned(), "12345".to_owned())].into(),
    }
}

/// One that waits for its turn.
pub(super) fn dialogue(conversation: &Conversation, channel: Channel) -> Dialogue {
    Dialogue {
        conversation_id: conversation.id,
        workspace_id: conversation.workspace_id,
        channel,
        direction: CallDirection::Outbound,
        status: DialogueStatus::Queued,
        ended_reason: None,
        agent_id: AgentId::generate(),
        skill_id: SkillId::generate(),
        contact_id: ContactId::generate(),
        customer_name: None,
        customer_phone: None,
        customer_email: None,
        agent_phone: None,
        agent_email: None,
        inbound_route_id: None,
        brief: brief(),
        note: None,
        message_count: 0,
        answered_to: 0,
        presence_checks: 0,
        heard_at: conversation.created_at,
        idle_at: None,
        channel_state: serde_json::Value::Null,
        access_sha256: None,
        started_at: None,
        ended_at: None,
        created_at: conversation.created_at,
        updated_at: conversation.created_at,
    }
}

/// Adds a conversation that is a dialogue, which `set` makes what it is to be.
pub(super) async fn begin(
    database: &TestDatabase,
    conversation: &Conversation,
    channel: Channel,
    set: impl FnOnce(&mut Dialogue),
) -> Dialogue {
    let mut made = dialogue(conversation, channel);
    set(&mut made);
    add(database, conversation).await;
    let own = made.clone();
    change!(database.store(), |tx| dialogues::insert(tx, &own).await).await.unwrap();
    made
}

pub(super) async fn update(database: &TestDatabase, dialogue: &Dialogue) -> Result<(), StoreError> {
    let own = dialogue.clone();
    change!(database.store(), |tx| dialogues::update(tx, &own).await).await
}

async fn a_dialogue_from_beginning_to_oblivion(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let conversation = samples::conversation(workspace_id, "dialogue:1", now);
    let made = begin(&database, &conversation, Channel::Webchat, |_| {}).await;
    let id = made.conversation_id;
    assert_eq!(dialogues::get(conn, workspace_id, id).await.unwrap().as_ref(), Some(&made));
    assert_eq!(dialogues::get(conn, WorkspaceId::generate(), id).await.unwrap(), None);

    let changed = Dialogue {
        status: DialogueStatus::Ongoing,
        ended_reason: Some("not yet".to_owned()),
        agent_id: AgentId::generate(),
        customer_name: Some("Jonas Weber".to_owned()),
        customer_phone: Some("+4915112345678".to_owned()),
        customer_email: Some("jonas@northwind.example".to_owned()),
        agent_phone: Some("+493012345".to_owned()),
        agent_email: Some("maya@colloquy.example".to_owned()),
        inbound_route_id: Some(InboundRouteId::generate()),
        note: Some("asks for a receipt".to_owned()),
        message_count: 7,
        answered_to: 5,
        presence_checks: 2,
        heard_at: now + Duration::SECOND,
        idle_at: Some(now + Duration::HOUR),
        channel_state: json!({ "references": ["<1@example>"] }),
        access_sha256: Some("ab".repeat(32)),
        started_at: Some(now + Duration::microseconds(1)),
        ended_at: Some(now + Duration::MINUTE),
        updated_at: now + Duration::MINUTE,
        ..made.clone()
    };
    update(&database, &changed).await.unwrap();
    assert_eq!(dialogues::get_any(conn, id).await.unwrap().as_ref(), Some(&changed));
    let locked = change!(store, |tx| dialogues::get_for_update(tx, id).await).await.unwrap();
    assert_eq!(locked.as_ref(), Some(&changed));
    let word = "ab".repeat(32);
    assert_eq!(dialogues::by_access(conn, &word).await.unwrap().as_ref(), Some(&changed));
    let foreign = Dialogue { workspace_id: WorkspaceId::generate(), ..changed.clone() };
    let refused = update(&database, &foreign).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
    let over = Dialogue { status: DialogueStatus::Closed, ..changed.clone() };
    update(&database, &over).await.unwrap();
    assert_eq!(dialogues::by_access(conn, &word).await.unwrap().as_ref(), Some(&over), "over, and let in");

    change!(store, |tx| dialogues::hide_of_conversation(tx, id, now).await).await.unwrap();
    assert_eq!(dialogues::get_any(conn, id).await.unwrap(), None);
    assert_eq!(dialogues::by_access(conn, &word).await.unwrap(), None);
    let locked = change!(store, |tx| dialogues::get_for_update(tx, id).await).await.unwrap();
    assert_eq!(locked, None);
    let listed = dialogues::list(conn, workspace_id, &DialogueFilter::default(), true, None, ALL).await;
    assert_eq!(listed.unwrap(), Sliced { rows: Vec::new(), total: 0 });
    let refused = update(&database, &changed).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
}

async fn dialogues_are_listed_by_what_they_are(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let own_key = CredentialId::generate();
    let mut made: Vec<(Conversation, Dialogue)> = Vec::new();
    for number in 0..12_usize {
        // Two at each instant, so that the id decides.
        let at = now + Duration::hours(i64::try_from(number / 2).unwrap());
        let mut conversation = samples::conversation(workspace_id, &format!("dialogue:{number}"), at);
        conversation.is_private = number % 3 == 0;
        conversation.created_by = (number % 6 == 0).then_some(own_key);
        let channel = Channel::ALL[number % Channel::ALL.len()];
        let status = [DialogueStatus::Open, DialogueStatus::Closed][number % 2];
        let set = |own: &mut Dialogue| {
            own.status = status;
            if number % 5 == 0 {
                own.channel_state = json!({ "shown_as": "stalled", "more": 1 });
            }
        };
        let dialogue = begin(&database, &conversation, channel, set).await;
        made.push((conversation, dialogue));
    }
    let elsewhere = samples::conversation(WorkspaceId::generate(), "dialogue:0", now);
    begin(&database, &elsewhere, Channel::Sms, |_| {}).await;
    made.sort_by_key(|(_, dialogue)| (dialogue.created_at, dialogue.conversation_id));
    made.reverse();

    let none = DialogueFilter::default;
    let filters = [
        none(),
        DialogueFilter { status: Some(DialogueStatus::Closed), ..none() },
        DialogueFilter { status: Some(DialogueStatus::Stalled), ..none() },
        DialogueFilter { status: Some(DialogueStatus::Ringing), ..none() },
        DialogueFilter { channel: Some(Channel::Email), ..none() },
        DialogueFilter { from: Some(now + Duration::hours(2)), ..none() },
        DialogueFilter { until: Some(now + Duration::hours(2)), ..none() },
    ];
    for filter in filters {
        for (include_private, own) in [(true, None), (false, None), (false, Some(own_key))] {
            let is_shown = |one: &Conversation| {
                include_private || !one.is_private || (own.is_some() && one.created_by == own)
            };
            let expected: Vec<Dialogue> = made
                .iter()
                .filter(|(conversation, _)| is_shown(conversation))
                .map(|(_, dialogue)| dialogue)
                .filter(|one| filter.status.is_none_or(|status| dialogues::shown_status(one) == status))
                .filter(|one| filter.channel.is_none_or(|channel| one.channel == channel))
                .filter(|one| filter.from.is_none_or(|from| one.created_at >= from))
                .filter(|one| filter.until.is_none_or(|until| one.created_at < until))
                .cloned()
                .collect();
            let found = paged(|slice| {
                dialogues::list(store.reader(), workspace_id, &filter, include_private, own, slice)
            })
            .await;
            assert_eq!(found, expected, "{filter:?} {include_private} {own:?}");
        }
    }
    // What is shown otherwise is found by that from then on.
    let (_, newest) = made.first().unwrap();
    let shown = Dialogue { channel_state: json!({ "shown_as": "ringing" }), ..newest.clone() };
    update(&database, &shown).await.unwrap();
    let ringing = DialogueFilter { status: Some(DialogueStatus::Ringing), ..none() };
    let found = dialogues::list(store.reader(), workspace_id, &ringing, true, None, ALL).await.unwrap();
    assert_eq!(found.rows, [shown]);
}

const CUSTOMER: &str = "+4915112345678";

/// Makes a dialogue one of the customer with that number of ours.
fn by_phone(ours: &'static str) -> impl FnOnce(&mut Dialogue) {
    move |own| {
        own.customer_phone = Some(CUSTOMER.to_owned());
        own.agent_phone = Some(ours.to_owned());
        own.status = DialogueStatus::Ongoing;
    }
}

async fn who_writes_is_found_while_it_is_live(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let conversations: Vec<Conversation> = (0..4_i64)
        .map(|number| {
            let at = now + Duration::minutes(number);
            samples::conversation(workspace_id, &format!("dialogue:{number}"), at)
        })
        .collect();
    let (customer, ours, other) = (CUSTOMER, "+493011111", "+493022222");
    let older = begin(&database, &conversations[0], Channel::Sms, by_phone(ours)).await;
    let newer = begin(&database, &conversations[1], Channel::Sms, by_phone(ours)).await;
    let newest = begin(&database, &conversations[2], Channel::Sms, by_phone(other)).await;
    let by_email = |own: &mut Dialogue| own.customer_email = Some("jonas@northwind.example".to_owned());
    let mail = begin(&database, &conversations[3], Channel::Email, by_email).await;

    let found = async |channel, customer: &'static str, agent| {
        let found = dialogues::find_live_by_phone(conn, channel, customer, agent).await.unwrap();
        found.map(|dialogue| dialogue.conversation_id)
    };
    assert_eq!(found(Channel::Sms, customer, Some(ours)).await, Some(newer.conversation_id));
    assert_eq!(found(Channel::Sms, customer, None).await, Some(newest.conversation_id));
    assert_eq!(found(Channel::Whatsapp, customer, Some(ours)).await, None);
    assert_eq!(found(Channel::Sms, "+4915100000000", None).await, None);
    // A route narrows it to its workspace, where the number may be one that nobody here knows.
    let within = async |workspace_id, agent| {
        let found =
            dialogues::find_live_in_workspace(conn, workspace_id, Channel::Sms, customer, agent).await;
        found.unwrap().map(|dialogue| dialogue.conversation_id)
    };
    assert_eq!(within(workspace_id, Some(ours)).await, Some(newer.conversation_id));
    assert_eq!(within(workspace_id, Some("+493033333")).await, None);
    assert_eq!(within(WorkspaceId::generate(), Some(ours)).await, None);
    let third = samples::conversation(workspace_id, "dialogue:9", now - Duration::HOUR);
    let unknown = |own: &mut Dialogue| own.customer_phone = Some(CUSTOMER.to_owned());
    let chosen = begin(&database, &third, Channel::Sms, unknown).await;
    assert_eq!(within(workspace_id, Some(ours)).await, Some(newer.conversation_id));
    assert_eq!(within(workspace_id, Some("+493033333")).await, Some(chosen.conversation_id));
    assert_eq!(within(workspace_id, None).await, Some(chosen.conversation_id));
    let id = chosen.conversation_id;
    change!(store, |tx| dialogues::hide_of_conversation(tx, id, now).await).await.unwrap();
    let live = async || {
        let live = dialogues::live_of_channel(conn, Channel::Sms, 2).await.unwrap();
        live.into_iter().map(|dialogue| dialogue.conversation_id).collect::<Vec<_>>()
    };
    assert_eq!(live().await, [older.conversation_id, newer.conversation_id]);

    // One that is over is not answered, nor is one that is deleted.
    let over = Dialogue { status: DialogueStatus::Expired, ..newer.clone() };
    update(&database, &over).await.unwrap();
    assert_eq!(found(Channel::Sms, customer, Some(ours)).await, Some(older.conversation_id));
    assert_eq!(live().await, [older.conversation_id, newest.conversation_id]);
    let id = older.conversation_id;
    change!(store, |tx| dialogues::hide_of_conversation(tx, id, now).await).await.unwrap();
    assert_eq!(found(Channel::Sms, customer, Some(ours)).await, None);
    assert_eq!(live().await, [newest.conversation_id]);

    let by_mail = async |workspace_id, customer: &'static str| {
        dialogues::find_live_by_email(conn, workspace_id, customer).await.unwrap()
    };
    assert_eq!(by_mail(workspace_id, "jonas@northwind.example").await, Some(mail));
    assert_eq!(by_mail(workspace_id, "maya@northwind.example").await, None);
    assert_eq!(by_mail(WorkspaceId::generate(), "jonas@northwind.example").await, None);
}

async fn what_goes_on_and_began_is_counted(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let mut made = Vec::new();
    for (number, (channel, status)) in [
        (Channel::Call, DialogueStatus::Queued),
        (Channel::Call, DialogueStatus::Ringing),
        (Channel::Call, DialogueStatus::InProgress),
        (Channel::Call, DialogueStatus::Processing),
        (Channel::Sms, DialogueStatus::Open),
    ]
    .into_iter()
    .enumerate()
    {
        let conversation = samples::conversation(workspace_id, &format!("dialogue:{number}"), now);
        made.push(begin(&database, &conversation, channel, |own| own.status = status).await);
    }
    assert_eq!(dialogues::calls_going_on(conn, workspace_id).await.unwrap(), 2);
    assert_eq!(dialogues::calls_going_on(conn, WorkspaceId::generate()).await.unwrap(), 0);

    let own = made.clone();
    change!(store, |tx| {
        dialogues::lock_begins(tx, workspace_id).await?;
        for (dialogue, seconds) in own.iter().zip([0, 10, 20]) {
            dialogues::note_begun(tx, dialogue, now + Duration::seconds(seconds)).await?;
        }
        // It was let begin before.
        dialogues::note_begun(tx, &own[0], now + Duration::HOUR).await
    })
    .await
    .unwrap();
    let begun = async |since| dialogues::begun_since(conn, workspace_id, since).await.unwrap();
    assert_eq!(begun(now).await, 3);
    assert_eq!(begun(now + Duration::seconds(10)).await, 2);
    assert_eq!(begun(now + Duration::MINUTE).await, 0);
    let before = now + Duration::seconds(20);
    for pruned in [1, 1, 0] {
        let gone = change!(store, |tx| dialogues::prune_begun(tx, before, 1).await).await;
        assert_eq!(gone.unwrap(), pruned);
    }
    assert_eq!(begun(now).await, 1);
}
