//! From the model's spectrum to samples.
//!
//! For each frame of 12.5 ms the model tells three things of every frequency: how loud the pulses of the pitch
//! are there and how far they are turned, how loud the noise is, and a rest with a phase of its own. Their sum
//! is one spectrum, which is transformed back and overlaps with its neighbours.

mod noise;
mod pulses;

use std::f32::consts::PI;
use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

use self::noise::Noise;
use self::pulses::pulses;

/// Rate of all samples, hertz.
pub const SAMPLE_RATE_HZ: u32 = 24_000;
/// Frequencies of a frame.
pub const BINS: usize = WINDOW_SAMPLES / 2 + 1;

const WINDOW_SAMPLES: usize = 1_200;
const HOP_SAMPLES: usize = 300;
/// Levels are natural logarithms; none is louder.
const LOUDEST: f32 = 7.0;

/// What the model says: rows of frequencies, one value for each frame in each.
pub struct Frames<'a> {
    /// Pitch of each frame in hertz, 0 where nothing is voiced.
    pub pitch: &'a [f32],
    /// Level of the pulses.
    pub voiced_level: &'a [f32],
    /// How far they are turned.
    pub voiced_turn: &'a [f32],
    /// Level of the noise.
    pub noise_level: &'a [f32],
    /// Level of the rest.
    pub rest_level: &'a [f32],
    /// Phase of the rest.
    pub rest_phase: &'a [f32],
}

/// The transforms and tables.
pub struct Waveform {
    forward: Arc<dyn RealToComplex<f32>>,
    backward: Arc<dyn ComplexToReal<f32>>,
    window: Vec<f32>,
}

impl Waveform {
    /// Plans them.
    pub fn new() -> Self {
        let mut planner = RealFftPlanner::<f32>::new();
        let angle = |index: usize| std::f64::consts::TAU * index as f64 / WINDOW_SAMPLES as f64;
        Self {
            forward: planner.plan_fft_forward(WINDOW_SAMPLES),
            backward: planner.plan_fft_inverse(WINDOW_SAMPLES),
            window: (0..WINDOW_SAMPLES).map(|index| (0.5 - 0.5 * angle(index).cos()) as f32).collect(),
        }
    }

    /// The samples of all frames, [`HOP_SAMPLES`] each.
    pub fn render(&self, frames: &Frames<'_>) -> Vec<f32> {
        let count = frames.pitch.len();
        let source = pulses(frames.pitch);
        let mut noise = Noise::new();
        let mut samples = vec![0.0; (count + WINDOW_SAMPLES / HOP_SAMPLES - 1) * HOP_SAMPLES];
        let mut weights = samples.clone();
        let (mut frame, mut spectrum) = (self.forward.make_input_vec(), self.forward.make_output_vec());
        for index in 0..count {
            let start = index * HOP_SAMPLES;
            for ((out, weight), offset) in frame.iter_mut().zip(&self.window).zip(0..) {
                // Divided so that a cosine of level 1 has level 1 in its bin.
                *out = reflected(&source, start + offset) * weight / HOP_SAMPLES as f32;
            }
            // The buffers were made by the plans themselves, so their lengths fit; the ends are made real
            // below. There is no other error.
            if self.forward.process(&mut frame, &mut spectrum).is_err() {
                spectrum.fill(Complex::default());
            }
            for (bin, value) in spectrum.iter_mut().enumerate() {
                *value = mix(frames, bin * count + index, *value, &mut noise);
            }
            for end in [0, BINS - 1] {
                spectrum[end].im = 0.0;
            }
            if self.backward.process(&mut spectrum, &mut frame).is_err() {
                frame.fill(0.0);
            }
            let ranges = samples[start..].iter_mut().zip(&mut weights[start..]);
            for (((sample, weight), value), window) in ranges.zip(&frame).zip(&self.window) {
                *sample += value * window / WINDOW_SAMPLES as f32;
                *weight += window * window;
            }
        }
        // Half a window lies before the first sample.
        let whole = samples.iter().zip(&weights).map(|(sample, weight)| sample / weight.max(1e-11));
        whole.skip(WINDOW_SAMPLES / 2).take(count * HOP_SAMPLES).collect()
    }
}

/// One frequency of one frame: pulses, noise, rest.
fn mix(frames: &Frames<'_>, at: usize, pulses: Complex<f32>, noise: &mut Noise) -> Complex<f32> {
    let level = |levels: &[f32]| levels[at].min(LOUDEST).exp();
    let turn = PI * frames.voiced_turn[at].tanh();
    let (real, imaginary) = noise.pair();
    pulses * Complex::from_polar(level(frames.voiced_level), turn)
        + Complex::new(real, imaginary) * level(frames.noise_level)
        + Complex::from_polar(level(frames.rest_level), frames.rest_phase[at])
}

/// The sample at `at`, counted from half a window before the first; beyond the ends the signal is its own
/// mirror.
fn reflected(source: &[f32], at: usize) -> f32 {
    let Some(last) = source.len().checked_sub(1) else { return 0.0 };
    let before = WINDOW_SAMPLES / 2;
    let index = at.abs_diff(before);
    let index = match last {
        0 => 0,
        last => index % (2 * last),
    };
    source[if index > last { 2 * last - index } else { index }]
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNT: usize = 40;

    fn render(voiced_level: f32, noise_level: f32) -> Vec<f32> {
        let (low, zero) = (vec![-30.0; BINS * COUNT], vec![0.0; BINS * COUNT]);
        Waveform::new().render(&Frames {
            pitch: &[200.0; COUNT],
            voiced_level: &vec![voiced_level; BINS * COUNT],
            voiced_turn: &zero,
            noise_level: &vec![noise_level; BINS * COUNT],
            rest_level: &low,
            rest_phase: &zero,
        })
    }

    #[test]
    fn what_is_not_changed_comes_out_as_it_went_in() {
        let samples = render(0.0, -30.0);
        assert_eq!(samples.len(), COUNT * HOP_SAMPLES);
        // The source is divided by a quarter of the window.
        let source: Vec<f32> = pulses(&[200.0; COUNT]).iter().map(|s| s / HOP_SAMPLES as f32).collect();
        let furthest = samples.iter().zip(&source).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(furthest < 1e-3, "{furthest}");
    }

    #[test]
    fn noise_is_the_same_twice_and_nothing_gives_nothing() {
        assert_eq!(render(-30.0, -2.0), render(-30.0, -2.0));
        assert!(render(-30.0, -30.0).iter().all(|sample| sample.abs() < 1e-6));
        let none = Waveform::new().render(&Frames {
            pitch: &[],
            voiced_level: &[],
            voiced_turn: &[],
            noise_level: &[],
            rest_level: &[],
            rest_phase: &[],
        });
        assert!(none.is_empty());
        assert_eq!(
            [reflected(&[1.0], 0), reflected(&[1.0, 2.0, 3.0], 601), reflected(&[1.0, 2.0, 3.0], 599)],
            [1.0, 2.0, 2.0]
        );
    }
}
