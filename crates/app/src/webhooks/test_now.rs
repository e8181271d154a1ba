//! A test message, and how its first attempt went.
//!
//! The message goes the road of every other one: event, message, delivery and job in one transaction, and a worker
//! sends it. Here that attempt is waited for. Where no worker is at work, or all are busy for longer than anybody wants
//! to wait, nothing is known yet; the message is sent all the same.

use std::time::Duration;

use colloquy_domain::endpoint::DeliveryStatus;
use colloquy_domain::{EndpointId, WorkspaceId};
use colloquy_store::deliveries;

use super::send_test;
use crate::{App, AppError};

/// Longest wait: a little more than a receiver may take to answer.
const LONGEST_WAIT: Duration = Duration::from_secs(12);

/// The time between two looks, at first and at most.
const LOOKS: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(320));

/// How the first attempt went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TestResult {
    /// Whether the receiver took the message.
    pub is_delivered: bool,
    /// HTTP status of its answer, if one came.
    pub status: Option<u16>,
}

/// Sends a test message to one endpoint, whatever types it subscribed to, and waits for its first attempt.
pub async fn test_now(
    app: &App,
    workspace_id: WorkspaceId,
    endpoint_id: EndpointId,
) -> Result<TestResult, AppError> {
    let event_id = send_test(app, workspace_id, endpoint_id).await?;
    let Some(sent) = deliveries::of_event(app.store.reader(), event_id, endpoint_id).await? else {
        return Ok(TestResult::default());
    };
    let (mut waited, mut pause) = (Duration::ZERO, LOOKS.0);
    while waited < LONGEST_WAIT {
        // In this order: an attempt that ends between the two looks is seen by the second.
        let found = deliveries::get(app.store.reader(), workspace_id, sent.id).await?;
        let attempts = deliveries::attempts(app.store.reader(), sent.id).await?;
        if let Some(first) = attempts.first() {
            return Ok(TestResult { is_delivered: first.error.is_none(), status: first.response_status });
        }
        if found.is_none_or(|delivery| delivery.status != DeliveryStatus::Pending) {
            // It was given up before anybody tried.
            return Ok(TestResult::default());
        }
        tokio::time::sleep(pause).await;
        waited += pause;
        pause = (pause * 2).min(LOOKS.1);
    }
    Ok(TestResult::default())
}
