//! Voice activity: in which moments of a channel somebody speaks.
//!
//! The file is read once from front to back and kept as two bytes for every 16 ms, the likelihood of speech
//! and the level: half a megabyte for an hour. Everything that follows (cutting, telling cross-talk from
//! speech) works on these.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use earshot::Detector;

/// Samples of one frame; the detector is made for frames of 16 ms.
pub const FRAME_SAMPLES: usize = 256;

/// Length of one frame.
pub const FRAME_SECONDS: f64 = FRAME_SAMPLES as f64 / 16_000.0;

/// Level of a frame without any sound, in decibels below full scale.
pub const SILENCE_DBFS: i8 = -96;

/// What one channel sounds like, frame by frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VoiceActivity {
    /// Likelihood of speech, 0 to 255.
    speech: Vec<u8>,
    /// Level in decibels below full scale, [`SILENCE_DBFS`] to 0.
    level_dbfs: Vec<i8>,
    samples: u64,
}

impl VoiceActivity {
    /// Listens to a headerless file of 16 kHz signed 16-bit little-endian samples. Blocks; an hour takes
    /// about two seconds.
    ///
    /// # Errors
    ///
    /// Those of reading the file.
    pub fn of_file(path: &Path) -> io::Result<VoiceActivity> {
        Self::of_reader(BufReader::with_capacity(1 << 16, File::open(path)?))
    }

    /// The same for samples that come from anywhere.
    ///
    /// # Errors
    ///
    /// Those of the reader.
    pub fn of_reader(mut reader: impl Read) -> io::Result<VoiceActivity> {
        let mut detector = Detector::default_boxed();
        let mut activity = VoiceActivity::default();
        let mut bytes = [0; FRAME_SAMPLES * 2];
        loop {
            let filled = fill(&mut reader, &mut bytes)?;
            if filled < 2 {
                return Ok(activity);
            }
            // The last frame is filled up with silence.
            bytes[filled & !1..].fill(0);
            let mut frame = [0; FRAME_SAMPLES];
            for (sample, pair) in frame.iter_mut().zip(bytes.as_chunks::<2>().0) {
                *sample = i16::from_le_bytes(*pair);
            }
            let score = detector.predict_i16(&frame).clamp(0.0, 1.0);
            activity.speech.push((score * 255.0).round() as u8);
            activity.level_dbfs.push(level(&frame));
            activity.samples += (filled / 2) as u64;
        }
    }

    /// Frames of the given levels and scores.
    #[cfg(test)]
    pub(crate) fn of_frames(frames: &[(i8, u8)]) -> VoiceActivity {
        VoiceActivity {
            speech: frames.iter().map(|(_, score)| *score).collect(),
            level_dbfs: frames.iter().map(|(level, _)| *level).collect(),
            samples: (frames.len() * FRAME_SAMPLES) as u64,
        }
    }

    /// Number of frames.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.speech.len()
    }

    /// Length in samples.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// Likelihood of speech in a frame, 0 to 1; 0 beyond the end.
    #[must_use]
    pub fn speech(&self, frame: usize) -> f32 {
        self.speech.get(frame).map_or(0.0, |score| f32::from(*score) / 255.0)
    }

    /// Level of a frame in decibels below full scale; [`SILENCE_DBFS`] beyond the end.
    #[must_use]
    pub fn level_dbfs(&self, frame: usize) -> i8 {
        self.level_dbfs.get(frame).copied().unwrap_or(SILENCE_DBFS)
    }
}

/// Reads until `buffer` is full or the input ends.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn level(frame: &[i16; FRAME_SAMPLES]) -> i8 {
    let energy: f64 = frame.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    let mean_square = energy / FRAME_SAMPLES as f64 / 32_768.0_f64.powi(2);
    (10.0 * mean_square.max(1e-12).log10()).clamp(f64::from(SILENCE_DBFS), 0.0) as i8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_is_told_from_silence_in_a_file_with_a_torn_end() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/audio/jfk.wav");
        let wav = std::fs::read(path).unwrap();
        let mut bytes = vec![0; 32_000 * 2];
        bytes.extend_from_slice(&wav[44..44 + 32_000 * 2]);
        bytes.push(1);
        let activity = VoiceActivity::of_reader(bytes.as_slice()).unwrap();
        assert_eq!(activity.samples(), 64_000);
        assert_eq!(activity.frames(), 250);
        let speech =
            |from: usize, to: usize| (from..to).filter(|frame| activity.speech(*frame) > 0.5).count();
        assert_eq!(speech(0, 120), 0, "two seconds of silence");
        assert!(speech(140, 250) > 70, "\"And so my fellow Americans\": {}", speech(140, 250));
        assert_eq!(activity.level_dbfs(10), SILENCE_DBFS);
        assert_eq!((activity.speech(9_999), activity.level_dbfs(9_999)), (0.0, SILENCE_DBFS));
    }
}
