//! What was heard, in order: packets come unevenly, out of order, twice or not at all, and frames go out one after
//! the other.
//!
//! Samples are laid at their place on a tape by their timestamps, so that order, duplicates and packets of any length
//! need no rule of their own. The tape's place is tied to the call's own clock by the first packet: a frame's
//! [`at_frame`](Heard::at_frame) says when it *arrived*, not when the buffer let it go, and two sides of a call that
//! are laid side by side by it are in step.
//!
//! A frame is let go `target` frames after its place, 40 to 120 ms. The target grows as soon as packets come later
//! than that, and shrinks slowly. Nobody listens to the frames in real time, so neither changes the sound: when it
//! grows a frame is let go later, when it shrinks two at once. What is not there in time is concealed: the last
//! frame again, fading out over 60 ms.
//!
//! The other side's clock runs a little faster or slower than ours. Where its packets have come to arrive off their
//! places, the places are moved by a frame, in a moment in which nothing is heard.

use crate::FRAME_SAMPLES;
use crate::rtp::Header;

/// 20 ms of what the other side said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// The samples, at 8 kHz.
    pub samples: [i16; FRAME_SAMPLES],
    /// When it arrived, on the call's own clock, in frames. Grows by one with each frame, seldom by two.
    pub at_frame: u64,
    /// Whether something of it did not arrive in time and was made up.
    pub is_lost: bool,
}

const FRAME: i64 = FRAME_SAMPLES as i64;
/// Length of the tape in samples: 1.28 s.
const TAPE_SAMPLES: i64 = 64 * FRAME;
/// A packet that is farther than this from where the clock says it should be begins a new stretch: 1 s.
const MAX_OFF: i64 = 50 * FRAME;
/// More samples than any packet holds (200 ms).
const MAX_PACKET_SAMPLES: usize = 10 * FRAME_SAMPLES;
const LEAST_TARGET: i64 = 2;
const MOST_TARGET: i64 = 6;
/// Packets over which arrivals are looked at.
const WINDOW_PACKETS: u32 = 50;
/// Windows in a row that ask for less before the target shrinks.
const CALM_WINDOWS: u32 = 3;
/// Quieter frames may be left out or followed by a gap.
const QUIET: u16 = 300;
/// How loud the repeated frames are, in quarters.
const FADE: [i32; 3] = [4, 2, 1];

/// See the module.
#[derive(Debug)]
pub(crate) struct JitterBuffer {
    /// The tape: a ring of [`TAPE_SAMPLES`] places, none where nothing came.
    tape: Vec<Option<i16>>,
    stretch: Option<Stretch>,
    /// Tape position of the next frame to let go; a multiple of [`FRAME`].
    next: i64,
    /// Frames from tape positions to the call's clock.
    shift: i64,
    /// The shift that is wanted, as soon as it is quiet.
    wanted_shift: i64,
    target: i64,
    arrivals: Arrivals,
    last_good: [i16; FRAME_SAMPLES],
    lost_in_a_row: usize,
    late_packets: u64,
}

/// A run of packets with one numbering.
#[derive(Debug)]
struct Stretch {
    ssrc: u32,
    last_timestamp: u32,
    /// Tape position of `last_timestamp`.
    last_position: i64,
}

/// How late packets come after their places, over a window.
#[derive(Debug, Default)]
struct Arrivals {
    packets: u32,
    earliest: i64,
    latest: i64,
    calm_windows: u32,
}

impl Default for JitterBuffer {
    fn default() -> Self {
        Self {
            tape: vec![None; TAPE_SAMPLES as usize],
            stretch: None,
            next: 0,
            shift: 0,
            wanted_shift: 0,
            target: LEAST_TARGET,
            arrivals: Arrivals::default(),
            last_good: [0; FRAME_SAMPLES],
            lost_in_a_row: 0,
            late_packets: 0,
        }
    }
}

impl JitterBuffer {
    /// Takes a packet's samples, at the call's clock in samples.
    pub fn put(&mut self, header: &Header, samples: &[i16], clock: i64) {
        if samples.is_empty() || samples.len() > MAX_PACKET_SAMPLES {
            return;
        }
        let position = self.place(header, clock);
        let lateness = clock - position - self.shift * FRAME;
        self.note_arrival(lateness);
        if position + samples.len() as i64 <= self.next {
            self.late_packets += 1;
            return;
        }
        for (at, sample) in (position..).zip(samples) {
            if at < self.next || at >= self.next + TAPE_SAMPLES {
                continue;
            }
            let place = &mut self.tape[at.rem_euclid(TAPE_SAMPLES) as usize];
            if place.is_none() {
                *place = Some(*sample);
            }
        }
    }

    /// The tape position of a packet; begins a new stretch where it does not belong to the present one.
    fn place(&mut self, header: &Header, clock: i64) -> i64 {
        if let Some(stretch) = self.stretch.as_mut().filter(|stretch| stretch.ssrc == header.ssrc) {
            let advance = i64::from(header.timestamp.wrapping_sub(stretch.last_timestamp) as i32);
            let position = stretch.last_position + advance;
            if (clock - position - self.shift * FRAME).abs() <= MAX_OFF {
                if advance > 0 {
                    stretch.last_timestamp = header.timestamp;
                    stretch.last_position = position;
                }
                return position;
            }
        }
        let is_first = self.stretch.is_none();
        let now = clock.div_euclid(FRAME) * FRAME - self.shift * FRAME;
        if is_first {
            self.next = now;
        }
        let position = now.max(self.next);
        self.stretch =
            Some(Stretch { ssrc: header.ssrc, last_timestamp: header.timestamp, last_position: position });
        self.arrivals = Arrivals::default();
        position
    }

    fn note_arrival(&mut self, lateness: i64) {
        let arrivals = &mut self.arrivals;
        if arrivals.packets == 0 {
            (arrivals.earliest, arrivals.latest) = (lateness, lateness);
        }
        arrivals.packets += 1;
        arrivals.earliest = arrivals.earliest.min(lateness);
        arrivals.latest = arrivals.latest.max(lateness);
        let needed = needed_target(arrivals.latest);
        if needed > self.target {
            self.target = needed;
            arrivals.calm_windows = 0;
        }
        if arrivals.packets < WINDOW_PACKETS {
            return;
        }
        arrivals.packets = 0;
        // A quarter of a frame of slack on either side, so that the places do not move to and fro.
        self.wanted_shift = match arrivals.earliest {
            earliest if earliest < -FRAME / 4 => self.shift - 1,
            earliest if earliest >= FRAME + FRAME / 4 => self.shift + 1,
            _ => self.shift,
        };
        arrivals.calm_windows = if needed < self.target { arrivals.calm_windows + 1 } else { 0 };
        if arrivals.calm_windows >= CALM_WINDOWS {
            arrivals.calm_windows = 0;
            self.target -= 1;
        }
    }

    /// The next frame that is due at this tick of the call's clock; none when all that are due have been given.
    pub fn due(&mut self, tick: u64) -> Option<Heard> {
        self.stretch.as_ref()?;
        let tick = i64::try_from(tick).ok()?;
        loop {
            let at_frame = self.next / FRAME + self.shift;
            if at_frame + self.target > tick {
                return None;
            }
            let heard = self.next_frame(at_frame);
            if self.wanted_shift == self.shift || !is_quiet(&heard.samples) {
                return Some(heard);
            }
            let is_moved_back = self.wanted_shift < self.shift;
            self.shift = self.wanted_shift;
            // What was measured against the old places says nothing about the new ones.
            self.arrivals.packets = 0;
            // Moved back, the next frame has this one's place: this one, in which nothing is heard, is left out.
            if !is_moved_back {
                return Some(heard);
            }
        }
    }

    fn next_frame(&mut self, at_frame: i64) -> Heard {
        let mut samples = [0; FRAME_SAMPLES];
        let mut missing = 0;
        let fade = FADE.get(self.lost_in_a_row).copied().unwrap_or(0);
        for (index, sample) in samples.iter_mut().enumerate() {
            let place = (self.next + index as i64).rem_euclid(TAPE_SAMPLES) as usize;
            *sample = self.tape[place].take().unwrap_or_else(|| {
                missing += 1;
                (i32::from(self.last_good[index]) * fade / 4) as i16
            });
        }
        self.next += FRAME;
        if missing == 0 {
            self.last_good = samples;
            self.lost_in_a_row = 0;
        } else {
            self.lost_in_a_row += 1;
        }
        Heard { samples, at_frame: at_frame.unsigned_abs(), is_lost: missing > 0 }
    }

    /// Packets that came after their frames had gone.
    pub fn late_packets(&self) -> u64 {
        self.late_packets
    }
}

/// Frames to wait so that packets up to this late are in time, with half a frame to spare.
fn needed_target(latest: i64) -> i64 {
    (latest + FRAME / 2 + FRAME - 1).div_euclid(FRAME).clamp(LEAST_TARGET, MOST_TARGET)
}

fn is_quiet(samples: &[i16]) -> bool {
    samples.iter().all(|sample| sample.unsigned_abs() < QUIET)
}

#[cfg(test)]
#[path = "jitter_tests.rs"]
mod tests;
