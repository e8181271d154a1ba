//! The one loop over packets: demux, decode, hand out blocks of samples.
//!
//! What is forgiven and what is not:
//! - A packet that cannot be decoded is replaced by silence of its length, so that times stay right; players
//!   do the same, and the first packets of cut MP3s are always such. When more than one in twenty is bad, the
//!   file is corrupt.
//! - A file that ends inside a packet, or clearly before the length that its header gives, is truncated. The
//!   blocks handed out before that were right; whether to use them is the caller's decision.
//! - A stream that yields neither samples nor progress in the file is corrupt, however long it would go on.

use std::ops::ControlFlow;
use std::path::Path;

use symphonia::core::audio::{Channels, Position as Speaker};
use symphonia::core::errors::Error as DecoderError;
use symphonia::core::packet::Packet;

use crate::ending::Ending;
use crate::error::MediaError;
use crate::guard::guarded;
use crate::info::{
    MediaInfo, OpenedMedia, Position, audio_track, check_sample_rate, decoder_error, make_decoder,
};
use crate::sniff::Container;
use crate::timeline::Timeline;

/// Packets that may pass without the file being read any further; a page or block holds far fewer.
const MAX_PACKETS_WITHOUT_READING: u32 = 100_000;

/// Bad packets that are forgiven in a short file, where one in twenty would be none.
const FORGIVEN_PACKETS: u64 = 3;

/// How often the format may change in mid-stream (chained Ogg); each change costs set-up.
const MAX_RESETS: u32 = 10_000;

/// Less than any codec in use spends on a second of audio. A header that promises more audio than this
/// allows for is not believed.
const MIN_BYTES_PER_SECOND: f64 = 500.0;

/// Silence is handed out in blocks of this many frames.
const SILENCE_FRAMES: usize = 8_192;

/// How far decoding may go.
#[derive(Debug, Clone, PartialEq)]
pub struct DecodeLimits {
    /// The longest audio that is accepted. A file of a megabyte can hold days of it.
    pub max_duration_seconds: f64,
}

impl Default for DecodeLimits {
    /// Twelve hours.
    fn default() -> DecodeLimits {
        DecodeLimits { max_duration_seconds: 12.0 * 3600.0 }
    }
}

/// Samples that follow on those of the block before.
#[derive(Debug)]
pub struct Block<'a> {
    /// One list of samples per channel, all of one length, full scale at ±1, all finite.
    pub planes: &'a [Vec<f32>],
    /// Which of the planes is a low-frequency effects channel, which carries no speech.
    pub low_frequency_plane: Option<usize>,
    /// Their rate; it may change between blocks.
    pub sample_rate_hz: u32,
    /// How much of the file is done, 0 to 1; it never falls.
    pub progress: f32,
}

/// How decoding went.
#[derive(Debug, Clone, PartialEq)]
pub struct DecodeSummary {
    /// The description of the file.
    pub info: MediaInfo,
    /// Audio handed out, silence in place of damage and gaps included.
    pub duration_seconds: f64,
    /// Packets that could not be decoded and were replaced by silence.
    pub damaged_packets: u64,
    /// Whether the sink broke off.
    pub stopped_early: bool,
}

/// Decodes the audio of the file at `path`, block after block, into `sink`, until the end or until the sink
/// breaks. Memory use does not depend on the length.
///
/// # Errors
///
/// Every [`MediaError`] but `Cancelled`. The sink may have been given blocks before.
pub fn decode(
    path: &Path,
    limits: &DecodeLimits,
    sink: &mut dyn FnMut(Block<'_>) -> ControlFlow<()>,
) -> Result<DecodeSummary, MediaError> {
    let mut run = Run::start(OpenedMedia::open(path)?, limits)?;
    let stopped_early = run.drive(sink)?.is_break();
    if !stopped_early {
        run.check_end()?;
    }
    Ok(DecodeSummary {
        duration_seconds: run.emitted_seconds(),
        damaged_packets: run.damaged_packets,
        stopped_early,
        info: run.media.info,
    })
}

/// One decoding in progress.
struct Run {
    media: OpenedMedia,
    timeline: Timeline,
    expected_seconds: Option<f64>,
    max_seconds: f64,
    planes: Vec<Vec<f32>>,
    sample_rate_hz: u32,
    low_frequency_plane: Option<usize>,
    /// Audio handed out before the sample rate last changed.
    earlier_seconds: f64,
    /// Frames handed out since; whole numbers add up without rounding.
    frames: u64,
    good_packets: u64,
    damaged_packets: u64,
    resets: u32,
    progress: f32,
}

impl Run {
    fn start(media: OpenedMedia, limits: &DecodeLimits) -> Result<Run, MediaError> {
        let expected_seconds = media.info.duration_seconds;
        let max_seconds = limits.max_duration_seconds;
        let believed_seconds =
            expected_seconds.filter(|seconds| seconds * MIN_BYTES_PER_SECOND < media.shown_bytes as f64);
        if believed_seconds.is_some_and(|seconds| seconds > max_seconds) {
            return Err(MediaError::TooLong { limit_seconds: max_seconds });
        }
        Ok(Run {
            timeline: Timeline::new(media.info.container, &media.track, expected_seconds),
            planes: vec![Vec::new(); usize::from(media.info.channels)],
            sample_rate_hz: media.info.sample_rate_hz,
            media,
            expected_seconds,
            max_seconds,
            low_frequency_plane: None,
            earlier_seconds: 0.0,
            frames: 0,
            good_packets: 0,
            damaged_packets: 0,
            resets: 0,
            progress: 0.0,
        })
    }

    fn drive(
        &mut self,
        sink: &mut dyn FnMut(Block<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, MediaError> {
        let mut packets_without_reading = 0;
        let mut read_bytes = 0;
        while let Some(packet) = self.next_packet()? {
            let read_bytes_now = self.media.watch.read_bytes();
            packets_without_reading =
                if read_bytes_now == read_bytes { packets_without_reading + 1 } else { 0 };
            read_bytes = read_bytes_now;
            if packets_without_reading > MAX_PACKETS_WITHOUT_READING {
                return Err(MediaError::corrupt("packets without end and without content"));
            }
            if packet.track_id != self.media.track.id {
                continue;
            }
            if let Some(seconds) = self.timeline.gap_seconds(&packet, self.emitted_seconds())
                && self.emit_silence(seconds, sink)?.is_break()
            {
                return Ok(ControlFlow::Break(()));
            }
            let flow = if self.decode_packet(&packet)? {
                self.good_packets += 1;
                self.emit(sink)?
            } else {
                self.damaged_packets += 1;
                self.check_damage()?;
                self.emit_silence(self.timeline.packet_seconds(&packet), sink)?
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn emitted_seconds(&self) -> f64 {
        self.earlier_seconds + self.frames as f64 / f64::from(self.sample_rate_hz)
    }

    fn position(&self) -> Position {
        Position::After {
            decoded_seconds: self.emitted_seconds(),
            expected_seconds: self.expected_seconds.filter(|_| self.media.has_exact_length),
        }
    }

    fn next_packet(&mut self) -> Result<Option<Packet>, MediaError> {
        loop {
            match guarded(|| self.media.reader.next_packet())? {
                // WAV of more than 4 GiB has a header without length: its demuxer goes on for ever.
                Ok(Some(packet)) if self.media.info.container == Container::Wav && packet.data.is_empty() => {
                    return Ok(None);
                }
                Ok(packet) => return Ok(packet),
                Err(DecoderError::ResetRequired) => self.reset()?,
                Err(error) => {
                    return match self.demuxer_error(error) {
                        MediaError::Truncated { .. } if self.media.ending == Ending::Open => Ok(None),
                        error => Err(error),
                    };
                }
            }
        }
    }

    fn demuxer_error(&self, error: DecoderError) -> MediaError {
        let position = self.position();
        match (decoder_error(error, &self.media.watch, position), position) {
            (MediaError::Corrupt { .. }, Position::After { decoded_seconds, expected_seconds })
                if self.media.ending == Ending::Cut =>
            {
                MediaError::Truncated { decoded_seconds, expected_seconds }
            }
            (verdict, _) => verdict,
        }
    }

    /// A new stream begins inside the file: find its audio track and make it a decoder.
    fn reset(&mut self) -> Result<(), MediaError> {
        self.resets += 1;
        if self.resets > MAX_RESETS {
            return Err(MediaError::corrupt("the format changes without end"));
        }
        let (track, parameters) = audio_track(self.media.reader.as_ref())?;
        self.media.decoder = guarded(|| make_decoder(&parameters))?
            .map_err(|error| decoder_error(error, &self.media.watch, self.position()))?;
        self.media.track = track;
        Ok(())
    }

    /// Fills the planes from `packet`; false when the packet is damaged.
    fn decode_packet(&mut self, packet: &Packet) -> Result<bool, MediaError> {
        let decoder = &mut self.media.decoder;
        let planes = &mut self.planes;
        let spec = guarded(|| {
            decoder.decode(packet).map(|decoded| {
                decoded.copy_to_vecs_planar(planes);
                decoded.spec().clone()
            })
        })?;
        match spec {
            Ok(spec) => {
                check_sample_rate(spec.rate())?;
                if spec.rate() != self.sample_rate_hz {
                    self.earlier_seconds = self.emitted_seconds();
                    self.frames = 0;
                    self.sample_rate_hz = spec.rate();
                }
                self.low_frequency_plane = match spec.channels() {
                    positioned @ Channels::Positioned(_) => {
                        positioned.get_canonical_index_for_positioned_channel(Speaker::LFE1)
                    }
                    _ => None,
                };
                self.planes.iter_mut().flatten().for_each(|sample| *sample = sane(*sample));
                Ok(true)
            }
            Err(DecoderError::DecodeError(reason)) => {
                tracing::debug!(reason, "a packet could not be decoded");
                Ok(false)
            }
            // A decoder reads from the packet in memory: its I/O errors are packets that end early.
            Err(DecoderError::IoError(reason)) => {
                tracing::debug!(%reason, "a packet ends early");
                Ok(false)
            }
            Err(DecoderError::ResetRequired) => self.reset().map(|()| false),
            Err(error) => Err(decoder_error(error, &self.media.watch, self.position())),
        }
    }

    fn emit(
        &mut self,
        sink: &mut dyn FnMut(Block<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, MediaError> {
        let frames = self.planes.first().map_or(0, Vec::len);
        if frames == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        self.frames += frames as u64;
        if self.emitted_seconds() > self.max_seconds {
            return Err(MediaError::TooLong { limit_seconds: self.max_seconds });
        }
        self.advance_progress();
        Ok(sink(Block {
            planes: &self.planes,
            low_frequency_plane: self.low_frequency_plane,
            sample_rate_hz: self.sample_rate_hz,
            progress: self.progress,
        }))
    }

    fn emit_silence(
        &mut self,
        seconds: f64,
        sink: &mut dyn FnMut(Block<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, MediaError> {
        // Bounded by the timeline to minutes; the cast saturates.
        let mut frames_left = (seconds * f64::from(self.sample_rate_hz)).round() as usize;
        while frames_left > 0 {
            let frames = frames_left.min(SILENCE_FRAMES);
            for plane in &mut self.planes {
                plane.clear();
                plane.resize(frames, 0.0);
            }
            if self.emit(sink)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            frames_left -= frames;
        }
        Ok(ControlFlow::Continue(()))
    }

    fn advance_progress(&mut self) {
        let fraction = match self.expected_seconds {
            Some(expected) => self.emitted_seconds() / expected,
            None => self.media.watch.furthest_byte() as f64 / self.media.shown_bytes.max(1) as f64,
        };
        self.progress = self.progress.max(fraction.clamp(0.0, 1.0) as f32);
    }

    fn check_damage(&self) -> Result<(), MediaError> {
        let packets = self.good_packets + self.damaged_packets;
        if self.damaged_packets > FORGIVEN_PACKETS + packets / 20 + 20 {
            return Err(self.too_damaged());
        }
        Ok(())
    }

    fn too_damaged(&self) -> MediaError {
        let packets = self.good_packets + self.damaged_packets;
        MediaError::corrupt(format!("{} of {packets} packets cannot be decoded", self.damaged_packets))
    }

    /// The last word, once the demuxer says that the file is over.
    fn check_end(&self) -> Result<(), MediaError> {
        let packets = self.good_packets + self.damaged_packets;
        if self.damaged_packets > FORGIVEN_PACKETS + packets / 20 {
            return Err(self.too_damaged());
        }
        let falls_short = self.expected_seconds.is_some_and(|expected| {
            self.emitted_seconds() < expected - tolerance_seconds(self.media.info.container, expected)
        });
        if self.media.ending == Ending::Cut || (self.media.has_exact_length && falls_short) {
            return Err(MediaError::Truncated {
                decoded_seconds: self.emitted_seconds(),
                expected_seconds: self.expected_seconds.filter(|_| falls_short),
            });
        }
        if self.emitted_seconds() == 0.0 {
            return Err(MediaError::corrupt("the audio track is empty"));
        }
        Ok(())
    }
}

/// How much less than promised is not worth an error. Sample counts are exact but for encoder padding; the
/// length that Matroska and MP4 give may be that of the video.
fn tolerance_seconds(container: Container, expected_seconds: f64) -> f64 {
    match container {
        Container::Matroska | Container::Webm | Container::Mp4 => 1.0 + 0.02 * expected_seconds,
        _ => 0.25 + 0.005 * expected_seconds,
    }
}

/// Float formats can hold anything; one NaN would spread through every filter behind.
fn sane(sample: f32) -> f32 {
    if sample.is_finite() { sample.clamp(-4.0, 4.0) } else { 0.0 }
}
