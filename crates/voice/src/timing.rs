//! How long customers wait: for the telephone to be answered, and for an answer.
//!
//! A turn's time runs from the end of the customer's speech, not from when that was noticed, to the first sample of the
//! answer that was sent. Fillers are no answer.

use std::time::Duration;

/// Seconds from the end of the customer's speech to the beginning of the answer.
const TURN: &str = "colloquy_voice_turn_seconds";
/// Seconds from the invitation to the answer of a call.
const SETUP: &str = "colloquy_voice_setup_seconds";

/// Measures turns. Times count from the beginning of the call.
#[derive(Debug, Default)]
pub struct Timing {
    asked_at: Option<Duration>,
}

impl Timing {
    /// The customer spoke until then. Only the last words before an answer count.
    pub fn asked(&mut self, at: Duration) {
        self.asked_at = Some(at);
    }

    /// The answer began then. Says how long it was waited for; nothing where nobody waited.
    pub fn answered(&mut self, at: Duration) -> Option<Duration> {
        Some(at.saturating_sub(self.asked_at.take()?))
    }

    /// For how long an answer has been waited for.
    #[must_use]
    pub fn waiting(&self, now: Duration) -> Option<Duration> {
        Some(now.saturating_sub(self.asked_at?))
    }

    /// There will be no answer.
    pub fn forget(&mut self) {
        self.asked_at = None;
    }
}

/// Notes a turn's time.
pub(crate) fn note_turn(waited: Duration) {
    metrics::histogram!(TURN).record(waited.as_secs_f64());
}

/// Notes the time that a call took until it could be talked on.
pub(crate) fn note_setup(waited: Duration, direction: &'static str) {
    metrics::histogram!(SETUP, "direction" => direction).record(waited.as_secs_f64());
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn a_turn_is_measured_once_from_the_last_words() {
        let mut timing = Timing::default();
        assert_eq!(timing.answered(ms(10)), None, "nobody asked");
        timing.asked(ms(1_000));
        timing.asked(ms(2_000));
        assert_eq!(timing.waiting(ms(2_300)), Some(ms(300)));
        assert_eq!(timing.answered(ms(2_450)), Some(ms(450)));
        assert_eq!(timing.answered(ms(2_500)), None);
        timing.asked(ms(3_000));
        timing.forget();
        assert_eq!((timing.waiting(ms(4_000)), timing.answered(ms(4_000))), (None, None));
    }
}
