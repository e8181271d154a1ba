//! How much is let through of what others send: some at once, and then so many a second.

use tokio::time::Instant;

/// See the module.
#[derive(Debug)]
pub(crate) struct Bucket {
    most: f64,
    per_second: f64,
    left: f64,
    filled_at: Option<Instant>,
}

impl Bucket {
    /// A full one.
    pub fn new(most: u32, per_second: u32) -> Self {
        let most = f64::from(most);
        Self { most, per_second: f64::from(per_second), left: most, filled_at: None }
    }

    /// Takes one. False where none is left.
    pub fn take(&mut self, now: Instant) -> bool {
        let filled_at = self.filled_at.unwrap_or(now);
        let passed = now.saturating_duration_since(filled_at).as_secs_f64();
        self.left = (self.left + passed * self.per_second).min(self.most);
        self.filled_at = Some(filled_at.max(now));
        let has_one = self.left >= 1.0;
        if has_one {
            self.left -= 1.0;
        }
        has_one
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn some_at_once_and_then_so_many_a_second() {
        let begin = Instant::now();
        let mut bucket = Bucket::new(3, 2);
        let mut taken = |after_ms: u64| {
            let now = begin + Duration::from_millis(after_ms);
            (0..10).filter(|_| bucket.take(now)).count()
        };
        // Milliseconds since the beginning; how many of ten are let through.
        let rows = [(0, 3), (100, 0), (600, 1), (400, 0), (1_700, 2), (60_000, 3)];
        for (after_ms, expected) in rows {
            assert_eq!(taken(after_ms), expected, "after {after_ms} ms");
        }
    }
}
