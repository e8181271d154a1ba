//! One at a time for each call.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use colloquy_domain::WorkspaceId;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

type ByCall = HashMap<(WorkspaceId, String), Weak<Turn<()>>>;

/// The calls that are being taken in by this process. What several processes do at once the external id's uniqueness
/// sorts out.
#[derive(Default)]
pub struct Turns(Mutex<ByCall>);

impl Turns {
    /// Waits until nobody else is at work on this call, and keeps others waiting until what it returns is dropped.
    pub async fn turn(&self, workspace_id: WorkspaceId, call_id: &str) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            turns.retain(|_, turn| turn.strong_count() > 0);
            let key = (workspace_id, call_id.to_owned());
            let known = turns.get(&key).and_then(Weak::upgrade);
            let turn = known.unwrap_or_default();
            turns.insert(key, Arc::downgrade(&turn));
            turn
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_one_is_at_work_on_a_call() {
        let (turns, workspace) = (Turns::default(), WorkspaceId::generate());
        let first = turns.turn(workspace, "c-1").await;
        let mut second = at_once(&turns, workspace).await;
        drop(turns.turn(workspace, "c-2").await);
        drop(turns.turn(WorkspaceId::generate(), "c-1").await);
        assert!(second.is_none());
        drop(first);
        second = at_once(&turns, workspace).await;
        assert!(second.is_some());
        drop(second);
        drop(turns.turn(workspace, "c-9").await);
        assert_eq!(turns.0.lock().unwrap().len(), 1, "what nobody waits for is forgotten");
    }

    /// The turn, if it can be had at once.
    async fn at_once(turns: &Turns, workspace: WorkspaceId) -> Option<OwnedMutexGuard<()>> {
        tokio::select! {
            biased;
            guard = turns.turn(workspace, "c-1") => Some(guard),
            () = std::future::ready(()) => None,
        }
    }
}
