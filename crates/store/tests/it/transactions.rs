//! Transactions: what is committed together, and what does not touch its neighbours.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use colloquy_domain::filter::{ConversationFilter, Order};
use colloquy_store::lists::{self, Window};
use colloquy_store::{Durability, Store, StoreError, conversations, participants, workspaces};
use colloquy_testkit::{TestDatabase, samples};
use futures::future::join_all;

use crate::{change, on_both_databases};

on_both_databases! {
    a_failing_change_does_not_touch_its_neighbours,
    a_change_alone_is_rolled_back_as_well,
    of_two_parallel_creates_one_wins,
    a_change_can_be_read_once_it_is_answered,
    what_a_dropped_caller_began_is_whole_or_absent,
    tables_are_made_once,
    ping_writes,
}

#[derive(Debug)]
enum Refusal {
    OnPurpose,
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Inserts a workspace; then, by turns, succeeds, fails, panics, or violates a constraint.
async fn write_by_turns(
    store: &Store,
    clock: &colloquy_testkit::TestClock,
    turn: usize,
) -> Result<(), Refusal> {
    let workspace = samples::workspace(clock.now());
    let durability = if turn.is_multiple_of(3) { Durability::Relaxed } else { Durability::Full };
    store
        .write(durability, move |tx| {
            Box::pin(async move {
                workspaces::insert(tx, &workspace).await?;
                match turn % 4 {
                    1 => Err(Refusal::OnPurpose),
                    2 => panic!("on purpose"),
                    3 => Ok(workspaces::insert(tx, &workspace).await?),
                    _ => Ok(()),
                }
            })
        })
        .await
}

async fn a_failing_change_does_not_touch_its_neighbours(database: TestDatabase) {
    let results =
        join_all((0..200).map(|turn| write_by_turns(database.store(), database.clock(), turn))).await;
    for (turn, result) in results.into_iter().enumerate() {
        let is_as_expected = match turn % 4 {
            1 => matches!(result, Err(Refusal::OnPurpose)),
            2 => matches!(result, Err(Refusal::Store(StoreError::GivenUp(_)))),
            3 => matches!(result, Err(Refusal::Store(StoreError::Database(_) | StoreError::Conflict { .. }))),
            _ => result.is_ok(),
        };
        assert!(is_as_expected, "change {turn} ended as {result:?}");
    }
    assert_eq!(workspaces::list(database.store().reader()).await.unwrap().len(), 50);
}

async fn a_change_alone_is_rolled_back_as_well(database: TestDatabase) {
    for turn in 0..4 {
        let result = write_by_turns(database.store(), database.clock(), turn).await;
        assert_eq!(result.is_ok(), turn == 0, "change {turn}");
    }
    assert_eq!(workspaces::list(database.store().reader()).await.unwrap().len(), 1);
}

async fn of_two_parallel_creates_one_wins(database: TestDatabase) {
    let store = database.store();
    let other_process = database.open_again().await;
    let now = database.clock().now();
    let workspace = samples::workspace(now);
    for round in 0..20 {
        let external_id = format!("call {round}");
        let creates = [store, &other_process, store].map(|store| {
            let conversation = samples::conversation(workspace.id, &external_id, now);
            change!(store, |tx| {
                conversations::insert(tx, &conversation).await?;
                participants::insert_many(tx, conversation.id, &samples::participants()).await?;
                Ok::<_, StoreError>(conversation.id)
            })
        });
        let results = join_all(creates).await;
        let winner =
            conversations::find_by_external_id(store.reader(), workspace.id, &external_id).await.unwrap();
        let winner = winner.expect("one of them has made it").id;
        for result in results {
            match result {
                Ok(id) => assert_eq!(id, winner),
                Err(error) => {
                    assert!(
                        error.is_conflict_of(colloquy_store::constraint::CONVERSATION_EXTERNAL_ID),
                        "{error}"
                    );
                }
            }
        }
        assert_eq!(participants::list(store.reader(), winner).await.unwrap().len(), 2);
    }
    let everything = Window { order: Order::default(), after: None, until: None, limit: 100 };
    let filter = ConversationFilter::default();
    let all = lists::conversations(store.reader(), workspace.id, true, &filter, &everything).await.unwrap();
    assert_eq!(all.len(), 20);
}

async fn a_change_can_be_read_once_it_is_answered(database: TestDatabase) {
    let store = database.store();
    let now = database.clock().now();
    let checked = Arc::new(AtomicUsize::new(0));
    join_all((0..100).map(|turn| {
        let checked = Arc::clone(&checked);
        async move {
            let workspace = samples::workspace(now);
            let id = workspace.id;
            let durability = if turn % 2 == 0 { Durability::Relaxed } else { Durability::Full };
            store
                .write(durability, move |tx| {
                    Box::pin(async move { workspaces::insert(tx, &workspace).await })
                })
                .await
                .unwrap();
            assert!(workspaces::get(store.reader(), id).await.unwrap().is_some());
            checked.fetch_add(1, Ordering::SeqCst);
        }
    }))
    .await;
    assert_eq!(checked.load(Ordering::SeqCst), 100);
}

async fn what_a_dropped_caller_began_is_whole_or_absent(database: TestDatabase) {
    let store = database.store();
    let now = database.clock().now();
    let workspace = samples::workspace(now);
    let mut ids = Vec::new();
    for number in 0..50 {
        let conversation = samples::conversation(workspace.id, &format!("call {number}"), now);
        ids.push(conversation.id);
        let write = change!(store, |tx| {
            conversations::insert(tx, &conversation).await?;
            participants::insert_many(tx, conversation.id, &samples::participants()).await
        });
        // The client hangs up somewhere in the middle: polled a few times, then dropped.
        let mut write = Box::pin(write);
        for _ in 0..number % 7 {
            if futures::poll!(&mut write).is_ready() {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    // Behind all of them in SQLite's queue; PostgreSQL rolls back what was dropped.
    change!(store, |tx| workspaces::insert(tx, &workspace).await).await.unwrap();
    for id in ids {
        let is_there = conversations::get_any(store.reader(), id).await.unwrap().is_some();
        let participants = participants::list(store.reader(), id).await.unwrap().len();
        assert_eq!(participants, if is_there { 2 } else { 0 });
    }
}

async fn tables_are_made_once(database: TestDatabase) {
    // What is there already is left alone.
    database.store().migrate().await.unwrap();
    let empty = if database.store().is_sqlite() {
        TestDatabase::empty_sqlite().await
    } else {
        TestDatabase::empty_postgres().await
    };
    // Several processes start at once.
    let processes = join_all((0..4).map(|_| empty.open_again())).await;
    for result in join_all(processes.iter().map(Store::migrate)).await {
        result.unwrap();
    }
    change!(empty.store(), |tx| {
        use sea_orm::ConnectionTrait;
        tx.execute_unprepared("INSERT INTO schema_step (number, applied_at) VALUES (99, 0)").await?;
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let refused = empty.store().migrate().await.unwrap_err();
    assert!(matches!(refused, StoreError::Configuration(_)), "{refused}");
}

async fn ping_writes(database: TestDatabase) {
    database.store().ping().await.unwrap();
    database.store().close().await;
    database.store().ping().await.unwrap_err();
}

#[tokio::test]
async fn what_is_meant_for_reading_cannot_write_on_sqlite() {
    let database = TestDatabase::sqlite().await;
    let workspace = samples::workspace(database.clock().now());
    workspaces::insert(database.store().reader(), &workspace).await.unwrap_err();
    assert!(workspaces::first(database.store().reader()).await.unwrap().is_none());
}

#[tokio::test]
async fn addresses_that_make_no_sense_are_refused() {
    for url in ["", "mysql://localhost/x", "sqlite::memory:", "sqlite://x.db?mode=memory", "postgres://[/x"] {
        let result = Store::connect(url, colloquy_store::StoreOptions::default()).await;
        assert!(matches!(result, Err(StoreError::Configuration(_))), "{url}: {result:?}");
    }
}
