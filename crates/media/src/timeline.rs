//! Where each packet belongs in time.
//!
//! Containers with time stamps may leave holes: a muted track, a lost network packet, audio that starts
//! after the video. A player honours them, so the samples must too, or every time in the transcript after
//! the hole is early. Holes are filled with silence, within reason: time stamps lie as well.

use symphonia::core::formats::Track;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, TimeBase};

use crate::sniff::Container;

/// Shorter holes are jitter of rounding and codec delay.
const MIN_GAP_SECONDS: f64 = 0.25;

/// A longer hole is taken for a damaged time stamp.
const MAX_GAP_SECONDS: f64 = 600.0;

/// The longest packet that a codec in use makes (FLAC: 65,535 frames at 8 kHz), when one must be guessed.
const MAX_PACKET_SECONDS: f64 = 8.2;

/// Follows the time stamps of one track.
#[derive(Debug)]
pub(crate) struct Timeline {
    time_base: Option<TimeBase>,
    has_gaps: bool,
    /// Time stamp of the track's start, in seconds; Matroska and MP4 count from the start of the file.
    expected_seconds: Option<f64>,
}

impl Timeline {
    pub fn new(container: Container, track: &Track, expected_seconds: Option<f64>) -> Timeline {
        let has_gaps = matches!(container, Container::Matroska | Container::Webm | Container::Mp4);
        Timeline { time_base: track.time_base, has_gaps, expected_seconds }
    }

    /// Seconds of silence that belong before `packet`, when `emitted_seconds` of audio stand before it.
    pub fn gap_seconds(&self, packet: &Packet, emitted_seconds: f64) -> Option<f64> {
        if !self.has_gaps {
            return None;
        }
        let starts_seconds = self.time_base?.calc_time(packet.pts)?.as_secs_f64();
        let gap_seconds = starts_seconds - emitted_seconds;
        let is_believable = gap_seconds <= MAX_GAP_SECONDS
            && self.expected_seconds.is_none_or(|expected| starts_seconds <= expected + 1.0);
        (gap_seconds > MIN_GAP_SECONDS && is_believable).then_some(gap_seconds)
    }

    /// How long a packet that could not be decoded would have sounded.
    pub fn packet_seconds(&self, packet: &Packet) -> f64 {
        if packet.dur == Duration::ZERO {
            return 0.0;
        }
        self.time_base
            .and_then(|time_base| time_base.calc_duration(packet.dur))
            .map_or(0.0, |time| time.as_secs_f64().clamp(0.0, MAX_PACKET_SECONDS))
    }
}
