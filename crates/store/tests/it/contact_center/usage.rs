//! What a workspace uses in a month.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::credential::{Credential, Scopes};
use colloquy_domain::endpoint::{Delivery, DeliveryStatus, Message};
use colloquy_domain::oauth::OAuthClient;
use colloquy_domain::recording::Recording;
use colloquy_domain::usage::{ApiCall, BillingPeriod, KeyUsage, Usage};
use colloquy_domain::*;
use colloquy_store::{
    StoreError, api_usage, conversations, credentials, deliveries, messages, oauth, recordings, workspaces,
};
use colloquy_testkit::{TestDatabase, samples};
use futures::future::join_all;
use time::Duration;

use super::files::{file, insert, upload};
use super::{ALL, add, slice};
use crate::{change, on_both_databases};

on_both_databases! {
    requests_are_counted_by_key_and_month,
    keys_are_named_whatever_became_of_them,
    deliveries_and_stored_bytes_are_counted,
    a_warning_is_noted_once,
    old_requests_are_forgotten_and_stay_counted,
}

fn request(workspace_id: WorkspaceId, credential_id: CredentialId, at: Instant, path: &str) -> ApiCall {
    ApiCall { workspace_id, credential_id, at, method: "GET".to_owned(), path: path.to_owned(), status: 200 }
}

async fn record(database: &TestDatabase, calls: Vec<ApiCall>) {
    change!(database.store(), |tx| api_usage::record(tx, &calls).await).await.unwrap();
}

/// The month of the test clock, and the instant of its end.
fn month(now: Instant) -> (BillingPeriod, Instant) {
    let period = BillingPeriod::of(now);
    (period, period.range().1)
}

async fn requests_are_counted_by_key_and_month(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let (period, end) = month(now);
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let [one, two] = [CredentialId::generate(), CredentialId::generate()];
    let last = end - Duration::MICROSECOND;
    record(
        &database,
        vec![
            request(workspace_id, one, now, "/v1/engagements"),
            request(workspace_id, two, last, "/v1/audio-files"),
            request(workspace_id, one, now + Duration::MINUTE, "/v1/campaigns"),
            request(workspace_id, one, end, "/v1/usage/summary"),
            request(other, one, now, "/v1/evaluations"),
        ],
    )
    .await;
    // What was answered before comes later.
    record(&database, vec![request(workspace_id, two, now, "/v1/exports")]).await;
    record(&database, Vec::new()).await;

    let conn = store.reader();
    let next = BillingPeriod::of(end);
    let calls = async |workspace_id: WorkspaceId, period: BillingPeriod| {
        api_usage::calls(conn, workspace_id, period).await.unwrap()
    };
    assert_eq!(calls(workspace_id, period).await, 4);
    assert_eq!(calls(workspace_id, next).await, 1);
    assert_eq!(calls(other, period).await, 1);
    assert_eq!(calls(other, next).await, 0);
    let by_key = api_usage::by_key(conn, workspace_id, period).await.unwrap();
    let used: Vec<_> = by_key.iter().map(|key| (key.credential_id, key.calls, key.last_used_at)).collect();
    assert_eq!(used, [(one, 2, Some(now + Duration::MINUTE)), (two, 2, Some(last))]);

    let details = api_usage::details(conn, workspace_id, period, slice(0, 2)).await.unwrap();
    assert_eq!(details.total, 4);
    let newest = request(workspace_id, two, last, "/v1/audio-files");
    assert_eq!(details.rows, [newest, request(workspace_id, one, now + Duration::MINUTE, "/v1/campaigns")]);
    let rest = api_usage::details(conn, workspace_id, period, slice(2, 9)).await.unwrap();
    assert_eq!((rest.rows.len(), rest.total), (2, 4));
    assert!(rest.rows.iter().all(|call| call.at == now));

    // Several processes tell of the same keys at the same time, each in its own order.
    let together = join_all((0..8).map(|number| {
        let (first, second) = if number % 2 == 0 { (one, two) } else { (two, one) };
        let calls = vec![
            request(workspace_id, first, now, "/v1/exports"),
            request(workspace_id, second, now, "/v1/exports"),
        ];
        record(&database, calls)
    }));
    together.await;
    assert_eq!(calls(workspace_id, period).await, 20);
}

async fn keys_are_named_whatever_became_of_them(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let (period, _) = month(now);
    let workspace_id = WorkspaceId::generate();
    let key = |name: &str| Credential {
        id: CredentialId::generate(),
        workspace_id,
        user_id: None,
        name: name.to_owned(),
        scopes: Scopes::default(),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    let keys = ["used", "unused", "revoked after use", "revoked"].map(key);
    let client = OAuthClient {
        id: OAuthClientId::generate(),
        workspace_id,
        name: "Program".to_owned(),
        is_confidential: false,
        redirect_uris: Vec::new(),
        scopes: Scopes::default(),
        grant_types: Vec::new(),
        user_id: None,
        created_at: now,
        updated_at: now,
    };
    let program = CredentialId(client.id.0);
    let own = keys.clone();
    change!(store, |tx| {
        for (key, number) in own.iter().zip(0_u8..) {
            credentials::insert(tx, key, [number; 32], None, "sk-").await?;
        }
        credentials::revoke(tx, workspace_id, own[2].id, now).await?;
        credentials::revoke(tx, workspace_id, own[3].id, now).await?;
        oauth::clients::insert(tx, &client, None).await
    })
    .await
    .unwrap();
    let nameless = CredentialId::generate();
    let uses = [(keys[0].id, 4), (keys[2].id, 3), (program, 2), (nameless, 1)];
    let calls =
        uses.iter().flat_map(|(id, count)| (0..*count).map(move |_| request(workspace_id, *id, now, "/")));
    record(&database, calls.collect()).await;
    let by_key = api_usage::by_key(store.reader(), workspace_id, period).await.unwrap();
    let used = |credential_id: CredentialId, name: &str, calls: u64| KeyUsage {
        credential_id,
        name: name.to_owned(),
        calls,
        last_used_at: (calls > 0).then_some(now),
    };
    let expected = [
        used(keys[0].id, "used", 4),
        used(keys[2].id, "revoked after use", 3),
        used(program, "Program", 2),
        used(nameless, "OAuth", 1),
        used(keys[1].id, "unused", 0),
    ];
    assert_eq!(by_key, expected);
}

async fn deliveries_and_stored_bytes_are_counted(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let (period, end) = month(now);
    let workspace_id = WorkspaceId::generate();
    let message = |workspace_id: WorkspaceId| Message {
        id: MessageId::generate(),
        workspace_id,
        event_id: EventId::generate(),
        dialect: "house".to_owned(),
        event_type: "conversation.created".to_owned(),
        body: b"{}".to_vec(),
        created_at: now,
    };
    let delivery = |message: &Message, status: DeliveryStatus, at: Instant| Delivery {
        id: DeliveryId::generate(),
        workspace_id: message.workspace_id,
        message_id: message.id,
        endpoint_id: EndpointId::generate(),
        status,
        attempts: 1,
        next_attempt_at: None,
        created_at: at,
        updated_at: at,
    };
    let told = [message(workspace_id), message(WorkspaceId::generate())];
    let made = [
        delivery(&told[0], DeliveryStatus::Delivered, now),
        delivery(&told[0], DeliveryStatus::Delivered, end - Duration::MICROSECOND),
        delivery(&told[0], DeliveryStatus::Delivered, end),
        delivery(&told[0], DeliveryStatus::Failed, now),
        delivery(&told[0], DeliveryStatus::Pending, now),
        delivery(&told[1], DeliveryStatus::Delivered, now),
    ];
    change!(store, |tx| {
        messages::insert_many(tx, &told).await?;
        deliveries::insert_many(tx, &made).await
    })
    .await
    .unwrap();

    let [live, gone] = ["live", "gone"].map(|name| samples::conversation(workspace_id, name, now));
    let recording = |conversation: &Conversation, size_bytes: u64| Recording {
        id: RecordingId::generate(),
        workspace_id,
        conversation_id: conversation.id,
        object_key: format!("recordings/{size_bytes}"),
        media_type: "audio/mpeg".to_owned(),
        size_bytes,
        sha256: "00".repeat(32),
        channels: None,
        duration_seconds: None,
        waveform: None,
        created_at: now,
    };
    let recorded = [recording(&live, 5_000_000_000), recording(&live, 1), recording(&gone, 10)];
    add(&database, &live).await;
    add(&database, &gone).await;
    let gone_id = gone.id;
    change!(store, |tx| {
        for recording in &recorded {
            recordings::insert(tx, recording).await?;
        }
        conversations::delete(tx, workspace_id, gone_id, now).await
    })
    .await
    .unwrap();
    let waiting = [file(workspace_id, now), file(workspace_id, now), file(WorkspaceId::generate(), now)];
    let [mut waiting, announced, mut foreign] = waiting;
    waiting.upload = Some(upload("recordings/100", 100, now));
    foreign.upload = Some(upload("recordings/1000", 1_000, now));
    let mut processed = file(workspace_id, now);
    processed.upload = Some(upload("recordings/1", 1, now));
    processed.conversation_id = Some(live.id);
    insert(&database, &[waiting, announced, foreign, processed]).await;

    let conn = store.reader();
    let used = api_usage::usage(conn, workspace_id, period).await.unwrap();
    assert_eq!(used, Usage { calls: 0, webhooks: 2, stored_bytes: 5_000_000_101 });
    assert_eq!(api_usage::webhooks(conn, workspace_id, BillingPeriod::of(end)).await.unwrap(), 1);
    let nobody = api_usage::usage(conn, WorkspaceId::generate(), period).await.unwrap();
    assert_eq!(nobody, Usage::default());
}

async fn a_warning_is_noted_once(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let [workspace_id, other] = [WorkspaceId::generate(), WorkspaceId::generate()];
    let note = async |workspace_id: WorkspaceId, period: &'static str, resource: &'static str| {
        change!(store, |tx| api_usage::note_warning(tx, workspace_id, period, resource, now).await)
            .await
            .unwrap()
    };
    assert!(note(workspace_id, "2025-06", "calls").await);
    assert!(!note(workspace_id, "2025-06", "calls").await);
    assert!(note(workspace_id, "2025-06", "webhooks").await);
    assert!(note(workspace_id, "2025-07", "calls").await);
    assert!(note(other, "2025-06", "calls").await);
}

async fn old_requests_are_forgotten_and_stay_counted(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let (period, _) = month(now);
    let key = CredentialId::generate();
    let own = [samples::workspace(now), samples::workspace(now)];
    let [one, two] = own.each_ref().map(|workspace| workspace.id);
    change!(store, |tx| {
        for workspace in &own {
            workspaces::insert(tx, workspace).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let calls = (0..10).flat_map(|number| {
        [one, two].map(|workspace_id| request(workspace_id, key, now + Duration::minutes(number), "/"))
    });
    record(&database, calls.collect()).await;
    let prune = async |limit: u64| {
        let before = now + Duration::minutes(6);
        change!(store, |tx| api_usage::prune(tx, before, limit).await).await.unwrap()
    };
    assert_eq!(prune(5).await, 5);
    assert_eq!(prune(100).await, 7);
    assert_eq!(prune(100).await, 0);
    for workspace_id in [one, two] {
        let left = api_usage::details(store.reader(), workspace_id, period, ALL).await.unwrap();
        assert_eq!(left.total, 4);
        assert!(left.rows.iter().all(|call| call.at >= now + Duration::minutes(6)));
        assert_eq!(api_usage::calls(store.reader(), workspace_id, period).await.unwrap(), 10);
    }
}
