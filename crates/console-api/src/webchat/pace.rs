//! How fast one visitor may speak.

use std::time::Duration;

use tokio::time::Instant;

/// Messages that may come at once.
const AT_ONCE: f64 = 30.0;
/// Time in which one more may come.
const REFILL: Duration = Duration::from_millis(500);

/// A bucket of things to say.
pub struct Pace {
    left: f64,
    at: Instant,
}

impl Pace {
    /// A full one.
    pub fn new(now: Instant) -> Self {
        Self { left: AT_ONCE, at: now }
    }

    /// Takes one, if there is one.
    pub fn take(&mut self, now: Instant) -> bool {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() / REFILL.as_secs_f64();
        self.left = (self.left + gained).min(AT_ONCE);
        self.at = now;
        let may = self.left >= 1.0;
        if may {
            self.left -= 1.0;
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_taken_and_then_one_after_the_other() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        assert_eq!((0..100).filter(|_| pace.take(start)).count(), 30);
        let later = start + REFILL;
        assert!(pace.take(later) && !pace.take(later));
        let much_later = later + REFILL * 1_000;
        assert_eq!((0..100).filter(|_| pace.take(much_later)).count(), 30);
    }
}
