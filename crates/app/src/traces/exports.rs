//! Who may be at work on an export.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use colloquy_domain::CredentialId;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// Longest export, packed or not. Exporters send at most a few hundred spans at a time; collectors send more.
pub const MOST_BYTES: usize = 64 << 20;

/// Spans that are stored in one transaction: a few milliseconds, for which others wait.
pub const SPANS_AT_ONCE: usize = 32;

/// Exports that are read at once: each keeps a processor busy, and the API needs one.
const READ_AT_ONCE: usize = 1;

/// The exports that this process is at work on.
pub struct Exports {
    by_credential: Mutex<HashMap<CredentialId, Weak<Turn<()>>>>,
    places: Arc<Semaphore>,
}

/// Keeps other exports of the same credential waiting until it is dropped.
pub struct ExportTurn {
    _turn: OwnedMutexGuard<()>,
}

impl Default for Exports {
    fn default() -> Self {
        Self { by_credential: Mutex::default(), places: Arc::new(Semaphore::new(READ_AT_ONCE)) }
    }
}

impl Exports {
    /// Waits until no other export of this credential is at work.
    pub async fn turn(&self, credential: CredentialId) -> ExportTurn {
        let turn = {
            let mut turns = self.by_credential.lock().unwrap_or_else(PoisonError::into_inner);
            turns.retain(|_, turn| turn.strong_count() > 0);
            let turn = turns.get(&credential).and_then(Weak::upgrade).unwrap_or_default();
            turns.insert(credential, Arc::downgrade(&turn));
            turn
        };
        ExportTurn { _turn: turn.lock_owned().await }
    }

    /// Waits until there is a processor for it. `None` does not happen: the places are never closed.
    pub async fn place(&self) -> Option<OwnedSemaphorePermit> {
        self.places.clone().acquire_owned().await.ok()
    }
}
