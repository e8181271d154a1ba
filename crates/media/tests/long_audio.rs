//! Hours of audio in bounded memory. A binary of its own: memory is measured for the whole process.

mod support;

use std::fs::{self, File};
use std::io::{BufWriter, Write};

use support::prepare_quietly;

/// Largest resident memory of this process so far.
fn peak_resident_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("linux");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak is kept");
    let kilobytes: u64 = line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).expect("a number");
    kilobytes * 1024
}

#[test]
fn three_hours_take_no_more_memory_than_a_minute() {
    const SECONDS: usize = 3 * 3600;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("long.wav");
    let mut file = BufWriter::new(File::create(&path).expect("a temporary file"));
    // Stereo µ-law at 8 kHz; left and right alternate between two levels at different rates.
    let second: Vec<u8> = (0..8_000)
        .flat_map(|n| {
            let level = |half_period: usize| if (n / half_period) & 1 == 0 { 0x20 } else { 0xa0 };
            [level(10), level(16)]
        })
        .collect();
    let data_bytes = (SECONDS * second.len()) as u32;
    file.write_all(b"RIFF").expect("writes");
    file.write_all(&(36 + data_bytes).to_le_bytes()).expect("writes");
    file.write_all(b"WAVEfmt \x10\0\0\0\x07\0\x02\0").expect("writes");
    file.write_all(&[0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 8, 0]).expect("writes");
    file.write_all(b"data").expect("writes");
    file.write_all(&data_bytes.to_le_bytes()).expect("writes");
    for _ in 0..SECONDS {
        file.write_all(&second).expect("writes");
    }
    file.flush().expect("writes");
    drop(file);

    let before = peak_resident_bytes();
    let prepared = prepare_quietly(&path, &folder.path().join("out")).expect("decodes");
    let grown = peak_resident_bytes() - before;

    assert_eq!(prepared.duration_seconds, SECONDS as f64);
    assert_eq!(prepared.channels.len(), 2);
    for channel in &prepared.channels {
        assert_eq!(channel.samples, SECONDS as u64 * 16_000);
    }
    let peaks = prepared.waveform.channels[0].len();
    assert!((10_000..=20_000).contains(&peaks), "{peaks} peaks");
    // The decoded samples are 690 MB.
    assert!(grown < 16_000_000, "{grown} bytes more at the peak");
}
