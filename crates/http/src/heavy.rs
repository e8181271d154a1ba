//! How many expensive reads a credential may have going at once.
//!
//! A page with all transcripts in it costs a thousand times what a plain one does. Counting requests does not see
//! that: a dozen such pages at once would have every connection to the database, and others would wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use colloquy_domain::CredentialId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Problem;

/// Expensive reads of one credential at once: the usual pool has four connections to read.
const AT_ONCE: usize = 2;

/// Longest wait for one's turn.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The expensive reads of this process.
pub(crate) struct HeavyReads {
    by_credential: Mutex<HashMap<CredentialId, Weak<Semaphore>>>,
    longest_wait: Duration,
}

impl Default for HeavyReads {
    fn default() -> Self {
        Self { by_credential: Mutex::default(), longest_wait: LONGEST_WAIT }
    }
}

impl HeavyReads {
    /// Waits for a place, which is free again when what this returns is dropped.
    pub(crate) async fn place(&self, credential: CredentialId) -> Result<OwnedSemaphorePermit, Problem> {
        let places = {
            let mut all = self.by_credential.lock().unwrap_or_else(PoisonError::into_inner);
            all.retain(|_, places| places.strong_count() > 0);
            let known = all.get(&credential).and_then(Weak::upgrade);
            let places = known.unwrap_or_else(|| Arc::new(Semaphore::new(AT_ONCE)));
            all.insert(credential, Arc::downgrade(&places));
            places
        };
        match tokio::time::timeout(self.longest_wait, places.acquire_owned()).await {
            Ok(Ok(place)) => Ok(place),
            // It is never closed; should it be, nobody gets a place.
            Ok(Err(_)) | Err(_) => {
                let detail =
                    "this credential has too many expensive reads going; ask for less at once, or later";
                Err(Problem::unavailable(detail))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use axum::http::header::RETRY_AFTER;

    #[tokio::test]
    async fn each_credential_has_its_own_places_and_waits_for_them() {
        let mut reads = HeavyReads { longest_wait: Duration::ZERO, ..HeavyReads::default() };
        let (one, other) = (CredentialId::generate(), CredentialId::generate());
        let first = reads.place(one).await.expect("free");
        let _second = reads.place(one).await.expect("free");
        let refused = reads.place(one).await.expect_err("all are taken");
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(refused.headers.iter().any(|(name, _)| name == RETRY_AFTER));
        assert!(reads.place(other).await.is_ok());
        reads.longest_wait = LONGEST_WAIT;
        let free_it = async {
            tokio::task::yield_now().await;
            drop(first);
        };
        let (waited, ()) = tokio::join!(reads.place(one), free_it);
        assert!(waited.is_ok());
    }
}
