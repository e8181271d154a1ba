//! How loud it is where nobody speaks.
//!
//! Speech falls to the noise behind it between words and syllables; noise does not fall below itself. So the
//! quietest moment of the last second and a half is the noise, however loud it is, and what is hardly louder is no
//! speech, whatever the detector says. Noise that has just begun is told by its evenness: no syllable keeps its level
//! for a tenth of a second as closely as a fan or a tone does.

use std::collections::VecDeque;

use crate::vad::{FRAME_SAMPLES, SILENCE_DBFS};

/// Frames that are looked back: 1.5 s.
const FRAMES: usize = 94;
/// Frames that are compared for evenness: a tenth of a second …
const EVEN_FRAMES: usize = 6;
/// … and within how many decibels they lie where they are even.
const EVEN_DB: f32 = 2.5;
/// Frames over which the level is smoothed, so that one quiet frame is no floor.
const SMOOTHED: usize = 3;

/// Follows the noise.
#[derive(Debug, Default)]
pub struct NoiseFloor {
    /// Levels of the last frames.
    recent: VecDeque<f32>,
    smoothed: VecDeque<f32>,
}

impl NoiseFloor {
    /// Hears a frame of this level, in decibels below full scale.
    pub fn push(&mut self, level_dbfs: f32) {
        keep(&mut self.recent, level_dbfs, EVEN_FRAMES);
        let newest = self.recent.iter().rev().take(SMOOTHED);
        let mean = newest.clone().sum::<f32>() / newest.count() as f32;
        keep(&mut self.smoothed, mean, FRAMES);
    }

    /// Whether the last tenth of a second was as even as noise is.
    #[must_use]
    pub fn is_even(&self) -> bool {
        let lowest = self.recent.iter().copied().fold(f32::INFINITY, f32::min);
        let highest = self.recent.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        self.recent.len() == EVEN_FRAMES && highest - lowest < EVEN_DB
    }

    /// The noise, in decibels below full scale.
    #[must_use]
    pub fn dbfs(&self) -> f32 {
        let lowest = self.smoothed.iter().copied().fold(f32::INFINITY, f32::min);
        if lowest.is_finite() { lowest } else { f32::from(SILENCE_DBFS) }
    }
}

fn keep(values: &mut VecDeque<f32>, value: f32, most: usize) {
    values.push_back(value);
    while values.len() > most {
        values.pop_front();
    }
}

/// Level of a frame in decibels below full scale.
#[must_use]
pub fn level_dbfs(frame: &[i16; FRAME_SAMPLES]) -> f32 {
    let energy: f32 = frame.iter().map(|sample| (f32::from(*sample) / 32_768.0).powi(2)).sum();
    (10.0 * (energy / FRAME_SAMPLES as f32).max(1e-12).log10()).max(f32::from(SILENCE_DBFS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_falls_at_once_and_rises_when_nothing_quieter_comes() {
        let mut floor = NoiseFloor::default();
        assert_eq!(floor.dbfs(), f32::from(SILENCE_DBFS));
        (0..10).for_each(|_| floor.push(-30.0));
        assert_eq!(floor.dbfs(), -30.0);
        (0..10).for_each(|_| floor.push(-60.0));
        assert_eq!(floor.dbfs(), -60.0);
        (0..FRAMES - 4).for_each(|_| floor.push(-20.0));
        assert_eq!(floor.dbfs(), -60.0, "within a second and a half it may still be speech");
        (0..10).for_each(|_| floor.push(-20.0));
        assert_eq!(floor.dbfs(), -20.0);
        assert!(floor.is_even());
        floor.push(-24.0);
        assert!(!floor.is_even());
        assert_eq!(level_dbfs(&[0; FRAME_SAMPLES]), f32::from(SILENCE_DBFS));
        assert!((level_dbfs(&[i16::MAX; FRAME_SAMPLES])).abs() < 0.01);
    }
}
