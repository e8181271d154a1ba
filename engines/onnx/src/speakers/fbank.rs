//! Mel filter bank features as Kaldi computes them (`compute-fbank-feats`), which the voice-print network was
//! trained on: 80 bins, Hamming windows of 25 ms every 10 ms, pre-emphasis 0.97, power spectrum, natural
//! logarithm, no dithering, only whole windows, samples on the scale of 16-bit integers.

use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

/// Mel bins of a frame.
pub const BINS: usize = 80;
/// Samples of a window: 25 ms.
pub const WINDOW_SAMPLES: usize = 400;
/// Samples between windows: 10 ms.
pub const SHIFT_SAMPLES: usize = 160;

const FFT_SAMPLES: usize = 512;
const SAMPLE_RATE_HZ: f32 = 16_000.0;
const LOWEST_HZ: f32 = 20.0;
const HIGHEST_HZ: f32 = 8_000.0;
const PRE_EMPHASIS: f32 = 0.97;
const INTEGER_SCALE: f32 = 32_768.0;

/// Computes features; keeps the tables and buffers that every frame needs.
pub struct FilterBank {
    window: Vec<f32>,
    filters: Vec<Filter>,
    fft: Arc<dyn RealToComplex<f32>>,
    frame: Vec<f32>,
    spectrum: Vec<Complex<f32>>,
    scratch: Vec<Complex<f32>>,
}

/// One triangle on the mel scale.
struct Filter {
    first_bin: usize,
    weights: Vec<f32>,
}

impl FilterBank {
    /// Prepares the tables.
    pub fn new() -> Self {
        let fft = RealFftPlanner::<f32>::new().plan_fft_forward(FFT_SAMPLES);
        let last = (WINDOW_SAMPLES - 1) as f64;
        let hamming = |i: usize| 0.54 - 0.46 * (std::f64::consts::TAU * i as f64 / last).cos();
        Self {
            window: (0..WINDOW_SAMPLES).map(|i| hamming(i) as f32).collect(),
            filters: mel_filters(),
            frame: fft.make_input_vec(),
            spectrum: fft.make_output_vec(),
            scratch: fft.make_scratch_vec(),
            fft,
        }
    }

    /// Frames of `samples` (between -1 and 1), [`BINS`] values each, one after the other. Samples that do not
    /// fill a window at the end are left out.
    pub fn compute(&mut self, samples: &[f32]) -> Vec<f32> {
        let mut features = Vec::with_capacity(samples.len() / SHIFT_SAMPLES * BINS);
        for window in samples.windows(WINDOW_SAMPLES).step_by(SHIFT_SAMPLES) {
            self.fill_frame(window);
            // The buffers were made by the plan itself, so their lengths fit; it has no other error.
            let transformed =
                self.fft.process_with_scratch(&mut self.frame, &mut self.spectrum, &mut self.scratch);
            if transformed.is_err() {
                self.spectrum.fill(Complex::default());
            }
            features.extend(self.filters.iter().map(|filter| {
                let bins = self.spectrum.get(filter.first_bin..).unwrap_or_default();
                let energy: f32 =
                    bins.iter().zip(&filter.weights).map(|(bin, weight)| bin.norm_sqr() * weight).sum();
                energy.max(f32::EPSILON).ln()
            }));
        }
        features
    }

    /// Mean removed, pre-emphasised, windowed, padded with zeros to the transform's length.
    fn fill_frame(&mut self, samples: &[f32]) {
        let mean = samples.iter().sum::<f32>() / samples.len() as f32;
        let mut previous = (samples[0] - mean) * INTEGER_SCALE;
        for ((out, sample), weight) in self.frame.iter_mut().zip(samples).zip(&self.window) {
            let current = (sample - mean) * INTEGER_SCALE;
            *out = (current - PRE_EMPHASIS * previous) * weight;
            previous = current;
        }
        self.frame[WINDOW_SAMPLES..].fill(0.0);
    }
}

fn mel(hertz: f32) -> f32 {
    1127.0 * (1.0 + hertz / 700.0).ln()
}

fn mel_filters() -> Vec<Filter> {
    let lowest = mel(LOWEST_HZ);
    let step = (mel(HIGHEST_HZ) - lowest) / (BINS + 1) as f32;
    let bin_mels: Vec<f32> =
        (0..FFT_SAMPLES / 2).map(|bin| mel(bin as f32 * SAMPLE_RATE_HZ / FFT_SAMPLES as f32)).collect();
    (0..BINS)
        .map(|index| {
            let left = lowest + index as f32 * step;
            let (center, right) = (left + step, left + 2.0 * step);
            let inside = |mel: &f32| *mel > left && *mel < right;
            let first_bin = bin_mels.iter().position(inside).unwrap_or(bin_mels.len());
            let weights = bin_mels[first_bin..]
                .iter()
                .take_while(|mel| inside(mel))
                .map(|mel| if *mel <= center { (mel - left) / step } else { (right - mel) / step })
                .collect();
            Filter { first_bin, weights }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_lights_the_bin_of_its_frequency_and_only_whole_windows_count() {
        let tone: Vec<f32> = (0..SHIFT_SAMPLES * 10)
            .map(|i| (std::f32::consts::TAU * 1000.0 * i as f32 / SAMPLE_RATE_HZ).sin() * 0.5)
            .collect();
        let features = FilterBank::new().compute(&tone);
        assert_eq!(features.len() / BINS, 1 + (tone.len() - WINDOW_SAMPLES) / SHIFT_SAMPLES);

        let step = (mel(HIGHEST_HZ) - mel(LOWEST_HZ)) / (BINS + 1) as f32;
        let expected = ((mel(1000.0) - mel(LOWEST_HZ)) / step).round() as usize - 1;
        let first = &features[..BINS];
        let loudest = (0..BINS).max_by(|a, b| first[*a].total_cmp(&first[*b]));
        assert_eq!(loudest, Some(expected));
        assert!(FilterBank::new().compute(&tone[..WINDOW_SAMPLES - 1]).is_empty());
    }
}
