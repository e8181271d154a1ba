//! From the file's channels to those that are transcribed: one or two.
//!
//! Two channels are how recorders keep two speakers apart, so they stay two. More than two are either the
//! surround sound of a video or a conference with a channel per participant; both become one, because
//! speakers of more than two channels are told apart by voice. The mix leaves out the low-frequency channel
//! and weighs the others by 1/√n: that keeps the loudness of independent voices, which a mean would lower
//! until voice activity misses them, at the price of clipping when all channels carry the same loud signal.

use serde::{Deserialize, Serialize};

use crate::decode::Block;

/// What became of the source's channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelTreatment {
    /// Every source channel has its own file.
    Kept,
    /// Both source channels carried the same signal; one file stands for both.
    DualMono,
    /// More than two channels were mixed into one file.
    MixedDown,
}

/// Maps blocks of any channel count onto a number of channels that the first block decides.
#[derive(Debug, Default)]
pub(crate) struct ChannelMap {
    planes: Vec<Vec<f32>>,
    treatment: Option<ChannelTreatment>,
}

impl ChannelMap {
    /// Decided with the first block.
    pub fn treatment(&self) -> ChannelTreatment {
        self.treatment.unwrap_or(ChannelTreatment::Kept)
    }

    /// The samples of `block` on our one or two channels. Where a later stream of a chained file has another
    /// channel count, mono goes to both channels and more are mixed.
    pub fn map(&mut self, block: &Block<'_>) -> &[Vec<f32>] {
        let source = block.planes;
        if self.treatment.is_none() {
            let is_mixed = source.len() > 2;
            self.treatment =
                Some(if is_mixed { ChannelTreatment::MixedDown } else { ChannelTreatment::Kept });
            self.planes = vec![Vec::new(); if is_mixed { 1 } else { source.len().max(1) }];
        }
        if source.len() == self.planes.len() {
            for (target, plane) in self.planes.iter_mut().zip(source) {
                target.clone_from(plane);
            }
            return &self.planes;
        }
        let mixed = mix(source, block.low_frequency_plane);
        for target in &mut self.planes {
            target.clone_from(&mixed);
        }
        &self.planes
    }
}

fn mix(planes: &[Vec<f32>], low_frequency_plane: Option<usize>) -> Vec<f32> {
    let frames = planes.first().map_or(0, Vec::len);
    let mut sum = vec![0.0_f32; frames];
    let mut voices = 0_u16;
    for (index, plane) in planes.iter().enumerate() {
        if Some(index) == low_frequency_plane {
            continue;
        }
        voices += 1;
        for (total, sample) in sum.iter_mut().zip(plane) {
            *total += sample;
        }
    }
    let weight = 1.0 / f32::from(voices.max(1)).sqrt();
    sum.iter_mut().for_each(|total| *total *= weight);
    sum
}
