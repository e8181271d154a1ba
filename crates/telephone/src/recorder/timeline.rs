//! Two channels that are filled at different times, laid side by side.
//!
//! The agent's frames come at the time they are sent, the customer's some frames later, when the jitter buffer lets
//! them go. So the last half second stays open; what is older is settled, and what did not come by then is silence.

use std::collections::VecDeque;

use super::{Side, Taken};
use crate::FRAME_SAMPLES;

/// Frames that stay open: more than any jitter buffer holds back.
const OPEN_FRAMES: usize = 25;
/// Settled frames are handed out at least this many at a time.
const BLOCK_FRAMES: usize = 10;
/// And at most this many where frames are left out.
const SKIPPED_FRAMES: usize = 500;

/// One frame of both sides.
type Pair = [[i16; FRAME_SAMPLES]; 2];

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// The first frame in `open`; none before the agent's first.
    first: Option<u64>,
    open: VecDeque<Pair>,
}

impl Timeline {
    /// Lays a frame at its place. The agent's first one is the recording's beginning.
    pub fn put(&mut self, taken: &Taken) {
        let first = match (self.first, taken.side) {
            (Some(first), _) => first,
            (None, Side::Agent) => *self.first.insert(taken.at_frame),
            (None, Side::Customer) => return,
        };
        let Some(place) = taken.at_frame.checked_sub(first).and_then(|place| usize::try_from(place).ok())
        else {
            return;
        };
        let channel = match taken.side {
            Side::Customer => 0,
            Side::Agent => 1,
        };
        // The call's clock is the agent's: a customer's frame ahead of it is a moment early, not the beginning of
        // anything.
        if place >= self.open.len() {
            let added = (place + 1 - self.open.len()).min(OPEN_FRAMES);
            if taken.side == Side::Customer && added == OPEN_FRAMES {
                return;
            }
            self.open.resize(place + 1, [[0; FRAME_SAMPLES]; 2]);
        }
        if let Some(pair) = self.open.get_mut(place) {
            pair[channel] = taken.samples;
        }
    }

    /// Makes room for a frame that lies far ahead because those before it were lost: what is settled by that, a piece at a
    /// time. Ask again until there is nothing more.
    pub fn skip_towards(&mut self, taken: &Taken) -> Option<Vec<u8>> {
        let place = usize::try_from(taken.at_frame.checked_sub(self.first?)?).ok()?;
        if taken.side == Side::Customer || place <= self.open.len() + OPEN_FRAMES {
            return None;
        }
        let settled = (place - OPEN_FRAMES).min(SKIPPED_FRAMES);
        if self.open.len() < settled {
            self.open.resize(settled, [[0; FRAME_SAMPLES]; 2]);
        }
        Some(self.take(settled))
    }

    /// Whether this frame has its place already, or had it.
    pub fn reaches(&self, at_frame: u64) -> bool {
        self.first.is_some_and(|first| at_frame < first + self.open.len() as u64)
    }

    /// What no frame will change any more, as bytes of the file.
    pub fn take_settled(&mut self) -> Option<Vec<u8>> {
        let settled = self.open.len().saturating_sub(OPEN_FRAMES);
        (settled >= BLOCK_FRAMES).then(|| self.take(settled))
    }

    /// Everything that is left.
    pub fn take_rest(&mut self) -> Vec<u8> {
        self.take(self.open.len())
    }

    fn take(&mut self, frames: usize) -> Vec<u8> {
        self.first = self.first.map(|first| first + frames as u64);
        let mut bytes = Vec::with_capacity(frames * FRAME_SAMPLES * 4);
        for [customer, agent] in self.open.drain(..frames) {
            for (customer, agent) in customer.iter().zip(agent) {
                bytes.extend_from_slice(&customer.to_le_bytes());
                bytes.extend_from_slice(&agent.to_le_bytes());
            }
        }
        bytes
    }
}
