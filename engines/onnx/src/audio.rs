//! Reads ranges of the headerless files that server and engine share: 16 kHz, mono, signed 16-bit
//! little-endian.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use colloquy_engine::protocol::AudioRange;

use crate::error::EngineError;

/// Bytes of one sample.
const SAMPLE_BYTES: u64 = 2;

/// Full scale of a 16-bit sample.
const FULL_SCALE: f32 = 32_768.0;

/// Samples of `range`, between -1 and 1. Fails where the range is turned round, longer than `most_samples`,
/// or reaches past the end of the file.
pub fn read(range: &AudioRange, most_samples: u64) -> Result<Vec<f32>, EngineError> {
    let wrong = |reason: String| EngineError::Range {
        path: range.path.clone(),
        start_sample: range.start_sample,
        end_sample: range.end_sample,
        reason,
    };
    let samples = range
        .end_sample
        .checked_sub(range.start_sample)
        .ok_or_else(|| wrong("the end lies before the start".to_owned()))?;
    if samples > most_samples {
        return Err(wrong(format!("{samples} samples, at most {most_samples} are taken")));
    }
    let io = |source| EngineError::Audio { path: range.path.clone(), source };
    let mut file = File::open(&range.path).map_err(io)?;
    let file_samples = file.metadata().map_err(io)?.len() / SAMPLE_BYTES;
    if range.end_sample > file_samples {
        return Err(wrong(format!("the file has {file_samples} samples")));
    }
    file.seek(SeekFrom::Start(range.start_sample * SAMPLE_BYTES)).map_err(io)?;
    let mut bytes = Vec::new();
    file.take(samples * SAMPLE_BYTES).read_to_end(&mut bytes).map_err(io)?;
    let (pairs, _) = bytes.as_chunks::<2>();
    Ok(pairs.iter().map(|pair| f32::from(i16::from_le_bytes(*pair)) / FULL_SCALE).collect())
}
