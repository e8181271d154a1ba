//! From levels to stretches of speech.
//!
//! The noise of a channel is what its quietest frames have, in the half minute around. Speech is what rises clearly
//! above it and is not far below the channel's loudest second; a stretch then reaches as far on both sides as it stays
//! above the noise at all. Clicks are too short. Silences under 200 ms belong to speech: stops of consonants last up
//! to 150 ms, and studies of pauses count from 200 ms on (Goldman-Eisler 1968; Heldner and Edlund 2010).

use super::leak::Leak;
use super::levels::{ChannelLevels, FRAMES_PER_SECOND};
use crate::metrics::spans::{Span, joined};

/// Shorter silences belong to speech.
pub const SHORTEST_SILENCE_SECONDS: f64 = 0.2;

/// Speech is above the noise by this somewhere, in decibels.
const CLEARLY_ABOVE_NOISE_DB: f32 = 12.0;
/// And by this all along.
const ABOVE_NOISE_DB: f32 = 6.0;
/// Speech is at most so far below the loudest second somewhere.
const CLEARLY_BELOW_LOUDEST_DB: f32 = 30.0;
/// And so far all along: what ends softer is not heard beside it.
const BELOW_LOUDEST_DB: f32 = 40.0;
/// What is never louder is not heard.
const INAUDIBLE_DBFS: f32 = -62.0;
/// Frames below are digital silence: they say nothing about the noise.
const NOTHING_DBFS: f32 = -85.0;
/// Clearly audible frames of a stretch, at least: less is a click.
const FEWEST_CLEAR_FRAMES: usize = 4;
/// Half the length of a frame.
const HALF_A_FRAME: f64 = 0.5 / FRAMES_PER_SECOND as f64;
/// Noise is what this share of the frames around is quieter than.
const SHARE_OF_NOISE: f64 = 0.05;
/// Digital silence of this share is more than a dropped packet now and then.
const SHARE_OF_SILENCE: f64 = 0.3;
/// Noise has this share of what sounds within a few decibels; speech goes up and down.
const SHARE_OF_RECURRING: f64 = 0.25;
/// Seconds on both sides in which the noise is looked for.
const SECONDS_AROUND: usize = 15;
/// With fewer frames around, those of the whole channel tell.
const FEWEST_FRAMES_AROUND: usize = 300;

/// The stretches of speech on each channel, in order. Of two channels each is freed of what leaks from the other.
#[must_use]
pub fn speech_of(levels: &ChannelLevels) -> Vec<Vec<Span>> {
    let limits: Vec<Limits> = levels.channels.iter().map(|channel| Limits::of(channel)).collect();
    let heard = |position: usize, is_leak: &dyn Fn(usize) -> bool| {
        stretches(&levels.channels[position], &limits[position], is_leak)
    };
    if let [first, second] = levels.channels.as_slice() {
        let alone: Vec<Vec<bool>> = levels
            .channels
            .iter()
            .zip(&limits)
            .map(|(channel, limits)| {
                channel.iter().enumerate().map(|(frame, level)| *level >= limits.clear(frame)).collect()
            })
            .collect();
        let into_first = Leak::into(first, second, &alone[0], &alone[1]);
        let into_second = Leak::into(second, first, &alone[1], &alone[0]);
        return vec![
            heard(0, &|frame| into_first.is_leak(frame)),
            heard(1, &|frame| into_second.is_leak(frame)),
        ];
    }
    (0..levels.channels.len()).map(|position| heard(position, &|_| false)).collect()
}

/// From which level on a frame is speech.
struct Limits {
    /// Of each second.
    noise_dbfs: Vec<f32>,
    loudest_dbfs: f32,
}

impl Limits {
    fn of(channel: &[f32]) -> Self {
        let mut sorted: Vec<f32> = channel.to_vec();
        sorted.sort_by(|one, other| other.total_cmp(one));
        let rank = (sorted.len() / 20).min(FRAMES_PER_SECOND as usize);
        let loudest_dbfs = sorted.get(rank).copied().unwrap_or(NOTHING_DBFS);
        let everywhere = noise(channel.iter().copied()).map_or(NOTHING_DBFS, |(noise, _)| noise);
        let second = FRAMES_PER_SECOND as usize;
        let seconds = channel.len().div_ceil(second);
        let noise_dbfs = (0..seconds).map(|number| {
            let from = number.saturating_sub(SECONDS_AROUND) * second;
            let to = ((number + SECONDS_AROUND + 1) * second).min(channel.len());
            match noise(channel[from..to].iter().copied()) {
                Some((found, frames)) if frames >= FEWEST_FRAMES_AROUND => found,
                _ => everywhere,
            }
        });
        Self { noise_dbfs: noise_dbfs.collect(), loudest_dbfs }
    }

    fn noise(&self, frame: usize) -> f32 {
        self.noise_dbfs.get(frame / FRAMES_PER_SECOND as usize).copied().unwrap_or(NOTHING_DBFS)
    }

    /// A frame of this level certainly is speech.
    fn clear(&self, frame: usize) -> f32 {
        (self.noise(frame) + CLEARLY_ABOVE_NOISE_DB)
            .max(self.loudest_dbfs - CLEARLY_BELOW_LOUDEST_DB)
            .max(INAUDIBLE_DBFS)
    }

    /// A frame of this level is speech beside others that certainly are.
    fn faint(&self, frame: usize) -> f32 {
        (self.noise(frame) + ABOVE_NOISE_DB)
            .max(self.loudest_dbfs - BELOW_LOUDEST_DB)
            .max(INAUDIBLE_DBFS - ABOVE_NOISE_DB)
    }
}

/// The level that the quietest frames have, and of how many frames it was found; digital silence left out.
///
/// A channel that is digital silence for long has no noise (synthesised speech, silence suppression), unless some level
/// recurs in what sounds: then it was muted meanwhile, and the quietest of what sounds is noise all the same.
fn noise(levels: impl Iterator<Item = f32>) -> Option<(f32, usize)> {
    let mut silent = 0_usize;
    let mut sounding: Vec<f32> = Vec::new();
    for level in levels {
        if level > NOTHING_DBFS {
            sounding.push(level);
        } else {
            silent += 1;
        }
    }
    let count = sounding.len();
    if count == 0 {
        return None;
    }
    let rank = (count as f64 * SHARE_OF_NOISE) as usize;
    let quietest = *sounding.select_nth_unstable_by(rank, f32::total_cmp).1;
    let near = sounding.iter().filter(|level| **level <= quietest + ABOVE_NOISE_DB).count();
    let is_often_silent = silent as f64 >= SHARE_OF_SILENCE * (silent + count) as f64;
    let has_recurring_level = near as f64 >= SHARE_OF_RECURRING * count as f64;
    let level = if is_often_silent && !has_recurring_level { NOTHING_DBFS } else { quietest };
    Some((level, count))
}

fn stretches(channel: &[f32], limits: &Limits, is_leak: &dyn Fn(usize) -> bool) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = None;
    let mut clear_frames = 0;
    for frame in 0..=channel.len() {
        let level = channel.get(frame).copied().filter(|_| !is_leak(frame));
        if let Some(level) = level.filter(|level| *level >= limits.faint(frame)) {
            start.get_or_insert(frame);
            clear_frames += usize::from(level >= limits.clear(frame));
        } else if let Some(from) = start.take() {
            if clear_frames >= FEWEST_CLEAR_FRAMES {
                // Speech begins and ends somewhere within a frame: in the middle, on average.
                found.push(Span::new(seconds(from) + HALF_A_FRAME, seconds(frame) - HALF_A_FRAME));
            }
            clear_frames = 0;
        }
    }
    joined(found, SHORTEST_SILENCE_SECONDS)
}

fn seconds(frame: usize) -> f64 {
    frame as f64 / FRAMES_PER_SECOND as f64
}
