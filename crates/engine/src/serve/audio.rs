//! Reads ranges of the headerless files that server and engine share: 16 kHz, mono, signed 16-bit
//! little-endian.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use crate::protocol::AudioRange;

/// Bytes of one sample.
const SAMPLE_BYTES: u64 = 2;
/// Full scale of a 16-bit sample.
const FULL_SCALE: f32 = 32_768.0;

/// Why a range cannot be heard.
#[derive(Debug, thiserror::Error)]
pub enum AudioError {
    /// Its file cannot be read.
    #[error("audio {path}: {source}")]
    Read {
        /// The file.
        path: String,
        /// The system's answer.
        source: io::Error,
    },
    /// It makes no sense, is longer than the method takes, or is not one of its file.
    #[error("audio {path}, samples {start_sample} to {end_sample}: {reason}")]
    Range {
        /// The file.
        path: String,
        /// First sample.
        start_sample: u64,
        /// One past the last.
        end_sample: u64,
        /// What is wrong.
        reason: String,
    },
}

/// Samples of `range`, between -1 and 1. Fails where the range is turned round, longer than `most_samples`,
/// or reaches past the end of the file.
pub fn read(range: &AudioRange, most_samples: u64) -> Result<Vec<f32>, AudioError> {
    let samples = check(range, most_samples)?;
    let failed = |source: io::Error| AudioError::Read { path: range.path.clone(), source };
    let file = File::open(&range.path).map_err(failed)?;
    let file_samples = file.metadata().map_err(failed)?.len() / SAMPLE_BYTES;
    if range.end_sample > file_samples {
        return Err(wrong(range, format!("the file has {file_samples} samples")));
    }
    let mut bytes = vec![0; (samples * SAMPLE_BYTES) as usize];
    file.read_exact_at(&mut bytes, range.start_sample * SAMPLE_BYTES).map_err(failed)?;
    let (pairs, _) = bytes.as_chunks::<2>();
    Ok(pairs.iter().map(|pair| f32::from(i16::from_le_bytes(*pair)) / FULL_SCALE).collect())
}

/// Length of `range` in samples, where it is a range of at most `most_samples`.
pub fn check(range: &AudioRange, most_samples: u64) -> Result<u64, AudioError> {
    let samples = range
        .end_sample
        .checked_sub(range.start_sample)
        .ok_or_else(|| wrong(range, "the end lies before the start".to_owned()))?;
    if samples > most_samples {
        return Err(wrong(range, format!("{samples} samples, at most {most_samples} are taken")));
    }
    Ok(samples)
}

fn wrong(range: &AudioRange, reason: String) -> AudioError {
    AudioError::Range {
        path: range.path.clone(),
        start_sample: range.start_sample,
        end_sample: range.end_sample,
        reason,
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn ranges_are_read_as_they_lie_and_nothing_beside_them() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let samples = [0_i16, 16_384, -32_768, 8_192];
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        std::fs::write(file.path(), bytes).unwrap();
        let range = |start_sample, end_sample| AudioRange {
            path: file.path().to_str().unwrap().to_owned(),
            start_sample,
            end_sample,
        };
        assert_eq!(read(&range(1, 4), 3).unwrap(), [0.5, -1.0, 0.25]);
        assert!(read(&range(2, 2), 0).unwrap().is_empty());
        for (range, reason) in [
            (range(3, 5), "the file has 4 samples"),
            (range(3, 1), "the end lies before the start"),
            (range(0, 4), "4 samples, at most 3 are taken"),
        ] {
            let error = read(&range, 3).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }
}
