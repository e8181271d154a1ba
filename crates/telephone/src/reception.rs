//! What came in, counted as RFC 3550 counts (sections 6.4.1 and A.8): by sequence numbers, whatever was made of the
//! packets later.

use crate::rtp::Header;

/// A jump by more than this is a sender that began anew, not a loss.
const MAX_JUMP: i32 = 3_000;

/// Counts of what came in.
#[derive(Debug, Default)]
pub(crate) struct Reception {
    source: Option<Source>,
    /// Packets of sources before the present one.
    earlier_expected: u64,
    received: u64,
    jitter_samples: f64,
}

#[derive(Debug)]
struct Source {
    ssrc: u32,
    highest: u16,
    expected: u64,
    /// When the last packet of audio came, and its timestamp.
    last: Option<(i64, u32)>,
}

impl Reception {
    /// Counts a packet of audio that came at `clock`, in samples.
    pub fn note(&mut self, header: &Header, clock: i64) {
        if !self.note_sequence(header) {
            return;
        }
        let Some(source) = &mut self.source else { return };
        if let Some((last_clock, last_timestamp)) = source.last.replace((clock, header.timestamp)) {
            let advance = i64::from(header.timestamp.wrapping_sub(last_timestamp) as i32);
            // By how much the time between two packets here differs from the time between them there.
            let change = (clock - last_clock - advance).unsigned_abs() as f64;
            self.jitter_samples += (change - self.jitter_samples) / 16.0;
        }
    }

    /// Counts a packet whose timestamp says nothing of when it was sent: a key's. False where it came before.
    pub fn note_sequence(&mut self, header: &Header) -> bool {
        if let Some(source) = self.source.as_mut().filter(|source| source.ssrc == header.ssrc) {
            let step = i32::from(header.sequence.wrapping_sub(source.highest) as i16);
            if step == 0 {
                return false;
            }
            if step.abs() <= MAX_JUMP {
                self.received += 1;
                if step > 0 {
                    source.expected += u64::from(step.unsigned_abs());
                    source.highest = header.sequence;
                }
                return true;
            }
        }
        self.earlier_expected += self.source.take().map_or(0, |source| source.expected);
        self.received += 1;
        self.source = Some(Source { ssrc: header.ssrc, highest: header.sequence, expected: 1, last: None });
        true
    }

    /// Packets that came, each counted once.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Packets that were sent to us and did not come.
    pub fn lost(&self) -> u64 {
        let expected = self.earlier_expected + self.source.as_ref().map_or(0, |source| source.expected);
        expected.saturating_sub(self.received)
    }

    /// How unevenly they come, in milliseconds.
    pub fn jitter_ms(&self) -> f64 {
        self.jitter_samples / 8.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(sequence: u16, timestamp: u32, ssrc: u32) -> Header {
        Header { marker: false, payload_type: 0, sequence, timestamp, ssrc }
    }

    #[test]
    fn losses_are_gaps_that_stay() {
        let mut reception = Reception::default();
        // Wraps around, one is overtaken, one comes twice, 2 never comes.
        for sequence in [65_533, 65_534, 0, 65_535, 1, 1, 3] {
            reception.note(&header(sequence, u32::from(sequence) * 160, 9), 0);
        }
        assert_eq!((reception.received(), reception.lost()), (6, 1));
        // Another source, and one that jumps: not thousands of losses.
        reception.note(&header(30_000, 0, 10), 0);
        reception.note(&header(100, 0, 10), 0);
        assert_eq!((reception.received(), reception.lost()), (8, 1));
    }

    #[test]
    fn evenness_is_no_jitter() {
        let mut even = Reception::default();
        let mut uneven = Reception::default();
        for packet in 0..500_u16 {
            let clock = i64::from(packet) * 160;
            let timestamp = (u32::MAX - 1_000).wrapping_add(u32::from(packet) * 160);
            even.note(&header(packet, timestamp, 1), clock + 77);
            uneven.note(&header(packet, timestamp, 1), clock + i64::from(packet % 2) * 80);
        }
        assert!(even.jitter_ms() < 0.01, "{}", even.jitter_ms());
        assert!((uneven.jitter_ms() - 10.0).abs() < 0.5, "{}", uneven.jitter_ms());
    }
}
