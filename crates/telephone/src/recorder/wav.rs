//! A WAV file of two channels of 16 bits at 8 kHz, readable while it is written.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::{RecordingInfo, Sink};

const SAMPLE_RATE: u32 = 8_000;
const CHANNELS: u16 = 2;
/// Bytes of one sample of both channels.
const BLOCK_BYTES: u16 = CHANNELS * 2;
const HEADER_BYTES: u64 = 44;
/// Where the length of the whole stands, and that of the samples.
const RIFF_LENGTH_AT: u64 = 4;
const DATA_LENGTH_AT: u64 = 40;

/// A file that grows. Without [`WavFile::finish`] its header gives no lengths.
#[derive(Debug)]
pub(crate) struct WavFile {
    file: File,
    data_bytes: u64,
}

impl WavFile {
    /// Creates, or empties, the file.
    pub fn create(path: &Path) -> io::Result<WavFile> {
        let mut file = File::create(path)?;
        file.write_all(&header())?;
        Ok(WavFile { file, data_bytes: 0 })
    }
}

impl Sink for WavFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.data_bytes += bytes.len() as u64;
        Ok(())
    }

    /// Puts the lengths into the header, and the file on the disk.
    fn finish(mut self) -> io::Result<RecordingInfo> {
        write_lengths(&mut self.file, self.data_bytes)?;
        self.file.sync_all()?;
        Ok(info(self.data_bytes))
    }
}

/// Puts the lengths into the header of a recording that was not finished, and cuts off half a sample at its end. One
/// that was finished stays as it is. Fails where the file is no recording of ours. It reads and writes files: on a
/// server call [`repair_in_background`](super::repair_in_background).
pub fn repair(path: &Path) -> io::Result<RecordingInfo> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut found = [0; HEADER_BYTES as usize];
    file.read_exact(&mut found)?;
    let expected = header();
    // Everything but the two lengths.
    let is_ours = [0..4, 8..40].into_iter().all(|range| found[range.clone()] == expected[range]);
    if !is_ours {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "not a recording of a call"));
    }
    let there = file.metadata()?.len().saturating_sub(HEADER_BYTES);
    let data_bytes = there - there % u64::from(BLOCK_BYTES);
    if data_bytes != there {
        file.set_len(HEADER_BYTES + data_bytes)?;
    }
    write_lengths(&mut file, data_bytes)?;
    file.sync_all()?;
    Ok(info(data_bytes))
}

fn write_lengths(file: &mut File, data_bytes: u64) -> io::Result<()> {
    // After 37 hours the length does not fit; all ones is what readers take for "to the end of the file".
    let fits = |length: u64| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    file.seek(SeekFrom::Start(RIFF_LENGTH_AT))?;
    file.write_all(&fits(HEADER_BYTES - 8 + data_bytes))?;
    file.seek(SeekFrom::Start(DATA_LENGTH_AT))?;
    file.write_all(&fits(data_bytes))
}

fn info(data_bytes: u64) -> RecordingInfo {
    let samples = data_bytes / u64::from(BLOCK_BYTES);
    let seconds = samples as f64 / f64::from(SAMPLE_RATE);
    RecordingInfo { seconds, bytes: HEADER_BYTES + data_bytes, lost_frames: 0 }
}

/// The header, with lengths of 0.
fn header() -> Vec<u8> {
    let mut header = Vec::with_capacity(HEADER_BYTES as usize);
    header.extend_from_slice(b"RIFF\0\0\0\0WAVEfmt ");
    header.extend_from_slice(&16_u32.to_le_bytes());
    // PCM.
    header.extend_from_slice(&1_u16.to_le_bytes());
    header.extend_from_slice(&CHANNELS.to_le_bytes());
    header.extend_from_slice(&SAMPLE_RATE.to_le_bytes());
    header.extend_from_slice(&(SAMPLE_RATE * u32::from(BLOCK_BYTES)).to_le_bytes());
    header.extend_from_slice(&BLOCK_BYTES.to_le_bytes());
    header.extend_from_slice(&16_u16.to_le_bytes());
    header.extend_from_slice(b"data\0\0\0\0");
    header
}
