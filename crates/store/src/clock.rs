//! The time, as the store sees it.

use std::fmt;
use std::sync::Arc;

use colloquy_domain::Instant;
use time::OffsetDateTime;

/// Tells the time: the machine's, or a test's.
///
/// The store asks it in one place only: to see whether a job that is being enqueued is due already.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Instant + Send + Sync>);

impl Clock {
    /// A clock that shows what `now` returns.
    #[must_use]
    pub fn new(now: impl Fn() -> Instant + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Instant {
        (self.0)()
    }
}

impl Default for Clock {
    /// The machine's clock.
    #[expect(clippy::disallowed_methods, reason = "this is the clock that the others ask")]
    fn default() -> Self {
        Self::new(OffsetDateTime::now_utc)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
