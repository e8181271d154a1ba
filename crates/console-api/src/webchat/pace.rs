//! How fast somebody may do something.

use std::time::Duration;

use tokio::time::Instant;

/// How much may come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// At once.
    pub at_once: f64,
    /// Time in which one more may come.
    pub refill: Duration,
}

/// What one visitor may say.
const SPEAKING: Rate = Rate { at_once: 30.0, refill: Duration::from_millis(500) };

/// A bucket of things to do.
#[derive(Debug)]
pub struct Pace {
    rate: Rate,
    left: f64,
    at: Instant,
}

impl Pace {
    /// A full one of things to say.
    pub fn new(now: Instant) -> Self {
        Self::of(SPEAKING, now)
    }

    /// A full one.
    pub fn of(rate: Rate, now: Instant) -> Self {
        Self { rate, left: rate.at_once, at: now }
    }

    /// Takes one, if there is one.
    pub fn take(&mut self, now: Instant) -> bool {
        self.left = self.left_at(now);
        self.at = now;
        let may = self.left >= 1.0;
        if may {
            self.left -= 1.0;
        }
        may
    }

    /// How long it took from the last time on until there is one again.
    pub fn wait(&self) -> Duration {
        self.rate.refill.mul_f64((1.0 - self.left).max(0.0))
    }

    /// Whether it is as good as a new one.
    pub fn is_full(&self, now: Instant) -> bool {
        self.left_at(now) >= self.rate.at_once
    }

    fn left_at(&self, now: Instant) -> f64 {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() / self.rate.refill.as_secs_f64();
        (self.left + gained).min(self.rate.at_once)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_taken_and_then_one_after_the_other() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        assert!(pace.is_full(start));
        assert_eq!((0..100).filter(|_| pace.take(start)).count(), 30);
        assert_eq!((pace.wait(), pace.is_full(start)), (SPEAKING.refill, false));
        let half_way = start + SPEAKING.refill / 2;
        assert!(!pace.take(half_way) && pace.wait() == SPEAKING.refill / 2);
        let later = start + SPEAKING.refill;
        assert!(pace.take(later) && !pace.take(later));
        let much_later = later + SPEAKING.refill * 1_000;
        assert!(pace.is_full(much_later));
        assert_eq!((0..100).filter(|_| pace.take(much_later)).count(), 30);
    }
}
