//! Deliveries: their log, sending again, test messages.

use colloquy_domain::endpoint::{Attempt, Delivery, DeliveryStatus, Message};
use colloquy_domain::event::{Event, EventKind, Snapshot};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::{DeliveryId, EndpointId, EventId, Instant, WorkspaceId};
use colloquy_store::deliveries::{LoggedDelivery, Made};
use colloquy_store::{Durability, StoreError, Tx, deliveries, endpoints, events, jobs, messages};
use uuid::Uuid;

use super::get as get_endpoint;
use crate::again::again;
use crate::events::{delivery_job, send};
use crate::{App, AppError};

/// Deliveries that a recovery puts on their way in one transaction: a commit for each would be slow, and one for all
/// would hold up every other change.
const RECOVERED_AT_ONCE: u64 = 500;

/// Deliveries to an endpoint, each with the type of its event, newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    endpoint_id: EndpointId,
    status: Option<DeliveryStatus>,
    limit: u64,
    before: Option<DeliveryId>,
) -> Result<Vec<(Delivery, String)>, AppError> {
    get_endpoint(app, workspace_id, endpoint_id).await?;
    Ok(deliveries::list(app.store.reader(), endpoint_id, status, limit, before).await?)
}

/// Deliveries to an endpoint with what their log tells, newest first, by page numbers.
pub async fn list_sliced(
    app: &App,
    workspace_id: WorkspaceId,
    endpoint_id: EndpointId,
    slice: Slice,
) -> Result<Sliced<LoggedDelivery>, AppError> {
    get_endpoint(app, workspace_id, endpoint_id).await?;
    Ok(deliveries::list_sliced(app.store.reader(), endpoint_id, slice).await?)
}

/// Gives up what is still to be sent to an endpoint, for good: what is waited for does not come once the endpoint is
/// enabled again. Sending it again by hand is possible. Returns how much that is.
pub async fn give_up_pending(
    app: &App,
    workspace_id: WorkspaceId,
    endpoint_id: EndpointId,
) -> Result<u64, AppError> {
    get_endpoint(app, workspace_id, endpoint_id).await?;
    again(|| {
        let now = app.now();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move { Ok(deliveries::give_up_pending(tx, endpoint_id, now).await?) })
        })
    })
    .await
}

/// What a delivery carries. None only where somebody removed it from the database.
pub async fn message_of(app: &App, delivery: &Delivery) -> Result<Option<Message>, AppError> {
    Ok(messages::get(app.store.reader(), delivery.message_id).await?)
}

/// The attempts of a delivery, oldest first.
pub async fn attempts(
    app: &App,
    workspace_id: WorkspaceId,
    id: DeliveryId,
) -> Result<Vec<Attempt>, AppError> {
    get(app, workspace_id, id).await?;
    Ok(deliveries::attempts(app.store.reader(), id).await?)
}

/// Sends a delivery again, now, with a fresh schedule. The message keeps its id and bytes.
pub async fn resend(app: &App, workspace_id: WorkspaceId, id: DeliveryId) -> Result<Delivery, AppError> {
    let delivery = get(app, workspace_id, id).await?;
    check_enabled(app, workspace_id, delivery.endpoint_id).await?;
    let now = app.now();
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = deliveries::get_for_update(tx, workspace_id, id).await?;
                Ok(start_again(tx, found.ok_or(AppError::NotFound("delivery"))?, now).await?)
            })
        })
        .await
}

/// Sends everything again that was given up for this endpoint since then; returns how much that is. What fails again
/// meanwhile is not taken up a second time. Should it be cut off, asking again goes on where it ended.
pub async fn recover(
    app: &App,
    workspace_id: WorkspaceId,
    endpoint_id: EndpointId,
    since: Instant,
) -> Result<usize, AppError> {
    check_enabled(app, workspace_id, endpoint_id).await?;
    let now = app.now();
    let (mut count, mut after) = (0, (since, DeliveryId(Uuid::nil())));
    loop {
        let (recovered, last) = app
            .store
            .write(Durability::Full, move |tx| {
                Box::pin(async move { recover_some(tx, endpoint_id, after, now).await })
            })
            .await?;
        count += recovered;
        let Some(last) = last else { return Ok(count) };
        after = last;
    }
}

/// Puts the next ones on their way; returns how many and where to go on.
async fn recover_some(
    tx: &Tx,
    endpoint_id: EndpointId,
    after: Made,
    now: Instant,
) -> Result<(usize, Option<Made>), StoreError> {
    let failed = deliveries::failed_after(tx, endpoint_id, after, now, RECOVERED_AT_ONCE).await?;
    let Some(last) = failed.last() else { return Ok((0, None)) };
    let ids: Vec<DeliveryId> = failed.iter().map(|delivery| delivery.id).collect();
    deliveries::restart(tx, &ids, now).await?;
    // A delivery is given up in the transaction that ends its job, so there is none to be replaced.
    jobs::enqueue(tx, failed.iter().map(|delivery| delivery_job(delivery, now)).collect()).await?;
    Ok((failed.len(), Some((last.created_at, last.id))))
}

/// Sends a test message to one endpoint, whatever types it subscribed to.
pub async fn send_test(
    app: &App,
    workspace_id: WorkspaceId,
    endpoint_id: EndpointId,
) -> Result<EventId, AppError> {
    let endpoint = check_enabled(app, workspace_id, endpoint_id).await?;
    let event = Event {
        id: EventId::generate(),
        workspace_id,
        kind: EventKind::Test,
        conversation_id: None,
        snapshot: Snapshot::default(),
        created_at: app.now(),
    };
    let (id, dialects) = (event.id, app.dialects.clone());
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                events::insert_many(tx, std::slice::from_ref(&event)).await?;
                send(tx, &dialects, &[event], &[endpoint]).await
            })
        })
        .await?;
    Ok(id)
}

/// A delivery of the workspace.
pub(super) async fn get(app: &App, workspace_id: WorkspaceId, id: DeliveryId) -> Result<Delivery, AppError> {
    let found = deliveries::get(app.store.reader(), workspace_id, id).await?;
    found.ok_or(AppError::NotFound("delivery"))
}

async fn check_enabled(
    app: &App,
    workspace_id: WorkspaceId,
    id: EndpointId,
) -> Result<colloquy_domain::endpoint::Endpoint, AppError> {
    let found = endpoints::get(app.store.reader(), workspace_id, id).await?;
    let endpoint = found.ok_or(AppError::NotFound("endpoint"))?;
    match endpoint.disabled {
        None => Ok(endpoint),
        Some(_) => Err(AppError::Conflict("the endpoint is disabled: enable it first".into())),
    }
}

/// A delivery that waits already is brought forward; its job is replaced, so that it is not sent twice. One that is over
/// has no job any more, and its lane, which may be long, is not searched for one.
async fn start_again(tx: &Tx, mut delivery: Delivery, now: Instant) -> Result<Delivery, StoreError> {
    let is_waiting = delivery.status == DeliveryStatus::Pending;
    delivery.status = DeliveryStatus::Pending;
    delivery.attempts = 0;
    delivery.next_attempt_at = Some(now);
    delivery.updated_at = now;
    deliveries::update(tx, &delivery).await?;
    let job = delivery_job(&delivery, now);
    if is_waiting {
        jobs::replace(tx, job).await?;
    } else {
        jobs::enqueue(tx, vec![job]).await?;
    }
    Ok(delivery)
}
