//! Knowledge bases, their sources, and the passages that answers rest on.

use colloquy_domain::knowledge::{
    KnowledgeBase, KnowledgeSource, KnowledgeStatus, Passage, Refresh, RefreshUnit,
};
use colloquy_domain::*;
use colloquy_store::knowledge::CitedPassage;
use colloquy_store::{StoreError, knowledge};
use colloquy_testkit::TestDatabase;
use time::Duration;

use crate::contact_center::paged;
use crate::{change, on_both_databases};

on_both_databases! {
    a_knowledge_base_from_making_to_deletion,
    agents_look_up_what_is_theirs,
    passages_that_stay_the_same_keep_their_ids,
    passages_are_cited_with_where_they_stand,
}

fn base(workspace_id: WorkspaceId, at: Instant) -> KnowledgeBase {
    KnowledgeBase {
        id: KnowledgeBaseId::generate(),
        workspace_id,
        name: "Returns".to_owned(),
        kind: "faq".to_owned(),
        title: "Questions about returns".to_owned(),
        description: None,
        text: None,
        urls: Vec::new(),
        agent_ids: Vec::new(),
        refresh: Refresh::Manual,
        status: KnowledgeStatus::Active,
        refresh_at: None,
        revision: 0,
        created_at: at,
        updated_at: at,
    }
}

fn source(id: KnowledgeBaseId) -> KnowledgeSource {
    KnowledgeSource {
        id: KnowledgeSourceId::generate(),
        knowledge_base_id: id,
        url: None,
        title: None,
        read_at: None,
        error: None,
    }
}

async fn insert(database: &TestDatabase, bases: &[KnowledgeBase]) {
    let own = bases.to_vec();
    change!(database.store(), |tx| {
        for base in &own {
            knowledge::insert(tx, base).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
}

async fn put(database: &TestDatabase, source: &KnowledgeSource, texts: &[&str]) {
    let own = source.clone();
    let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
    change!(database.store(), |tx| knowledge::put_source(tx, &own, &texts).await).await.unwrap();
}

async fn a_knowledge_base_from_making_to_deletion(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let [first, second] = [0, 1].map(|seconds| base(workspace_id, now + Duration::seconds(seconds)));
    insert(&database, &[first.clone(), second.clone(), base(other, now)]).await;
    let id = first.id;
    assert_eq!(knowledge::get(conn, workspace_id, id).await.unwrap().as_ref(), Some(&first));
    assert_eq!(knowledge::get(conn, other, id).await.unwrap(), None);

    let changed = KnowledgeBase {
        name: "Returns and refunds".to_owned(),
        kind: "url".to_owned(),
        title: "All about returns".to_owned(),
        description: Some("30 days".to_owned()),
        text: Some("Send it back.\n\nWithin 30 days.".to_owned()),
        urls: vec!["https://shop.example/returns".to_owned()],
        agent_ids: vec![AgentId::generate(), AgentId::generate()],
        refresh: Refresh::Every(2, RefreshUnit::Weeks),
        status: KnowledgeStatus::Inactive,
        refresh_at: Some(now + Duration::WEEK),
        revision: 4,
        updated_at: now + Duration::HOUR,
        ..first.clone()
    };
    let own = changed.clone();
    change!(store, |tx| knowledge::update(tx, &own).await).await.unwrap();
    assert_eq!(knowledge::get_any(conn, id).await.unwrap().as_ref(), Some(&changed));
    let locked = change!(store, |tx| knowledge::get_for_update(tx, id).await).await.unwrap();
    assert_eq!(locked.as_ref(), Some(&changed));
    let listed = paged(|slice| knowledge::list(conn, workspace_id, slice)).await;
    assert_eq!(listed, [second.clone(), changed.clone()]);

    put(&database, &source(id), &["Send it back."]).await;
    put(&database, &source(second.id), &["Wait."]).await;
    for (of, is_gone) in [(other, false), (workspace_id, true), (workspace_id, false)] {
        let gone = change!(store, |tx| knowledge::delete(tx, of, id, now).await).await;
        assert_eq!(gone.unwrap(), is_gone);
    }
    assert_eq!(knowledge::get_any(conn, id).await.unwrap(), None);
    assert_eq!(knowledge::sources(conn, id).await.unwrap(), []);
    let left = knowledge::passages(conn, &[id, second.id]).await.unwrap();
    assert_eq!(left.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>(), ["Wait."]);
    let listed = paged(|slice| knowledge::list(conn, workspace_id, slice)).await;
    assert_eq!(listed, [second]);
    let refused = change!(store, |tx| knowledge::update(tx, &changed).await).await;
    assert!(matches!(refused, Err(StoreError::NotFound(_))), "{refused:?}");
}

async fn agents_look_up_what_is_theirs(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let [agent, colleague] = [AgentId::generate(), AgentId::generate()];
    let mut made: Vec<KnowledgeBase> =
        (0..5).map(|seconds| base(workspace_id, now + Duration::seconds(seconds))).collect();
    made[1].agent_ids = vec![colleague, agent];
    made[1].revision = 9;
    made[2].agent_ids = vec![colleague];
    made[3].status = KnowledgeStatus::Inactive;
    insert(&database, &made).await;
    insert(&database, &[base(WorkspaceId::generate(), now)]).await;
    let gone = made[4].id;
    change!(store, |tx| knowledge::delete(tx, workspace_id, gone, now).await).await.unwrap();
    let of = async |agent| knowledge::of_agent(conn, workspace_id, agent).await.unwrap();
    assert_eq!(of(agent).await, made[..2]);
    assert_eq!(of(colleague).await, made[..3]);
    assert_eq!(of(AgentId::generate()).await, made[..1]);
    let revisions = knowledge::revisions_of_agent(conn, workspace_id, agent).await.unwrap();
    assert_eq!(revisions, [(made[0].id, 0), (made[1].id, 9)]);
}

async fn passages_that_stay_the_same_keep_their_ids(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let own_base = base(WorkspaceId::generate(), now);
    let id = own_base.id;
    insert(&database, &[own_base]).await;
    let [mut page, other] = [source(id), source(id)];
    page.url = Some("https://shop.example/returns".to_owned());
    put(&database, &page, &["one", "two", "two", "three"]).await;
    put(&database, &other, &["one"]).await;
    let of = async |source_id: KnowledgeSourceId| {
        let mut found = knowledge::passages(conn, &[id]).await.unwrap();
        found.retain(|passage| passage.source_id == source_id);
        found
    };
    let before = of(page.id).await;
    let texts = |passages: &[Passage]| {
        passages.iter().map(|passage| (passage.position, passage.text.clone())).collect::<Vec<_>>()
    };
    let numbered = |all: &[&str]| (0_u32..).zip(all.iter().map(|&text| text.to_owned())).collect::<Vec<_>>();
    assert_eq!(texts(&before), numbered(&["one", "two", "two", "three"]));

    page.title = Some("Returns".to_owned());
    page.read_at = Some(now);
    put(&database, &page, &["zero", "two", "three", "two", "two"]).await;
    let after = of(page.id).await;
    assert_eq!(texts(&after), numbered(&["zero", "two", "three", "two", "two"]));
    let kept = [after[1].id, after[2].id, after[3].id];
    assert_eq!(kept, [before[1].id, before[3].id, before[2].id]);
    assert!(before.iter().all(|passage| passage.id != after[0].id && passage.id != after[4].id));
    assert_eq!(of(other.id).await.len(), 1, "another source's are its own");

    // What could not be read again can still be found.
    page.error = Some("the server answered 503".to_owned());
    let own = page.clone();
    change!(store, |tx| knowledge::note_source_error(tx, &own).await).await.unwrap();
    assert_eq!(knowledge::sources(conn, id).await.unwrap(), [page.clone(), other.clone()]);
    assert_eq!(of(page.id).await, after);
    let never_read = KnowledgeSource { error: Some("no such host".to_owned()), ..source(id) };
    let own = never_read.clone();
    change!(store, |tx| knowledge::note_source_error(tx, &own).await).await.unwrap();

    let kept = [other.id, never_read.id];
    change!(store, |tx| knowledge::keep_sources(tx, id, &kept).await).await.unwrap();
    assert_eq!(knowledge::sources(conn, id).await.unwrap(), [other.clone(), never_read]);
    assert_eq!(of(page.id).await, []);
    put(&database, &other, &[]).await;
    assert_eq!(knowledge::passages(conn, &[id]).await.unwrap(), []);
    change!(store, |tx| knowledge::keep_sources(tx, id, &[]).await).await.unwrap();
    assert_eq!(knowledge::sources(conn, id).await.unwrap(), []);
}

async fn passages_are_cited_with_where_they_stand(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let conn = store.reader();
    let workspace_id = WorkspaceId::generate();
    let [one, other] = [0, 1].map(|seconds| base(workspace_id, now + Duration::seconds(seconds)));
    insert(&database, &[one.clone(), other.clone()]).await;
    let page = KnowledgeSource {
        url: Some("https://shop.example/returns".to_owned()),
        title: Some("Returns".to_owned()),
        ..source(one.id)
    };
    put(&database, &page, &["a", "b"]).await;
    put(&database, &source(other.id), &["c"]).await;
    // More than a statement's worth.
    let many: Vec<String> = (0..1_500).map(|number| format!("passage {number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    put(&database, &source(other.id), &many).await;

    let all = knowledge::passages(conn, &[other.id, one.id, one.id]).await.unwrap();
    assert_eq!(all.len(), 1_503);
    let in_order: Vec<_> =
        all.iter().map(|passage| (passage.knowledge_base_id, passage.source_id, passage.position)).collect();
    assert!(in_order.is_sorted());
    assert_eq!(knowledge::passages(conn, &[]).await.unwrap(), []);

    let of_page = |passage: &Passage| CitedPassage {
        passage: passage.clone(),
        title: Some("Returns".to_owned()),
        url: page.url.clone(),
    };
    let own_text = CitedPassage {
        passage: all[2].clone(),
        title: Some("Questions about returns".to_owned()),
        url: None,
    };
    let ids = [all[2].id, PassageId::generate(), all[1].id, all[0].id];
    let cited = knowledge::passages_by_ids(conn, workspace_id, &ids).await.unwrap();
    assert_eq!(cited, [own_text, of_page(&all[1]), of_page(&all[0])]);
    let strangers = knowledge::passages_by_ids(conn, WorkspaceId::generate(), &ids).await.unwrap();
    assert_eq!(strangers, []);
    let ids: Vec<PassageId> = all.iter().map(|passage| passage.id).collect();
    let cited = knowledge::passages_by_ids(conn, workspace_id, &ids).await.unwrap();
    assert_eq!(cited.into_iter().map(|cited| cited.passage).collect::<Vec<_>>(), all);
}
