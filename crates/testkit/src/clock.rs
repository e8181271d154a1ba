//! A clock that stands still until it is moved.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use colloquy_domain::Instant;
use colloquy_store::Clock;
use time::{Duration, OffsetDateTime};

/// A clock for tests. Clones show the same time.
#[derive(Debug, Clone)]
pub struct TestClock {
    seconds: Arc<AtomicI64>,
}

impl TestClock {
    /// Stands at 2025-06-02 09:00:00 UTC, a Monday.
    #[must_use]
    pub fn new() -> Self {
        Self { seconds: Arc::new(AtomicI64::new(1_748_854_800)) }
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Instant {
        OffsetDateTime::UNIX_EPOCH + Duration::seconds(self.seconds.load(Ordering::SeqCst))
    }

    /// Moves it on, to the second.
    pub fn advance(&self, by: Duration) {
        self.seconds.fetch_add(by.whole_seconds(), Ordering::SeqCst);
    }

    /// The same as the store takes it.
    #[must_use]
    pub fn for_store(&self) -> Clock {
        let own = self.clone();
        Clock::new(move || own.now())
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}
