//! The index of words.

use colloquy_domain::{ConversationId, WorkspaceId};
use colloquy_store::search::{self, Document, Term, Wanted, find};
use colloquy_store::{Store, conversations, erase, workspaces};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;
use uuid::Uuid;

use crate::{change, on_both_databases};

on_both_databases! {
    conversations_of_one_instant_all_find_a_place,
    a_word_that_names_another_workspace_leads_nowhere,
    what_is_deleted_or_erased_is_not_found,
    a_row_is_replaced_and_moves_with_its_conversation,
    what_lies_behind_many_others_is_found_once_and_in_order,
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

fn wanted(workspace_id: WorkspaceId, text: &str) -> Wanted {
    Wanted {
        workspace_id,
        terms: words(text).into_iter().map(|word| Term { word, is_prefix: false }).collect(),
        excluded: Vec::new(),
        in_transcripts: true,
        in_addresses: true,
        include_private: false,
        kinds: None,
        started_at: colloquy_domain::filter::InstantRange::default(),
    }
}

async fn found(store: &Store, wanted: &Wanted) -> Vec<ConversationId> {
    let found = find(store.reader(), wanted, None, 1_000).await.unwrap();
    assert!(found.is_sorted_by(|one, other| one.0 > other.0), "newest first");
    found.into_iter().map(|(_, conversation)| conversation.id).collect()
}

/// A conversation in which that was said, so many seconds after the clock's time.
async fn add(database: &TestDatabase, workspace_id: WorkspaceId, seconds: i64, text: &str) -> ConversationId {
    let now = database.clock().now();
    let mut conversation = samples::conversation(workspace_id, &Uuid::now_v7().to_string(), now);
    conversation.started_at = now + Duration::seconds(seconds);
    let document = Document {
        conversation_id: conversation.id,
        workspace_id,
        started_at: conversation.started_at,
        title: words("title"),
        people: Vec::new(),
        addresses: Vec::new(),
        transcript: words(text),
    };
    let id = conversation.id;
    change!(database.store(), |tx| {
        conversations::insert(tx, &conversation).await?;
        search::insert(tx, &document).await
    })
    .await
    .unwrap();
    id
}

async fn workspace(database: &TestDatabase) -> WorkspaceId {
    let workspace = samples::workspace(database.clock().now());
    let id = workspace.id;
    change!(database.store(), |tx| workspaces::insert(tx, &workspace).await).await.unwrap();
    id
}

async fn conversations_of_one_instant_all_find_a_place(database: TestDatabase) {
    let workspace_id = workspace(&database).await;
    let later = add(&database, workspace_id, 1, "word").await;
    let mut together = Vec::new();
    for _ in 0..300 {
        together.push(add(&database, workspace_id, 0, "word").await);
    }
    let mut found = found(database.store(), &wanted(workspace_id, "word title")).await;
    assert_eq!(found.remove(0), later);
    found.sort_unstable();
    assert_eq!(found, together);
}

async fn a_word_that_names_another_workspace_leads_nowhere(database: TestDatabase) {
    let [own, other] = [workspace(&database).await, workspace(&database).await];
    let id = add(&database, own, 0, &format!("secret ={}", other.0.simple())).await;
    assert_eq!(found(database.store(), &wanted(own, "secret")).await, [id]);
    assert_eq!(found(database.store(), &wanted(other, "secret")).await, []);
}

async fn what_is_deleted_or_erased_is_not_found(database: TestDatabase) {
    let workspace_id = workspace(&database).await;
    let now = database.clock().now();
    let [deleted, erased, stays] = [
        add(&database, workspace_id, 0, "word").await,
        add(&database, workspace_id, 0, "word").await,
        add(&database, workspace_id, 0, "word").await,
    ];
    change!(database.store(), |tx| {
        conversations::delete(tx, workspace_id, deleted, now).await?;
        erase::conversation(tx, workspace_id, erased).await
    })
    .await
    .unwrap();
    assert_eq!(found(database.store(), &wanted(workspace_id, "word")).await, [stays]);
    let stale = search::stale(database.store().reader(), ConversationId(Uuid::nil()), 10).await.unwrap();
    assert_eq!(stale, [], "and they are not put back");
}

async fn a_row_is_replaced_and_moves_with_its_conversation(database: TestDatabase) {
    let workspace_id = workspace(&database).await;
    let id = add(&database, workspace_id, 0, "old").await;
    let newer = add(&database, workspace_id, 5, "new").await;
    let document = |started_at| Document {
        conversation_id: id,
        workspace_id,
        started_at,
        title: words("title"),
        people: Vec::new(),
        addresses: Vec::new(),
        transcript: words("new"),
    };
    let now = database.clock().now();
    for (started_at, expected) in [(now, [newer, id]), (now + Duration::days(1), [id, newer])] {
        let document = document(started_at);
        change!(database.store(), |tx| search::put(tx, &document).await).await.unwrap();
        assert_eq!(found(database.store(), &wanted(workspace_id, "new")).await, expected);
        assert_eq!(found(database.store(), &wanted(workspace_id, "old")).await, []);
    }
}

async fn what_lies_behind_many_others_is_found_once_and_in_order(database: TestDatabase) {
    let workspace_id = workspace(&database).await;
    // PostgreSQL looks through the newest 400 and asks its index for those behind: on both sides of that line, and on it.
    let wanted_at = [0, 1, 8, 9, 10, 11, 12, 408, 409];
    let mut expected = Vec::new();
    for seconds in 0..410 {
        let is_wanted = wanted_at.contains(&seconds);
        let text = if is_wanted { "wanted word" } else { "other word" };
        let id = add(&database, workspace_id, seconds, text).await;
        expected.extend(is_wanted.then_some(id));
    }
    expected.reverse();
    let asked = wanted(workspace_id, "wanted");
    assert_eq!(found(database.store(), &asked).await, expected);
    // The same page by page, with the line inside of one.
    let (mut paged, mut before) = (Vec::new(), None);
    loop {
        let page = find(database.store().reader(), &asked, before, 4).await.unwrap();
        let Some((last, _)) = page.last() else { break };
        before = Some(*last);
        paged.extend(page.into_iter().map(|(_, conversation)| conversation.id));
    }
    assert_eq!(paged, expected);
}
