//! One pass over a file, from container to what speech recognition and players need.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::channels::{ChannelMap, ChannelTreatment};
use crate::decode::{DecodeLimits, DecodeSummary, decode};
use crate::error::MediaError;
use crate::info::MediaInfo;
use crate::pcm_file::PcmFile;
use crate::resample::StreamResampler;
use crate::similarity::Similarity;
use crate::waveform::{PeakCollector, Waveform};

/// The rate of the files that are written; all speech models in use are trained at it.
pub const SAMPLE_RATE_HZ: u32 = 16_000;

/// Progress is reported when it has grown by this much.
const PROGRESS_STEP: f32 = 0.005;

/// How to prepare.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PrepareOptions {
    /// How far to decode.
    pub limits: DecodeLimits,
}

/// A recording, ready for recognition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreparedAudio {
    /// Length of the audio as decoded.
    pub duration_seconds: f64,
    /// The file's own description.
    pub source: MediaInfo,
    /// What became of the source's channels.
    pub treatment: ChannelTreatment,
    /// One or two channels to transcribe, in the source's order (left is 0).
    pub channels: Vec<PreparedChannel>,
    /// Peaks of the same channels.
    pub waveform: Waveform,
    /// Packets that could not be decoded; silence stands in their place.
    pub damaged_packets: u64,
}

/// One channel, written out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreparedChannel {
    /// Signed 16-bit little-endian samples at [`SAMPLE_RATE_HZ`], without header.
    pub path: PathBuf,
    /// How many samples it holds.
    pub samples: u64,
    /// Mean level in decibels below full scale; −120 where there is nothing. Telephone speech is near −25.
    pub level_dbfs: f32,
}

/// Decodes the file at `path` and writes `channel-0.s16`, and for two-channel audio `channel-1.s16`, into
/// `out_dir`, which is made when missing. `progress` is told the fraction done, rising from 0 to 1;
/// `cancelled` is asked between packets.
///
/// # Errors
///
/// Any [`MediaError`]; no files are left then.
pub fn prepare(
    path: &Path,
    out_dir: &Path,
    options: &PrepareOptions,
    progress: &mut dyn FnMut(f32),
    cancelled: &dyn Fn() -> bool,
) -> Result<PreparedAudio, MediaError> {
    fs::create_dir_all(out_dir).map_err(MediaError::io("create the folder for decoded audio"))?;
    let mut preparation = Preparation::new(out_dir);
    let mut failure = None;
    let mut reported = 0.0;
    progress(0.0);
    let summary = decode(path, &options.limits, &mut |block| {
        if cancelled() {
            failure = Some(MediaError::Cancelled);
            return ControlFlow::Break(());
        }
        if let Err(error) = preparation.take(&block) {
            failure = Some(error);
            return ControlFlow::Break(());
        }
        if block.progress >= reported + PROGRESS_STEP {
            reported = block.progress;
            progress(reported);
        }
        ControlFlow::Continue(())
    })?;
    if let Some(error) = failure {
        return Err(error);
    }
    let prepared = preparation.finish(summary)?;
    progress(1.0);
    Ok(prepared)
}

/// What grows while the blocks come in.
struct Preparation<'a> {
    out_dir: &'a Path,
    map: ChannelMap,
    resampler: Option<StreamResampler>,
    outputs: Option<Outputs>,
}

/// Everything that lies behind the resampler.
struct Outputs {
    files: Vec<PcmFile>,
    peaks: PeakCollector,
    similarity: Similarity,
}

impl<'a> Preparation<'a> {
    fn new(out_dir: &'a Path) -> Preparation<'a> {
        Preparation { out_dir, map: ChannelMap::default(), resampler: None, outputs: None }
    }

    fn take(&mut self, block: &crate::decode::Block<'_>) -> Result<(), MediaError> {
        let planes = self.map.map(block);
        let outputs = match &mut self.outputs {
            Some(outputs) => outputs,
            none => none.insert(Outputs::create(self.out_dir, planes.len())?),
        };
        let resampler = match &mut self.resampler {
            Some(resampler) if resampler.input_rate_hz() == block.sample_rate_hz => resampler,
            other => {
                if let Some(previous) = other {
                    previous.finish(&mut |planes| outputs.write(planes))?;
                }
                other.insert(StreamResampler::new(block.sample_rate_hz, planes.len())?)
            }
        };
        resampler.push(planes, &mut |planes| outputs.write(planes))
    }

    fn finish(mut self, summary: DecodeSummary) -> Result<PreparedAudio, MediaError> {
        let (Some(mut resampler), Some(mut outputs)) = (self.resampler.take(), self.outputs.take()) else {
            return Err(MediaError::corrupt("the audio track is empty"));
        };
        resampler.finish(&mut |planes| outputs.write(planes))?;
        let is_dual_mono = outputs.files.len() == 2 && outputs.similarity.is_same();
        let mut waveform = outputs.peaks.finish();
        let mut files = outputs.files;
        if is_dual_mono {
            let weaker = if outputs.similarity.right_is_stronger() { 0 } else { 1 };
            drop(files.remove(weaker));
            waveform.channels.remove(weaker);
        }
        let channels = files
            .into_iter()
            .enumerate()
            .map(|(index, file)| {
                let (samples, level_dbfs) = (file.samples(), file.level_dbfs());
                let path = file.keep(&channel_path(self.out_dir, index))?;
                Ok(PreparedChannel { path, samples, level_dbfs })
            })
            .collect::<std::io::Result<Vec<_>>>()
            .map_err(MediaError::io("write decoded audio"))?;
        let treatment = if is_dual_mono { ChannelTreatment::DualMono } else { self.map.treatment() };
        Ok(PreparedAudio {
            duration_seconds: summary.duration_seconds,
            source: summary.info,
            treatment,
            channels,
            waveform,
            damaged_packets: summary.damaged_packets,
        })
    }
}

impl Outputs {
    fn create(out_dir: &Path, channels: usize) -> Result<Outputs, MediaError> {
        let files = (0..channels)
            .map(|index| PcmFile::create(channel_path(out_dir, index)))
            .collect::<std::io::Result<Vec<_>>>()
            .map_err(MediaError::io("create a file for decoded audio"))?;
        Ok(Outputs { files, peaks: PeakCollector::new(channels), similarity: Similarity::default() })
    }

    fn write(&mut self, planes: &[&[f32]]) -> Result<(), MediaError> {
        self.peaks.add(planes);
        if let [left, right] = planes {
            self.similarity.add(left, right);
        }
        for (file, plane) in self.files.iter_mut().zip(planes) {
            file.write(plane).map_err(MediaError::io("write decoded audio"))?;
        }
        Ok(())
    }
}

fn channel_path(out_dir: &Path, index: usize) -> PathBuf {
    out_dir.join(format!("channel-{index}.s16"))
}
