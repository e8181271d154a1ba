//! Endpoints, messages, deliveries and attempts.

use colloquy_domain::endpoint::{Attempt, Delivery, DeliveryStatus, DisabledReason, Endpoint, Message};
use colloquy_domain::filter::Slice;
use colloquy_domain::job::{JobKind, Queue};
use colloquy_domain::secret::SecretText;
use colloquy_domain::*;
use colloquy_store::jobs::{self, NewJob};
use colloquy_store::{StoreError, deliveries, endpoints, messages};
use colloquy_testkit::TestDatabase;
use time::Duration;

use crate::{change, on_both_databases};

on_both_databases! {
    endpoints_are_listed_while_something_is_sent_to_them,
    a_delivery_and_its_attempts,
    deliveries_are_listed_by_status,
    deliveries_are_read_by_page_numbers_and_given_up_together,
}

fn endpoint(workspace_id: WorkspaceId, now: Instant) -> Endpoint {
    Endpoint {
        id: EndpointId::generate(),
        workspace_id,
        dialect: "house".to_owned(),
        url: "https://hooks.example/calls".to_owned(),
        description: None,
        event_types: vec!["conversation.created".to_owned()],
        headers: vec![("x-team".to_owned(), "care".to_owned())],
        secret: SecretText::new("whsec_new"),
        previous_secret: Some((SecretText::new("whsec_old"), now + Duration::DAY)),
        disabled: None,
        failing_since: None,
        last_failure_at: None,
        previous_failure_at: None,
        sees_private: false,
        created_at: now,
        updated_at: now,
    }
}

fn message(workspace_id: WorkspaceId, now: Instant) -> Message {
    Message {
        id: MessageId::generate(),
        workspace_id,
        event_id: EventId::generate(),
        dialect: "house".to_owned(),
        event_type: "conversation.created".to_owned(),
        body: b"{\"exact\": [0xff, \x00\xff]}".to_vec(),
        created_at: now,
    }
}

fn delivery(message: &Message, endpoint: &Endpoint, at: Instant) -> Delivery {
    Delivery {
        id: DeliveryId::generate(),
        workspace_id: message.workspace_id,
        message_id: message.id,
        endpoint_id: endpoint.id,
        status: DeliveryStatus::Pending,
        attempts: 0,
        next_attempt_at: Some(at),
        created_at: at,
        updated_at: at,
    }
}

async fn endpoints_are_listed_while_something_is_sent_to_them(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let [first, mut second] = [endpoint(workspace_id, now), endpoint(workspace_id, now)];
    let own = [first.clone(), second.clone(), endpoint(WorkspaceId::generate(), now)];
    change!(store, |tx| {
        for endpoint in &own {
            endpoints::insert(tx, endpoint).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let conn = store.reader();
    assert_eq!(endpoints::list_enabled(conn, workspace_id).await.unwrap(), [first.clone(), second.clone()]);

    second.disabled = Some(DisabledReason::FailedTooLong);
    second.failing_since = Some(now);
    second.last_failure_at = Some(now);
    second.previous_failure_at = Some(now - Duration::HOUR);
    second.previous_secret = None;
    second.url = "https://hooks.example/other".to_owned();
    let own = second.clone();
    change!(store, |tx| endpoints::update(tx, &own).await).await.unwrap();
    assert_eq!(endpoints::get(conn, workspace_id, second.id).await.unwrap().as_ref(), Some(&second));
    assert_eq!(endpoints::list_enabled(conn, workspace_id).await.unwrap(), [first.clone()]);
    assert_eq!(endpoints::list(conn, workspace_id).await.unwrap(), [first.clone(), second]);

    let id = first.id;
    change!(store, |tx| endpoints::delete(tx, workspace_id, id, now).await).await.unwrap();
    assert_eq!(endpoints::get(conn, workspace_id, id).await.unwrap(), None);
    let gone = change!(store, |tx| endpoints::update(tx, &first).await).await;
    assert!(matches!(gone, Err(StoreError::NotFound("endpoint"))));
}

async fn a_delivery_and_its_attempts(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let (endpoint, message) = (endpoint(workspace_id, now), message(workspace_id, now));
    let mut delivery = delivery(&message, &endpoint, now);
    let own = (endpoint.clone(), message.clone(), delivery.clone());
    change!(store, |tx| {
        endpoints::insert(tx, &own.0).await?;
        messages::insert_many(tx, std::slice::from_ref(&own.1)).await?;
        deliveries::insert_many(tx, std::slice::from_ref(&own.2)).await
    })
    .await
    .unwrap();
    let conn = store.reader();
    let loaded = deliveries::load_for_attempt(conn, delivery.id).await.unwrap();
    assert_eq!(loaded, Some((delivery.clone(), endpoint.clone(), message.clone())));
    assert_eq!(messages::get(conn, message.id).await.unwrap(), Some(message));

    let tries =
        [(None, Some("connection refused")), (Some(204), None)].map(|(response_status, error)| Attempt {
            id: AttemptId::generate(),
            delivery_id: delivery.id,
            started_at: now,
            duration_ms: 12,
            response_status,
            response_body: response_status.map(|_| "thanks".to_owned()),
            error: error.map(str::to_owned),
        });
    for attempt in tries.clone() {
        delivery.attempts += 1;
        delivery.status =
            if attempt.error.is_none() { DeliveryStatus::Delivered } else { DeliveryStatus::Pending };
        delivery.next_attempt_at = attempt.error.is_some().then_some(now + Duration::MINUTE);
        let own = delivery.clone();
        change!(store, |tx| deliveries::finish_attempt(tx, &attempt, &own).await).await.unwrap();
    }
    assert_eq!(deliveries::attempts(conn, delivery.id).await.unwrap(), tries);
    assert_eq!(deliveries::get(conn, workspace_id, delivery.id).await.unwrap().as_ref(), Some(&delivery));
    assert_eq!(deliveries::get(conn, WorkspaceId::generate(), delivery.id).await.unwrap(), None);

    change!(store, |tx| endpoints::delete(tx, workspace_id, endpoint.id, now).await).await.unwrap();
    assert_eq!(deliveries::load_for_attempt(conn, delivery.id).await.unwrap(), None);
}

async fn deliveries_are_listed_by_status(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let (endpoint, message) = (endpoint(workspace_id, now), message(workspace_id, now));
    let made: Vec<Delivery> = (0..6)
        .map(|number| Delivery {
            status: if number % 2 == 0 { DeliveryStatus::Failed } else { DeliveryStatus::Delivered },
            ..delivery(&message, &endpoint, now + Duration::minutes(number))
        })
        .collect();
    let (own, endpoint_id) = (made.clone(), endpoint.id);
    change!(store, |tx| {
        endpoints::insert(tx, &endpoint).await?;
        messages::insert_many(tx, &[message]).await?;
        deliveries::insert_many(tx, &own).await
    })
    .await
    .unwrap();
    let conn = store.reader();
    let with_type = |delivery: &Delivery| (delivery.clone(), "conversation.created".to_owned());
    let newest_first: Vec<_> = made.iter().rev().map(with_type).collect();
    let page = deliveries::list(conn, endpoint_id, None, 4, None).await.unwrap();
    assert_eq!(page, newest_first[..4]);
    let page = deliveries::list(conn, endpoint_id, None, 4, Some(page[3].0.id)).await.unwrap();
    assert_eq!(page, newest_first[4..]);
    let failed = deliveries::list(conn, endpoint_id, Some(DeliveryStatus::Failed), 10, None).await.unwrap();
    assert_eq!(failed, [4, 2, 0].map(|number: usize| with_type(&made[number])));

    let failed_after = |after, until, limit| {
        change!(store, |tx| deliveries::failed_after(tx, endpoint_id, after, until, limit).await)
    };
    let (first, end) = (DeliveryId(uuid::Uuid::nil()), now + Duration::HOUR);
    let since = now + Duration::MINUTE;
    assert_eq!(failed_after((since, first), end, 10).await.unwrap(), [made[2].clone(), made[4].clone()]);
    assert_eq!(failed_after((now, first), end, 2).await.unwrap(), [made[0].clone(), made[2].clone()]);
    let after = (made[2].created_at, made[2].id);
    assert_eq!(failed_after(after, end, 2).await.unwrap(), [made[4].clone()]);
    assert_eq!(failed_after(after, made[4].created_at - Duration::SECOND, 2).await.unwrap(), []);

    let (again, later) = ([made[0].id, made[4].id], now + Duration::DAY);
    change!(store, |tx| deliveries::restart(tx, &again, later).await).await.unwrap();
    let restarted = deliveries::get(conn, workspace_id, made[4].id).await.unwrap().unwrap();
    assert_eq!(restarted.status, DeliveryStatus::Pending);
    assert_eq!(
        (restarted.attempts, restarted.next_attempt_at, restarted.updated_at),
        (0, Some(later), later)
    );
    assert_eq!(failed_after((now, first), end, 10).await.unwrap(), [made[2].clone()]);
}

async fn deliveries_are_read_by_page_numbers_and_given_up_together(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let (one, other) = (endpoint(workspace_id, now), endpoint(workspace_id, now));
    let sent: Vec<Message> = (0..3).map(|_| message(workspace_id, now)).collect();
    let mut made: Vec<Delivery> = sent.iter().map(|message| delivery(message, &one, now)).collect();
    made.push(delivery(&sent[0], &other, now));
    let jobs_of = |delivery: &Delivery| NewJob {
        workspace_id,
        lane: delivery.endpoint_id.0,
        kind: JobKind::Deliver { delivery_id: delivery.id },
        run_at: now + Duration::HOUR,
        max_attempts: 3,
        dedupe_key: None,
    };
    let new_jobs: Vec<NewJob> = made.iter().map(jobs_of).collect();
    let (own, endpoint_id, other_id) = ((sent.clone(), made.clone()), one.id, other.id);
    change!(store, |tx| {
        endpoints::insert(tx, &one).await?;
        endpoints::insert(tx, &other).await?;
        messages::insert_many(tx, &own.0).await?;
        deliveries::insert_many(tx, &own.1).await?;
        jobs::enqueue(tx, new_jobs).await
    })
    .await
    .unwrap();
    for (number, response_status) in [(1, Some(500)), (2, None)] {
        let attempt = Attempt {
            id: AttemptId::generate(),
            delivery_id: made[1].id,
            started_at: now + Duration::minutes(number),
            duration_ms: 5,
            response_status,
            response_body: None,
            error: Some("no".to_owned()),
        };
        made[1].attempts += 1;
        let own = made[1].clone();
        change!(store, |tx| deliveries::finish_attempt(tx, &attempt, &own).await).await.unwrap();
    }
    let conn = store.reader();
    let page = deliveries::list_sliced(conn, endpoint_id, Slice { offset: 0, limit: 2 }).await.unwrap();
    assert_eq!(page.total, 3);
    let shown: Vec<_> = page.rows.iter().map(|row| (&row.delivery, row.event_id)).collect();
    assert_eq!(shown, [(&made[2], sent[2].event_id), (&made[1], sent[1].event_id)]);
    assert_eq!(page.rows[0].event_type, "conversation.created");
    assert_eq!((page.rows[0].last_attempt_at, page.rows[0].last_status), (None, None));
    let latest = (page.rows[1].last_attempt_at, page.rows[1].last_status);
    assert_eq!(latest, (Some(now + Duration::minutes(2)), None), "that of the latest attempt");
    let rest = deliveries::list_sliced(conn, endpoint_id, Slice { offset: 2, limit: 2 }).await.unwrap();
    assert_eq!((rest.rows.len(), rest.total), (1, 3));
    assert_eq!(rest.rows[0].delivery, made[0]);
    let past = deliveries::list_sliced(conn, endpoint_id, Slice { offset: 9, limit: 2 }).await.unwrap();
    assert_eq!((past.rows.len(), past.total), (0, 3));

    let found = deliveries::of_event(conn, sent[0].event_id, other_id).await.unwrap();
    assert_eq!(found.as_ref(), Some(&made[3]));
    assert_eq!(deliveries::of_event(conn, sent[1].event_id, other_id).await.unwrap(), None);

    let given_up = change!(store, |tx| deliveries::give_up_pending(tx, endpoint_id, now).await);
    assert_eq!(given_up.await.unwrap(), 3);
    let page = deliveries::list_sliced(conn, endpoint_id, Slice { offset: 0, limit: 9 }).await.unwrap();
    let is_over = |row: &deliveries::LoggedDelivery| {
        row.delivery.status == DeliveryStatus::Failed && row.delivery.next_attempt_at.is_none()
    };
    assert!(page.rows.iter().all(is_over));
    let counts = jobs::counts(conn, now + Duration::DAY).await.unwrap();
    let left: u64 = counts.iter().filter(|count| count.queue == Queue::Deliver).map(|count| count.due).sum();
    assert_eq!(left, 1, "the other endpoint's");
    let kept = deliveries::get(conn, workspace_id, made[3].id).await.unwrap();
    assert_eq!(kept.map(|delivery| delivery.status), Some(DeliveryStatus::Pending));
}
