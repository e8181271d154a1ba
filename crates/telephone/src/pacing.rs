//! The call's own clock: a frame every 20 ms, by absolute times.
//!
//! Frame n is due 20·n ms after the first, however late the frames before it were, so that nothing adds up. A task
//! that woke late sends what it owes with a few milliseconds between two packets, not in one burst. One that slept
//! for longer than [`LONGEST_CATCH_UP`] does not catch up at all: its clock stood still, for the other side as for us.

use std::time::Duration;

use crate::FRAME_SAMPLES;

/// A frame's length.
pub(crate) const FRAME: Duration = Duration::from_millis(20);
/// The least time between two packets.
const LEAST_GAP: Duration = Duration::from_millis(5);
/// What is made up for; more has the clock stand still.
const LONGEST_CATCH_UP: Duration = Duration::from_millis(200);

/// When frames are due. Times count from any fixed moment.
#[derive(Debug)]
pub(crate) struct Pace {
    start: Duration,
    frames: u64,
    last_at: Option<Duration>,
}

impl Pace {
    /// A clock whose first frame is due now.
    pub fn new(now: Duration) -> Self {
        Self { start: now, frames: 0, last_at: None }
    }

    fn ideal(&self) -> Duration {
        self.start + Duration::from_millis(20 * self.frames)
    }

    /// When the next frame is due.
    pub fn next_at(&self) -> Duration {
        let earliest = self.last_at.map_or(Duration::ZERO, |last_at| last_at + LEAST_GAP);
        self.ideal().max(earliest)
    }

    /// Takes the next frame's number, at the time it is sent.
    pub fn take(&mut self, now: Duration) -> u64 {
        let lateness = now.saturating_sub(self.ideal());
        if lateness > LONGEST_CATCH_UP {
            self.start += lateness;
        }
        self.last_at = Some(now);
        let frame = self.frames;
        self.frames += 1;
        frame
    }

    /// The clock's position, in samples.
    pub fn samples(&self, now: Duration) -> i64 {
        let since_start = now.saturating_sub(self.start).as_micros();
        i64::try_from(since_start * FRAME_SAMPLES as u128 / FRAME.as_micros()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn lateness_does_not_add_up() {
        let mut pace = Pace::new(ms(1_000));
        for frame in 0..10_000_u64 {
            let due = pace.next_at();
            assert_eq!(due, ms(1_000 + 20 * frame), "frame {frame}");
            // Woken up to 9 ms late, each time.
            assert_eq!(pace.take(due + ms(frame % 10)), frame);
        }
    }

    #[test]
    fn what_is_owed_is_not_sent_in_a_burst() {
        let mut pace = Pace::new(ms(0));
        pace.take(ms(0));
        // Woken 100 ms late: five more frames are owed.
        let mut now = ms(120);
        let mut sent_at = Vec::new();
        while sent_at.len() < 9 {
            pace.take(now);
            sent_at.push(now.as_millis());
            now = pace.next_at();
        }
        assert_eq!(sent_at, [120, 125, 130, 135, 140, 145, 150, 160, 180]);
    }

    #[test]
    fn a_long_sleep_stops_the_clock() {
        let mut pace = Pace::new(ms(0));
        assert_eq!(pace.take(ms(0)), 0);
        assert_eq!(pace.take(ms(5_020)), 1);
        assert_eq!(pace.next_at(), ms(5_040), "nothing is made up for");
        assert_eq!(pace.samples(ms(5_020)), 160, "frame 1 begins where frame 0 ended");
    }

    #[test]
    fn positions_are_samples() {
        let pace = Pace::new(ms(10));
        assert_eq!(pace.samples(ms(10)), 0);
        assert_eq!(pace.samples(ms(5)), 0);
        assert_eq!(pace.samples(ms(29)), 152);
        assert_eq!(pace.samples(ms(3_600_010)), 3_600 * 8_000);
    }
}
