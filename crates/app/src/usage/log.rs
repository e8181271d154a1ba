//! The requests that were answered, on their way to the database, and the warnings that follow from their number.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use colloquy_domain::event::{EventKind, UsageTold};
use colloquy_domain::usage::{ApiCall, BillingPeriod};
use colloquy_domain::{Instant, WorkspaceId};
use colloquy_store::{Durability, StoreError, Tx, api_usage};
use tokio::sync::Notify;

use super::{GIGABYTE, Quotas};
use crate::again::again;
use crate::events::{EventDialects, event_about, publish};
use crate::{App, AppError};

/// Requests that may wait to be written down; further ones are not counted.
const MOST_WAITING: usize = 10_000;

/// Requests that are written in one transaction.
const AT_ONCE: usize = 500;

/// Time between two comparisons of a workspace's usage with its quotas.
const COMPARE_PAUSE: time::Duration = time::Duration::seconds(10);

/// Share of a quota, of a hundred, from which on its workspace is warned.
const WARN_FROM: u128 = 80;

/// Requests that were answered and are not written down yet.
#[derive(Default)]
pub struct UsageLog {
    waiting: Mutex<VecDeque<ApiCall>>,
    /// Held while something is written, so that who waits for it sees all that was recorded before.
    writing: tokio::sync::Mutex<Comparisons>,
    is_much: Notify,
}

/// Whose usage is to be compared with the quotas, and whose was.
#[derive(Default)]
struct Comparisons {
    due: BTreeSet<WorkspaceId>,
    done: HashMap<WorkspaceId, Instant>,
}

impl Comparisons {
    /// Those of which it is time.
    fn ready(&self, now: Instant) -> Vec<WorkspaceId> {
        let is_time = |id: &&WorkspaceId| self.done.get(id).is_none_or(|then| now - *then >= COMPARE_PAUSE);
        self.due.iter().filter(is_time).copied().collect()
    }

    fn note(&mut self, compared: &[WorkspaceId], now: Instant) {
        for id in compared {
            self.due.remove(id);
            self.done.insert(*id, now);
        }
    }
}

impl UsageLog {
    /// Notes a request. Where too many wait already it is not counted.
    pub fn record(&self, call: ApiCall) {
        let waiting = {
            let mut waiting = self.waiting();
            if waiting.len() < MOST_WAITING {
                waiting.push_back(call);
                waiting.len()
            } else {
                drop(waiting);
                return dropped(1);
            }
        };
        if waiting >= AT_ONCE {
            self.is_much.notify_one();
        }
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<ApiCall>> {
        // A panic while the lock is held cannot leave the queue half changed.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_some(&self) -> Vec<ApiCall> {
        let mut waiting = self.waiting();
        let count = waiting.len().min(AT_ONCE);
        waiting.drain(..count).collect()
    }

    /// Keeps what could not be written for the next time, as far as there is room.
    fn put_back(&self, calls: &[ApiCall]) {
        let mut waiting = self.waiting();
        let room = MOST_WAITING.saturating_sub(waiting.len()).min(calls.len());
        let (lost, kept) = calls.split_at(calls.len() - room);
        for call in kept.iter().rev() {
            waiting.push_front(call.clone());
        }
        drop(waiting);
        dropped(lost.len());
    }

    /// Waits until much has gathered.
    pub(super) async fn much(&self) {
        self.is_much.notified().await;
    }

    /// Writes down all that was recorded so far.
    pub(super) async fn flush(&self, app: &App) -> Result<(), AppError> {
        let mut comparisons = self.writing.lock().await;
        loop {
            let calls = Arc::new(self.take_some());
            if app.quotas.is_any_set() {
                comparisons.due.extend(calls.iter().map(|call| call.workspace_id));
            }
            let now = app.now();
            let compared = comparisons.ready(now);
            if calls.is_empty() && compared.is_empty() {
                return Ok(());
            }
            if let Err(error) = write(app, &calls, &compared, now).await {
                match &error {
                    AppError::Unavailable(_) => self.put_back(&calls),
                    _ => dropped(calls.len()),
                }
                return Err(error);
            }
            comparisons.note(&compared, now);
            if calls.len() < AT_ONCE {
                return Ok(());
            }
        }
    }
}

fn dropped(count: usize) {
    if count > 0 {
        metrics::counter!("colloquy_usage_uncounted_total").increment(count as u64);
    }
}

async fn write(
    app: &App,
    calls: &Arc<Vec<ApiCall>>,
    compared: &[WorkspaceId],
    now: Instant,
) -> Result<(), AppError> {
    again(|| {
        let (calls, compared) = (calls.clone(), compared.to_vec());
        let (dialects, quotas) = (app.dialects.clone(), app.quotas);
        app.store.write(Durability::Relaxed, move |tx| {
            Box::pin(async move {
                if !calls.is_empty() {
                    api_usage::record(tx, &calls).await?;
                }
                for workspace_id in compared {
                    warn(tx, &dialects, workspace_id, quotas, now).await?;
                }
                Ok(())
            })
        })
    })
    .await
}

/// Tells of every quota of which most is used and of which nobody was told this month.
async fn warn(
    tx: &Tx,
    dialects: &EventDialects,
    workspace_id: WorkspaceId,
    quotas: Quotas,
    now: Instant,
) -> Result<(), StoreError> {
    let period = BillingPeriod::of(now);
    let mut mostly_used = Vec::new();
    if quotas.calls > 0 {
        let used = api_usage::calls(tx, workspace_id, period).await?;
        mostly_used.extend(warning("calls", used, quotas.calls, 1));
    }
    if quotas.webhooks > 0 {
        let used = api_usage::webhooks(tx, workspace_id, period).await?;
        mostly_used.extend(warning("webhooks", used, quotas.webhooks, 1));
    }
    if quotas.storage_gb > 0 {
        let used = api_usage::stored_bytes(tx, workspace_id).await?;
        mostly_used.extend(warning("storage_gb", used, quotas.storage_gb, GIGABYTE));
    }
    let period = period.text();
    for (resource, used, quota) in mostly_used {
        if api_usage::note_warning(tx, workspace_id, &period, resource, now).await? {
            let told = UsageTold {
                workspace_id,
                billing_period: period.clone(),
                resource: resource.to_owned(),
                used,
                quota,
            };
            publish(tx, dialects, vec![event_about(EventKind::QuotaWarning, told, now)]).await?;
        }
    }
    Ok(())
}

/// What is told where most of a quota is used, in the quota's own units.
fn warning(resource: &'static str, used: u64, quota: u64, unit: u64) -> Option<(&'static str, u64, u64)> {
    is_mostly_used(used, quota, unit).then_some((resource, used / unit, quota))
}

fn is_mostly_used(used: u64, quota: u64, unit: u64) -> bool {
    quota > 0 && u128::from(used) * 100 >= u128::from(quota) * u128::from(unit) * WARN_FROM
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::CredentialId;

    fn call(path: &str) -> ApiCall {
        ApiCall {
            workspace_id: WorkspaceId::generate(),
            credential_id: CredentialId::generate(),
            at: Instant::UNIX_EPOCH,
            method: "GET".into(),
            path: path.into(),
            status: 200,
        }
    }

    #[test]
    fn what_has_no_room_is_not_kept_and_what_comes_back_stands_in_front() {
        let log = UsageLog::default();
        for number in 0..=MOST_WAITING {
            log.record(call(&number.to_string()));
        }
        assert_eq!(log.waiting().len(), MOST_WAITING);
        let taken = log.take_some();
        assert_eq!((taken.len(), taken[0].path.as_str()), (AT_ONCE, "0"));
        log.record(call("new"));
        log.put_back(&taken);
        assert_eq!(log.waiting().len(), MOST_WAITING);
        assert_eq!(log.waiting()[0].path, "1", "the oldest of them had no room");
    }

    #[test]
    fn four_fifths_are_most_of_it() {
        assert!(is_mostly_used(8, 10, 1) && !is_mostly_used(7, 10, 1));
        assert!(!is_mostly_used(u64::MAX, 0, 1), "no quota");
        assert!(is_mostly_used(800_000_000, 1, GIGABYTE) && !is_mostly_used(799_999_999, 1, GIGABYTE));
    }

    #[test]
    fn a_workspace_is_compared_at_once_and_then_after_a_pause() {
        let (mut comparisons, id) = (Comparisons::default(), WorkspaceId::generate());
        let start = Instant::UNIX_EPOCH;
        comparisons.due.insert(id);
        assert_eq!(comparisons.ready(start), [id]);
        comparisons.note(&[id], start);
        assert!(comparisons.ready(start + COMPARE_PAUSE).is_empty(), "nothing was counted");
        comparisons.due.insert(id);
        assert!(comparisons.ready(start + time::Duration::SECOND).is_empty());
        assert_eq!(comparisons.ready(start + COMPARE_PAUSE), [id]);
    }
}
