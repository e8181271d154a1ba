//! The one tone that a frame consists of, if it does.
//!
//! 20 ms tell frequencies apart that are 50 Hz from each other, so the energy at each multiple of 50 Hz is measured
//! (Goertzel) and compared with all of it: nearly everything of a pure tone lies at the strongest one and its two
//! neighbours, of speech much less.

use std::f64::consts::TAU;

use crate::FRAME_SAMPLES;

const SAMPLE_RATE: f64 = 8_000.0;
const LOWEST_BIN: usize = 8;
const HIGHEST_BIN: usize = 40;
const BIN_HZ: f64 = SAMPLE_RATE / FRAME_SAMPLES as f64;
/// The share of a frame's energy that is a tone's.
const TONE_SHARE: f64 = 0.8;
const BINS: usize = HIGHEST_BIN - LOWEST_BIN + 3;

/// The frequency of the tone, in hertz; none where the frame is no tone of 400 to 2000 Hz. `energy` is the sum of the
/// samples' squares.
pub(crate) fn tone_of(samples: &[i16; FRAME_SAMPLES], energy: f64) -> Option<f64> {
    // One bin more on either side, for the neighbours.
    let powers: [f64; BINS] = std::array::from_fn(|index| power(samples, LOWEST_BIN - 1 + index));
    let strongest = powers[1..BINS - 1]
        .iter()
        .enumerate()
        .max_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(index, _)| index + 1)?;
    let near: f64 = powers[strongest - 1..=strongest + 1].iter().sum();
    // By Parseval a tone in the middle of a bin has all its energy there: 2·|X|² / N.
    let share = 2.0 * near / (FRAME_SAMPLES as f64 * energy.max(1.0));
    (share >= TONE_SHARE).then_some((LOWEST_BIN - 1 + strongest) as f64 * BIN_HZ)
}

/// |X|² at a multiple of 50 Hz.
fn power(samples: &[i16; FRAME_SAMPLES], bin: usize) -> f64 {
    let coefficient = 2.0 * (TAU * bin as f64 / FRAME_SAMPLES as f64).cos();
    let (mut before, mut last) = (0.0, 0.0);
    for sample in samples {
        let next = f64::from(*sample) + coefficient * last - before;
        before = last;
        last = next;
    }
    last * last + before * before - coefficient * last * before
}
