//! Sample rates: from the voice's to the telephone's, and from the telephone's to the recogniser's.
//!
//! Both by a windowed sinc that is computed once for each place an output sample can have between two input
//! samples. It passes what the lower of the two rates can carry up to nine tenths of its bandwidth and lets
//! nothing fold back. Recordings go through the media crate, which streams; here are whole sentences and single
//! frames, and nothing that can fail.

use std::f64::consts::PI;

/// Zero crossings of the sinc on either side, at the lower of the two rates.
const CROSSINGS: usize = 32;
/// Share of the lower rate's bandwidth at which the filter is down by half.
const CUTOFF: f64 = 0.915;
/// The same for a single doubling, where nothing can fold back: only images are to be taken off.
const DOUBLING_CROSSINGS: usize = 16;

/// `samples` at another rate: as long in time, rounded to whole samples. Empty where a rate is 0.
#[must_use]
pub fn converted(samples: &[i16], from_hz: u32, to_hz: u32) -> Vec<i16> {
    if from_hz == to_hz {
        return samples.to_vec();
    }
    if from_hz == 0 || to_hz == 0 {
        return Vec::new();
    }
    let divisor = greatest_common_divisor(from_hz, to_hz);
    let (up, down) = (u64::from(to_hz / divisor), u64::from(from_hz / divisor));
    let narrower = (f64::from(to_hz) / f64::from(from_hz)).min(1.0);
    let reach = (CROSSINGS as f64 / narrower).ceil() as usize;
    let phases: Vec<Vec<f32>> =
        (0..up).map(|phase| taps(reach, phase as f64 / up as f64, narrower * CUTOFF)).collect();
    let wanted = (samples.len() as u64 * up + down / 2) / down;
    (0..wanted)
        .map(|number| {
            let position = number * down;
            let (whole, phase) = ((position / up) as usize, (position % up) as usize);
            // The first tap lies `reach - 1` samples before the place.
            let first = whole + 1;
            let sum: f32 = phases[phase]
                .iter()
                .enumerate()
                .filter_map(|(tap, weight)| {
                    let index = (first + tap).checked_sub(reach)?;
                    Some(f32::from(*samples.get(index)?) * weight)
                })
                .sum();
            rounded(sum)
        })
        .collect()
}

/// Weights of the samples from `reach - 1` before a place to `reach` after it; the place lies by `fraction` of a
/// sample after one. `bandwidth` is a share of half the input's rate.
fn taps(reach: usize, fraction: f64, bandwidth: f64) -> Vec<f32> {
    let weight = |tap: usize| {
        let distance = tap as f64 + 1.0 - reach as f64 - fraction;
        let angle = PI * distance * bandwidth;
        let sinc = if angle.abs() < 1e-9 { 1.0 } else { angle.sin() / angle };
        // Blackman's window.
        let place = (PI * distance / reach as f64).clamp(-PI, PI);
        sinc * (0.42 + 0.5 * place.cos() + 0.08 * (2.0 * place).cos())
    };
    let weights: Vec<f64> = (0..reach * 2).map(weight).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| (weight / sum) as f32).collect()
}

/// Twice the rate, frame by frame. What comes out lies two milliseconds behind, at 8 kHz.
pub struct Doubler {
    taps: Vec<f32>,
    history: Vec<i16>,
}

impl Doubler {
    /// After silence.
    #[must_use]
    pub fn new() -> Self {
        let reach = DOUBLING_CROSSINGS;
        Self { taps: taps(reach, 0.5, 1.0), history: vec![0; reach * 2 - 1] }
    }

    /// Two samples for each of `frame`.
    pub fn push(&mut self, frame: &[i16], output: &mut Vec<i16>) {
        let reach = DOUBLING_CROSSINGS;
        self.history.extend_from_slice(frame);
        for window in self.history.windows(reach * 2) {
            output.push(window[reach - 1]);
            let between: f32 =
                window.iter().zip(&self.taps).map(|(sample, weight)| f32::from(*sample) * weight).sum();
            output.push(rounded(between));
        }
        let old = self.history.len() - (reach * 2 - 1);
        self.history.drain(..old);
    }
}

impl Default for Doubler {
    fn default() -> Self {
        Self::new()
    }
}

fn rounded(value: f32) -> i16 {
    // The cast saturates.
    value.round() as i16
}

fn greatest_common_divisor(mut a: u32, mut b: u32) -> u32 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate: u32, hertz: f64, seconds: f64) -> Vec<i16> {
        let step = hertz * std::f64::consts::TAU / f64::from(rate);
        (0..(f64::from(rate) * seconds) as usize)
            .map(|n| (10_000.0 * (n as f64 * step).sin()) as i16)
            .collect()
    }

    /// Amplitude of `hertz` in the middle of `samples`.
    fn amplitude(samples: &[i16], rate: u32, hertz: f64) -> f64 {
        let middle = &samples[samples.len() / 4..samples.len() * 3 / 4];
        let step = hertz * std::f64::consts::TAU / f64::from(rate);
        let (mut sine, mut cosine) = (0.0, 0.0);
        for (n, sample) in middle.iter().enumerate() {
            sine += f64::from(*sample) * (n as f64 * step).sin();
            cosine += f64::from(*sample) * (n as f64 * step).cos();
        }
        sine.hypot(cosine) * 2.0 / middle.len() as f64
    }

    #[test]
    fn speech_keeps_its_level_and_higher_sounds_do_not_fold_back() {
        for rate in [24_000, 22_050, 16_000, 44_100] {
            let output = converted(&tone(rate, 1_000.0, 1.0), rate, 8_000);
            assert_eq!(output.len(), 8_000, "{rate} Hz");
            let level = amplitude(&output, 8_000, 1_000.0);
            assert!((level - 10_000.0).abs() < 100.0, "{rate} Hz: {level}");
            let level = amplitude(&converted(&tone(rate, 3_200.0, 1.0), rate, 8_000), 8_000, 3_200.0);
            assert!((level - 10_000.0).abs() < 500.0, "{rate} Hz at 3.2 kHz: {level}");
            let folded = amplitude(&converted(&tone(rate, 5_000.0, 1.0), rate, 8_000), 8_000, 3_000.0);
            assert!(folded < 20.0, "{rate} Hz: 5 kHz folds to 3 kHz with {folded}");
        }
    }

    #[test]
    fn odd_lengths_and_rates_give_what_they_can() {
        assert!(converted(&[], 24_000, 8_000).is_empty());
        assert!(converted(&[1, 2, 3], 0, 8_000).is_empty());
        assert_eq!(converted(&[1, 2, 3], 8_000, 8_000), [1, 2, 3]);
        assert_eq!(converted(&[5_000; 10], 24_000, 8_000).len(), 3);
        assert_eq!(converted(&[i16::MIN, i16::MAX, i16::MIN], 8_000, 16_000).len(), 6);
    }

    #[test]
    fn frames_are_doubled_without_a_seam() {
        let input = tone(8_000, 700.0, 0.5);
        let (mut doubler, mut output) = (Doubler::new(), Vec::new());
        input.chunks(160).for_each(|frame| doubler.push(frame, &mut output));
        assert_eq!(output.len(), input.len() * 2);
        let expected = tone(16_000, 700.0, 0.5);
        let late = &output[DOUBLING_CROSSINGS * 2..];
        let furthest = late.iter().zip(&expected).skip(100).map(|(a, b)| (a - b).abs()).max();
        assert!(furthest < Some(60), "{furthest:?}");
    }
}
