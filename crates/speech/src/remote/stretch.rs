//! What is sent at once: a stretch of a channel that begins and ends with speech.
//!
//! Everything in it that is not speech is sent as silence, so that what leaks from the other side of a call
//! is not recognised twice.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

use colloquy_engine::protocol::SAMPLE_RATE_HZ;

use crate::recognise::ChannelSpeech;
use crate::segment::Piece;

const SAMPLE_BYTES: u64 = 2;
const WAV_HEADER_BYTES: u32 = 44;

/// Pieces of one channel that are sent together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Position of the channel in the recording.
    pub channel: usize,
    /// Its file.
    pub path: PathBuf,
    /// The pieces, in order; at least one.
    pub pieces: Vec<Piece>,
}

/// Divides a channel's pieces into stretches of at most `longest_seconds`, from the start of the first piece
/// to the end of the last. A cut falls into the longest pause in the second half of what would fit.
pub fn stretches(channel: &ChannelSpeech, longest_seconds: f64) -> Vec<Stretch> {
    let longest = (longest_seconds * f64::from(SAMPLE_RATE_HZ)) as u64;
    let mut found = Vec::new();
    let mut rest = channel.pieces.as_slice();
    while let Some(first) = rest.first() {
        let length_to = |count: usize| rest[count - 1].end_sample - first.start_sample;
        // A piece that is too long by itself goes alone.
        let fitting = rest.partition_point(|piece| piece.end_sample - first.start_sample <= longest).max(1);
        let count = if fitting == rest.len() {
            fitting
        } else {
            let pause = |count: &usize| rest[*count].start_sample - rest[count - 1].end_sample;
            (1..=fitting)
                .filter(|count| *count == fitting || length_to(*count) >= longest / 2)
                .max_by_key(pause)
                .unwrap_or(fitting)
        };
        let (now, later) = rest.split_at(count);
        found.push(Stretch {
            channel: channel.channel,
            path: channel.audio.path.clone(),
            pieces: now.to_vec(),
        });
        rest = later;
    }
    found
}

impl Stretch {
    fn start_sample(&self) -> u64 {
        self.pieces.first().map_or(0, |piece| piece.start_sample)
    }

    fn end_sample(&self) -> u64 {
        self.pieces.last().map_or(0, |piece| piece.end_sample)
    }

    /// Start in seconds from the recording's start.
    pub fn start_seconds(&self) -> f64 {
        self.start_sample() as f64 / f64::from(SAMPLE_RATE_HZ)
    }

    /// End in seconds from the recording's start.
    pub fn end_seconds(&self) -> f64 {
        self.end_sample() as f64 / f64::from(SAMPLE_RATE_HZ)
    }

    /// Samples of speech in it.
    pub fn spoken_samples(&self) -> u64 {
        self.pieces.iter().map(Piece::samples).sum()
    }

    /// The stretch as a WAV file.
    pub fn wav(&self) -> io::Result<Vec<u8>> {
        let file = File::open(&self.path)?;
        let start = self.start_sample();
        let data_bytes = self.end_sample().saturating_sub(start) * SAMPLE_BYTES;
        let data_length = u32::try_from(data_bytes)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "more than a WAV file can hold"))?;
        let mut wav = header(data_length);
        let data_start = wav.len();
        wav.resize(data_start + data_bytes as usize, 0);
        for piece in &self.pieces {
            let from = data_start + ((piece.start_sample - start) * SAMPLE_BYTES) as usize;
            let to = data_start + ((piece.end_sample - start) * SAMPLE_BYTES) as usize;
            file.read_exact_at(&mut wav[from..to], piece.start_sample * SAMPLE_BYTES)?;
        }
        Ok(wav)
    }
}

/// A canonical header: RIFF, `fmt ` with PCM of one channel and 16 bits, `data`.
fn header(data_length: u32) -> Vec<u8> {
    let mut header = Vec::with_capacity(WAV_HEADER_BYTES as usize);
    let riff_length = data_length.saturating_add(WAV_HEADER_BYTES - 8);
    header.extend_from_slice(b"RIFF");
    header.extend_from_slice(&riff_length.to_le_bytes());
    header.extend_from_slice(b"WAVEfmt ");
    header.extend_from_slice(&16_u32.to_le_bytes());
    header.extend_from_slice(&1_u16.to_le_bytes());
    header.extend_from_slice(&1_u16.to_le_bytes());
    header.extend_from_slice(&SAMPLE_RATE_HZ.to_le_bytes());
    header.extend_from_slice(&(SAMPLE_RATE_HZ * 2).to_le_bytes());
    header.extend_from_slice(&2_u16.to_le_bytes());
    header.extend_from_slice(&16_u16.to_le_bytes());
    header.extend_from_slice(b"data");
    header.extend_from_slice(&data_length.to_le_bytes());
    header
}
