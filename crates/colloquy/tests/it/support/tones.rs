//! Recordings: a tone made here, and spoken samples of the repository.

use std::path::PathBuf;

const SAMPLE_RATE_HZ: u32 = 8_000;

/// So many seconds of a quiet tone as a WAV file, one channel of 16 bits.
pub fn wav(seconds: u32) -> Vec<u8> {
    let samples = seconds * SAMPLE_RATE_HZ;
    let data_bytes = samples * 2;
    let mut file = Vec::with_capacity(44 + data_bytes as usize);
    file.extend(b"RIFF");
    file.extend((36 + data_bytes).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(SAMPLE_RATE_HZ.to_le_bytes());
    file.extend((SAMPLE_RATE_HZ * 2).to_le_bytes());
    file.extend(2_u16.to_le_bytes());
    file.extend(16_u16.to_le_bytes());
    file.extend(b"data");
    file.extend(data_bytes.to_le_bytes());
    for number in 0..samples {
        let phase = f64::from(number) / f64::from(SAMPLE_RATE_HZ) * 440.0 * std::f64::consts::TAU;
        file.extend(((phase.sin() * 1_000.0) as i16).to_le_bytes());
    }
    file
}

/// Path of a spoken sample.
pub fn sample_path(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/audio")).join(name)
}

/// A spoken sample.
pub fn sample(name: &str) -> Vec<u8> {
    let path = sample_path(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
