//! Walks over lists while others insert, update and delete: what stays as it is comes exactly once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use colloquy_app::lists::{self, Walk};
use colloquy_app::tags::{self, TagChange, TagContent};
use colloquy_domain::ConversationId;
use colloquy_domain::conversation::Conversation;
use colloquy_domain::filter::{ConversationFilter, Direction, DirectoryFilter, Order, OrderKey};
use colloquy_store::{Durability, Store, StoreError, conversations};
use colloquy_testkit::{TestDatabase, samples};
use futures::{StreamExt, pin_mut};
use time::Duration;

use crate::on_both_databases;
use crate::support::TestApp;

on_both_databases! {
    nothing_that_stays_is_missed_and_nothing_comes_twice,
    a_walk_towards_the_newest_ends_where_it_began,
    what_is_changed_again_is_dated_later,
}

const ROWS: usize = 10_000;
const PAGE: u64 = 100;

async fn insert(store: &Store, rows: Vec<Conversation>) {
    let done = store.write(Durability::Relaxed, move |tx| {
        Box::pin(async move {
            for row in &rows {
                conversations::insert(tx, row).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    done.await.expect("inserted");
}

/// Every tenth row is changed, every other tenth deleted, and as many are added, until the walk is over.
async fn disturb(
    test: Arc<TestApp>,
    rows: Arc<Vec<Conversation>>,
    ticks: Arc<AtomicI64>,
    over: Arc<AtomicBool>,
) {
    let workspace_id = test.caller.workspace_id();
    let mut round = 0;
    while !over.load(Ordering::SeqCst) {
        let own: Vec<Conversation> =
            (0..20).map(|number| rows[(round * 20 + number) * 10 % ROWS].clone()).collect();
        let deleted: Vec<ConversationId> = own.iter().map(|row| rows[index_of(row) + 5].id).collect();
        let (ticks, began) = (Arc::clone(&ticks), test.app.now());
        let done = test.app.store.write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                for (mut row, gone) in own.into_iter().zip(deleted) {
                    // Every change has an instant of its own, later than all before it.
                    let now = began + Duration::microseconds(ticks.fetch_add(1, Ordering::SeqCst));
                    row.updated_at = now;
                    conversations::update(tx, &row).await?;
                    match conversations::delete(tx, workspace_id, gone, now).await {
                        Ok(()) | Err(StoreError::NotFound(_)) => {}
                        Err(error) => return Err(error),
                    }
                    let external_id = uuid::Uuid::now_v7().to_string();
                    conversations::insert(tx, &samples::conversation(workspace_id, &external_id, now))
                        .await?;
                }
                Ok::<_, StoreError>(())
            })
        });
        done.await.expect("changed");
        round += 1;
        tokio::task::yield_now().await;
    }
}

fn index_of(row: &Conversation) -> usize {
    row.title.parse().expect("its number")
}

async fn nothing_that_stays_is_missed_and_nothing_comes_twice(database: TestDatabase) {
    let test = Arc::new(TestApp::new(database).await);
    let (workspace_id, now) = (test.caller.workspace_id(), test.app.now());
    // Hundreds share each instant.
    let rows: Vec<Conversation> = (0..ROWS)
        .map(|number| {
            let at = now - Duration::seconds(1_000 - i64::try_from(number / 400).expect("small"));
            Conversation {
                title: number.to_string(),
                ..samples::conversation(workspace_id, &format!("row {number}"), at)
            }
        })
        .collect();
    for chunk in rows.chunks(1_000) {
        insert(&test.app.store, chunk.to_vec()).await;
    }
    let rows = Arc::new(rows);
    let undisturbed: BTreeSet<ConversationId> =
        rows.iter().filter(|row| !index_of(row).is_multiple_of(5)).map(|row| row.id).collect();
    for direction in [Direction::Ascending, Direction::Descending] {
        let order = Order { key: OrderKey::UpdatedAt, direction };
        // Changes are dated in the order in which they are written, as the store's own are.
        test.advance(std::time::Duration::from_secs(1_000));
        let ticks = Arc::new(AtomicI64::new(1));
        let over = Arc::new(AtomicBool::new(false));
        let disturbers = || {
            let disturber = |_| {
                let (test, rows) = (Arc::clone(&test), Arc::clone(&rows));
                tokio::spawn(disturb(test, rows, Arc::clone(&ticks), Arc::clone(&over)))
            };
            (0..2).map(disturber).collect::<Vec<_>>()
        };
        // Where changes are written one at a time, some may be under way when the walk begins.
        let is_sqlite = test.app.store.is_sqlite();
        let mut others = if is_sqlite { disturbers() } else { Vec::new() };
        let filter = ConversationFilter::default();
        let pages =
            lists::pages(order, |walk| lists::conversations(&test.app, &test.caller, &filter, walk, PAGE));
        pin_mut!(pages);
        let mut times: BTreeMap<ConversationId, u32> = BTreeMap::new();
        let (mut is_full, mut wanted_changes) = (true, 0);
        while let Some(page) = pages.next().await {
            let page = page.expect("a page");
            if others.is_empty() {
                others = disturbers();
            }
            assert!(is_full, "only the last page is shorter");
            is_full = page.len() == usize::try_from(PAGE).expect("small");
            // The others are never far behind.
            wanted_changes += 10;
            while ticks.load(Ordering::SeqCst) < wanted_changes {
                tokio::task::yield_now().await;
            }
            for row in page {
                *times.entry(row.id).or_default() += 1;
            }
        }
        over.store(true, Ordering::SeqCst);
        for other in others {
            other.await.expect("no panic");
        }
        let twice = times.values().filter(|times| **times > 1).count();
        assert_eq!(twice, 0, "{direction:?}: came twice");
        let missed = undisturbed.iter().filter(|id| !times.contains_key(id)).count();
        assert_eq!(missed, 0, "{direction:?}: stayed and was missed");
    }
}

async fn a_walk_towards_the_newest_ends_where_it_began(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (workspace_id, now) = (test.caller.workspace_id(), test.app.now());
    let rows: Vec<Conversation> =
        (0..5).map(|number| samples::conversation(workspace_id, &number.to_string(), now)).collect();
    insert(&test.app.store, rows.clone()).await;
    let order = Order { key: OrderKey::UpdatedAt, direction: Direction::Ascending };
    let filter = ConversationFilter::default();
    let page =
        async |walk| lists::conversations(&test.app, &test.caller, &filter, walk, 2).await.expect("a page");
    let first = page(Walk::new(order)).await;
    // What was seen already is changed, and something is added.
    test.advance(std::time::Duration::from_secs(1));
    let mut changed = first.rows[0].clone();
    changed.updated_at = test.app.now();
    let id = changed.id;
    let done = test.app.store.write(Durability::Relaxed, move |tx| {
        Box::pin(async move { conversations::update(tx, &changed).await })
    });
    done.await.expect("changed");
    insert(&test.app.store, vec![samples::conversation(workspace_id, "new", test.app.now())]).await;
    let second = page(first.next.expect("more")).await;
    let third = page(second.next.expect("more")).await;
    assert_eq!(third.rows.len(), 1);
    assert_eq!(third.next, None);
    let seen = first.rows.iter().chain(&second.rows).chain(&third.rows).filter(|row| row.id == id).count();
    assert_eq!(seen, 1);
    let all = lists::conversations(&test.app, &test.caller, &filter, Walk::new(order), 10).await;
    assert_eq!(all.expect("a page").rows.len(), 6, "a new walk sees what is new");
}

async fn what_is_changed_again_is_dated_later(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let content =
        TagContent { name: "a".into(), description: None, hex_color: None, auto_tagging_enabled: false };
    let mut before = tags::create(app, workspace_id, content).await.expect("a tag");
    let order = Order { key: OrderKey::UpdatedAt, direction: Direction::Ascending };
    // The clock stands still.
    for name in ["b", "c"] {
        let change = TagChange { name: Some(name.into()), ..TagChange::default() };
        let after = tags::update(app, workspace_id, before.id, change).await.expect("changed");
        assert!(after.updated_at > before.updated_at, "{name}");
        let filter = DirectoryFilter::default();
        let page = lists::tags(app, &test.caller, &filter, Walk::new(order), 10).await.expect("a page");
        // After those that every workspace has.
        assert_eq!(page.rows.last(), Some(&after), "ahead of the clock it is seen, too");
        before = after;
    }
}
