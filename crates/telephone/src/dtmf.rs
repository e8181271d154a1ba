//! Keys of a telephone as events in RTP (RFC 4733).
//!
//! An event is several packets with one timestamp, the start of the key, whose duration grows; the last one is marked
//! as the end and sent three times, because any may be lost. So a receiver tells keys apart by the timestamp alone,
//! and a sender takes one packet's place on the call's clock after the other.

use std::collections::VecDeque;

use crate::FRAME_SAMPLES;
use crate::rtp::Header;

/// The keys in the order of their event numbers.
const KEYS: &[u8; 16] = b"0123456789*#ABCD";
/// Packets of a key with a growing duration: 160 ms.
const GROWING_PACKETS: u16 = 8;
/// Packets of a key in all: the end is sent three times.
const PACKETS: u16 = GROWING_PACKETS + 2;
/// Frames of silence after a key.
const PAUSE_FRAMES: u16 = 3;
/// Ten decibels below full scale, as telephones do.
const VOLUME: u8 = 10;
const END: u8 = 0x80;

/// The event number of a key.
pub(crate) fn event_of(key: char) -> Option<u8> {
    let key = u8::try_from(key.to_ascii_uppercase()).ok()?;
    KEYS.iter().position(|known| *known == key).and_then(|position| u8::try_from(position).ok())
}

/// The key of an event number.
fn key_of(event: u8) -> Option<char> {
    KEYS.get(usize::from(event)).map(|key| char::from(*key))
}

/// Hears keys.
#[derive(Debug, Default)]
pub(crate) struct KeysIn {
    last: Option<(u32, u32)>,
}

impl KeysIn {
    /// The key that a packet tells of for the first time.
    pub fn take(&mut self, header: &Header, payload: &[u8]) -> Option<char> {
        let event = *payload.first().filter(|_| payload.len() >= 4)?;
        let key = key_of(event)?;
        let start = (header.ssrc, header.timestamp);
        if self.last == Some(start) {
            return None;
        }
        // A packet of an older key that was overtaken is no new key.
        if let Some((ssrc, timestamp)) = self.last
            && ssrc == header.ssrc
            && (header.timestamp.wrapping_sub(timestamp) as i32) < 0
        {
            return None;
        }
        self.last = Some(start);
        Some(key)
    }
}

/// What is to be sent in a frame's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyStep {
    /// No key: audio.
    Nothing,
    /// Silence between two keys.
    Pause,
    /// An event.
    Event {
        /// The frame in which the key began, whose timestamp the packet has.
        start_frame: u64,
        /// Whether it is the key's first packet.
        marker: bool,
        /// What the packet carries.
        payload: [u8; 4],
    },
}

/// Presses keys.
#[derive(Debug, Default)]
pub(crate) struct KeysOut {
    waiting: VecDeque<u8>,
    pressed: Option<Pressed>,
}

#[derive(Debug)]
struct Pressed {
    event: u8,
    start_frame: u64,
    frames: u16,
}

impl KeysOut {
    /// Queues a key.
    pub fn press(&mut self, event: u8) {
        self.waiting.push_back(event);
    }

    /// What goes out in this frame.
    pub fn step(&mut self, frame: u64) -> KeyStep {
        if self.pressed.is_none() {
            self.pressed =
                self.waiting.pop_front().map(|event| Pressed { event, start_frame: frame, frames: 0 });
        }
        let Some(pressed) = &mut self.pressed else {
            return KeyStep::Nothing;
        };
        let packet = pressed.frames;
        pressed.frames += 1;
        if packet >= PACKETS {
            if packet + 1 == PACKETS + PAUSE_FRAMES {
                self.pressed = None;
            }
            return KeyStep::Pause;
        }
        let duration = (packet + 1).min(GROWING_PACKETS) * FRAME_SAMPLES as u16;
        let is_end = packet + 1 >= GROWING_PACKETS;
        let [high, low] = duration.to_be_bytes();
        KeyStep::Event {
            start_frame: pressed.start_frame,
            marker: packet == 0,
            payload: [pressed.event, VOLUME | if is_end { END } else { 0 }, high, low],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_pressed_are_keys_heard() {
        let mut out = KeysOut::default();
        for key in "19*#d".chars() {
            out.press(event_of(key).expect("a key"));
        }
        let mut heard = String::new();
        let mut keys_in = KeysIn::default();
        let mut sent = 0;
        for frame in 0..80_u64 {
            if let KeyStep::Event { start_frame, marker, payload } = out.step(frame) {
                sent += 1;
                // Every third packet is lost, among them the first of some keys.
                if frame.is_multiple_of(3) {
                    continue;
                }
                let timestamp = u32::MAX.wrapping_sub(3_000).wrapping_add(start_frame as u32 * 160);
                let header = Header { marker, payload_type: 101, sequence: frame as u16, timestamp, ssrc: 1 };
                heard.extend(keys_in.take(&header, &payload));
            }
        }
        assert_eq!(heard, "19*#D");
        assert_eq!(sent, 5 * 10);
    }

    #[test]
    fn a_key_grows_ends_three_times_and_is_followed_by_a_pause() {
        let mut out = KeysOut::default();
        out.press(5);
        let steps: Vec<KeyStep> = (7..21).map(|frame| out.step(frame)).collect();
        let event = |marker, flags, duration: u16| {
            let [high, low] = duration.to_be_bytes();
            KeyStep::Event { start_frame: 7, marker, payload: [5, flags, high, low] }
        };
        assert_eq!(steps[0], event(true, 10, 160));
        assert_eq!(steps[1], event(false, 10, 320));
        for end in &steps[7..10] {
            assert_eq!(*end, event(false, 0x8a, 1_280));
        }
        assert_eq!(steps[10..], [KeyStep::Pause, KeyStep::Pause, KeyStep::Pause, KeyStep::Nothing]);
    }

    #[test]
    fn what_is_no_key_is_not_heard() {
        let header = Header { marker: true, payload_type: 101, sequence: 1, timestamp: 1, ssrc: 1 };
        for payload in [&[][..], &[1, 2, 3], &[16, 0, 0, 160], &[255, 255, 255, 255]] {
            assert_eq!(KeysIn::default().take(&header, payload), None, "{payload:?}");
        }
        assert_eq!(event_of('x'), None);
        assert_eq!(event_of('é'), None);
    }
}
