//! Time, given from outside.
//!
//! Everything that asks what time it is asks a [`Clock`], so that a test can let a retry schedule of 27 hours
//! pass in a moment.

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::watch;

use colloquy_domain::Instant;
use colloquy_store::Tx;

/// Tells the time and waits for it.
pub trait Clock: Send + Sync + 'static {
    /// Now, in whole microseconds: what the store keeps.
    fn now(&self) -> Instant;

    /// Waits until then.
    fn sleep_until(&self, then: Instant) -> BoxFuture<'static, ()>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Instant {
        whole_microseconds(Instant::now_utc())
    }

    fn sleep_until(&self, then: Instant) -> BoxFuture<'static, ()> {
        let wait = Duration::try_from(then - self.now()).unwrap_or_default();
        Box::pin(tokio::time::sleep(wait))
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug, Clone)]
pub struct ManualClock {
    now: Arc<watch::Sender<Instant>>,
}

impl ManualClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self { now: Arc::new(watch::Sender::new(whole_microseconds(now))) }
    }

    /// Moves it on; everything that waits for a moment up to the new one wakes.
    pub fn advance(&self, by: Duration) {
        self.now.send_modify(|now| *now += by);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        *self.now.borrow()
    }

    fn sleep_until(&self, then: Instant) -> BoxFuture<'static, ()> {
        let mut changes = self.now.subscribe();
        Box::pin(async move {
            // An error means that the clock is gone; then nobody waits any more either.
            let _ = changes.wait_for(|now| *now >= then).await;
        })
    }
}

/// When a change is dated of something that was changed last at `before`: when it is written and not when it was asked
/// for, since changes wait for each other; and always later than the one before it. So, where one change is written at
/// a time, all that is dated up to the latest instant that can be seen can be seen itself: walks over lists rely on it.
pub(crate) fn dated(tx: &Tx, before: Instant) -> Instant {
    whole_microseconds(tx.now()).max(before + time::Duration::MICROSECOND)
}

fn whole_microseconds(instant: Instant) -> Instant {
    instant.replace_nanosecond(instant.microsecond() * 1_000).unwrap_or(instant)
}
