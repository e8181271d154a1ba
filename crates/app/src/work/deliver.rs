//! One attempt of a delivery.

use rand::Rng;

use colloquy_domain::endpoint::{Attempt, Delivery, DeliveryStatus, DisabledReason, Endpoint};
use colloquy_domain::{AttemptId, DeliveryId, Instant};
use colloquy_store::jobs::{self, LeasedJob};
use colloquy_store::{Durability, StoreError, deliveries, endpoints};
use colloquy_webhook::{AttemptResult, EndpointHealth, Outcome, Schedule, Secret, SigningSecrets};

use crate::App;

/// Attempts the delivery and writes down how it went.
pub async fn run(app: &App, job: &LeasedJob, id: DeliveryId) {
    if let Err(error) = attempt(app, job, id).await {
        // The lease runs out and the attempt is made again: at least once is what receivers are promised.
        tracing::error!(delivery.id = %id, %error, "could not write down a delivery");
    }
}

async fn attempt(app: &App, job: &LeasedJob, id: DeliveryId) -> Result<(), StoreError> {
    let loaded = deliveries::load_for_attempt(app.store.reader(), id).await?;
    let Some((delivery, endpoint, message)) = loaded else { return give_up(app, job, None).await };
    if delivery.status != DeliveryStatus::Pending || endpoint.disabled.is_some() {
        return give_up(app, job, Some(delivery)).await;
    }
    let started_at = app.now();
    if delivery.attempts == 0 {
        let waited = (started_at - delivery.created_at).as_seconds_f64().max(0.0);
        metrics::histogram!("colloquy_delivery_latency_seconds").record(waited);
    }
    let secrets = secrets(&endpoint, started_at);
    let outgoing = colloquy_webhook::Message {
        id: format!("msg_{}", message.id.ulid()),
        url: endpoint.url.clone(),
        body: message.body.into(),
    };
    let result = colloquy_webhook::deliver(&app.guard, &outgoing, &secrets, started_at).await;
    record(app, job, delivery, endpoint, started_at, result).await
}

/// The secrets that sign now. One that cannot be read is left out: the receiver then refuses, visibly.
fn secrets(endpoint: &Endpoint, now: Instant) -> Vec<Secret> {
    let current = Secret::parse(endpoint.secret.reveal());
    let previous = endpoint
        .previous_secret
        .as_ref()
        .and_then(|(secret, until)| Secret::parse(secret.reveal()).ok().map(|secret| (secret, *until)));
    match current {
        Ok(current) => SigningSecrets { current, previous }.valid_at(now),
        Err(_) => Vec::new(),
    }
}

async fn record(
    app: &App,
    job: &LeasedJob,
    mut delivery: Delivery,
    endpoint: Endpoint,
    started_at: Instant,
    result: AttemptResult,
) -> Result<(), StoreError> {
    let now = app.now();
    delivery.attempts += 1;
    delivery.updated_at = now;
    let next = match &result.outcome {
        Outcome::Delivered => {
            delivery.status = DeliveryStatus::Delivered;
            None
        }
        Outcome::Abort | Outcome::Gone => {
            delivery.status = DeliveryStatus::Failed;
            None
        }
        Outcome::Retry => {
            Schedule::default().next_attempt_at(delivery.attempts, now, rand::rng().random::<f64>())
        }
    };
    if next.is_none() && delivery.status == DeliveryStatus::Pending {
        delivery.status = DeliveryStatus::Failed;
    }
    delivery.next_attempt_at = next;
    metrics::counter!("colloquy_delivery_attempts_total", "outcome" => outcome_label(&result.outcome))
        .increment(1);
    let health = health_after(&endpoint, &result.outcome, started_at);
    let attempt = Attempt {
        id: AttemptId::generate(),
        delivery_id: delivery.id,
        started_at,
        duration_ms: result.duration_ms,
        response_status: result.status,
        response_body: result.answer,
        error: result.error,
    };
    let job = job.clone();
    app.store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                deliveries::finish_attempt(tx, &attempt, &delivery).await?;
                if let Some(health) = health {
                    endpoints::set_health(tx, endpoint.id, &health).await?;
                }
                match delivery.next_attempt_at {
                    Some(then) => {
                        jobs::retry(tx, &job, then, attempt.error.as_deref().unwrap_or_default()).await
                    }
                    None => jobs::finish(tx, &job).await,
                }
            })
        })
        .await
}

fn outcome_label(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Delivered => "delivered",
        Outcome::Retry => "retry",
        Outcome::Abort => "abort",
        Outcome::Gone => "gone",
    }
}

/// The endpoint's health after the attempt; none where it stays as it was, which saves a write for each
/// success.
fn health_after(endpoint: &Endpoint, outcome: &Outcome, now: Instant) -> Option<endpoints::Health> {
    let before = EndpointHealth {
        failing_since: endpoint.failing_since,
        recent_failures: endpoint.recent_failures,
        window_start: endpoint.failure_window_start,
    };
    let (after, disabled) = match outcome {
        Outcome::Delivered => (EndpointHealth::default(), None),
        Outcome::Gone => (before.clone(), Some(DisabledReason::Gone)),
        // The receiver answered, and what it said is about the message.
        Outcome::Abort => return None,
        Outcome::Retry => {
            let after = before.after_failure(now);
            let disabled = after.is_to_be_disabled(now).then_some(DisabledReason::FailedTooLong);
            (after, disabled)
        }
    };
    if after == before && disabled.is_none() {
        return None;
    }
    Some(endpoints::Health {
        failing_since: after.failing_since,
        recent_failures: after.recent_failures,
        failure_window_start: after.window_start,
        disabled,
    })
}

/// Ends a job whose delivery is not to be attempted: it is over already, or its endpoint is disabled or gone.
async fn give_up(app: &App, job: &LeasedJob, delivery: Option<Delivery>) -> Result<(), StoreError> {
    let (job, now) = (job.clone(), app.now());
    app.store
        .write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                if let Some(mut delivery) =
                    delivery.filter(|delivery| delivery.status == DeliveryStatus::Pending)
                {
                    delivery.status = DeliveryStatus::Failed;
                    delivery.next_attempt_at = None;
                    delivery.updated_at = now;
                    deliveries::update(tx, &delivery).await?;
                }
                jobs::finish(tx, &job).await
            })
        })
        .await
}
