//! What the tests of this crate share.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::fs;
use std::path::{Path, PathBuf};

use colloquy_media::{MediaError, PrepareOptions, PreparedAudio, prepare};

/// A committed fixture.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// Prepares `path` into `out_dir` without listening to progress.
pub fn prepare_quietly(path: &Path, out_dir: &Path) -> Result<PreparedAudio, MediaError> {
    prepare(path, out_dir, &PrepareOptions::default(), &mut |_| {}, &|| false)
}

/// Writes `bytes` to a file in `folder` and prepares it.
pub fn prepare_bytes(folder: &Path, bytes: &[u8]) -> Result<PreparedAudio, MediaError> {
    // A name that says nothing and an ending that lies.
    let path = folder.join("upload.txt");
    fs::write(&path, bytes).expect("a temporary file can be written");
    prepare_quietly(&path, &folder.join("out"))
}

/// The samples of a prepared channel, full scale at 1.
pub fn samples(prepared: &PreparedAudio, channel: usize) -> Vec<f64> {
    let bytes = fs::read(&prepared.channels[channel].path).expect("the channel was written");
    bytes.chunks(2).map(|pair| f64::from(i16::from_le_bytes([pair[0], pair[1]])) / 32768.0).collect()
}

/// Amplitude of `frequency_hz` in the middle second of `samples` at 16 kHz.
pub fn amplitude(samples: &[f64], frequency_hz: f64) -> f64 {
    let middle = samples.len() / 2;
    let window = &samples[middle - 8_000..middle + 8_000];
    let step = frequency_hz * std::f64::consts::TAU / 16_000.0;
    let (sine, cosine) = window.iter().enumerate().fold((0.0, 0.0), |(sine, cosine), (n, sample)| {
        (sine + sample * (n as f64 * step).sin(), cosine + sample * (n as f64 * step).cos())
    });
    (sine * 2.0 / 16_000.0).hypot(cosine * 2.0 / 16_000.0)
}

/// A WAV file of 16-bit samples; `planes` are the channels.
pub fn wav(sample_rate_hz: u32, planes: &[Vec<i16>]) -> Vec<u8> {
    let channels = planes.len() as u32;
    let frames = planes[0].len();
    let data_bytes = frames as u32 * channels * 2;
    let mut file = Vec::new();
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + data_bytes).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    file.extend_from_slice(&1_u16.to_le_bytes());
    file.extend_from_slice(&(channels as u16).to_le_bytes());
    file.extend_from_slice(&sample_rate_hz.to_le_bytes());
    file.extend_from_slice(&(sample_rate_hz * channels * 2).to_le_bytes());
    file.extend_from_slice(&(channels as u16 * 2).to_le_bytes());
    file.extend_from_slice(&16_u16.to_le_bytes());
    file.extend_from_slice(b"data");
    file.extend_from_slice(&data_bytes.to_le_bytes());
    for frame in 0..frames {
        for plane in planes {
            file.extend_from_slice(&plane[frame].to_le_bytes());
        }
    }
    file
}

/// A tone of `seconds`, full scale at 1.
pub fn tone(sample_rate_hz: u32, frequency_hz: f64, gain: f64, seconds: f64) -> Vec<i16> {
    let step = frequency_hz * std::f64::consts::TAU / f64::from(sample_rate_hz);
    (0..(f64::from(sample_rate_hz) * seconds) as usize)
        .map(|n| (gain * 32767.0 * (n as f64 * step).sin()) as i16)
        .collect()
}
