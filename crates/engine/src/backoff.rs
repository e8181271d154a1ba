//! Keeps an engine that cannot start from being started over and over.
//!
//! Requests come from jobs with a backoff of their own, but there may be thousands of them. After a failed
//! start, requests are answered with its reason at once until the pause is over; then the next one tries
//! again. The pause doubles from half a second to a minute and ends with the first start that succeeds.

use std::time::Duration;

use tokio::time::Instant;

const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Failed starts in a row.
#[derive(Debug, Default)]
pub(crate) struct StartBackoff {
    failures: u32,
    pause: Option<Pause>,
}

#[derive(Debug)]
struct Pause {
    until: Instant,
    reason: String,
}

impl StartBackoff {
    /// Whether a start may be tried at `now`; otherwise why not.
    pub(crate) fn check(&self, now: Instant) -> Result<(), String> {
        match &self.pause {
            Some(pause) if now < pause.until => Err(format!(
                "{} (failed {} times in a row, next try in {:.1} s)",
                pause.reason,
                self.failures,
                (pause.until - now).as_secs_f64()
            )),
            _ => Ok(()),
        }
    }

    pub(crate) fn started(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn failed(&mut self, now: Instant, reason: String) {
        let doublings = self.failures.min(16);
        self.failures = self.failures.saturating_add(1);
        let length = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
        self.pause = Some(Pause { until: now + length, reason });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_minute_and_a_success_ends_them() {
        let mut backoff = StartBackoff::default();
        let mut now = Instant::now();
        let mut pauses = Vec::new();
        for _ in 0..9 {
            assert!(backoff.check(now).is_ok());
            backoff.failed(now, "no model".to_owned());
            let begin = now;
            while backoff.check(now).is_err() {
                now += Duration::from_millis(500);
            }
            pauses.push((now - begin).as_secs_f64());
        }
        assert_eq!(pauses, [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]);
        let refusal = {
            backoff.failed(now, "no model".to_owned());
            backoff.check(now).expect_err("pausing")
        };
        assert!(refusal.contains("no model") && refusal.contains("10 times"), "{refusal}");
        backoff.started();
        assert!(backoff.check(now).is_ok());
    }
}
