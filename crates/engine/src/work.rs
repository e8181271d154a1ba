//! A process at work on a request, and what becomes of it when the caller leaves.
//!
//! A caller that is cancelled runs no code after its await, so this happens when the work is dropped: an engine that can
//! stop is told to, and is idle again when it has; any other is killed. The permit stays with the process until then, so
//! that no second one is started beside it.

use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use crate::error::EngineError;
use crate::handle::{Count, Counted, Shared};
use crate::process::Sinks;

/// A process that is owned by the caller of a request.
pub(crate) struct Work {
    shared: Arc<Shared>,
    /// None once it is clear what becomes of it.
    held: Option<Held>,
}

struct Held {
    process: Counted,
    permit: OwnedSemaphorePermit,
    busy: Count,
}

impl Work {
    /// Of a process that is between two requests.
    pub(crate) fn new(
        shared: &Arc<Shared>,
        process: Counted,
        permit: OwnedSemaphorePermit,
        busy: Count,
    ) -> Self {
        Self { shared: Arc::clone(shared), held: Some(Held { process, permit, busy }) }
    }

    /// Has the process do the work.
    pub(crate) async fn exchange(
        &mut self,
        method: &str,
        params: serde_json::Value,
        sinks: Sinks<'_>,
    ) -> Result<serde_json::Value, EngineError> {
        match &mut self.held {
            Some(held) => held.process.process.exchange(method, params, sinks).await,
            // Only `finish`, `kill` and dropping take it, and they take the work, too.
            None => Err(self.shared.shut_down_error()),
        }
    }

    /// The process has answered: the next request may have it.
    pub(crate) async fn finish(mut self) {
        if let Some(Held { process, permit, busy }) = self.held.take() {
            drop(busy);
            self.shared.check_in(process).await;
            drop(permit);
        }
    }

    /// The process is of no more use; returns when it is gone.
    pub(crate) async fn kill(mut self) {
        if let Some(mut held) = self.held.take() {
            held.process.process.kill().await;
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let Some(held) = self.held.take() else { return };
        match Handle::try_current() {
            Ok(runtime) if held.process.process.can_cancel() => {
                drop(runtime.spawn(stop(Arc::clone(&self.shared), held)));
            }
            // Dropped, it is killed.
            _ => self.shared.note_loss(),
        }
    }
}

/// Makes the process fit for another request, or kills it.
async fn stop(shared: Arc<Shared>, mut held: Held) {
    const METHOD: &str = "cancel";
    let limit = shared.stop_timeout();
    let stopping = timeout(limit, held.process.process.cancel());
    let stopped = tokio::select! {
        biased;
        () = shared.is_shut_down() => return held.process.process.kill().await,
        stopped = stopping => stopped.unwrap_or_else(|_| Err(shared.timed_out(METHOD, limit))),
    };
    match stopped {
        Ok(()) => {
            drop(held.busy);
            shared.check_in(held.process).await;
        }
        Err(error) => {
            shared.note_failure(METHOD, &error);
            held.process.process.kill().await;
        }
    }
}
