//! The level of each channel of a recording, frame by frame.

use std::ops::ControlFlow;
use std::path::Path;

use colloquy_media::{Block, DecodeLimits, MediaError, decode};

/// Frames a second.
pub(super) const FRAMES_PER_SECOND: u64 = 100;
/// Level of a frame without any sound, in decibels below full scale.
pub(super) const SILENCE_DBFS: f32 = -120.0;
/// What lies below (hum, rumble, an offset) is no speech.
const HIGH_PASS_HZ: f32 = 90.0;

/// Levels of all channels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChannelLevels {
    /// For each channel the level of each 10 ms in decibels below full scale, −120 for nothing.
    pub channels: Vec<Vec<f32>>,
    /// Length of the recording in seconds.
    pub duration_seconds: f64,
}

/// Decodes the file at `path` once. Memory: 400 bytes for each second and channel.
///
/// # Errors
///
/// Those of decoding.
pub fn levels_of_file(path: &Path) -> Result<ChannelLevels, MediaError> {
    let mut meters: Vec<Meter> = Vec::new();
    let summary = decode(path, &DecodeLimits::default(), &mut |block: Block<'_>| {
        if meters.is_empty() {
            meters = vec![Meter::default(); block.planes.len()];
        }
        for (position, meter) in meters.iter_mut().enumerate() {
            // A later stream of a chained file may have fewer channels: its last one stands for those missing.
            if let Some(plane) = block.planes.get(position).or(block.planes.last()) {
                meter.take(plane, block.sample_rate_hz);
            }
        }
        ControlFlow::Continue(())
    })?;
    let channels = meters.into_iter().map(Meter::finish).collect();
    Ok(ChannelLevels { channels, duration_seconds: summary.duration_seconds })
}

/// Measures one channel.
#[derive(Debug, Clone, Default)]
struct Meter {
    rate_hz: u32,
    /// Samples since the rate last changed, and frames finished since.
    samples: u64,
    frames: u64,
    energy: f64,
    in_frame: u32,
    /// Last input and output of the filter.
    last: (f32, f32),
    levels: Vec<f32>,
}

impl Meter {
    fn take(&mut self, plane: &[f32], rate_hz: u32) {
        if rate_hz != self.rate_hz {
            self.rate_hz = rate_hz;
            (self.samples, self.frames) = (0, 0);
        }
        let time_constant = 1.0 / (std::f32::consts::TAU * HIGH_PASS_HZ);
        let keep = time_constant / (time_constant + 1.0 / rate_hz.max(1) as f32);
        for &sample in plane {
            let filtered = keep * (self.last.1 + sample - self.last.0);
            self.last = (sample, filtered);
            self.energy += f64::from(filtered) * f64::from(filtered);
            self.in_frame += 1;
            self.samples += 1;
            if self.samples * FRAMES_PER_SECOND >= (self.frames + 1) * u64::from(rate_hz) {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        let mean_square = self.energy / f64::from(self.in_frame.max(1));
        self.levels.push((10.0 * mean_square.max(1e-12).log10()).max(f64::from(SILENCE_DBFS)) as f32);
        self.frames += 1;
        (self.energy, self.in_frame) = (0.0, 0);
    }

    fn finish(mut self) -> Vec<f32> {
        if self.in_frame > 0 {
            self.close();
        }
        self.levels
    }
}
