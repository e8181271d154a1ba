//! Reads ranges of the headerless files that server and engine share: 16 kHz, mono, signed 16-bit
//! little-endian.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use colloquy_engine::protocol::AudioRange;

use crate::error::EngineError;

/// Bytes of one sample.
const SAMPLE_BYTES: u64 = 2;

/// Full scale of a 16-bit sample.
const FULL_SCALE: f32 = 32_768.0;

/// Samples of 20 ms.
const BLOCK_SAMPLES: usize = 320;

/// -65 dB of full scale.
const FAINTEST_MEAN_SQUARE: f32 = 3.2e-7;

/// Samples of `range`, between -1 and 1. Fails where the range is turned round, longer than `most_samples`,
/// or reaches past the end of the file.
pub fn read(range: &AudioRange, most_samples: u64) -> Result<Vec<f32>, EngineError> {
    let samples = check(range, most_samples)?;
    let io_error = |source: io::Error| EngineError::Audio { path: range.path.clone(), source };
    let file = File::open(&range.path).map_err(io_error)?;
    let file_samples = file.metadata().map_err(io_error)?.len() / SAMPLE_BYTES;
    if range.end_sample > file_samples {
        return Err(wrong(range, format!("the file has {file_samples} samples")));
    }
    let mut bytes = vec![0; (samples * SAMPLE_BYTES) as usize];
    file.read_exact_at(&mut bytes, range.start_sample * SAMPLE_BYTES).map_err(io_error)?;
    let (pairs, _) = bytes.as_chunks::<2>();
    Ok(pairs.iter().map(|pair| f32::from(i16::from_le_bytes(*pair)) / FULL_SCALE).collect())
}

/// Length of `range` in samples, where it is a range of at most `most_samples`.
pub fn check(range: &AudioRange, most_samples: u64) -> Result<u64, EngineError> {
    let samples = range
        .end_sample
        .checked_sub(range.start_sample)
        .ok_or_else(|| wrong(range, "the end lies before the start".to_owned()))?;
    if samples > most_samples {
        return Err(wrong(range, format!("{samples} samples, at most {most_samples} are taken")));
    }
    Ok(samples)
}

/// Whether there is anything to hear: 20 ms above -65 dB of full scale. A person at the far end of a quiet line
/// is 20 dB above that.
pub fn has_sound(samples: &[f32]) -> bool {
    samples.chunks(BLOCK_SAMPLES).any(|block| {
        let energy: f32 = block.iter().map(|sample| sample * sample).sum();
        energy > FAINTEST_MEAN_SQUARE * block.len() as f32
    })
}

fn wrong(range: &AudioRange, reason: String) -> EngineError {
    EngineError::Range {
        path: range.path.clone(),
        start_sample: range.start_sample,
        end_sample: range.end_sample,
        reason,
    }
}
