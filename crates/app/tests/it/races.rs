//! What happens when two do something at the same time.

use colloquy_app::directory::users::UserChange;
use colloquy_app::ingest::{self, NewParticipant};
use colloquy_app::setup::{self, WorkspaceChange};
use colloquy_app::signals::{self, SignalChange};
use colloquy_app::tags::{self, TagChange};
use colloquy_app::webhooks::{self, EndpointChange};
use colloquy_app::{App, AppError, directory, keys};
use colloquy_domain::directory::UserRole;
use colloquy_domain::endpoint::DisabledReason;
use colloquy_store::{Durability, Store, endpoints, users, workspaces};
use colloquy_testkit::TestDatabase;
use futures::future::join_all;

use crate::apps::{beside, conversation};
use crate::on_both_databases;
use crate::support::TestApp;

on_both_databases! {
    two_changes_of_an_endpoint_are_both_kept,
    a_verdict_on_an_endpoint_outlives_a_change_of_it,
    two_changes_of_a_tag_a_question_or_a_workspace_are_both_kept,
    of_two_first_starts_one_makes_the_workspace,
    a_first_start_that_is_cut_off_leaves_all_or_nothing,
    the_same_new_people_in_another_order_do_not_block_each_other,
    who_is_not_active_any_more_owns_nothing_new_even_while_their_request_runs,
}

const ROUNDS: usize = 10;

async fn endpoint(test: &TestApp) -> colloquy_domain::endpoint::Endpoint {
    crate::apps::receiver(&test.app, &test.caller, "http://127.0.0.1:9/").await
}

async fn two_changes_of_an_endpoint_are_both_kept(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let workspace_id = test.caller.workspace_id();
    let id = endpoint(&test).await.id;
    for round in 0..ROUNDS {
        let before = webhooks::get(&test.app, workspace_id, id).await.expect("endpoint");
        let note = Some(format!("round {round}"));
        let change = EndpointChange { description: Some(note.clone()), ..EndpointChange::default() };
        let (changed, rotated) = tokio::join!(
            webhooks::update(&test.app, workspace_id, id, change),
            webhooks::rotate_secret(&test.app, workspace_id, id)
        );
        changed.expect("changed");
        let secret = rotated.expect("rotated").secret;
        let after = webhooks::get(&test.app, workspace_id, id).await.expect("endpoint");
        assert_eq!(after.description, note, "round {round}");
        assert_eq!(after.secret.reveal(), secret.reveal(), "round {round}");
        let previous = after.previous_secret.expect("the old one signs as well").0;
        assert_eq!(previous.reveal(), before.secret.reveal(), "round {round}");
    }
}

async fn a_verdict_on_an_endpoint_outlives_a_change_of_it(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let workspace_id = test.caller.workspace_id();
    for round in 0..ROUNDS {
        let endpoint = endpoint(&test).await;
        let (id, now) = (endpoint.id, test.app.now());
        // As the worker writes it.
        let verdict = test.app.store.write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                let failing = colloquy_domain::endpoint::Endpoint { failing_since: Some(now), ..endpoint };
                endpoints::set_health(tx, &failing, Some(DisabledReason::FailedTooLong)).await
            })
        });
        let change =
            EndpointChange { event_types: Some(vec!["created".into()]), ..EndpointChange::default() };
        let (changed, judged) = tokio::join!(webhooks::update(&test.app, workspace_id, id, change), verdict);
        changed.expect("changed");
        judged.expect("judged");
        let after = webhooks::get(&test.app, workspace_id, id).await.expect("endpoint");
        assert_eq!(after.disabled, Some(DisabledReason::FailedTooLong), "round {round}");
        assert_eq!((after.failing_since, after.event_types), (Some(now), vec!["created".into()]));
    }
}

async fn two_changes_of_a_tag_a_question_or_a_workspace_are_both_kept(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, workspace_id) = (&test.app, test.caller.workspace_id());
    let tag = tags::list(app, workspace_id).await.expect("tags").remove(0).id;
    let question = signals::list(app, workspace_id).await.expect("questions").remove(0).id;
    for round in 0..ROUNDS {
        let (name, text) = (format!("name_{round}"), format!("text {round}"));

        let renamed = TagChange { name: Some(name.clone()), ..TagChange::default() };
        let described = TagChange { description: Some(Some(text.clone())), ..TagChange::default() };
        let changed = tokio::join!(
            tags::update(app, workspace_id, tag, renamed),
            tags::update(app, workspace_id, tag, described)
        );
        changed.0.and(changed.1).expect("changed");
        let all = tags::list(app, workspace_id).await.expect("tags");
        let after = all.into_iter().find(|one| one.id == tag).expect("the tag");
        assert_eq!((&after.name, after.description.as_ref()), (&name, Some(&text)), "round {round}");

        let renamed = SignalChange { name: Some(name.clone()), ..SignalChange::default() };
        let guided = SignalChange { guidance: Some(Some(text.clone())), ..SignalChange::default() };
        let changed = tokio::join!(
            signals::update(app, workspace_id, question, renamed),
            signals::update(app, workspace_id, question, guided)
        );
        changed.0.and(changed.1).expect("changed");
        let after = signals::get(app, workspace_id, question).await.expect("the question");
        assert_eq!((&after.name, after.guidance.as_ref()), (&name, Some(&text)), "round {round}");

        let (is_private, domains) = (round % 2 == 0, vec![format!("firm-{round}.example")]);
        let hidden = WorkspaceChange { private_by_default: Some(is_private), ..WorkspaceChange::default() };
        let owning = WorkspaceChange { own_domains: Some(domains.clone()), ..WorkspaceChange::default() };
        let changed = tokio::join!(
            setup::change_workspace(app, workspace_id, hidden),
            setup::change_workspace(app, workspace_id, owning)
        );
        changed.0.and(changed.1).expect("changed");
        let after =
            workspaces::get(app.store.reader(), workspace_id).await.expect("read").expect("it is there");
        assert_eq!((after.private_by_default, after.own_domains), (is_private, domains), "round {round}");
    }
}

/// How many workspaces, users and keys there are.
async fn counts(app: &App) -> (usize, usize, usize) {
    let (mut people, mut tokens) = (0, 0);
    let all = workspaces::list(app.store.reader()).await.expect("workspaces");
    for workspace in &all {
        people += users::list(app.store.reader(), workspace.id).await.expect("users").len();
        tokens += keys::list(app, workspace.id).await.expect("keys").len();
    }
    (all.len(), people, tokens)
}

/// Two servers on a new database, with the objects and the clock of a test that has a database of its own.
async fn two_new_servers(database: &TestDatabase) -> (TestApp, [App; 2]) {
    let test = TestApp::new(TestDatabase::sqlite().await).await;
    let on = |store: Store| beside(&test.app, store, test.app.objects.clone());
    let servers = [on(database.store().clone()), on(database.open_again().await)];
    (test, servers)
}

async fn of_two_first_starts_one_makes_the_workspace(database: TestDatabase) {
    let (_test, [one, other]) = two_new_servers(&database).await;
    let starts = tokio::join!(setup::first_start(&one), setup::first_start(&other));
    let shown = [starts.0.expect("no error"), starts.1.expect("no error")];
    assert_eq!(shown.iter().flatten().count(), 1, "one of them shows the key");
    assert_eq!(counts(&one).await, (1, 1, 1));
}

async fn a_first_start_that_is_cut_off_leaves_all_or_nothing(database: TestDatabase) {
    let (_test, [app, _]) = two_new_servers(&database).await;
    let mut polls = 1;
    loop {
        // The process is killed somewhere in the middle: polled so often, then dropped.
        let mut start = Box::pin(setup::first_start(&app));
        for _ in 0..polls {
            if futures::poll!(&mut start).is_ready() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(start);
        // Behind it in SQLite's queue; PostgreSQL rolls back what was dropped.
        app.store.ping().await.expect("the database answers");
        match counts(&app).await {
            (0, 0, 0) => polls *= 2,
            made => {
                assert_eq!(made, (1, 1, 1), "cut off after {polls} polls");
                return;
            }
        }
    }
}

async fn the_same_new_people_in_another_order_do_not_block_each_other(database: TestDatabase) {
    let test = TestApp::new(database).await;
    for round in 0..5 {
        let people: Vec<NewParticipant> = (0..16)
            .map(|number| NewParticipant {
                name: Some(format!("Person {number}")),
                email: Some(format!("person@firm-{round}-{number}.example")),
                phone: Some(format!("+4930{round}5550{number:02}")),
                is_owner: false,
            })
            .collect();
        let creates = (0..6).map(|number| {
            let mut new = conversation(&format!("call {round} {number}"));
            new.participants = people.clone();
            if number % 2 == 1 {
                new.participants.reverse();
            }
            ingest::create(&test.app, &test.caller, new)
        });
        let mut contacts = std::collections::BTreeSet::new();
        for created in join_all(creates).await {
            let id = created.expect("created").conversation.id;
            let participants = colloquy_app::read::participants(&test.app, id).await.expect("participants");
            assert_eq!(participants.len(), people.len());
            contacts
                .extend(participants.iter().map(|participant| participant.contact_id.expect("a contact")));
        }
        assert_eq!(contacts.len(), people.len(), "each of them was made once");
    }
}

async fn who_is_not_active_any_more_owns_nothing_new_even_while_their_request_runs(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller) = (&test.app, &test.caller);
    let id = caller.user_id().expect("a user");
    // After the key was looked up.
    let change = UserChange { role: Some(UserRole::Inactive), ..UserChange::default() };
    directory::users::update(app, caller.workspace_id(), id, change).await.expect("changed");
    let refused = ingest::create(app, caller, conversation("late")).await.expect_err("refused");
    assert!(
        matches!(&refused, AppError::Malformed(problems) if problems[0].field == "participants"),
        "{refused:?}"
    );
}
