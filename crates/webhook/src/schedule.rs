//! When a message is tried, and tried again.
//!
//! Each delay counts from the failure before it and is lengthened, never shortened, by a random share of up to
//! a tenth: receivers that went down together are not woken together, and none is asked earlier than announced.

use rand::Rng;
use time::{Duration, OffsetDateTime};

/// The delay before each attempt of the standard manner, without jitter: eight attempts within some 27.6 hours.
pub const DELAYS: [Duration; 8] = [
    Duration::ZERO,
    Duration::seconds(5),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::hours(2),
    Duration::hours(5),
    Duration::hours(10),
    Duration::hours(10),
];

/// The most by which a delay is lengthened, as a share of it.
pub const JITTER_MAX_FRACTION: f64 = 0.1;

/// Where in the range from none to [`JITTER_MAX_FRACTION`] a delay's lengthening lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jitter(f64);

impl Jitter {
    /// No lengthening.
    pub const NONE: Self = Self(0.0);

    /// A random one.
    pub fn random() -> Self {
        Self(rand::rng().random())
    }

    /// A given one, from 0 (none) to 1 (the most). Others are moved to the nearer end.
    pub fn at(position: f64) -> Self {
        // Not a number compares with nothing, and must not come through.
        Self(if position > 0.0 { position.min(1.0) } else { 0.0 })
    }

    fn lengthen(self, delay: Duration) -> Duration {
        delay + delay * (JITTER_MAX_FRACTION * self.0)
    }
}

/// When a message that was tried `attempts_made` times is due again by these delays, or `None` when it has failed for
/// good. `failed_at` is the end of the last attempt; before the first, the time at which the message came to be.
pub fn next_attempt_after(
    delays: &[Duration],
    attempts_made: usize,
    failed_at: OffsetDateTime,
    jitter: Jitter,
) -> Option<OffsetDateTime> {
    failed_at.checked_add(jitter.lengthen(*delays.get(attempts_made)?))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn eight_attempts_at_the_stated_delays() {
        let created_at = datetime!(2026-03-01 12:00 UTC);
        let mut failed_at = created_at;
        let mut seconds_after_failure = Vec::new();
        while let Some(due_at) =
            next_attempt_after(&DELAYS, seconds_after_failure.len(), failed_at, Jitter::NONE)
        {
            seconds_after_failure.push((due_at - failed_at).whole_seconds());
            // An attempt takes time, and the next delay counts from its end.
            failed_at = due_at + Duration::seconds(15);
        }
        assert_eq!(seconds_after_failure, [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
    }

    #[test]
    fn jitter_lengthens_by_a_tenth_at_most() {
        let failed_at = datetime!(2026-03-01 12:00 UTC);
        let delay_at = |jitter| {
            next_attempt_after(&DELAYS, 6, failed_at, jitter).expect("the seventh of eight") - failed_at
        };
        // Position asked for, delay in hours.
        let rows = [(0.0, 10.0), (0.5, 10.5), (1.0, 11.0), (7.0, 11.0), (-1.0, 10.0), (f64::NAN, 10.0)];
        for (position, hours) in rows {
            assert_eq!(delay_at(Jitter::at(position)), Duration::seconds_f64(hours * 3_600.0), "{position}");
        }
        let random: Vec<Duration> = (0..20).map(|_| delay_at(Jitter::random())).collect();
        assert!(
            random.iter().all(|delay| (Duration::hours(10)..=Duration::hours(11)).contains(delay)),
            "{random:?}"
        );
        assert!(random.iter().any(|delay| *delay != random[0]), "{random:?}");
        assert_eq!(
            next_attempt_after(&DELAYS, 0, failed_at, Jitter::at(1.0)),
            Some(failed_at),
            "at once is at once"
        );
    }
}
