//! One attempt of a delivery.

use std::sync::Arc;

use colloquy_domain::endpoint::{Attempt, Delivery, DeliveryStatus, DisabledReason, Endpoint};
use colloquy_domain::{AttemptId, DeliveryId, Instant};
use colloquy_store::jobs::LeasedJob;
use colloquy_store::{Durability, StoreError, deliveries, endpoints};
use colloquy_webhook::{
    AttemptResult, EndpointHealth, Jitter, Outcome, Secret, SecretError, SigningSecrets, Verdict,
    next_attempt_after,
};

use super::lease::{finish, retry};
use crate::App;
use crate::webhooks::outgoing;

/// Attempts the delivery and writes down how it went.
pub async fn run(app: &App, job: &Arc<LeasedJob>, id: DeliveryId) {
    if let Err(error) = attempt(app, job, id).await {
        // The lease runs out and the attempt is made again: at least once is what receivers are promised.
        tracing::error!(delivery.id = %id, %error, "could not write down a delivery");
    }
}

async fn attempt(app: &App, job: &Arc<LeasedJob>, id: DeliveryId) -> Result<(), StoreError> {
    let loaded = deliveries::load_for_attempt(app.store.reader(), id).await?;
    let Some((delivery, endpoint, message)) = loaded else { return give_up(app, job, None).await };
    let is_worn_out = job.job.attempts > job.job.max_attempts;
    if delivery.status != DeliveryStatus::Pending || endpoint.disabled.is_some() || is_worn_out {
        return give_up(app, job, Some(delivery)).await;
    }
    let started_at = app.now();
    if delivery.attempts == 0 {
        let waited = (started_at - delivery.created_at).as_seconds_f64().max(0.0);
        metrics::histogram!("colloquy_delivery_latency_seconds").record(waited);
    }
    let (outgoing, manner) = outgoing(app, &endpoint, message);
    let result = match secrets(&endpoint) {
        Ok(secrets) => colloquy_webhook::deliver(&app.guard, &outgoing, &secrets, started_at, &manner).await,
        Err(error) => unsigned(&error),
    };
    let is_answered = result.status.is_some();
    if delivery.attempts == 0
        && is_answered
        && let Some(committed_at) = job.committed_at()
    {
        // No receiver sees the instant of our commit; its answer is the first that both sides see, and later than
        // the first byte that it got.
        metrics::histogram!("colloquy_delivery_answered_seconds")
            .record(committed_at.elapsed().as_secs_f64());
    }
    record(app, job, delivery, endpoint, started_at, result, manner.delays).await
}

fn secrets(endpoint: &Endpoint) -> Result<SigningSecrets, SecretError> {
    let mut secrets = SigningSecrets::new(Secret::parse(endpoint.secret.reveal())?);
    if let Some((previous, until)) = &endpoint.previous_secret {
        secrets.previous = Some((Secret::parse(previous.reveal())?, *until));
    }
    Ok(secrets)
}

/// Nothing is ever sent without a signature.
fn unsigned(error: &SecretError) -> AttemptResult {
    AttemptResult {
        outcome: Outcome::Retry,
        status: None,
        duration_ms: 0,
        answer: None,
        error: Some(format!("the endpoint's signing secret cannot be read: {error}; rotate it")),
    }
}

async fn record(
    app: &App,
    job: &Arc<LeasedJob>,
    mut delivery: Delivery,
    endpoint: Endpoint,
    started_at: Instant,
    result: AttemptResult,
    delays: &[time::Duration],
) -> Result<(), StoreError> {
    let now = app.now();
    delivery.attempts += 1;
    delivery.updated_at = now;
    let next = match &result.outcome {
        Outcome::Delivered => {
            delivery.status = DeliveryStatus::Delivered;
            None
        }
        Outcome::GiveUpMessage | Outcome::DisableEndpoint => {
            delivery.status = DeliveryStatus::Failed;
            None
        }
        Outcome::Retry => next_attempt_after(delays, delivery.attempts as usize, now, Jitter::random()),
    };
    if next.is_none() && delivery.status == DeliveryStatus::Pending {
        delivery.status = DeliveryStatus::Failed;
    }
    delivery.next_attempt_at = next;
    metrics::counter!("colloquy_delivery_attempts_total", "outcome" => outcome_label(result.outcome))
        .increment(1);
    let health = health_after(endpoint, result.outcome, started_at);
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
                if let Some((endpoint, disabled)) = health {
                    endpoints::set_health(tx, &endpoint, disabled).await?;
                }
                match delivery.next_attempt_at {
                    Some(then) => retry(tx, &job, then, attempt.error.as_deref().unwrap_or_default()).await,
                    None => finish(tx, &job).await,
                }
            })
        })
        .await
}

fn outcome_label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Delivered => "delivered",
        Outcome::Retry => "retry",
        Outcome::GiveUpMessage => "given_up",
        Outcome::DisableEndpoint => "gone",
    }
}

/// The endpoint with its health after the attempt, and why it is disabled now; none where it stays as it was,
/// which saves a write for each success.
fn health_after(
    mut endpoint: Endpoint,
    outcome: Outcome,
    now: Instant,
) -> Option<(Endpoint, Option<DisabledReason>)> {
    let before = EndpointHealth {
        last_failure_at: endpoint.last_failure_at,
        previous_failure_at: endpoint.previous_failure_at,
        failing_since: endpoint.failing_since,
    };
    let (after, disabled) = match outcome {
        Outcome::Delivered => (before.after_success(), None),
        Outcome::DisableEndpoint => (before, Some(DisabledReason::Gone)),
        // The receiver answered, and what it said is about the message.
        Outcome::GiveUpMessage => return None,
        Outcome::Retry => {
            let (after, verdict) = before.after_failure(now);
            (after, (verdict == Verdict::Disable).then_some(DisabledReason::FailedTooLong))
        }
    };
    if after == before && disabled.is_none() {
        return None;
    }
    endpoint.last_failure_at = after.last_failure_at;
    endpoint.previous_failure_at = after.previous_failure_at;
    endpoint.failing_since = after.failing_since;
    Some((endpoint, disabled))
}

/// Ends a job whose delivery is not to be attempted: it is over already, its endpoint is disabled
/// or gone, or it was begun too often without an end.
async fn give_up(app: &App, job: &Arc<LeasedJob>, delivery: Option<Delivery>) -> Result<(), StoreError> {
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
                finish(tx, &job).await
            })
        })
        .await
}
